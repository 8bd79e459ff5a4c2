/** Knows a call that takes back what another one did by what both say of the same thing. */
import type { Operation } from "../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Fact } from "./fact.ts";
import { fillInput } from "./fill.ts";
import { type Knowledge, type KnowledgeBase, takesNothing } from "./knowledge.ts";
import type { LiveStep } from "./live.ts";
import { listNamed, listNames, type Named, nameScope } from "./named.ts";

type Site = LiveStep["step"];

/** The texts that tell what a call takes away, as far as these are no lists of parts: all, or one of them. */
export function listIdentity(named: readonly Named[]): {
  readonly isWhole: boolean;
  readonly texts: readonly Named[];
} {
  const asked = named.filter(({ row }) => row.side === "input");
  const required = asked.filter(({ row }) => row.isScalar && row.isRequired);
  if (required.length > 0) return { isWhole: true, texts: required };
  const naming = asked.filter(({ row }) => row.part !== "reference" && row.steps.length <= 2);
  return { isWhole: false, texts: naming };
}

/** A value in which members stand in one order. */
function sortMembers(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(sortMembers);
  if (!isStructure(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sortMembers(value[name] ?? null)]));
}

/** What a call requires beside lists of parts: it tells what the call is about where that has no name, as a grant has none. */
function listRequired({ input: shape }: Operation, input: Structure): Value[] {
  return (shape?.required ?? []).flatMap((name) => {
    const value = input[name];
    return value === undefined || value === null || Array.isArray(value) ? [] : [sortMembers(value)];
  });
}

/** The key of a call that says what it takes back by what that is about, and not by its name: which control is enabled where. */
function keyTogether(
  head: readonly string[],
  named: readonly Named[],
  nameOf: (one: Named) => string,
): string[] {
  const about = named.filter(({ row }) => row.side === "input" && row.isScalar && row.part === "reference");
  // One alone may be of several.
  if (about.length < 2) return [];
  return [JSON.stringify([...head, "about", ...about.map((one) => [one.row.path, nameOf(one)]).sort()])];
}

/** The keys under which a call takes back what another did: the same for the call itself and for one made from the other. */
export function keyUndoing(
  { operation, rows }: Knowledge,
  input: Structure,
  named: readonly Named[],
  site: Site,
): string[] {
  const { isWhole, texts } = listIdentity(named);
  const head = [nameScope(site), operation.name];
  const nameOf = (one: Named) => listNames(one, site)[1] ?? one.text;
  if (texts.length === 0) {
    const required = listRequired(operation, input);
    if (required.length > 0 || takesNothing(operation, rows)) return [JSON.stringify([...head, required])];
    return keyTogether(head, named, nameOf);
  }
  if (isWhole) return [JSON.stringify([...head, ...texts.map((one) => [one.row.path, nameOf(one)])])];
  return texts.map((one) => JSON.stringify([...head, one.row.path, nameOf(one)]));
}

/** The keys under which the call that takes a fact back is known; of one among several that a call made, its own only. */
export function listUndoings({ knowledge, live, own, readers }: Fact, base: KnowledgeBase): string[] {
  const { undoing } = knowledge;
  const filled = undoing && fillInput(undoing, live);
  const wholesale = base.findWholesale(knowledge);
  if (!undoing || !filled)
    return wholesale ? keyUndoing(base.find(wholesale), makeStructure(), [], live.step) : [];
  const inverse = base.find(undoing.operation);
  const named = listNamed(inverse, { input: filled.input, output: makeStructure() });
  const mine = new Set([...own, ...(readers[0]?.used ?? [])].map(({ text }) => text));
  const isMine = ({ row, text }: Named) => row.isScalar || mine.has(text);
  const texts = named.filter(isMine);
  const nameless = texts.filter(({ row }) => row.part === "reference");
  const keys = keyUndoing(inverse, filled.input, texts, live.step);
  // It may be taken back without its name, too.
  return nameless.length < texts.length
    ? [...new Set([...keys, ...keyUndoing(inverse, filled.input, nameless, live.step)])]
    : keys;
}
