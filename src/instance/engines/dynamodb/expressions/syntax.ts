/** What expressions are made of, as they are written: names and values still have their placeholders. */

/** A step of a path: a name as it is written, `#` included, or an index, which may be one that no list has. */
export type WrittenStep = string | number | { readonly beyond: string };

export type Operand =
  | { readonly kind: "path"; readonly steps: readonly WrittenStep[] }
  | { readonly kind: "value"; readonly name: string }
  | FunctionCall;

export interface FunctionCall {
  readonly kind: "function";
  readonly name: string;
  readonly operands: readonly Operand[];
}

export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** What is compared, called, or between. */
export type WrittenCondition =
  | { readonly kind: "compare"; readonly operator: Comparator; readonly operands: readonly Operand[] }
  /** The first operand lies between the two others. */
  | { readonly kind: "between"; readonly operands: readonly Operand[] }
  /** The first operand is one of the others. */
  | { readonly kind: "in"; readonly operands: readonly Operand[] }
  | FunctionCall;

export type ConditionTree =
  | { readonly kind: "and"; readonly left: ConditionTree; readonly right: ConditionTree }
  | { readonly kind: "or"; readonly left: ConditionTree; readonly right: ConditionTree }
  | { readonly kind: "not"; readonly of: ConditionTree }
  | WrittenCondition;

/** What SET gives an attribute. */
export type SetValue =
  | Operand
  | { readonly kind: "sum"; readonly operator: "+" | "-"; readonly operands: readonly [Operand, Operand] };

export type Section = "SET" | "REMOVE" | "ADD" | "DELETE";

/** One change of an update. */
export type Clause =
  | { readonly section: "SET"; readonly steps: readonly WrittenStep[]; readonly value: SetValue }
  | { readonly section: "REMOVE"; readonly steps: readonly WrittenStep[] }
  | { readonly section: "ADD" | "DELETE"; readonly steps: readonly WrittenStep[]; readonly value: Operand };
