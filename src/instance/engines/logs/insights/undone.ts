/** What of Insights' queries AWS does and nothing here does, so that it is told from what is no query. */
import * as v from "valibot";
import { Text } from "../../../../base/row-types.ts";
import undone from "./undone.json" with { type: "json" };

/** A row of undone.json. `names`: in small letters. */
export const UndoneRow = v.strictObject({
  kind: v.picklist(["command", "function", "unit"]),
  names: v.array(Text),
  reason: Text,
});

const UNDONE = (undone as readonly v.InferOutput<typeof UndoneRow>[]).map(
  ({ kind, names }) => [kind, new Set(names)] as const,
);

/** Whether only AWS knows a word, in whichever case. */
export function isUndone(kind: "command" | "function" | "unit", word: string): boolean {
  return UNDONE.some(([of, names]) => of === kind && names.has(word.toLowerCase()));
}
