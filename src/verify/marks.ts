/** What tells a thing from its like besides its name: the dimension of two targets that scale one table. */
import { listMembers } from "../aws/model/shape.ts";
import type { Shape } from "../aws/model/types.ts";
import { isScalar } from "../aws/values.ts";
import type { Reader } from "./fact.ts";
import type { Knowledge } from "./knowledge.ts";
import type { LiveStep } from "./live.ts";
import { makeTextRow, type Named } from "./named.ts";
import { printScalar } from "./same.ts";

/** How deep lists are looked for, as in answers. */
const DEEPEST = 3;

const SCALARS: ReadonlySet<string> = new Set(["string", "integer", "long", "boolean"]);

/** Whether the items of a list in a structure have a text, a number or a choice of that name. */
function listsScalar(shape: Shape | undefined, name: string, depth = 0): boolean {
  if (depth > DEEPEST) return false;
  return listMembers(shape).some(([, { type, member }]) => {
    if (type !== "list" || member?.type !== "structure") return false;
    return SCALARS.has(member.members?.[name]?.type ?? "") || listsScalar(member, name, depth + 1);
  });
}

/**
 * The values that both a call and the one that takes it back require and that name nothing: where a read lists such things, the
 * one that is meant has all of these.
 */
export function listMarks(
  { operation, undoing, rows }: Knowledge,
  { input }: LiveStep,
  { isList, operation: read }: Reader,
): Named[] {
  if (!undoing || !isList) return [];
  const isTaken = new Set(undoing.operation.input?.required);
  return (operation.input?.required ?? []).flatMap((name): Named[] => {
    const value = input[name];
    if (!isTaken.has(name) || !isScalar(value) || rows.some(({ path }) => path === name)) return [];
    return listsScalar(read.output, name) ? [{ text: printScalar(value), row: makeTextRow(name) }] : [];
  });
}
