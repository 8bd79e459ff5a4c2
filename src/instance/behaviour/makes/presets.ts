/** What a service adds to a thing by itself: members that nobody gave and every read tells. */
import * as v from "valibot";
import { listMembers } from "../../../aws/model/shape.ts";
import type { Operation, Shape } from "../../../aws/model/types.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { matchesPattern } from "../../../base/pattern.ts";
import { Pattern, Text } from "../../../base/row-types.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { fitValue } from "../fit-value.ts";
import { overlay } from "../overlay.ts";
import { AskedFor, asksFor } from "../reads/asked-for.ts";
import { LinkRow, NamingRow } from "../reads/links.ts";
import { count, type FillGiven, fill, giveFrom, hasMembers, tellLinks } from "./fill-preset.ts";
import rows from "./presets.json" with { type: "json" };

/**
 * A row of presets.json: what a structure of an output has where nothing else is known. Texts hold `${part}`: Account, Region,
 * Partition; Name, Id, Arn, Url and Outer (the name of what it stands in) of the thing, Digits for the end of its id; Created and
 * CreatedSeconds; any text that it was made with, by its member. A text with a part that is not known is left out. `{upper:26}` and
 * the other places of id-forms.json are made up, the same for a thing each time. `{"$from": "Member"}` is what the thing has in that member, or what `else` says;
 * `{"$is": …}` a value as it is;
 * `{"$each": "Members", "as": "Member"}` a list with such a structure for each of its items, with `"named": {"Name": "Other.Name"}`
 * one with members that they have under other names, and where `as` is a value, what that says of each, as `${Item}` or
 * `${Item-Member}`;
 * `{"$match": "FROM '([^']*)'", "of": "Member.Inner"}` what a regular expression finds in a text that the thing has;
 * `{"$other": "ec2:subnet", "at": "SubnetIds", "split": ",", "tells": …}` what the other things tell that it names there, or, without
 * `at`, the one that an account has by itself; `{"$whole": true}` all that a thing has, of a link; `{"$length": "Member"}` how many bytes a text has;
 * `{"$word": "${Member}", "of": {"text": "other"}}` what a text is in other words, `*` any that is known.
 */
export const PresetRow = v.strictObject({
  service: Text,
  /** A regular expression for whole names of structures. */
  structure: Pattern,
  /** The operations that tell it so; a pattern. */
  operations: v.optional(Text, "*"),
  /** What the thing must have. */
  if: v.optional(v.record(Text, v.union([v.string(), v.boolean()])), {}),
  members: v.optional(v.record(Text, v.unknown()), {}),
  /** Members that count what of a type stands in the thing, or what names it. */
  counts: v.optional(v.record(Text, v.union([Text, v.array(NamingRow)])), {}),
  /** Members that tell of what names the thing. */
  links: v.optional(v.record(Text, v.array(LinkRow)), {}),
  /** Members that are told as they were given, whatever they name. */
  said: v.optional(v.array(Text), []),
  /** Members that are not told. */
  omits: v.optional(v.array(Text), []),
  /** Members that are told only to those who ask for them. */
  asked: v.optional(v.record(Text, AskedFor), {}),
  /** Items that lists have beside those that were given, told apart by a member. */
  items: v.optional(v.record(Text, v.strictObject({ by: Text, all: v.unknown() })), {}),
  /** What texts of members end with, which callers may leave out. */
  ends: v.optional(v.record(Text, Text), {}),
  reason: Text,
});

type Row = v.InferOutput<typeof PresetRow>;

const ROWS = (rows as readonly v.InferInput<typeof PresetRow>[]).map(
  ({
    members = {},
    ends = {},
    counts = {},
    links = {},
    asked = {},
    items = {},
    said = [],
    omits = [],
    operations = "*",
    if: wanted = {},
    ...row
  }) => ({
    ...row,
    asked,
    items,
    said,
    omits,
    operations,
    if: wanted,
    members,
    ends,
    counts,
    links,
    structure: new RegExp(`^(?:${row.structure})$`),
  }),
);

type Said = Omit<Row, "service" | "structure" | "reason">;

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

/** Whether there is a row for the answer of an operation as a whole. */
export function hasPresets({ model, output }: Operation): boolean {
  return output !== undefined && listRows(model.service, output).length > 0;
}

/** Whether nothing was known of what a row's structure says. */
function saysNothing(preset: Value, row: unknown): boolean {
  return isStructure(preset) && Object.keys(preset).length === 0 && Object.keys(row as object).length > 0;
}

/** A list with the items that it does not have. */
function addItems(before: Value | undefined, added: Value, by: string): Value {
  const list = (value: Value | undefined) => (Array.isArray(value) ? (value as readonly Value[]) : []);
  const tell = (item: Value) => (isStructure(item) ? item[by] : item);
  const told = new Set(list(before).map(tell));
  return [...list(before), ...list(added).filter((item) => !told.has(tell(item)))];
}

