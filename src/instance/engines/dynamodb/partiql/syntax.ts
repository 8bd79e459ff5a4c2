/** Statements as they are written. */
import type { Path } from "../expressions/paths.ts";
import type { StatementToken } from "./tokens.ts";

/** What gives a value or a truth. Each begins at a token. */
export type PartiqlExpression = { readonly start: StatementToken } & (
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "text" | "number"; readonly text: string }
  | { readonly kind: "boolean"; readonly is: boolean }
  | { readonly kind: "null" | "missing" | "ion" }
  | { readonly kind: "parameter"; readonly at: number }
  | { readonly kind: "list" | "bag"; readonly items: readonly PartiqlExpression[] }
  | { readonly kind: "tuple"; readonly entries: readonly (readonly [PartiqlExpression, PartiqlExpression])[] }
  | { readonly kind: "call"; readonly name: string; readonly operands: readonly PartiqlExpression[] }
  /** What an expression is of: its type by DynamoDB's name. */
  | { readonly kind: "type"; readonly of: PartiqlExpression; readonly type: string }
  /** Comparators, arithmetic, AND, OR, NOT, IN, BETWEEN, `IS MISSING` and what is not taken: LIKE. */
  | { readonly kind: "operator"; readonly operator: string; readonly operands: readonly PartiqlExpression[] }
);

/** A table, or an index of one. */
export interface StatementSource {
  readonly table: string;
  readonly index: string | undefined;
}

/** What a write tells of the item. */
export interface ReturningClause {
  readonly isWhole: boolean;
  readonly isNew: boolean;
}

export interface PartiqlAssignment {
  readonly path: Path;
  /** undefined: the path is removed. */
  readonly value: PartiqlExpression | undefined;
}

export interface SelectStatement {
  readonly kind: "select";
  /** undefined: all attributes. */
  readonly projection: readonly Path[] | undefined;
  /** Why the projection is none; this is told once the table is known. */
  readonly problem?: Error | undefined;
  readonly source: StatementSource;
  readonly where: PartiqlExpression | undefined;
  readonly order: readonly { readonly name: string; readonly isBackward: boolean }[];
}

export interface InsertStatement {
  readonly kind: "insert";
  readonly source: StatementSource;
  readonly item: PartiqlExpression;
}

export interface UpdateStatement {
  readonly kind: "update";
  readonly source: StatementSource;
  readonly assignments: readonly PartiqlAssignment[];
  readonly where: PartiqlExpression | undefined;
  readonly returning: ReturningClause | undefined;
}

export interface DeleteStatement {
  readonly kind: "delete";
  readonly source: StatementSource;
  readonly where: PartiqlExpression | undefined;
  readonly returning: ReturningClause | undefined;
}

/** A condition of a transaction on an item that it does not write. */
export interface ExistsStatement {
  readonly kind: "exists";
  readonly select: SelectStatement;
}

export type PartiqlStatement =
  | SelectStatement
  | InsertStatement
  | UpdateStatement
  | DeleteStatement
  | ExistsStatement;

/** A statement, and how many parameters stand in it. */
export interface ParsedStatement {
  readonly statement: PartiqlStatement;
  readonly parameters: number;
  readonly reader: { place(token: StatementToken): string };
}
