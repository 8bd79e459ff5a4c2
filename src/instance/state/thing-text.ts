/** Writes a thing as JSON and reads it back; the same thing gives the same text. */
import * as v from "valibot";
import { Digits, isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import type { Thing } from "../store.ts";

/** Before what JSON has no form for, and before texts that begin so themselves. */
const MARK = "\u0001";

/** How a value that is no structure and no list is written, by the letter behind the mark. */
const READERS: Readonly<Record<string, (text: string) => Value>> = {
  s: (text) => text,
  t: (text) => new Date(Number(text)),
  d: (text) => new Digits(text),
  n: (text) => Number(text),
  b: (text) => new Uint8Array(Buffer.from(text, "base64")),
};

function writeNumber(value: number): number | string {
  const isPlain = Number.isFinite(value) && !Object.is(value, -0);
  return isPlain ? value : `${MARK}n${Object.is(value, -0) ? "-0" : value}`;
}

function writeValue(value: Value | undefined): unknown {
  if (typeof value === "string") return value.startsWith(MARK) ? `${MARK}s${value}` : value;
  if (typeof value === "number") return writeNumber(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Value[]).map(writeValue);
  if (value instanceof Date) return `${MARK}t${value.getTime()}`;
  if (value instanceof Digits) return `${MARK}d${value.text}`;
  if (value instanceof Uint8Array) return `${MARK}b${Buffer.from(value).toString("base64")}`;
  return isStructure(value) ? writeMembers(value) : undefined;
}

function writeMembers(members: Structure): object {
  const written: Record<string, unknown> = makeStructure();
  for (const [name, value] of Object.entries(members)) written[name] = writeValue(value);
  return written;
}

function readText(text: string): Value {
  if (!text.startsWith(MARK)) return text;
  const read = READERS[text.charAt(1)];
  if (!read) throw new RangeError(`no value is marked with ${JSON.stringify(text.charAt(1))}`);
  return read(text.slice(2));
}

function readValue(value: unknown): Value {
  if (typeof value === "string") return readText(value);
  if (Array.isArray(value)) return value.map(readValue);
  // Nothing else is in JSON.
  return isStructure(value) ? readMembers(value) : (value as number | boolean | null);
}

function readMembers(members: Structure): Structure {
  const read = makeStructure();
  for (const name of Object.keys(members)) read[name] = readValue(members[name]);
  return read;
}

const MEMBERS = v.custom<Structure>(isStructure);
const OPTIONAL_TEXT = v.exactOptional(v.string());

/** A thing as JSON has it. */
const WRITTEN = v.object({
  place: v.object({ account: v.string(), region: v.string() }),
  service: v.string(),
  type: v.string(),
  chain: v.array(v.string()),
  within: OPTIONAL_TEXT,
  names: v.object({ id: OPTIONAL_TEXT, arn: OPTIONAL_TEXT, url: OPTIONAL_TEXT }),
  members: MEMBERS,
  tags: v.array(v.tuple([v.string(), v.string()])),
  createdAt: v.number(),
  call: v.object({ operation: v.string(), event: OPTIONAL_TEXT, input: MEMBERS, output: MEMBERS }),
});

/** A thing as one text. */
export function writeThing(thing: Thing): string {
  const { place, service, type, chain, within, names, members, tags, createdAt, call } = thing;
  return JSON.stringify({
    place: { account: place.account, region: place.region },
    service,
    type,
    chain,
    within,
    names: { id: names.id, arn: names.arn, url: names.url },
    members: writeMembers(members),
    tags: [...tags],
    createdAt,
    call: {
      operation: call.operation,
      event: call.event,
      input: writeMembers(call.input),
      output: writeMembers(call.output),
    },
  });
}

/** The thing of a text. Throws what JSON and valibot throw where it is none. */
export function readThing(text: string): Thing {
  const { within, members, tags, call, ...rest } = v.parse(WRITTEN, JSON.parse(text));
  return {
    ...rest,
    within,
    members: readMembers(members),
    tags: new Map(tags),
    call: {
      operation: call.operation,
      event: call.event,
      input: readMembers(call.input),
      output: readMembers(call.output),
    },
  };
}

/** What tells a thing from every other one. */
export function nameThing({ place, service, type, chain }: Thing): string {
  return JSON.stringify([place.account, place.region, service, type, ...chain]);
}
