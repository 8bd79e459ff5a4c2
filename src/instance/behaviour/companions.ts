/** What comes with a thing, or stands in every account from the start, so that no call makes it: a network's main route table. */
import * as v from "valibot";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { Text } from "../../base/row-types.ts";
import { isObject } from "../../base/values.ts";
import { fillText } from "../../plan/missing/fill.ts";
import type { Thing } from "../store.ts";
import rows from "./companions.json" with { type: "json" };
import { type Context, placeOf } from "./context.ts";
import { hasMembers } from "./fill-preset.ts";
import { findMember } from "./fit-value.ts";
import { makeArn } from "./make-arn.ts";
import { findNamed } from "./names.ts";
import { overlay } from "./overlay.ts";
import { listParts, listPlaceParts, type Parts } from "./parts.ts";
import { makeMint } from "./seeded-mint.ts";

/** What a row can say of a thing. */
const MEMBERS = { service: Text, type: Text, members: v.record(Text, v.unknown()), reason: Text };

/** How a thing goes that no call makes: by a name that is known, or by an id that is made up. */
const NAMES = { as: v.optional(Text), name: v.optional(Text), id: v.optional(Text) };

/**
 * A row of companions.json. Texts hold `${part}`, those of presets.json of the thing itself; With, the name of what it comes with,
 * and `${with-Member}` any text of that; `{"$first": […]}` is the first that is known; `${TYPE-Id}` another thing that came with it, from a row before; `${Mint-N}`, N digits
 * that are no other thing's. `{"$from": "Member"}` is what the other has in that member. `as` is the operation that would make it.
 */
export const CompanionRow = v.variant("kind", [
  /** Stands in every account from the start. */
  v.strictObject({ kind: v.literal("root"), ...MEMBERS, ...NAMES }),
  /** Comes with a thing of another type. */
  v.strictObject({
    kind: v.literal("companion"),
    ...MEMBERS,
    ...NAMES,
    with: Text,
    /** The service of the other, where it is not the thing's own. */
    of: v.optional(Text),
    /** What it stands in, where that is neither the other nor nothing: its type, and the names from the outermost on. */
    in: v.optional(v.strictObject({ type: Text, names: v.array(Text) })),
    /** Its ARN, where that is not made as others are. */
    arn: v.optional(Text),
    /** What the other must have. */
    if: v.optional(v.record(Text, v.union([v.string(), v.boolean()]))),
    /** Members of which the other must have one, or its answer that says its id. */
    has: v.optional(v.array(Text)),
    /** Whether it stands in the other. */
    inside: v.optional(v.literal(true)),
    /** Whether it has all that the other has: as it came along, or at any time. */
    copies: v.optional(v.picklist(["once", "always"])),
    /** One for each text at a path of the other's members, `${Item}`. */
    each: v.optional(Text),
    /** Where the other's answer, or the other itself, says its id. */
    told: v.optional(Text),
  }),
  /** What a thing begins with, and calls can take from it; `${with-Member}` is of what the call refers to. */
  v.strictObject({ kind: v.literal("part"), ...MEMBERS }),
]);

type Row = v.InferOutput<typeof CompanionRow>;
type Companion = Extract<Row, { kind: "companion" }>;

const ROWS = Map.groupBy(rows as readonly Row[], ({ service }) => service);

const ROOTS = Map.groupBy(
  (rows as readonly Row[]).filter((row) => row.kind === "root"),
  ({ service }) => service,
);

const NONE: readonly never[] = [];

const COMPANIONS = Map.groupBy(
  (rows as readonly Row[]).filter((row) => row.kind === "companion"),
  (row) => `${row.of ?? row.service} ${row.with}`,
);

const PARTS = Map.groupBy(
  (rows as readonly Row[]).filter((row) => row.kind === "part"),
  ({ service, type }) => `${service} ${type}`,
);

/** What comes with a thing. */
function listRows({ service, type }: Thing): readonly Companion[] {
  return COMPANIONS.get(`${service} ${type}`) ?? NONE;
}

