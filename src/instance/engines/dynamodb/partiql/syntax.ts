/** Statements as they are written. */
import type { Path } from "../expressions/paths.ts";
import type { Token } from "./tokens.ts";

/** What gives a value or a truth. Each begins at a token. */
export type Expression = { readonly start: Token } & (
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "text" | "number"; readonly text: string }
  | { readonly kind: "boolean"; readonly is: boolean }
  | { readonly kind: "null" | "missing" | "ion" }
  | { readonly kind: "parameter"; readonly at: number }
  | { readonly kind: "list" | "bag"; readonly items: readonly Expression[] }
  | { readonly kind: "tuple"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "call"; readonly name: string; readonly operands: readonly Expression[] }
  /** Comparators, arithmetic, AND, OR, NOT, IN, BETWEEN, `IS NULL`, `IS MISSING` and what is not taken: LIKE. */
  | { readonly kind: "operator"; readonly operator: string; readonly operands: readonly Expression[] }
);

/** A table, or an index of one. */
export interface Source {
  readonly table: string;
  readonly index: string | undefined;
}

/** What a write tells of the item. */
export interface Returning {
  readonly isWhole: boolean;
  readonly isNew: boolean;
}

export interface Assignment {
  readonly path: Path;
  /** undefined: the path is removed. */
  readonly value: Expression | undefined;
}

export interface Select {
  readonly kind: "select";
  /** undefined: all attributes. */
  readonly projection: readonly Path[] | undefined;
  readonly source: Source;
  readonly where: Expression | undefined;
  readonly order: readonly { readonly name: string; readonly isBackward: boolean }[];
}

export interface Insert {
  readonly kind: "insert";
  readonly source: Source;
  readonly item: Expression;
}

export interface Update {
  readonly kind: "update";
  readonly source: Source;
  readonly assignments: readonly Assignment[];
  readonly where: Expression | undefined;
  readonly returning: Returning | undefined;
}

export interface Delete {
  readonly kind: "delete";
  readonly source: Source;
  readonly where: Expression | undefined;
  readonly returning: Returning | undefined;
}

/** A condition of a transaction on an item that it does not write. */
export interface Exists {
  readonly kind: "exists";
  readonly select: Select;
}

export type Statement = Select | Insert | Update | Delete | Exists;

/** A statement, and how many parameters stand in it. */
export interface ParsedStatement {
  readonly statement: Statement;
  readonly parameters: number;
  readonly reader: { place(token: Token): string };
}
