/** What a service adds to a thing by itself: members that nobody gave and every read tells. */
import * as v from "valibot";
import { listMembers } from "../../aws/model/shape.ts";
import type { Shape } from "../../aws/model/types.ts";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { Pattern, Text } from "../../base/row-types.ts";
import { isObject } from "../../base/values.ts";
import { fillText } from "../../plan/missing/fill.ts";
import type { Thing } from "../store.ts";
import type { Context } from "./context.ts";
import { findMember, fitValue } from "./fit-value.ts";
import { climb, type Link, LinkRow, listNaming, NamingRow } from "./links.ts";
import { overlay } from "./overlay.ts";
import { listParts, type Parts } from "./parts.ts";
import rows from "./presets.json" with { type: "json" };

/**
 * A row of presets.json: what a structure of an output has where nothing else is known. Texts hold `${part}`: Account, Region,
 * Partition; Name, Id, Arn, Url and Outer (the name of what it stands in) of the thing, Digits for the end of its id; Created and
 * CreatedSeconds; any text that it was made with, by its member. A text with a part that is not known is left out. `{"$from": "Member"}` is what the thing has in that member, and
 * `{"$each": "Members", "as": "Member"}` a list with such a structure for each of its items.
 */
export const PresetRow = v.strictObject({
  service: Text,
  /** A regular expression for whole names of structures. */
  structure: Pattern,
  members: v.optional(v.record(Text, v.unknown()), {}),
  /** Members that count what of a type stands in the thing, or what names it. */
  counts: v.optional(v.record(Text, v.union([Text, v.array(NamingRow)])), {}),
  /** Members that tell of what names the thing. */
  links: v.optional(v.record(Text, v.array(LinkRow)), {}),
  /** What texts of members end with, which callers may leave out. */
  ends: v.optional(v.record(Text, Text), {}),
  reason: Text,
});

type Row = v.InferOutput<typeof PresetRow>;

const ROWS = (rows as readonly v.InferInput<typeof PresetRow>[]).map(
  ({ members = {}, ends = {}, counts = {}, links = {}, ...row }) => ({
    ...row,
    members,
    ends,
    counts,
    links,
    structure: new RegExp(`^(?:${row.structure})$`),
  }),
);

/** What rows are filled from. */
interface Given {
  readonly thing: Thing;
  /** What a text can name; asked for only where a row is met. */
  readonly parts: () => Parts;
  /** How many things of a type stand in the thing, or name it. */
  readonly count: (what: Row["counts"][string]) => number;
  /** What things that name it are told by, each as rows are filled from it; undefined where nobody asks for it. */
  readonly listLinked: ((link: Link) => readonly Given[]) | undefined;
}

type Said = Pick<Row, "members" | "ends" | "counts" | "links">;

const known = new WeakMap<Shape, readonly Said[]>();

function listRows(service: string, shape: Shape): readonly Said[] {
  return known.getOrInsertComputed(shape, () =>
    ROWS.filter((row) => row.service === service && row.structure.test(shape.name)),
  );
}

const reaching = new WeakMap<Shape, boolean>();

/** Whether there is a row for a shape, or for one inside of it. */
function reaches(service: string, shape: Shape): boolean {
  const before = reaching.get(shape);
  if (before !== undefined) return before;
  // A shape that holds itself has no more rows inside than it has itself.
  reaching.set(shape, false);
  const inner = [...listMembers(shape).map(([, member]) => member), shape.member ?? []].flat();
  const isReaching =
    (shape.type === "structure" && listRows(service, shape).length > 0) ||
    inner.map((one) => reaches(service, one)).includes(true);
  reaching.set(shape, isReaching);
  return isReaching;
}

/** What a thing has in a member; of `Names[]`, the first that it has. */
function readFrom(members: Structure, path: string): Value | undefined {
  return path.endsWith("[]") ? readTexts(parsePath(path), members)[0] : findMember(members, path);
}

/** A row's value in the form of a shape; undefined where a part of it is not known or the shape has none such. */
function fill(shape: Shape, value: unknown, given: Given): Value | undefined {
  const { parts, thing } = given;
  if (typeof value === "string") {
    const text = value.includes("${") ? fillText(value, parts()) : value;
    return text === undefined
      ? undefined
      : shape.type === "timestamp"
        ? new Date(text)
        : fitValue(shape, text);
  }
  if (Array.isArray(value)) {
    const { member } = shape;
    return shape.type === "list" && member
      ? value.flatMap((item: unknown) => {
          const filled = fill(member, item, given);
          // An item of which nothing is known is none.
          const isNothing = isStructure(filled) && Object.keys(filled).length === 0;
          return filled === undefined || isNothing ? [] : [filled];
        })
      : undefined;
  }
  if (isObject(value)) {
    if (typeof value["$each"] === "string") return fillEach(shape, value["$each"], value["as"], thing);
    if (typeof value["$from"] === "string") return fitValue(shape, readFrom(thing.members, value["$from"]));
    const inner = Object.entries(value).flatMap(([name, one]) => {
      const member = shape.type === "map" ? shape.value : shape.members?.[name];
      const filled = member && fill(member, one, given);
      return filled === undefined ? [] : [[name, filled] as const];
    });
    const isHeld = shape.type === "map" || shape.type === "structure";
    return isHeld ? Object.assign(makeStructure(), Object.fromEntries(inner)) : undefined;
  }
  return fitValue(shape, value as Value);
}

