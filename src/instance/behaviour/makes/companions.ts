/** What comes with a thing, or stands in every account from the start, so that no call makes it: a network's main route table. */
import type * as v from "valibot";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { PairMap } from "../../../base/pair-map.ts";
import { fillText } from "../../../plan/missing/fill.ts";
import type { Thing } from "../../thing.ts";
import { listInventedBesides } from "../changes/effect-rows.ts";
import { type Context, placeOf } from "../context.ts";
import { makeArn } from "../names/make-arn.ts";
import { findNamed } from "../names/names.ts";
import { overlay } from "../overlay.ts";
import { extendParts, listParts, listPlaceParts, listTexts, type Parts } from "../parts.ts";
import type { Companion, CompanionRow } from "./companion-rows.ts";
import rows from "./companions.json" with { type: "json" };
import { addMints, readFrom, readRow } from "./fill-companion.ts";
import { hasMember, hasMembers } from "./fill-preset.ts";

type Row = v.InferOutput<typeof CompanionRow>;

const ROWS = Map.groupBy(rows as readonly Row[], ({ service }) => service);

/** What no call makes, and comes with nothing. */
export const ROOT_ROWS = (rows as readonly Row[]).filter((row) => row.kind === "root");

const NONE: readonly never[] = [];

const COMPANIONS = PairMap.groupBy(
  (rows as readonly Row[]).filter((row) => row.kind === "companion"),
  (row) => [row.of ?? row.service, row.with],
);

const PARTS = PairMap.groupBy(
  (rows as readonly Row[]).filter((row) => row.kind === "part"),
  ({ service, type }) => [service, type],
);

/** What comes with a thing. */
function listRows({ service, type }: Thing): readonly Companion[] {
  return COMPANIONS.get(service, type) ?? NONE;
}

/** Whether calls of production's tell the id of a row's thing: what came with another one, or stands because it was named. */
function isClaimed(row: Row): boolean {
  return row.kind === "companion" || (row.kind === "root" && row.named !== undefined);
}

/** The types of a service of which things come along under made-up ids. */
export function listInvented(service: string): readonly string[] {
  const along = (ROWS.get(service) ?? []).flatMap((row) =>
    isClaimed(row) && row.kind !== "part" && row.id?.includes("${Mint") ? [row.type] : [],
  );
  return [...along, ...listInventedBesides(service)];
}

/** Whether things of a type come along with others, or stand in every account from the start. */
export function comesByItself(service: string, type: string): boolean {
  return (ROWS.get(service) ?? []).some((row) => row.kind !== "part" && row.type === type);
}

function fitsRow({ if: conditions = {}, unless = {} }: Companion, outer: Thing): boolean {
  const isExcepted = Object.entries(unless).some(([name, values]) =>
    values.some((value) => hasMember(outer, name, String(value))),
  );
  return !isExcepted && hasMembers(outer, conditions);
}

/** What a companion is made from: the thing that it comes with, what is known of it, and the id that production told. */
interface Origin {
  readonly outer?: Thing;
  readonly parts: Parts;
  readonly told?: string | undefined;
  /** What of the other thing it comes with, where there is one for each. */
  readonly item?: Structure | undefined;
}

/** A row's thing. */
export function makeCompanion(context: Context, row: Exclude<Row, { kind: "part" }>, origin: Origin): Thing {
  const { outer, told, item } = origin;
  const place = outer?.place ?? placeOf(context, row.type);
  const read = readRow(row);
  const seed = [place.account, place.region, ...(outer?.chain ?? []), row.type, row.name ?? row.id];
  // Things of two services may have one name: a directory, and what it is registered as.
  if (row.kind === "companion" && row.of !== undefined) seed.push(row.of);
  const apart = origin.parts["Count"] ?? origin.parts["Item"];
  if (apart !== undefined && apart !== "") seed.push(apart);
  const parts = addMints(origin.parts, read, seed.join(" "));
  const id = told ?? (row.id === undefined ? undefined : fillText(row.id, parts));
  const own = id ?? (row.name === undefined ? undefined : fillText(row.name, parts)) ?? "";
  const isInside = row.kind === "companion" && row.inside === true;
  const { in: other, arn: form } = row.kind === "companion" ? row : {};
  const above = other?.names.map((name) => fillText(name, parts) ?? "");
  const chain = [...(above ?? (isInside ? (outer?.chain ?? []) : [])), own];
  const isArn = own.startsWith("arn:");
  const arn = isArn
    ? own
    : form === undefined
      ? makeArn(context, row.type, chain, id)
      : fillText(form, parts);
  const named = { Id: own, Name: own, Digits: own.slice(-17), ...(arn !== undefined && { Arn: arn }) };
  const around = outer?.members ?? makeStructure();
  const from = item ? overlay(around, item) : around;
  const filled = read.fill(extendParts(parts, named), from) as Structure;
  const members = item ? overlay(item, filled) : filled;
  return {
    place,
    service: row.service,
    type: row.type,
    chain,
    within: other?.type ?? (isInside ? outer?.type : undefined),
    names: { ...(id !== undefined && !isArn && { id }), ...(arn !== undefined && { arn }) },
    members: row.kind === "companion" && row.copies ? overlay(outer?.members ?? members, members) : members,
    tags: new Map(),
    createdAt: outer?.createdAt ?? context.since ?? context.now,
    call: { operation: row.as ?? "", with: outer?.chain.at(-1), input: members, output: members },
    brought: isClaimed(row) && told === undefined && row.id?.includes("${Mint") ? "invented" : "told",
  };
}

function readAt(all: readonly Structure[], path: string | undefined): string | undefined {
  return path === undefined ? undefined : all.flatMap((one) => readTexts(parsePath(path), one))[0];
}

