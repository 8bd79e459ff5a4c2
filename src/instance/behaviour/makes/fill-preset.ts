/** Fills the values of presets.json's rows: texts with parts, members, what other things tell. */
import type { Shape } from "../../../aws/model/types.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { isScalar, isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { isObject } from "../../../base/values.ts";
import { fillText } from "../../../plan/missing/fill.ts";
import { asksFor } from "../../../verify/asked-for.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { findMember, fitValue } from "../fit-value.ts";
import { drawForm } from "../names/draw-form.ts";
import { findNamed, findOnly } from "../names/names.ts";
import { overlay } from "../overlay.ts";
import { listParts, type Parts } from "../parts.ts";
import { climb, type Link, listNaming, type NamingBy } from "../reads/links.ts";

/** What rows are filled from. */
export interface FillGiven {
  readonly context: Context;
  readonly thing: Thing;
  /** What a text can name; asked for only where a row is met. */
  readonly parts: () => Parts;
  /** Puts what services add onto a structure that tells of the thing. */
  readonly add: (shape: Shape, given: Structure, known: FillGiven) => Structure;
}

/** What rows are filled from for a thing. */
export function giveFrom(context: Context, thing: Thing, add: FillGiven["add"]): FillGiven {
  let known: Parts | undefined;
  return { context, thing, add, parts: () => (known ??= listParts(context, thing)) };
}

/** Whether what names a thing is looked for: nothing names yet what a call has only now made, nor does its answer tell it. */
function looksFor({ context: { meaning } }: FillGiven): boolean {
  return meaning.deed === "read" || meaning.deed === "list";
}

/** How many things of a type stand in the thing, or name it. */
export function count(given: FillGiven, what: string | readonly NamingBy[]): number {
  const { context, thing } = given;
  if (typeof what === "string")
    return context.store.listInner(thing).filter((inner) => inner.type === what).length;
  return looksFor(given) ? what.reduce((sum, row) => sum + listNaming(context, thing, row).length, 0) : 0;
}

/** The things that a link is about, or what they stand in. */
function listLinked({ context, thing, add }: FillGiven, link: Link): FillGiven[] {
  const naming = listNaming(context, thing, link).filter((one) => hasMembers(one, link.if ?? {}));
  return naming.flatMap((one) => {
    const of = link.of === undefined ? one : climb(context, one, link.of);
    return of ? [giveFrom(context, of, add)] : [];
  });
}

function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

/** What a member tells of the things that name this one: each once; the first alone where the member is no list or map. */
export function tellLinks(shape: Shape, links: readonly Link[], given: FillGiven): Value | undefined {
  if (!looksFor(given)) return undefined;
  const item = shape.type === "list" ? shape.member : shape.type === "map" ? shape.value : shape;
  if (!item) return undefined;
  const told = links.flatMap((link) =>
    listLinked(given, link).flatMap((one, at) => {
      const tells = at > 0 && link.rest !== undefined ? link.rest : link.tells;
      const value =
        link.asked && !asksFor(given.context, link.asked) ? makeStructure() : fill(item, tells, one);
      const key = link.key === undefined ? JSON.stringify(value) : fillText(link.key, one.parts());
      return value === undefined || key === undefined ? [] : [[key, value] as const];
    }),
  );
  const byKey = new Map(told);
  if (shape.type === "map") return Object.assign(makeStructure(), Object.fromEntries(byKey));
  return shape.type === "list" ? [...byKey.values()] : told[0]?.[1];
}

/** What a thing has in a member; of `Names[]` or `Items[].Name`, the first that it has. */
function readFrom(members: Structure, path: string): Value | undefined {
  if (path.includes("[]")) return readTexts(parsePath(path), members)[0];
  return path
    .split(".")
    .reduce<Value | undefined>((at, name) => (isStructure(at) ? findMember(at, name) : undefined), members);
}