/** The types of a service of which things come along under made-up ids. */
export function listInvented(service: string): readonly string[] {
  return (ROWS.get(service) ?? []).flatMap((row) =>
    row.kind === "companion" && row.id?.includes("${Mint") ? [row.type] : [],
  );
}

const mintsOf = new WeakMap<Row, readonly string[]>();

/** The made-up parts that a row's texts have: `Mint-17` for so many digits. */
function listMints(row: Row): readonly string[] {
  return mintsOf.getOrInsertComputed(row, () => {
    const names = JSON.stringify(row).matchAll(/\$\{(Mint-(?:\d+|uuid))\}/g);
    return [...new Set(names.map(([, name = ""]) => name))];
  });
}

const UUID = "Mint-uuid";

function writeUuid(digits: string): string {
  return [8, 12, 16, 20, 32].map((end, at, ends) => digits.slice(ends[at - 1] ?? 0, end)).join("-");
}

/** With digits that are the same for the same thing each time, and no other's. */
function addMints(parts: Parts, row: Row, seed: string): Parts {
  const names = listMints(row);
  if (names.length === 0) return parts;
  const digits = new Bun.CryptoHasher("sha256").update(seed).digest("hex");
  const added: Record<string, string> = { ...parts };
  for (const name of names)
    added[name] = name === UUID ? writeUuid(digits) : digits.slice(0, Number(name.slice("Mint-".length)));
  return added;
}

/** How many scalars a value has, at every depth. */
function countTexts(value: unknown): number {
  if (value === undefined) return 0;
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce<number>((sum, one) => sum + countTexts(one), 0);
}

/** A row's value; what is not known is left out. */
function fill(template: unknown, parts: Parts, members: Structure): Value | undefined {
  if (typeof template === "string") return fillText(template, parts);
  if (Array.isArray(template)) {
    // An item of which not all is known would be another one.
    const filled = template.map((item: unknown) => [item, fill(item, parts, members)] as const);
    return filled.flatMap(([item, value]) => (countTexts(item) === countTexts(value) ? (value ?? []) : []));
  }
  if (!isObject(template)) return template as number | boolean;
  if (typeof template["$from"] === "string") return findMember(members, template["$from"]);
  if (Array.isArray(template["$first"]))
    return template["$first"]
      .map((one: unknown) => fill(one, parts, members))
      .find((one) => one !== undefined);
  const filled = makeStructure();
  for (const [name, one] of Object.entries(template)) {
    const value = fill(one, parts, members);
    if (value !== undefined) filled[name] = value;
  }
  return filled;
}

function fitsRow({ if: conditions = {} }: Companion, outer: Thing): boolean {
  return hasMembers(outer, conditions);
}

/** What a thing is called and has, as of another one. */
function prefixParts(parts: Parts): Parts {
  return Object.fromEntries(Object.entries(parts).map(([name, text]) => [`with-${name}`, text]));
}

/** What a companion is made from: the thing that it comes with, what is known of it, and the id that production told. */
interface Origin {
  readonly outer?: Thing;
  readonly parts: Parts;
  readonly told?: string | undefined;
}

function makeCompanion(context: Context, row: Exclude<Row, { kind: "part" }>, origin: Origin): Thing {
  const { outer, told } = origin;
  const place = outer?.place ?? placeOf(context, row.type);
  const seed = [place.account, place.region, ...(outer?.chain ?? []), row.type, row.name ?? row.id];
  const parts = addMints(origin.parts, row, seed.join(" "));
  const id = told ?? (row.id === undefined ? undefined : fillText(row.id, parts));
  const own = id ?? (row.name === undefined ? undefined : fillText(row.name, parts)) ?? "";
  const isInside = row.kind === "companion" && row.inside === true;
  const { in: other, arn: form } = row.kind === "companion" ? row : {};
  const around = other?.names.map((name) => fillText(name, parts) ?? "");
  const chain = [...(around ?? (isInside ? (outer?.chain ?? []) : [])), own];
  const isArn = own.startsWith("arn:");
  const arn = isArn
    ? own
    : form === undefined
      ? makeArn(context, row.type, chain, id)
      : fillText(form, parts);
  const named = { Id: own, Name: own, Digits: own.slice(-17), ...(arn !== undefined && { Arn: arn }) };
  const members = fill(row.members, { ...parts, ...named }, outer?.members ?? makeStructure()) as Structure;
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
    brought: outer !== undefined && told === undefined && row.id !== undefined ? "invented" : "told",
  };
}

