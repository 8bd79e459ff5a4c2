/**
 * Random values of shapes for property tests, as a wire can carry them: what no wire of a kind carries is left out here,
 * with the reason. Where it carries two values in one form, unify-values.ts says so.
 */
import { chooseTimestampFormat } from "../../src/aws/formats/scalars.ts";
import type { Shape } from "../../src/aws/model/types.ts";
import { Digits, makeStructure, type Structure, type Value } from "../../src/aws/values.ts";

/** Draws a whole number from 0 up to and with `max`. */
export type Draw = (max: number) => number;

/**
 * Numbers that a seed gives, the same each time (mulberry32). Where every operation of every service is tried, drawing by
 * fast-check takes longer than what is tested, and nothing of it is made smaller when it fails.
 */
export function makeDraw(seed: number): Draw {
  let state = seed;
  return (max) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * (max + 1));
  };
}

type Spot = "body" | "header" | "label" | "query";

const LETTERS = "abcXYZ019-_.~ ";
/** What must be escaped somewhere, or is more than a byte or a unit. No document of XML can hold control characters. */
const AWKWARD = "\"'\\/&<>%+=?#:;,{}[]()!*$@^`|é日😀\t\n\r";
/** No header can hold control characters or more than Latin-1, and quotes in lists of headers know no backslash. */
const LATIN = "\"'&<>%+=?#:;,{}[]()!*$@^`|é";

function makeText(draw: Draw, alphabet: string): string {
  const characters = [...alphabet];
  return Array.from({ length: draw(5) }, () => characters[draw(characters.length - 1)]).join("");
}

function makeString(draw: Draw, spot: Spot): string {
  const isPlain = draw(2) > 0;
  // HTTP takes the white space around a header off.
  if (spot === "header") return `h${makeText(draw, isPlain ? LETTERS : LATIN)}h`;
  const text = makeText(draw, isPlain ? LETTERS : LETTERS + AWKWARD);
  // A part of a path is neither empty nor dots, which clients take out; of Route 53's what follows the last slash is sent.
  return spot === "label" ? `l${text}l` : text;
}

/** Without negative zero, which is 0 in JSON and in texts. */
const NUMBERS = [0, 1, -1, 0.5, -2.25, 1e21, 1e-7, 123456789.125, Number.NaN, Infinity, -Infinity];
const LONGS = ["9007199254740993", "-9223372036854775808", "9223372036854775807"];

function makeInteger(draw: Draw): number {
  const sign = draw(1) === 0 ? 1 : -1;
  return sign * draw(2 ** 31 - 1) || 0;
}

function makeLong(draw: Draw): Value {
  const digits = LONGS[draw(LONGS.length * 4)];
  return digits === undefined ? makeInteger(draw) : new Digits(digits);
}

function makeTime(draw: Draw, shape: Shape, spot: Spot): Date {
  const place = spot === "header" ? "header" : spot === "body" ? { body: "unixTimestamp" as const } : "uri";
  // Headers and rfc822 have whole seconds.
  const isWhole = spot === "header" || chooseTimestampFormat(shape, place) === "rfc822";
  return new Date(makeInteger(draw) * 1000 + (isWhole ? 0 : draw(999)));
}

function makeScalar(draw: Draw, shape: Shape, spot: Spot): Value {
  const number = NUMBERS[draw(NUMBERS.length - 1)] ?? 0;
  switch (shape.type) {
    case "boolean":
      return draw(1) === 1;
    case "integer":
      return makeInteger(draw);
    case "long":
      return makeLong(draw);
    case "float":
      // CBOR has it in single precision.
      return Math.fround(number);
    case "double":
      return number;
    case "timestamp":
      return makeTime(draw, shape, spot);
    case "blob":
      return Uint8Array.from({ length: draw(5) }, () => draw(255));
    default:
      return makeString(draw, spot);
  }
}

function makeDocument(draw: Draw, room: number): Value {
  const kind = draw(room > 0 ? 5 : 3);
  if (kind === 0) return draw(1) === 1;
  if (kind === 1) return draw(1000) / 4;
  if (kind === 2) return null;
  // In a header, a text that is JSON is sent as what it says.
  if (kind === 3) return `t ${makeString(draw, "body")}`;
  const items = Array.from({ length: draw(2) }, () => makeDocument(draw, room - 1));
  if (kind === 4) return items;
  const document = makeStructure();
  for (const [index, item] of items.entries()) document[`k ${index}`] = item;
  return document;
}

/** The required members, and of the others some. */
function chooseMembers(draw: Draw, shape: Shape, room: number): [string, Shape][] {
  const members = Object.entries(shape.members ?? {});
  if (shape.union) {
    const at = draw(members.length - 1);
    return members.slice(at, at + 1);
  }
  const odds = room > 0 ? Math.floor(members.length / 5) : members.length * 4;
  return members.filter(([name]) => shape.required?.includes(name) || draw(odds) === 0);
}

/** Names of headers have no case, and a query's may not be another member's. */
function makeKey(draw: Draw, spot: Spot): string {
  return spot === "header" ? `k-${draw(9)}` : `key ${makeString(draw, spot)}`;
}

/** How deep values go: shapes hold themselves, and at the end of the room only what must be is made. */
const ROOM = 4;
const END = -6;

function makeValue(draw: Draw, shape: Shape, spot: Spot, room: number): Value | undefined {
  // In a body, a jsonvalue is the text itself.
  const isJson = shape.document || (shape.jsonvalue && spot === "header");
  if (isJson) return makeDocument(draw, 2) ?? undefined;
  if (room < END) return undefined;
  const { member, value } = shape;
  if (shape.type === "structure") {
    const structure = makeStructure();
    for (const [name, inner] of chooseMembers(draw, shape, room)) {
      const made = makeValue(draw, inner, spot, room - 1);
      if (made !== undefined) structure[name] = made;
    }
    return structure;
  }
  const count = room > 0 ? draw(2) : 0;
  if (shape.type === "list" && member) {
    const items = Array.from({ length: count }, () => makeValue(draw, member, spot, room - 1));
    return items.filter((item) => item !== undefined);
  }
  if (shape.type === "map" && value) {
    const map = makeStructure();
    for (let left = count; left > 0; left -= 1) {
      const item = makeValue(draw, value, spot, room - 1);
      if (item !== undefined) map[makeKey(draw, spot)] = item;
    }
    return map;
  }
  return makeScalar(draw, shape, spot);
}

const SPOTS: Readonly<Record<string, Spot>> = {
  uri: "label",
  querystring: "query",
  header: "header",
  headers: "header",
};

/** Encoders fill these in: the first where there is a body, the second for API Gateway. */
const FILLED_IN = new Set(["content-type", "accept"]);

function isFilledIn(name: string, { location, locationName }: Shape): boolean {
  return location === "header" && FILLED_IN.has((locationName ?? name).toLowerCase());
}

/** A random input or output: `shape` is the whole of it. What every message has is always there. */
export function makeMessage(draw: Draw, shape: Shape | undefined): Structure {
  const message = makeStructure();
  if (!shape) return message;
  const chosen = new Set(chooseMembers(draw, shape, ROOM).map(([name]) => name));
  for (const [name, member] of Object.entries(shape.members ?? {})) {
    const { location } = member;
    if (location === "statusCode") message[name] = 200 + draw(90);
    else if (location === "uri" || isFilledIn(name, member) || chosen.has(name)) {
      const value = makeValue(draw, member, SPOTS[location ?? ""] ?? "body", ROOM - 1);
      if (value !== undefined) message[name] = value;
    }
  }
  return message;
}
