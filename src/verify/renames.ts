/** What stands under another name from a call on. */
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Fact, Reader } from "./fact.ts";
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

function renameValue(value: Value, renaming: Renaming): Value {
  if (typeof value === "string") return renameText(value, renaming);
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => renameValue(item, renaming));
  if (!isStructure(value)) return value;
  const renamed = makeStructure();
  for (const [name, inner] of Object.entries(value)) renamed[name] = renameValue(inner ?? null, renaming);
  return renamed;
}

/** A fact under the new name, by which it is read from now on. What calls asked of the old one is asked no longer. */
export function renameFact(fact: Fact, renaming: Renaming): Fact {
  const rename = (named: readonly Named[]): Named[] =>
    named.map((one) => ({ ...one, text: renameText(one.text, renaming) }));
  const changed = new Map(fact.named.map((one) => [one, { ...one, text: renameText(one.text, renaming) }]));
  const pick = (named: readonly Named[]) => named.map((one) => changed.get(one) ?? one);
  for (const { row, text } of fact.named)
    if (row.side === "input" && row.isScalar && text === renaming.from.text)
      fact.expectations.replace({ input: { [row.path]: renaming.to }, ref: undefined }, false);
  const readers = fact.readers.map((reader): Reader => {
    const input = renameValue(reader.input, renaming) as Structure;
    return { ...reader, input, used: rename(reader.used), held: reader.held && rename(reader.held) };
  });
  const named = pick(fact.named);
  // What takes it back names it by the new name, too.
  const { step, input, output } = fact.live;
  const live = {
    step,
    input: renameValue(input, renaming) as Structure,
    output: renameValue(output, renaming) as Structure,
  };
  const members = fact.apart.members.map((one) => ({ ...one, value: renameValue(one.value, renaming) }));
  const apart = { ...fact.apart, members };
  return { ...fact, live, named, own: pick(fact.own), others: rename(pick(fact.others)), apart, readers };
}