function readAt(all: readonly Structure[], path: string): string | undefined {
  return all.flatMap((one) => readTexts(parsePath(path), one))[0];
}

/** A text at a path of members: `Options.RouteTableId`. */
function nest(path: string, text: string): Structure {
  const names = path.split(".").reverse();
  return names.reduce<Value>(
    (inner, name) => Object.assign(makeStructure(), { [name]: inner }),
    text,
  ) as Structure;
}

/** Whether a row's thing comes with another one, or with what that has become. */
function comesWith(row: Companion, outer: Thing, before: Thing | undefined): boolean {
  const isNew = before === undefined || !fitsRow(row, before) || row.copies === "always";
  return isNew && fitsRow(row, outer);
}

/**
 * Makes what comes with a thing, and what comes with that. Gives the members of the thing that say their ids. `before`: what the
 * thing was, with which what comes along has come already, and may be gone.
 */
export function bringAlong(context: Context, outer: Thing, output: Structure, before?: Thing): Structure {
  const told: Record<string, Value> = makeStructure();
  const coming = listRows(outer).filter((row) => comesWith(row, outer, before));
  if (coming.length === 0) return told;
  const own = listParts(context, outer);
  let parts: Parts = { ...own, ...prefixParts(own), With: outer.chain.at(-1) ?? "" };
  for (const row of coming) {
    const said = row.told === undefined ? undefined : readAt([output, outer.members], row.told);
    if (row.has?.every((name) => outer.members[name] === undefined) && said === undefined) continue;
    const items = row.each === undefined ? [""] : readTexts(parsePath(row.each), outer.members);
    for (const Item of items) {
      const thing = makeCompanion(context, row, { outer, parts: { ...parts, Item }, told: said });
      const name = thing.chain.at(-1) ?? "";
      parts = { ...parts, [`${row.type}-Id`]: name };
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

/** Makes what stands in an account from the start, before anything else of its service and type does. */
export function standUp(context: Context): void {
  const { store, operation } = context;
  const roots = ROOTS.get(operation.model.service) ?? [];
  const lacking = roots.filter((row) => !store.hasHad(placeOf(context, row.type), row));
  for (const row of lacking) {
    // Whichever call of a replay is the first.
    const { account, region } = placeOf(context, row.type);
    const seed = [account, region, row.service, row.type, row.name].join(" ");
    const own = context.told?.id === undefined ? context : { ...context, mint: makeMint(seed) };
    const thing = makeCompanion(own, row, { parts: listPlaceParts(own) });
    store.put(thing);
    bringAlong(own, thing, makeStructure());
  }
}

/** The parts of what a call refers to. */
function listReferred(context: Context): Parts {
  const { meaning, input } = context;
  const things = meaning.input.flatMap(({ type, part, path }) => {
    const [text] = type !== undefined && part !== "own" ? readTexts(parsePath(path), input) : [];
    return text === undefined || type === undefined ? [] : (findNamed(context, type, [text]) ?? []);
  });
  return Object.assign({}, ...things.map((thing) => prefixParts(listParts(context, thing)))) as Parts;
}

/** What a new thing of a type begins with. */
export function beginWith(context: Context, type: string): Structure {
  const { service } = context.operation.model;
  const rows = PARTS.get(`${service} ${type}`) ?? NONE;
  if (rows.length === 0) return makeStructure();
  const parts = { ...listPlaceParts(context), ...listReferred(context) };
  const all = rows.map(({ members }) => fill(members, parts, context.input));
  return Object.assign(makeStructure(), ...all) as Structure;
}
