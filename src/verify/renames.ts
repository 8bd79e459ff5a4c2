/** What stands under another name from a call on. */
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Fact, Reader } from "./fact.ts";
import { lastMember } from "./knowledge.ts";
import type { Named } from "./named.ts";

/** A thing's name up to a call, and from then on. */
export interface Renaming {
  readonly from: Named;
  readonly to: string;
}

/** The texts that a call gives new names to, with these: what goes by an id keeps that. */
export function listRenamings(named: readonly Named[]): Renaming[] {
  const isNewName = ({ row }: Named) => row.side === "input" && row.part === "own" && row.renames === true;
  const [renamed] = named.filter(isNewName);
  if (!renamed) return [];
  return named.flatMap((from) => {
    const isOld = from.row.side === "input" && from.row.part === "own" && from.row.renames !== true;
    const isAlike = from.row.kind === renamed.row.kind && from.text !== renamed.text;
    return isOld && isAlike ? [{ from, to: renamed.text }] : [];
  });
}

/** A text with the new name, where it is the old one or an ARN that ends in it. */
function renameText(text: string, { from, to }: Renaming): string {
  if (text === from.text) return to;
  const before = text.slice(0, -from.text.length);
  return text.startsWith("arn:") && text.endsWith(from.text) && /[:/]$/.test(before) ? before + to : text;
}

/** Whether a text of a call names a thing of the type that is renamed: a group's name may be a user's and a policy's, too. */
function isOfType({ row }: Named, { from }: Renaming): boolean {
  return row.type === undefined || from.row.type === undefined || row.type === from.row.type;
}

function renameNamed(one: Named, renaming: Renaming): Named {
  return isOfType(one, renaming) ? { ...one, text: renameText(one.text, renaming) } : one;
}

/** Renames the texts of a structure that name the thing: those that name nothing else, and else those of members called as its own. */
function makeRename(named: readonly Named[], renaming: Renaming): (values: Structure) => Structure {
  const others = named.filter((one) => !isOfType(one, renaming));
  const mine = new Set(
    named.filter((one) => isOfType(one, renaming)).map(({ row }) => lastMember(row.steps)),
  );
  const isOthers = (text: string, member: string) =>
    !mine.has(member) && others.some((one) => one.text === text || lastMember(one.row.steps) === member);
  const rename = (value: Value, member: string): Value => {
    if (Array.isArray(value)) return (value as readonly Value[]).map((item) => rename(item, member));
    if (isStructure(value)) return renameAll(value);
    return typeof value === "string" && !isOthers(value, member) ? renameText(value, renaming) : value;
  };
  const renameAll = (values: Structure): Structure => {
    const renamed = makeStructure();
    for (const [name, inner] of Object.entries(values)) renamed[name] = rename(inner ?? null, name);
    return renamed;
  };
  return renameAll;
}

/** A fact under the new name, by which it is read from now on. What calls asked of the old one is asked no longer. */
export function renameFact(fact: Fact, renaming: Renaming): Fact {
  const rename = (named: readonly Named[]): Named[] => named.map((one) => renameNamed(one, renaming));
  const renameValues = makeRename(fact.named, renaming);
  const changed = new Map(fact.named.map((one) => [one, renameNamed(one, renaming)]));
  const pick = (named: readonly Named[]) => named.map((one) => changed.get(one) ?? one);
  for (const one of fact.named)
    if (
      one.row.side === "input" &&
      one.row.isScalar &&
      one.text === renaming.from.text &&
      isOfType(one, renaming)
    )
      fact.expectations.replace({ input: { [one.row.path]: renaming.to }, ref: undefined }, false);
  const readers = fact.readers.map((reader): Reader => {
    const input = renameValues(reader.input);
    return { ...reader, input, used: rename(reader.used), held: reader.held && rename(reader.held) };
  });
  // What takes it back names it by the new name, too.
  const { step, input, output } = fact.live;
  const live = { step, input: renameValues(input), output: renameValues(output) };
  const members = fact.apart.members.map((one) => ({
    ...one,
    value: renameValues({ [one.member]: one.value })[one.member] ?? null,
  }));
  const apart = { ...fact.apart, members };
  return {
    ...fact,
    live,
    named: pick(fact.named),
    own: pick(fact.own),
    others: rename(pick(fact.others)),
    apart,
    readers,
  };
}