/** What other things tell that the thing names: `{"$other": "ec2:subnet", "at": "SubnetIds[]", "tells": …}`. */
function tellOther(
  shape: Shape,
  template: Readonly<Record<string, unknown>>,
  given: FillGiven,
): Value | undefined {
  const { $other: type, at, tells, split } = template;
  const { context, thing, add } = given;
  const types = (isList(type) ? type : [type]).filter((one) => typeof one === "string");
  const texts = typeof at === "string" ? readTexts(parsePath(at), thing.members) : undefined;
  const names = typeof split === "string" ? texts?.flatMap((text) => text.split(split)) : texts;
  const others = names
    ? names.flatMap((text) => types.flatMap((one) => findNamed(context, one, [text]) ?? []).slice(0, 1))
    : types.flatMap((one) => findOnly(context, one) ?? []);
  const item = shape.type === "list" ? shape.member : shape;
  // A list of the other's is told whole.
  const isWhole = shape.type === "list" && isObject(tells) && ("$from" in tells || "$each" in tells);
  const values = others.flatMap(
    (one) => (item && fill(isWhole ? shape : item, tells, giveFrom(context, one, add))) ?? [],
  );
  return shape.type === "list" ? [...new Set(values)] : values[0];
}

/** Some members of an item under other names; of what is no structure, none. */
function nameAnew(item: Value, named: Readonly<Record<string, unknown>>): Structure {
  const members = Object.entries(isStructure(item) ? named : {}).map(([name, path]) => [
    name,
    typeof path === "string" ? readFrom(item as Structure, path) : undefined,
  ]);
  return Object.assign(makeStructure(), Object.fromEntries(members));
}

/**
 * A list with a structure for each item of another list: `{"$each": "Listeners", "as": "Listener"}`, or with some of its members
 * under other names, `"named": {"Path": "Script.Path"}`.
 */
function fillEach(
  shape: Shape,
  from: string,
  { as, named }: Readonly<Record<string, unknown>>,
  given: FillGiven,
): Value | undefined {
  const items = readFrom(given.thing.members, from);
  if (!isList(items)) return undefined;
  if (isObject(named))
    return fitValue(
      shape,
      items.map((item) => nameAnew(item, named)),
    );
  if (typeof as !== "string") return tellItems(shape, items, as, given);
  return fitValue(
    shape,
    items.map((item) => Object.assign(makeStructure(), { [as]: item })),
  );
}

/** What a template says of each item: `${Item}` of a text, `${Item-Member}` of a structure. */
function tellItems(shape: Shape, items: readonly Value[], as: unknown, given: FillGiven): Value | undefined {
  const { member } = shape;
  if (shape.type !== "list" || !member) return undefined;
  return items.flatMap((item) => {
    const texts = isStructure(item)
      ? Object.entries(item).flatMap(([name, one]) =>
          one !== undefined && one !== null && isScalar(one) ? [[`Item-${name}`, String(one)] as const] : [],
        )
      : [["Item", String(item)] as const];
    const parts = { ...given.parts(), ...Object.fromEntries(texts) };
    return fill(member, as, { ...given, parts: () => parts }) ?? [];
  });
}

