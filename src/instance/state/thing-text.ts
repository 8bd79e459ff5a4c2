/** Writes a thing as JSON and reads it back; the same thing gives the same text. */
import { Digits, isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { isObject } from "../../base/values.ts";
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

/** Turns what JSON was parsed to into values, in place: what is loaded may be ten thousand things. */
function revive(value: unknown): Value {
  if (typeof value === "string") return readText(value);
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) value[at] = revive(item);
    return value;
  }
  return isObject(value) ? reviveMembers(value) : (value as number | boolean | null);
}

function reviveMembers(members: Record<string, unknown>): Structure {
  for (const name in members) members[name] = revive(members[name]);
  return Object.setPrototypeOf(members, null);
}

/** A thing as JSON has it. */
interface Written extends Omit<Thing, "members" | "tags" | "call"> {
  readonly members: Record<string, unknown>;
  readonly tags: readonly [string, string][];
  readonly call: {
    readonly operation: string;
    readonly event?: string;
    readonly with?: string;
    readonly input: Record<string, unknown>;
    readonly output: Record<string, unknown>;
  };
}

/** Whether JSON has the parts of a thing. A schema of valibot takes three times as long as all else that a start does. */
function isWritten(value: unknown): value is Written {
  if (!isObject(value)) return false;
  const { place, service, type, chain, names, members, tags, createdAt, call } = value;
  return (
    isObject(place) &&
    [place["account"], place["region"], service, type].every((text) => typeof text === "string") &&
    Array.isArray(chain) &&
    isObject(names) &&
    isObject(members) &&
    Array.isArray(tags) &&
    typeof createdAt === "number" &&
    isObject(call) &&
    isObject(call["input"]) &&
    isObject(call["output"])
  );
}

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
      with: call.with,
      input: writeMembers(call.input),
      output: writeMembers(call.output),
    },
  });
}

/** The thing of a text. Throws what JSON throws, and a RangeError, where it is none. */
export function readThing(text: string): Thing {
  const written: unknown = JSON.parse(text);
  if (!isWritten(written)) throw new RangeError("a thing lacks parts");
  const { place, service, type, chain, within, names, members, tags, createdAt, call } = written;
  return {
    place,
    service,
    type,
    chain,
    within,
    names,
    members: reviveMembers(members),
    tags: new Map(tags),
    createdAt,
    call: {
      operation: call.operation,
      event: call.event,
      ...(call.with !== undefined && { with: call.with }),
      input: reviveMembers(call.input),
      output: reviveMembers(call.output),
    },
  };
}

/** What tells a thing from every other one. */
export function nameThing({ place, service, type, chain }: Thing): string {
  return JSON.stringify([place.account, place.region, service, type, ...chain]);
}
