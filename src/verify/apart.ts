/**
 * What tells a thing from its like besides its names: what the call that takes it back requires and names nothing by, such as
 * the number of an entry, the kind of a principal or the network that was associated with a zone.
 */
import { isScalar, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Step } from "../plan/steps.ts";
import { fillInput } from "./fill.ts";
import type { Knowledge, PathSource } from "./knowledge.ts";
import type { LiveStep } from "./live.ts";
import { matchesLoosely } from "./same.ts";

/** Whether a value at a path tells one thing: neither its name nor several names, which are taken back one by one. */
function tellsOne({ deed, rows }: Knowledge, { side, steps }: PathSource, value: Value): boolean {
  // What a service answered, such as a token that each change gives anew, is told by the log alone.
  if (side === "output") return false;
  const path = steps.join(".");
  const isNaming = (one: string) => (isScalar(value) ? one === path : one.startsWith(path));
  const named = rows.some((row) => row.side === "input" && isNaming(row.path));
  return Array.isArray(value) ? deed === "create" && !named : !isScalar(value) || !named;
}

function listInvented({ placeholders }: Step): ReadonlySet<string> {
  return new Set(placeholders?.map(({ path }) => path.replace(/[.[{].*/, "")));
}

/** What the call that takes a thing back would say to tell it from its like, by that call's members. */
export function readApart(knowledge: Knowledge, live: LiveStep): Structure {
  const apart = makeStructure();
  const { undoing } = knowledge;
  const filled = undoing && fillInput(undoing, live);
  if (!undoing || !filled) return apart;
  const invented = listInvented(live.step);
  for (const { member, isRequired, sources } of undoing.members) {
    const [source] = sources;
    const value = filled.input[member];
    if (!isRequired || !source || !("path" in source) || value === undefined) continue;
    const isInvented = invented.has(source.path.steps[0] ?? "");
    if (!isInvented && tellsOne(knowledge, source.path, value)) apart[member] = value;
  }
  return apart;
}

/** Whether a call says otherwise of what tells a thing from its like: it means another one. */
export function isApart(apart: Structure, input: Structure): boolean {
  return Object.entries(apart).some(([name, value]) => {
    const told = input[name];
    return value !== undefined && told !== undefined && !matchesLoosely(value, told);
  });
}
