/** What can be wrong with an input by its model. */
import type { Shape } from "../aws/model/types.ts";
import type { Value } from "../aws/values.ts";

/** One step to a value: a member of a structure, an item of a list (counted from 1), an entry of a map. */
export type FaultStep = { readonly member: string } | { readonly item: number } | { readonly entry: string };

/** A bound or a choice that a value does not keep to. */
export type Constraint =
  | { readonly kind: "required" }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "pattern"; readonly pattern: string }
  | { readonly kind: "length" | "range"; readonly bound: "least" | "most"; readonly limit: number };

/** What is wrong with one value of an input. */
export interface Fault {
  readonly path: readonly FaultStep[];
  /** undefined where it is missing. */
  readonly value: Value | undefined;
  readonly constraint: Constraint;
  /** Set where the value is a map with a key that is not like this shape. */
  readonly keys?: Shape;
  /** Set where it is a map whose values are lists of this shape, of which one is too long or too short. */
  readonly lists?: Shape;
  /** The list in which the value stands, where it is a text or a number: what is wrong is told of that. */
  readonly within?: { readonly list: Value; readonly shape: Shape };
  /** The value's own, of a list, whose structures are told by the names of their shapes, and of a text that is not like its pattern, or none of its choices. */
  readonly shape?: Shape;
  /** Set where the model says that nobody is to be shown the value. */
  readonly isSecret?: true;
}