/** A text at a path of members: `Options.RouteTableId`. */
function nest(path: string, text: string): Structure {
  const names = path.split(".").reverse();
  return names.reduce<Value>(
    (inner, name) => Object.assign(makeStructure(), { [name]: inner }),
    text,
  ) as Structure;
}

interface Item {
  readonly text: string;
  readonly rest?: string;
  readonly item?: Structure;
  readonly count?: string;
}

/** For what of a thing a row's companion comes: the texts or structures at a path; once, where it says none. */
function listItems({ each, start = "" }: Companion, { members }: Thing): readonly Item[] {
  if (each === undefined) return [{ text: "" }];
  const list = each.endsWith("[]") ? readFrom(each.slice(0, -2), undefined, members) : undefined;
  const items = Array.isArray(list) ? (list as readonly Value[]).filter(isStructure) : [];
  if (items.length === 0)
    return readTexts(parsePath(each), members).flatMap((text) =>
      text.startsWith(start) ? [{ text, rest: text.slice(start.length) }] : [],
    );
  return items.map((item, at) => ({ text: "", item, count: String(at + 1) }));
}

/** What the other thing is called and has, as far as a row's texts say it. */
function nameOther(row: Row, own: Parts): Record<string, string> {
  const said: Record<string, string> = {};
  for (const [part, name] of readRow(row).others) {
    const text = own[name];
    if (text !== undefined) said[part] = text;
  }
  return said;
}

/** What a row's texts call the item for which a thing comes. */
function nameItem(text: string, rest: string, count: string | undefined): Parts {
  return {
    ...Object.fromEntries(listTexts("Item", text)),
    "Item-Rest": rest,
    ...(count !== undefined && { Count: count }),
  };
}

/** Whether a row's thing comes with another one, or with what that has become. */
function comesWith(row: Companion, outer: Thing, before: Thing | undefined): boolean {
  const isFollowing = row.copies === "always" || row.copies === "each";
  const isNew = before === undefined || !fitsRow(row, before) || isFollowing;
  return isNew && fitsRow(row, outer);
}

/**
 * Makes what comes with a thing, and what comes with that. Gives the members of the thing that say their ids. `before`: what the
 * thing was, with which what comes along has come already, and may be gone.
 */
export function bringAlong(context: Context, outer: Thing, output: Structure, before?: Thing): Structure {
  const rows = listRows(outer);
  return rows.length === 0 ? makeStructure() : bringRows(context, rows, outer, output, before);
}

function bringRows(
  context: Context,
  rows: readonly Companion[],
  outer: Thing,
  output: Structure,
  before: Thing | undefined,
): Structure {
  const told: Record<string, Value> = makeStructure();
  const coming = rows.filter((row) => comesWith(row, outer, before));
  if (coming.length === 0) return told;
  const own = listParts(context, outer);
  const parts = extendParts(own, { With: outer.chain.at(-1) ?? "" });
  for (const row of coming) {
    const answered = readAt([output, outer.members], row.told);
    const isNothing = row.has?.every((path) => readFrom(path, undefined, outer.members) === undefined);
    if (isNothing && answered === undefined) continue;
    const said = answered ?? readAt([context.input], row.given);
    const items = listItems(row, outer);
    for (const [at, { text, rest = "", item, count }] of items.entries()) {
      const place = { Place: String(at), Items: String(items.length) };
      const mine = extendParts(parts, { ...nameOther(row, own), ...nameItem(text, rest, count), ...place });
      const thing = makeCompanion(context, row, { outer, parts: mine, told: said, item });
      const name = thing.chain.at(-1) ?? "";
      parts[`${row.type}-Id`] = name;
      if (row.told !== undefined) Object.assign(told, overlay(told, nest(row.told, name)));
      // What is there already was told of by production.
      const isThere = context.store.find(thing.place, thing, [name], thing.chain.slice(0, -1)) !== undefined;
      if (isThere && row.copies !== "always") continue;
      context.store.put(thing);
      bringAlong(context, thing, makeStructure());
    }
  }
  return told;
}

/** What came along with a thing and stands beside it. */
export function listCompanions({ store }: Context, outer: Thing): Thing[] {
  const kinds = new Map(
    listRows(outer).flatMap((row) => (row.inside ? [] : [[`${row.service} ${row.type}`, row] as const])),
  );
  return [...kinds.values()].flatMap((kind) =>
    store.list(outer.place, kind).filter(({ call }) => call.with === outer.chain.at(-1)),
  );
}

/** The parts of what a call refers to, as far as a row's texts say them. */
function listReferred(context: Context, row: Row): Parts {
  const { meaning, input } = context;
  const said: Record<string, string> = {};
  for (const { type, part, path } of meaning.input) {
    const [text] = type !== undefined && part !== "own" ? readTexts(parsePath(path), input) : [];
    const thing = text === undefined || type === undefined ? undefined : findNamed(context, type, [text]);
    if (thing) Object.assign(said, nameOther(row, listParts(context, thing)));
  }
  return said;
}

/** What a new thing of a type begins with. */
export function beginWith(context: Context, type: string): Structure {
  const { service } = context.operation.model;
  const rows = PARTS.get(service, type);
  return rows === undefined ? makeStructure() : fillRows(context, rows);
}

function fillRows(context: Context, rows: readonly Row[]): Structure {
  const place = listPlaceParts(context);
  const all = rows.map((row) =>
    readRow(row).fill(extendParts(place, listReferred(context, row)), context.input),
  );
  return Object.assign(makeStructure(), ...all) as Structure;
}

compileLightly(bringAlong, makeCompanion, listRows, fitsRow, nameItem, comesWith, beginWith);