function fillObject(
  shape: Shape,
  value: Readonly<Record<string, unknown>>,
  given: FillGiven,
): Value | undefined {
  const { thing, add } = given;
  if ("$is" in value) return fitValue(shape, value["$is"] as Value);
  if (typeof value["$from"] === "string") {
    const { $from: path, else: otherwise, ...others } = value;
    const found = fitValue(shape, readFrom(thing.members, value["$from"]));
    if (found === undefined && otherwise !== undefined) return fill(shape, otherwise, given);
    if (Object.keys(others).length === 0) return found;
    const beside = fillObject(shape, others, given);
    const base = isStructure(found) ? found : makeStructure();
    return isStructure(beside) ? overlay(base, beside) : base;
  }
  if (typeof value["$each"] === "string") return fillEach(shape, value["$each"], value, given);
  if (typeof value["$word"] === "string" && isObject(value["of"])) {
    const word = fillText(value["$word"], given.parts());
    const said = word === undefined ? undefined : (value["of"][word] ?? value["of"]["*"]);
    return typeof said === "string" ? fitValue(shape, said) : undefined;
  }
  if (typeof value["$match"] === "string" && typeof value["of"] === "string") {
    const text = readTexts(parsePath(value["of"]), thing.members)[0];
    return text === undefined ? undefined : fitValue(shape, new RegExp(value["$match"]).exec(text)?.[1]);
  }
  const counted =
    typeof value["$length"] === "string" ? findMember(thing.members, value["$length"]) : undefined;
  if (typeof counted === "string") return fitValue(shape, Buffer.byteLength(counted));
  if ("$other" in value) return tellOther(shape, value, given);
  if ("$whole" in value) {
    const fitting = fitValue(shape, thing.members);
    const { $whole: _, ...others } = value;
    const beside = fillObject(shape, others, given);
    const whole = add(shape, isStructure(fitting) ? fitting : makeStructure(), given);
    return isStructure(beside) ? overlay(whole, beside) : whole;
  }
  const inner = Object.entries(value).flatMap(([name, one]) => {
    const member = shape.type === "map" ? shape.value : shape.members?.[name];
    const filled = member && fill(member, one, given);
    return filled === undefined ? [] : [[name, filled] as const];
  });
  const isHeld = shape.type === "map" || shape.type === "structure";
  return isHeld ? Object.assign(makeStructure(), Object.fromEntries(inner)) : undefined;
}

/** A text with what is made up for the thing, the same each time: `db-{upper:26}`. */
function drawFor({ context: { caller }, thing }: FillGiven, form: string): string {
  const { place, type, chain, createdAt } = thing;
  const seed = [place.account, place.region, type, ...chain, createdAt, form].join("\n");
  let drawn = 0;
  const mint = (length: number) =>
    new Bun.CryptoHasher("sha512").update(`${seed}\n${drawn++}`).digest("hex").slice(0, length);
  return drawForm({ caller, mint }, form, chain.at(-1));
}

/** A row's value in the form of a shape; undefined where a part of it is not known or the shape has none such. */
export function fill(shape: Shape, value: unknown, given: FillGiven): Value | undefined {
  if (typeof value === "string") {
    const filled = value.includes("${") ? fillText(value, given.parts()) : value;
    if (filled === undefined) return undefined;
    const text = filled.includes("{") ? drawFor(given, filled) : filled;
    return shape.type === "timestamp" ? new Date(text) : fitValue(shape, text);
  }
  if (isList(value)) {
    const { member } = shape;
    if (shape.type !== "list" || !member) return undefined;
    return value.flatMap((item: unknown) => {
      const filled = fill(member, item, given);
      // An item of which nothing is known is none.
      const isNothing = isStructure(filled) && Object.keys(filled).length === 0;
      return filled === undefined || isNothing ? [] : [filled];
    });
  }
  if (isObject(value)) return fillObject(shape, value, given);
  return fitValue(shape, value as Value);
}

/** Whether a thing has a value at a path of its members; what it does not have is as if it were false. */
export function hasMember({ members }: Thing, path: string, wanted: string): boolean {
  let found: Value | undefined = members;
  for (const name of parsePath(path)) found = isStructure(found) ? findMember(found, name) : undefined;
  return String(found !== undefined && found !== null && isScalar(found) ? found : false) === wanted;
}

/** Whether a thing has all of these values. */
export function hasMembers(thing: Thing, wanted: Readonly<Record<string, string | boolean>>): boolean {
  for (const path in wanted) if (!hasMember(thing, path, String(wanted[path]))) return false;
  return true;
}

compileLightly(tellOther, fill, fillObject, hasMember, hasMembers);
