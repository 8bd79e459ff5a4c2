/** The reads that tell of a call, filled from it, by the table of readings. */
import { isStructure, type Value } from "../aws/values.ts";
import type { Reader } from "./fact.ts";
import { fillInput, readHeld } from "./fill.ts";
import type { Knowledge } from "./knowledge.ts";
import type { LiveStep } from "./live.ts";

/** The reads that can be made, the surest first. */
export function findReaders(
  { reads }: Pick<Knowledge, "reads">,
  call: Pick<LiveStep, "input" | "output">,
): Reader[] {
  const readers = reads.flatMap((read): Reader[] => {
    const filled = fillInput(read, call);
    if (!filled) return [];
    const held = read.holds?.flatMap((path) => readHeld(path, call));
    return [{ operation: read.operation, isList: read.isList, held, ...filled }];
  });
  // A read that is asked for nothing tells of no one thing, where another can be asked for it.
  const isAsked = ({ used, isList }: Reader) => used.length > 0 || isList;
  const asking = readers.some(({ used }) => used.length > 0) ? readers.filter(isAsked) : readers;
  // Of several ways to ask the same, the first counts that says which thing is meant; others are for where it is refused.
  // One that names only what the thing stands in says it of no one.
  const chosen = [...Map.groupBy(asking, ({ operation }) => operation).values()].flatMap(
    (ways) =>
      ways.find(({ used }) => used.some(({ row }) => row.part === "own")) ??
      ways.find(({ used }) => used.length > 0) ??
      ways[0] ??
      [],
  );
  const others = asking.filter((reader) => reader.used.length > 0 && !chosen.includes(reader));
  return [...chosen, ...others];
}

function readFilter(
  value: Value | undefined,
): { readonly Name: Value; readonly Values: readonly Value[] } | undefined {
  const [filter] = Array.isArray(value) ? (value as readonly Value[]) : [];
  if (!isStructure(filter) || !Array.isArray(filter["Values"])) return undefined;
  return { Name: filter["Name"] ?? null, Values: filter["Values"] as readonly Value[] };
}

/** One reader for each of several things that one read would fetch together. */
export function splitReader(reader: Reader): Reader[] {
  const texts = new Set(reader.used.map(({ text }) => text));
  const only = (text: Value, values: ReadonlySet<Value>) =>
    reader.used.filter((named) => named.text === text || !values.has(named.text));
  for (const [member, value] of Object.entries(reader.input)) {
    const filter = readFilter(value);
    const listed = filter ? filter.Values : Array.isArray(value) ? (value as readonly Value[]) : [];
    if (listed.length < 2 || !listed.every((text) => typeof text === "string" && texts.has(text))) continue;
    const all = new Set(listed);
    return listed.map((text) => ({
      ...reader,
      input: { ...reader.input, [member]: filter ? [{ ...filter, Values: [text] }] : [text] },
      used: only(text, all),
    }));
  }
  return [reader];
}