/** What a member tells of the things that name this one: each once; the first alone where the member is no list. */
function tellLinks(shape: Shape, links: readonly Link[], { listLinked }: Given): Value | undefined {
  if (!listLinked) return undefined;
  const item = shape.type === "list" ? shape.member : shape;
  const values = links.flatMap((link) =>
    listLinked(link).flatMap((one) => (item && fill(item, link.tells, one)) ?? []),
  );
  const told = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  return shape.type === "list" ? told : told[0];
}

/** A list with a structure for each item of another list: `{"$each": "Listeners", "as": "Listener"}`. */
function fillEach(shape: Shape, from: string, as: unknown, { members }: Thing): Value | undefined {
  const items = findMember(members, from);
  if (!Array.isArray(items) || typeof as !== "string") return undefined;
  const wrapped = (items as readonly Value[]).map((item) => Object.assign(makeStructure(), { [as]: item }));
  return fitValue(shape, wrapped);
}

function addPresets(service: string, shape: Shape, given: Structure, known: Given): Structure {
  const result: Record<string, Value | undefined> = Object.assign(makeStructure(), given);
  for (const { members, ends, counts, links } of listRows(service, shape)) {
    // What was told of a thing, and nothing that stands here shows, is as it was told.
    for (const [name, what] of Object.entries(counts)) {
      const count = known.count(what);
      if (count > 0 || typeof what === "string" || result[name] === undefined) result[name] = count;
    }
    for (const [name, all] of Object.entries(links)) {
      const member = shape.members?.[name];
      const told = member && tellLinks(member, all, known);
      const isNone = Array.isArray(told) && told.length === 0;
      if (told !== undefined && (!isNone || result[name] === undefined)) result[name] = told;
    }
    for (const [name, end] of Object.entries(ends)) {
      const text = result[name];
      if (typeof text === "string" && !text.endsWith(end)) result[name] = `${text}${end}`;
    }
    for (const [name, value] of Object.entries(members)) {
      const member = shape.members?.[name];
      const preset = member && fill(member, value, known);
      if (preset === undefined) continue;
      const old = result[name];
      if (old === undefined || old === null) result[name] = preset;
      else if (isStructure(old) && isStructure(preset)) result[name] = overlay(preset, old);
    }
  }
  for (const [name, member] of listMembers(shape)) {
    const value = result[name];
    if (value !== undefined && value !== null) result[name] = deepen(service, member, value, known);
  }
  return result as Structure;
}

function deepen(service: string, shape: Shape, value: Value, known: Given): Value {
  if (!reaches(service, shape)) return value;
  if (Array.isArray(value)) {
    const { member } = shape;
    return member ? (value as readonly Value[]).map((item) => deepen(service, member, item, known)) : value;
  }
  if (!isStructure(value) || shape.type !== "structure") return value;
  return addPresets(service, shape, value, known);
}

/** A thing as a structure of an output has it, with what the service adds. */
export function preset(context: Context, thing: Thing, shape: Shape, given: Structure): Structure {
  const { service } = context.operation.model;
  if (!reaches(service, shape)) return given;
  return addPresets(service, shape, given, giveFrom(context, thing));
}

function giveFrom(context: Context, thing: Thing): Given {
  const { store, meaning } = context;
  let known: Parts | undefined;
  // Nothing names yet what a call has only now made, and what it answers is not looked at for it.
  const isAsked = meaning.deed === "read" || meaning.deed === "list";
  return {
    thing,
    parts: () => (known ??= listParts(context, thing)),
    count: (what) =>
      typeof what === "string"
        ? store.listInner(thing).filter((inner) => inner.type === what).length
        : isAsked
          ? what.reduce((sum, row) => sum + listNaming(context, thing, row).length, 0)
          : 0,
    listLinked: isAsked
      ? (link) =>
          listNaming(context, thing, link).flatMap((one) => {
            const of = link.of === undefined ? one : climb(context, one, link.of);
            return of ? [giveFrom(context, of)] : [];
          })
      : undefined,
  };
}
