/** What a statement of S3 Select is read as: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-select.html */
import type { Value } from "../../../../aws/values.ts";

/** A step of a path. `exact`: a name in quotes, which is found as it is written. */
export type SelectStep =
  | { readonly kind: "name"; readonly name: string; readonly exact: boolean }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "each" };

export type SelectOperator = "=" | "<>" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%" | "||";

/** A term. Those of aggregates stand for what their function makes of all rows. */
export type SelectTerm =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "path"; readonly steps: readonly SelectStep[] }
  | {
      readonly kind: "binary";
      readonly operator: SelectOperator;
      readonly terms: readonly [SelectTerm, SelectTerm];
    }
  | { readonly kind: "and" | "or"; readonly terms: readonly SelectTerm[] }
  | { readonly kind: "not" | "negative"; readonly term: SelectTerm }
  | {
      readonly kind: "between";
      readonly term: SelectTerm;
      readonly bounds: readonly [SelectTerm, SelectTerm];
    }
  | { readonly kind: "in"; readonly term: SelectTerm; readonly among: readonly SelectTerm[] }
  | {
      readonly kind: "like";
      readonly term: SelectTerm;
      readonly pattern: SelectTerm;
      readonly escape: SelectTerm | undefined;
    }
  | { readonly kind: "is"; readonly term: SelectTerm; readonly what: "NULL" | "MISSING" }
  | { readonly kind: "cast"; readonly term: SelectTerm; readonly type: string }
  | {
      readonly kind: "case";
      readonly of: SelectTerm | undefined;
      readonly when: readonly (readonly [SelectTerm, SelectTerm])[];
      readonly otherwise: SelectTerm | undefined;
    }
  | { readonly kind: "call"; readonly name: string; readonly terms: readonly SelectTerm[] }
  | { readonly kind: "aggregate"; readonly name: string; readonly term: SelectTerm | undefined };

/** A term of the list, with the name that it is told by. */
export interface SelectColumn {
  readonly name: string;
  readonly term: SelectTerm;
}

/** A statement. */
export interface ObjectQuery {
  /** undefined: all that a row has. */
  readonly columns: readonly SelectColumn[] | undefined;
  /** What of each record is a row. */
  readonly from: readonly SelectStep[];
  /** What a row may be called. */
  readonly names: ReadonlySet<string>;
  readonly where: SelectTerm | undefined;
  readonly limit: number | undefined;
}
