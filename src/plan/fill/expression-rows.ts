/**
 * The table of expression languages: APIs whose calls hold expressions that refer to values and names beside them, which a
 * log may lack. A row describes the language as far as it tells the types of what it refers to.
 */
import * as v from "valibot";
import { Text } from "../../base/row-types.ts";
import rows from "./expressions.json" with { type: "json" };

export const ExpressionRow = v.strictObject({
  service: Text,
  /** A pattern of the members that hold expressions. */
  expressions: Text,
  /** The member beside them with what names (`#n`) stand for. */
  names: Text,
  /** The member beside them with what values (`:v`) stand for. */
  values: Text,
  /** The member that names what holds the attributes; beside them, or in the structure around. */
  holder: Text,
  /** A map whose keys name it. */
  holders: Text,
  /** A list that defines attributes: in an input, or in an answer's member. */
  definitions: v.strictObject({ list: Text, name: Text, type: Text }),
  /** Members beside them that hold attributes by their names. */
  held: v.array(Text),
  /** What functions take and give: a type, `same` (all that are so are of one type), or `any`. */
  functions: v.record(Text, v.strictObject({ takes: v.array(Text), gives: Text })),
  /** The words that start a part of an expression, with the type of a value beside a path there, or `any`. */
  clauses: v.record(Text, Text),
  /** The types of what has others inside it: by name, and by number. */
  inside: v.strictObject({ name: Text, number: Text }),
  /** The type of what is added and subtracted. */
  arithmetic: Text,
  /** The type of what is compared by size, unless something else tells. */
  comparison: Text,
  /** The type where nothing tells. */
  preset: Text,
  /** What stands for a value of a type, which is the member of a union, and what that is for people. */
  types: v.record(Text, v.strictObject({ value: v.unknown(), filled: Text })),
  reason: Text,
});

export type Language = v.InferOutput<typeof ExpressionRow>;

const languages: ReadonlyMap<string, Language> = new Map(
  (rows as readonly Language[]).map((row) => [row.service, row]),
);

/** The language of a service's expressions; undefined where it has none. */
export function findLanguage(service: string): Language | undefined {
  return languages.get(service);
}
