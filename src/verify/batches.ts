/** Takes apart calls that change several things at once: Route 53's batches of records. */
import type { Operation, Shape } from "../aws/model/types.ts";
import { isStructure, type Structure, type Value } from "../aws/values.ts";
import type { BatchRow } from "./readers.ts";

/** A text that tells one thing of a batch from the others, with its member. */
export interface BatchKey {
  readonly member: string;
  readonly text: string;
}

/** One thing of a batch: what was asked for, of which shape, and what tells it from the others. */
export interface BatchItem {
  readonly expected: Structure;
  readonly ref: Shape;
  readonly keys: readonly BatchKey[];
  readonly isRemoved: boolean;
}

/** The value and the shape at a path of member names. */
function open(
  operation: Operation,
  input: Structure,
  path: string,
): { ref: Shape; value: Value } | undefined {
  let ref = operation.input;
  let value: Value | undefined = input;
  for (const name of path.split(".")) {
    ref = ref?.members?.[name];
    value = isStructure(value) ? value[name] : undefined;
  }
  return ref && value !== undefined ? { ref, value } : undefined;
}

/** The things of a batch, in its order. */
export function readBatch(operation: Operation, input: Structure, row: BatchRow): BatchItem[] {
  const list = open(operation, input, row.list);
  const element = list?.ref.member;
  const ref = element?.members?.[row.item];
  if (!list || !ref || !Array.isArray(list.value)) return [];
  return (list.value as readonly Value[]).flatMap((change): BatchItem[] => {
    const expected = isStructure(change) ? change[row.item] : undefined;
    if (!isStructure(change) || !isStructure(expected)) return [];
    const keys = row.keys.flatMap((member): BatchKey[] => {
      const text = expected[member];
      return typeof text === "string" ? [{ member, text }] : [];
    });
    return [{ expected, ref, keys, isRemoved: row.removes.includes(String(change[row.action])) }];
  });
}
