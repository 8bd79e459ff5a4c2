/** Takes apart calls that change several things at once: Route 53's batches of records, grants of Lake Formation. */
import type { Operation, Shape } from "../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Step } from "../plan/steps.ts";
import { type BatchRow, findEach } from "./readers.ts";

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

function readItem(item: Value, path: string): Value | undefined {
  if (path === "") return item;
  return path === "[]" ? [item] : isStructure(item) ? item[path] : undefined;
}

/** A step as the calls that it is as much as, each of one of its items; itself where it is one call. */
export function listEach(step: Step): readonly Step[] {
  const row = findEach(step.operation);
  const operation = row && step.operation.model.operations[row.as];
  const items = row && step.input[row.list];
  if (!row || !operation || !Array.isArray(items)) return [step];
  const members = operation.input?.members ?? {};
  const common = Object.entries(step.input).filter(([name]) => name !== row.list && name in members);
  return (items as readonly Value[]).map((item) => {
    const own = Object.entries(row.fill).flatMap(([name, path]) => {
      const value = readItem(item, path);
      return value === undefined ? [] : [[name, value] as const];
    });
    const input: Structure = Object.assign(makeStructure(), Object.fromEntries([...common, ...own]));
    return { ...step, operation, input, output: makeStructure() };
  });
}
