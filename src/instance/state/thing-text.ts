/** Writes a thing as JSON and reads it back, its body when it is asked for; the same thing gives the same text. */
import { Digits, isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { InputError } from "../../base/errors.ts";
import { isObject } from "../../base/values.ts";
import type { Thing, ThingEvent } from "../thing.ts";

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

/** Members as JSON has them. */
export function writeMembers(members: Structure): object {
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
  return isObject(value) ? readMembers(value) : (value as number | boolean | null);
}

/** What JSON was parsed to as members, in place. Throws a RangeError where it is none. */
export function readMembers(members: Record<string, unknown>): Structure {
  for (const name in members) members[name] = revive(members[name]);
  return Object.setPrototypeOf(members, null);
}

/** What a thing is found and listed by, as JSON has it. */
interface Head extends Omit<Thing, "members" | "tags" | "call"> {
  readonly tags: readonly [string, string][];
}

/** The rest of a thing, which most of those that are loaded are never asked for. */
type Body = Pick<Thing, "members" | "call" | "history" | "toldLater">;

const isText = (value: unknown) => typeof value === "string";
const isName = (value: unknown) => value === undefined || isText(value);

/** Whether JSON has the parts of a head. A schema of valibot takes three times as long as all else that a start does. */
function isHead(value: unknown): value is Head {
  if (!isObject(value)) return false;
  const { place, service, type, chain, names, tags, createdAt } = value;
  return (
    isObject(place) &&
    typeof place["account"] === "string" &&
    typeof place["region"] === "string" &&
    isText(service) &&
    isText(type) &&
    Array.isArray(chain) &&
    chain.every(isText) &&
    isObject(names) &&
    isName(names["id"]) &&
    isName(names["arn"]) &&
    isName(names["url"]) &&
    Array.isArray(tags) &&
    tags.every((tag) => Array.isArray(tag) && tag.length === 2 && tag.every(isText)) &&
    typeof createdAt === "number" &&
    !Number.isNaN(new Date(createdAt).getTime())
  );
}

function readBody(text: string): Body {
  const written: unknown = JSON.parse(text);
  const { members, call, history, toldLater } = isObject(written) ? written : {};
  const { operation, event, madeUp, with: outer, input, output } = isObject(call) ? call : {};
  if (!isObject(members) || !isObject(input) || !isObject(output) || typeof operation !== "string")
    throw new RangeError("a thing lacks parts");
  return {
    members: readMembers(members),
    call: {
      operation,
      event: typeof event === "string" ? event : undefined,
      ...(madeUp === true && { madeUp }),
      ...(typeof outer === "string" && { with: outer }),
      input: readMembers(input),
      output: readMembers(output),
    },
    history: Array.isArray(history) ? (history as ThingEvent[]) : undefined,
    toldLater: Array.isArray(toldLater) ? toldLater.filter((name) => typeof name === "string") : undefined,
  };
}

/** The same. Throws an InputError: the thing's head was read long before, and what is read now is a file that is no state. */
function openBody(text: string, type: string): Body {
  try {
    return readBody(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(
      `what stands was read from a damaged state: a ${type} of it cannot be read (${reason})`,
    );
  }
}

/** A thing as one text: two lines of JSON, its head and its body. */
export function writeThing(thing: Thing): string {
  const { place, service, type, chain, within, names, members, tags, createdAt, call, brought } = thing;
  const { placeholders, history, toldLater } = thing;
  const head = JSON.stringify({
    place: { account: place.account, region: place.region },
    service,
    type,
    chain,
    within,
    names: { id: names.id, arn: names.arn, url: names.url },
    tags: [...tags],
    createdAt,
    brought,
    placeholders,
  });
  const body = JSON.stringify({
    members: writeMembers(members),
    call: {
      operation: call.operation,
      event: call.event,
      madeUp: call.madeUp,
      with: call.with,
      input: writeMembers(call.input),
      output: writeMembers(call.output),
    },
    history,
    toldLater,
  });
  return `${head}\n${body}`;
}

const NO_TAGS: Thing["tags"] = new Map();

/** So many heads are parsed as one text, which takes half the time of parsing each. */
const A_TIME = 1_000;

/** The things of texts, in their order, as `readThing` reads each. `isAsWritten`: all are what `writeThing` gave. */
export function readThings(texts: readonly string[], isAsWritten: boolean): Thing[] {
  if (!isAsWritten) return texts.map(readThing);
  const things: Thing[] = [];
  for (let at = 0; at < texts.length; at += A_TIME) {
    const some = texts.slice(at, at + A_TIME);
    const ends = some.map((text) => text.indexOf("\n"));
    const heads: readonly Head[] = JSON.parse(
      `[${some.map((text, one) => text.slice(0, ends[one])).join(",")}]`,
    );
    for (const [one, head] of heads.entries()) things.push(makeThing(head, some[one] ?? "", ends[one] ?? 0));
  }
  return things;
}

/** The thing of a text, whose body is read when it is asked for. Throws what JSON throws, and a RangeError, where it is none. */
export function readThing(text: string): Thing {
  const end = text.indexOf("\n");
  const head: unknown = JSON.parse(text.slice(0, Math.max(end, 0)));
  if (!isHead(head)) throw new RangeError("a thing lacks parts");
  return makeThing(head, text, end);
}

/** The thing of a head, behind which the text has its body. */
function makeThing(head: Head, text: string, end: number): Thing {
  let rest: string | undefined = text;
  let read: Body | undefined;
  const open = () => {
    read ??= openBody(rest?.slice(end + 1) ?? "", head.type);
    rest = undefined;
    return read;
  };
  const { place, service, type, chain, within, names, tags, createdAt, brought, placeholders } = head;
  return {
    place,
    service,
    type,
    chain,
    within,
    names,
    tags: tags.length === 0 ? NO_TAGS : new Map(tags),
    createdAt,
    brought,
    ...(Array.isArray(placeholders) && { placeholders }),
    get members() {
      return open().members;
    },
    get call() {
      return open().call;
    },
    get history() {
      return open().history;
    },
    get toldLater() {
      return open().toldLater;
    },
  };
}

/** What tells a thing from every other one. */
export function nameThing(thing: Thing): string {
  // Who holds records is asked for with each call about them, and mostly stays the same thing.
  return names.getOrInsertComputed(thing, writeName);
}

const names = new WeakMap<Thing, string>();

function writeName({ place, service, type, chain }: Thing): string {
  return JSON.stringify([place.account, place.region, service, type, ...chain]);
}
