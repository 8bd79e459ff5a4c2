/** The rows of presets.json, what services add to things by themselves, by the structures that tell these. */
import * as v from "valibot";
import type { Operation, Shape } from "../../../aws/model/types.ts";
import { matchesPattern } from "../../../base/pattern.ts";
import { Pattern, Text } from "../../../base/row-types.ts";
import { AskedFor } from "../../../verify/asked-for.ts";
import { LinkRow, NamingRow } from "../reads/links.ts";
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

type Input = v.InferInput<typeof PresetRow>;

const ROWS = Map.groupBy(rows as readonly Input[], ({ service }) => service);

/** A row with what it leaves out. */
function complete({
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
  structure,
}: Input) {
  return {
    ...{ asked, items, said, omits, operations, if: wanted, members, ends, counts, links },
    structure: new RegExp(`^(?:${structure})$`),
  };
}

const completed = new Map<string, readonly ReturnType<typeof complete>[]>();

/** The rows of a service. They are read once it is asked: a start needs none. */
export function listPresetRows(service: string): readonly ReturnType<typeof complete>[] {
  return completed.getOrInsertComputed(service, () => (ROWS.get(service) ?? []).map(complete));
}

type Said = Omit<v.InferOutput<typeof PresetRow>, "service" | "structure" | "reason">;

const known = new WeakMap<Shape, readonly Said[]>();

/** The rows for a structure, whoever tells it. */
export function listRows(service: string, shape: Shape): readonly Said[] {
  return known.getOrInsertComputed(shape, () =>
    listPresetRows(service).filter(({ structure }) => structure.test(shape.name)),
  );
}

/** A row as a structure has it: what it says of the members that there are, each with its shape. */
interface ShapeRow
  extends Omit<Said, "operations" | "counts" | "links" | "members" | "items" | "said" | "ends" | "asked"> {
  readonly said: readonly (readonly [name: string, shape: Shape])[];
  readonly counts: readonly (readonly [name: string, what: Said["counts"][string]])[];
  readonly links: readonly (readonly [name: string, shape: Shape, all: Said["links"][string]])[];
  readonly ends: readonly (readonly [name: string, end: string])[];
  readonly members: readonly (readonly [name: string, shape: Shape, value: unknown])[];
  readonly items: readonly (readonly [name: string, shape: Shape, added: Said["items"][string]])[];
  readonly asked: readonly (readonly [name: string, one: AskedFor])[];
}

function readRow({ members: inner }: Shape, row: Said): ShapeRow {
  const shapeAll = <T>(all: Readonly<Record<string, T>>) =>
    Object.entries(all).flatMap(([name, value]) => {
      const shape = inner?.[name];
      return shape ? [[name, shape, value] as const] : [];
    });
  return {
    if: row.if,
    omits: row.omits,
    said: row.said.flatMap((name) => (inner?.[name] ? [[name, inner[name]] as const] : [])),
    counts: Object.entries(row.counts),
    links: shapeAll(row.links),
    ends: Object.entries(row.ends),
    members: shapeAll(row.members),
    items: shapeAll(row.items),
    asked: Object.entries(row.asked),
  };
}

const told = new WeakMap<Operation, Map<Shape, readonly ShapeRow[]>>();

/** The rows for a structure that an operation tells. */
export function listPresets(operation: Operation, service: string, shape: Shape): readonly ShapeRow[] {
  const before = told.getOrInsertComputed(operation, () => new Map());
  return before.getOrInsertComputed(shape, () =>
    listRows(service, shape)
      .filter((row) => matchesPattern(row.operations, operation.name))
      .map((row) => readRow(shape, row)),
  );
}
