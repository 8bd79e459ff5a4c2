/** Fills the values of effects.json's rows, from what a call said and was answered, and from what stands. */

import { readAnswerPath } from "../../../aws/model/answer-path.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { splitType } from "../../../aws/resources/table.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { readIpRange, writeAddress } from "../../../base/ip-range.ts";
import { isObject } from "../../../base/values.ts";
import { fillText } from "../../../plan/missing/fill.ts";
import { printScalar } from "../../../verify/same.ts";
import type { Kind, Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { makeUuid } from "../names/draw-form.ts";
import { findNamed } from "../names/names.ts";
import { overlay } from "../overlay.ts";
import { listParts, type Parts } from "../parts.ts";
import { readCertificate } from "./certificate-facts.ts";

/** What rows are filled from: `input`, `output`, and what a row looks at, by the names that its paths begin with. */
export interface EffectGiven {
  readonly context: Context;
  readonly parts: Parts;
  readonly said: Structure;
}

/** The same with a structure that paths call so. */
export function say(given: EffectGiven, name: string, value: Value): EffectGiven {
  return { ...given, said: Object.assign(makeStructure(), given.said, { [name]: value }) };
}

/** `${MINT-20}` is in capitals. */
const MINTS = /\$\{(M[Ii][Nn][Tt]-(\d+|uuid))\}/g;
const UUID_DIGITS = 32;

const mintsOf = new WeakMap<object, readonly (readonly [name: string, length: string])[]>();

/** What is given, with digits that were never given before, as many as the texts of a row ask for. */
export function addMints(row: object, given: EffectGiven): EffectGiven {
  const mints = mintsOf.getOrInsertComputed(row, () =>
    [...JSON.stringify(row).matchAll(MINTS)].map(([, name = "", length = ""]) => [name, length] as const),
  );
  if (mints.length === 0) return given;
  const { mint } = given.context;
  const minted = mints.map(([name, length]) => {
    const text = length === "uuid" ? makeUuid(mint(UUID_DIGITS)) : mint(Number(length));
    return [name, name.startsWith("MINT") ? text.toUpperCase() : text] as const;
  });
  return { ...given, parts: { ...given.parts, ...Object.fromEntries(minted) } };
}

function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether a value has all that another one says; `{"$some": …}` is said of some item of a list. */
export function hasAll(value: Value | undefined, asked: Value | undefined): boolean {
  if (asked === undefined || asked === null) return true;
  if (isStructure(asked) && "$some" in asked)
    return isList(value) && value.some((item) => hasAll(item, asked["$some"]));
  if (isStructure(asked))
    return isStructure(value) && Object.entries(asked).every(([name, one]) => hasAll(value[name], one));
  if (isList(asked)) return Bun.deepEquals(value, asked);
  return value !== undefined && value !== null && printScalar(value) === printScalar(asked);
}

/** A type, which may be another service's: `acm:certificate`. */
export function readKind({ operation }: Context, type: string): Kind {
  return splitType(operation.model.service, type);
}

/** The first thing of a type that is called so, or has such members. */
function findHaving(context: Context, type: string, has: Structure): Thing | undefined {
  const kind = readKind(context, type);
  return context.store.list(placeOf(context, kind.type), kind).find(({ members }) => hasAll(members, has));
}

/** What each item says; undefined where there are none, or they say nothing. */
function fillEach(
  from: string,
  { as, with: outer }: Readonly<Record<string, unknown>>,
  given: EffectGiven,
): readonly Value[] | undefined {
  const values = tellEach(from, as, given, typeof outer === "string" ? outer : undefined);
  return values.length === 0 ? undefined : values;
}

function tellEach(
  from: string,
  as: unknown,
  given: EffectGiven,
  withName: string | undefined,
): readonly Value[] {
  const items = readAnswerPath(from, given.said);
  if (items.some(isStructure))
    return items.flatMap((item) => {
      const of = withName === undefined ? given : say(given, withName, given.said["item"] ?? null);
      return fillValue(as, say(of, "item", item)) ?? [];
    });
  return readTexts(parsePath(from), given.said).flatMap(
    (Item) => fillValue(as, { ...given, parts: { ...given.parts, Item } }) ?? [],
  );
}

/** What the first of several structures tells that has some members. */
function fillOf(
  { $in: from, where, tells }: Readonly<Record<string, unknown>>,
  given: EffectGiven,
): Value | undefined {
  const asked = fillValue(where, given);
  const found = readAnswerPath(String(from), given.said).find((item) => hasAll(item, asked));
  return found === undefined ? undefined : fillValue(tells, say(given, "item", found));
}

/** The members of all things of a type that have some. */
function fillAll(
  { $all: type, has, region }: Readonly<Record<string, unknown>>,
  given: EffectGiven,
): readonly Value[] {
  const context = moveTo(given, region);
  const wanted = fillValue(has, given);
  const kind = { service: context.operation.model.service, type: String(type) };
  return context.store
    .list(placeOf(context, kind.type), kind)
    .flatMap(({ members }) => (hasAll(members, wanted) ? [members] : []));
}

/** The call as if it were sent to the region that a value names. */
function moveTo({ context, ...given }: EffectGiven, region: unknown): Context {
  const at = region === undefined ? undefined : fillValue(region, { context, ...given });
  return typeof at === "string" ? { ...context, caller: { ...context.caller, region: at } } : context;
}

/** How many addresses at the beginning of a subnet are AWS's: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const RESERVED = 4;

/** The first address of a range that none of the things has. */
function fillAddress(
  { $address: range, of, at }: Readonly<Record<string, unknown>>,
  given: EffectGiven,
): string | undefined {
  const text = fillValue(range, given);
  const inside = typeof text === "string" ? readIpRange(text) : undefined;
  if (!inside || !Array.isArray(of) || typeof at !== "string") return undefined;
  const { context } = given;
  const path = parsePath(at);
  const used = new Set(
    of.flatMap((type: unknown) => {
      const kind = readKind(context, String(type));
      return context.store
        .list(placeOf(context, kind.type), kind)
        .flatMap(({ members }) => readTexts(path, members));
    }),
  );
  let place = RESERVED;
  while (used.has(writeAddress(inside, place))) place++;
  return writeAddress(inside, place);
}

function fillThing(
  { $thing: type, by, has, region, tells }: Readonly<Record<string, unknown>>,
  given: EffectGiven,
): Value | undefined {
  if (typeof type !== "string") return undefined;
  const text = by === undefined ? undefined : fillValue(by, given);
  if (by !== undefined && typeof text !== "string") return undefined;
  const wanted = has === undefined ? undefined : fillValue(has, given);
  const context = moveTo(given, region);
  const thing =
    typeof text === "string"
      ? findNamed(context, type, [text])
      : isStructure(wanted)
        ? findHaving(context, type, wanted)
        : undefined;
  if (!thing) return undefined;
  const parts = { ...given.parts, ...listParts(given.context, thing) };
  return fillValue(tells, say({ ...given, parts }, "thing", thing.members));
}

/** Hexadecimal digits that are the same for the same texts, in whichever row: what a machine and its volume both tell. */
function fillDigits(
  { $digits: count, of }: Readonly<Record<string, unknown>>,
  given: EffectGiven,
): string | undefined {
  const texts = Array.isArray(of) ? of.map((one: unknown) => fillValue(one, given)) : [];
  if (texts.some((text) => typeof text !== "string")) return undefined;
  return new Bun.CryptoHasher("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, Number(count));
}

/** A row's value; undefined where a part of it is not known. */
export function fillValue(template: unknown, given: EffectGiven): Value | undefined {
  if (typeof template === "string") return fillText(template, given.parts);
  if (Array.isArray(template)) return template.flatMap((item) => fillValue(item, given) ?? []);
  if (!isObject(template)) return template as number | boolean;
  if (typeof template["$from"] === "string") return readAnswerPath(template["$from"], given.said)[0];
  if (typeof template["$each"] === "string") return fillEach(template["$each"], template, given);
  if ("$all" in template) return fillAll(template, given);
  if (Array.isArray(template["$join"])) {
    const texts = template["$join"].map((one: unknown) => fillValue(one, given));
    return texts.some((text) => typeof text !== "string") ? undefined : texts.join("");
  }
  if ("$digits" in template) return fillDigits(template, given);
  if (typeof template["$after"] === "string" && typeof template["of"] === "string") {
    const [text] = readTexts(parsePath(template["of"]), given.said);
    return text?.startsWith(template["$after"]) ? text.slice(template["$after"].length) : text;
  }
  if ("$in" in template) return fillOf(template, given);
  if ("$address" in template) return fillAddress(template, given);
  if ("$thing" in template) return fillThing(template, given);
  if ("$certificate" in template) {
    const facts = readCertificate(fillValue(template["$certificate"], given));
    return facts && fillValue(template["tells"], say(given, "certificate", facts));
  }
  if ("$moment" in template) {
    const text = fillValue(template["$moment"], given);
    return typeof text === "string" ? new Date(text) : undefined;
  }
  if (Array.isArray(template["$first"]))
    return template["$first"]
      .map((one: unknown) => fillValue(one, given))
      .find((one) => one !== undefined && one !== null);
  if ("$on" in template) {
    const [below, above] = [fillValue(template["$on"], given), fillValue(template["put"], given)];
    return isStructure(below) && isStructure(above) ? overlay(below, above) : (above ?? below);
  }
  const filled: Record<string, Value> = makeStructure();
  for (const [name, one] of Object.entries(template)) {
    const value = fillValue(one, given);
    if (value !== undefined) filled[name] = value;
  }
  return filled;
}

/** A row's members. */
export function fillMembers(members: Readonly<Record<string, unknown>>, given: EffectGiven): Structure {
  return fillValue(members, given) as Structure;
}

compileLightly(fillValue);
