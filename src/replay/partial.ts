/** What an answer that is a success says of items that were refused: a call that did not do all is no success. */
import * as v from "valibot";
import { listMembers } from "../aws/model/shape.ts";
import type { Operation } from "../aws/model/types.ts";
import { isStructure, type Structure, type Value } from "../aws/values.ts";
import { matchesPattern } from "../base/pattern.ts";
import { Text } from "../base/row-types.ts";
import type { Call } from "../dialect/call.ts";
import rows from "./partial.json" with { type: "json" };

/**
 * A row of partial.json, all of it patterns of names: `members` of answers list or count what was not done, but those of
 * `except`; `code` and `message` are those of what is listed there.
 */
export const PartialRow = v.strictObject({
  members: Text,
  except: v.optional(Text),
  code: Text,
  message: Text,
  reason: Text,
});

type Row = v.InferOutput<typeof PartialRow>;

/** The code and the message of the first item that was refused. */
export interface PartialRefusal {
  readonly code: string;
  readonly message: string;
}

/** Of what says no code. */
const UNNAMED = "PartialFailure";
const DEEPEST = 3;

/** The members of an operation's answer that tell of refused items, with their rows. */
const telling = new WeakMap<Operation, readonly (readonly [name: string, row: Row])[]>();

function findTelling({ output }: Operation): readonly (readonly [name: string, row: Row])[] {
  return listMembers(output).flatMap(([name, { type }]) => {
    const row = (rows as readonly Row[]).find(
      ({ members, except = "" }) => matchesPattern(members, name) && !matchesPattern(except, name),
    );
    return row && type !== "string" && type !== "structure" ? [[name, row] as const] : [];
  });
}

/** Whether a member of an operation's answer lists or counts what was not done. */
export function tellsRefused(operation: Operation, member: string): boolean {
  return telling
    .getOrInsertComputed(operation, () => findTelling(operation))
    .some(([name]) => name === member);
}

/** How many items a member has: of a list or a map, or the number that it is. */
function countItems(value: Value | undefined): number {
  if (typeof value === "number") return value;
  if (Array.isArray(value)) return value.length;
  return isStructure(value) ? Object.keys(value).length : 0;
}

/** The first text in a value whose member is called so. */
function findText(value: Value | undefined, names: string, depth = 0): string | undefined {
  if (depth > DEEPEST) return undefined;
  if (Array.isArray(value)) return findText((value as readonly Value[])[0], names, depth + 1);
  if (!isStructure(value)) return undefined;
  const inner = Object.entries(value);
  const own = inner.find(([name, text]) => typeof text === "string" && matchesPattern(names, name));
  if (own) return String(own[1]);
  for (const [, one] of inner) {
    const found = findText(one, names, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What of a call was refused, by an answer that is a success; undefined where all was done, or production told so, too. */
export function findRefusal(
  { operation, output: recorded }: Pick<Call, "operation" | "output">,
  answer: Structure,
): PartialRefusal | undefined {
  for (const [name, row] of telling.getOrInsertComputed(operation, findTelling)) {
    const count = countItems(answer[name]);
    if (count === 0 || countItems(recorded[name]) > 0) continue;
    // A count stands beside the list of what it counts.
    const items = typeof answer[name] === "number" ? answer : answer[name];
    const told = [`${name} tells of ${count}`, findText(items, row.message) ?? []].flat();
    return { code: findText(items, row.code) ?? UNNAMED, message: told.join(": ") };
  }
  return undefined;
}