function addPresets(service: string, shape: Shape, given: Structure, known: FillGiven): Structure {
  const result: Record<string, Value | undefined> = Object.assign(makeStructure(), given);
  const { operation } = known.context;
  for (const row of listRows(service, shape)) {
    const { members, ends, counts, links, items, asked, said, omits } = row;
    if (!hasMembers(known.thing, row.if) || !matchesPattern(row.operations, operation.name)) continue;
    for (const name of said) {
      const member = shape.members?.[name];
      result[name] = (member && fitValue(member, known.thing.members[name])) ?? result[name];
    }
    // What was told of a thing, and nothing that stands here shows, is as it was told.
    for (const [name, what] of Object.entries(counts)) {
      const number = count(known, what);
      if (number > 0 || typeof what === "string" || result[name] === undefined) result[name] = number;
    }
    for (const [name, all] of Object.entries(links)) {
      const member = shape.members?.[name];
      const told = member && tellLinks(member, all, known);
      const isNone = typeof told === "object" && Object.keys(told as object).length === 0;
      if (told === undefined) continue;
      // The answer's own lists are of nothing else.
      if (shape === operation.output && isNone) delete result[name];
      else if (!isNone || result[name] === undefined) result[name] = told;
    }
    for (const [name, end] of Object.entries(ends)) {
      const text = result[name];
      if (typeof text === "string" && !text.endsWith(end)) result[name] = `${text}${end}`;
    }
    for (const [name, value] of Object.entries(members)) {
      const member = shape.members?.[name];
      const preset = member && fill(member, value, known);
      if (preset === undefined || saysNothing(preset, value)) continue;
      const old = result[name];
      if (old === undefined || old === null) result[name] = preset;
      else if (isStructure(old) && isStructure(preset)) result[name] = overlay(preset, old);
    }
    for (const [name, { by, all }] of Object.entries(items)) {
      const member = shape.members?.[name];
      const added = member && fill(member, all, known);
      if (added !== undefined) result[name] = addItems(result[name], added, by);
    }
    for (const name of omits) delete result[name];
    for (const [name, one] of Object.entries(asked)) if (!asksFor(known.context, one)) delete result[name];
  }
  for (const [name, member] of listMembers(shape)) {
    const value = result[name];
    if (value !== undefined && value !== null) result[name] = deepen(service, member, value, known);
  }
  return result as Structure;
}

function deepen(service: string, shape: Shape, value: Value, known: FillGiven): Value {
  if (!reaches(service, shape)) return value;
  if (Array.isArray(value)) {
    const { member } = shape;
    return member ? (value as readonly Value[]).map((item) => deepen(service, member, item, known)) : value;
  }
  if (!isStructure(value) || shape.type !== "structure") return value;
  return addPresets(service, shape, value, known);
}

/** By service: where callers ask for what is told only to who asks. */
const ASKED_AT = new Map(
  [...Map.groupBy(ROWS, ({ service }) => service)].map(([service, all]) => {
    const links = all.flatMap((row) =>
      Object.values(row.links)
        .flat()
        .map(({ asked }) => asked),
    );
    const paths = [...all.flatMap((row) => Object.values(row.asked)), ...links].flatMap(
      (one) => one?.at ?? [],
    );
    return [service, [...new Set(paths)]] as const;
  }),
);

/** What a call asks to be told besides. */
export function listAskedFor({ operation, input }: Context): readonly string[] {
  return (ASKED_AT.get(operation.model.service) ?? []).flatMap((at) => readTexts(parsePath(at), input));
}

/** The members that a row's value takes from the thing. */
function listTaken(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const isPath = (name === "$from" || name === "$each") && typeof inner === "string";
    return isPath ? inner.split(/[.[]/).slice(0, 1) : listTaken(inner);
  });
}

const TAKEN = new Map(
  [...Map.groupBy(ROWS, ({ service }) => service)].map(
    ([service, all]) =>
      [
        service,
        new Set(all.flatMap(({ members }) => listTaken(members)).map((name) => name.toLowerCase())),
      ] as const,
  ),
);

/** The members, in lower case, that a service tells of its things under other names. */
export function listToldOtherwise(service: string): ReadonlySet<string> {
  return TAKEN.get(service) ?? new Set();
}

/** Whether an answer's own members tell what names a thing, so that its lists are of what that one has. */
export function tellsLinks({ model, output }: Operation): boolean {
  return (
    output !== undefined &&
    listRows(model.service, output).some(({ links }) =>
      Object.keys(links).some((name) => output.members?.[name]?.type === "list"),
    )
  );
}

/** A thing as a structure of an output has it, with what the service adds. */
export function preset(context: Context, thing: Thing, shape: Shape, given: Structure): Structure {
  const { service } = context.operation.model;
  if (!reaches(service, shape)) return given;
  const add: FillGiven["add"] = (one, value, known) => addPresets(service, one, value, known);
  return add(shape, given, giveFrom(context, thing, add));
}

compileLightly(addPresets, deepen, preset, reaches, listRows);
