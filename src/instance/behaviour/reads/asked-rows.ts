/** The rows of asked.json: what members of a list's input ask for. */
import * as v from "valibot";
import type { Structure, Value } from "../../../aws/values.ts";
import { PairMap } from "../../../base/pair-map.ts";
import { Pattern, Text } from "../../../base/row-types.ts";
import type { Context } from "../context.ts";
import { findMember } from "../fit-value.ts";
import rows from "./asked.json" with { type: "json" };

/** A row of asked.json; patterns are for whole names. */
export const AskedRow = v.variant("kind", [
  /** Members and filters that ask whose things are to be told, and the values that mean the account's own, which is all there is. */
  v.strictObject({ kind: v.literal("own"), service: Text, members: Pattern, values: Pattern, reason: Text }),
  /** Members that say how much is told of each thing. */
  v.strictObject({ kind: v.literal("telling"), service: Text, members: Pattern, reason: Text }),
  /**
   * Members that ask for what things are told with as another one, which may be any of a list; `words` are values that mean the
   * thing that has the greatest one, or that has such members.
   */
  v.strictObject({
    kind: v.literal("as"),
    service: Text,
    members: Pattern,
    as: Text,
    words: v.optional(v.record(Text, v.union([v.literal("last"), v.record(Text, Text)]))),
    reason: Text,
  }),
  /** Members that ask for when things were made, by the members that have the first moment and the last. */
  v.strictObject({
    kind: v.literal("time"),
    service: Text,
    members: Pattern,
    from: Text,
    to: Text,
    reason: Text,
  }),
  /** Which thing a read means that names none: one that has this in a member. */
  v.strictObject({
    kind: v.literal("meant"),
    service: Text,
    operations: v.array(Text),
    has: Text,
    reason: Text,
  }),
  /** What a list asks for by itself, where its input does not say. */
  v.strictObject({
    kind: v.literal("preset"),
    service: Text,
    operations: v.array(Text),
    as: Text,
    value: Text,
    reason: Text,
  }),
  /** Filters that are called otherwise than what they ask for: `as` is that, with the pattern's groups as `$1`. */
  v.strictObject({
    kind: v.literal("filter"),
    service: Text,
    operations: v.array(Text),
    members: Pattern,
    as: Text,
    reason: Text,
  }),
  /** Members that say how another one begins, whose name is the first group; without a service, those of all. */
  v.strictObject({ kind: v.literal("start"), service: v.optional(Text), members: Pattern, reason: Text }),
  /**
   * Members that say by a word how another one is compared, whose name is the first group. `own`: where none of that name is
   * told, the thing's own name is meant, or when it was made. `word`: it is one of the words that are told.
   */
  v.strictObject({
    kind: v.literal("compared"),
    members: Pattern,
    how: v.picklist(["contains", "equals", "word", "after", "before"]),
    own: v.optional(v.literal(true)),
    reason: Text,
  }),
  /** How many items a page of lists may have where the input does not say, which the answer tells. */
  v.strictObject({
    kind: v.literal("size"),
    service: Text,
    operations: v.array(Text),
    size: v.number(),
    reason: Text,
  }),
  /** Lists that tell what was made last first. */
  v.strictObject({ kind: v.literal("newest"), service: Text, operations: v.array(Text), reason: Text }),
  /** Lists that are ordered by the names, in which capital letters make no difference. */
  v.strictObject({ kind: v.literal("named"), service: Text, operations: v.array(Text), reason: Text }),
  /** Members that say what a list is ordered by, or which way; `down` are the words for from the greatest on, `up` the others. */
  v.strictObject({ kind: v.literal("order"), members: Pattern, down: Pattern, up: Pattern, reason: Text }),
]);

const ALL = rows as readonly v.InferOutput<typeof AskedRow>[];

const ROWS = ALL.flatMap((row) =>
  "operations" in row || row.kind === "order"
    ? []
    : [{ ...row, members: new RegExp(`^(?:${row.members})$`, "i") }],
);

/** What lists ask for by themselves, by the operation. */
const PRESETS = Map.groupBy(
  ALL.flatMap((row) =>
    row.kind === "preset" ? row.operations.map((name) => ({ ...row, key: `${row.service} ${name}` })) : [],
  ),
  ({ key }) => key,
);

export function listPreset({ operation, input }: Context): [string, Value][] {
  const all = PRESETS.get(`${operation.model.service} ${operation.name}`) ?? [];
  return all.flatMap(({ as, value }): [string, Value][] => (input[as] === undefined ? [[as, value]] : []));
}

const SIZES = new PairMap(
  ALL.flatMap((row) =>
    row.kind === "size" ? row.operations.map((name) => [row.service, name, row.size] as const) : [],
  ),
);

/** How many items a page has where nobody asks for a number, as far as the answer says it. */
export function findPageSize(service: string, operation: string): number | undefined {
  return SIZES.get(service, operation) ?? SIZES.get(service, "*");
}

/** Filters of other names, by the operation. */
const FILTERS = Map.groupBy(
  ALL.flatMap((row) =>
    row.kind === "filter"
      ? row.operations.map((name) => ({
          key: `${row.service} ${name}`,
          members: new RegExp(`^(?:${row.members})$`),
          as: row.as,
        }))
      : [],
  ),
  ({ key }) => key,
);

/** What a filter asks for, which may be called otherwise, and be one of several. */
export function listFilterNames({ operation }: Pick<Context, "operation">, name: string): string[] {
  const all = FILTERS.get(`${operation.model.service} ${operation.name}`) ?? [];
  const found = all.filter(({ members }) => members.test(name));
  return found.length === 0 ? [name] : found.map(({ members, as }) => name.replace(members, as));
}

type Row = (typeof ROWS)[number];

/** The row of a kind that a member of the service is meant by. */
export function findRow<Kind extends "as" | "time">(
  { operation }: Context,
  kind: Kind,
  name: string,
): Extract<Row, { kind: Kind }> | undefined {
  return ROWS.find(
    (row): row is Extract<Row, { kind: Kind }> =>
      row.kind === kind && row.service === operation.model.service && row.members.test(name),
  );
}

/** Whether members have what the input asks for by another name than they have it under. */
export function fitsAskedAs(context: Context, members: Structure): boolean {
  return Object.entries(context.input).every(([name, value]) => {
    const row = findRow(context, "as", name);
    return !row || value === undefined || String(findMember(members, row.as) ?? value) === String(value);
  });
}

/** Whether what is asked for by a name is the account's own; undefined where it asks for something else. */
export function asksOwn(
  { operation }: Context,
  name: string,
  values: readonly string[],
): boolean | undefined {
  for (const row of ROWS)
    if (row.kind === "own" && row.service === operation.model.service && row.members.test(name))
      return values.some((value) => new RegExp(`^(?:${row.values})$`).test(value));
  return undefined;
}

export function saysHowMuch({ operation }: Context, name: string): boolean {
  const { service } = operation.model;
  return ROWS.some((row) => row.kind === "telling" && row.service === service && row.members.test(name));
}

/** The member that another one says the beginning of: "" for the name. */
export function findStart({ operation }: Context, asked: string): string | undefined {
  for (const row of ROWS) {
    if (row.kind !== "start" || (row.service ?? operation.model.service) !== operation.model.service)
      continue;
    const [, member] = row.members.exec(asked) ?? [];
    if (member !== undefined) return member;
  }
  return undefined;
}

/** How a member of an input compares the one whose name it has. */
export interface AskedComparison {
  readonly stem: string;
  readonly how: "contains" | "equals" | "word" | "after" | "before";
  /** Whether the thing's own name or moment is meant where none is told. */
  readonly isOwn: boolean;
}

export function findComparison(asked: string): AskedComparison | undefined {
  for (const row of ROWS) {
    const [, stem] = row.kind === "compared" ? (row.members.exec(asked) ?? []) : [];
    if (row.kind === "compared" && stem !== undefined) return { stem, how: row.how, isOwn: row.own === true };
  }
  return undefined;
}

function listOrdered(kind: "newest" | "named"): ReadonlySet<string> {
  return new Set(
    ALL.flatMap((row) => (row.kind === kind ? row.operations.map((name) => `${row.service} ${name}`) : [])),
  );
}

const NEWEST = listOrdered("newest");
const NAMED = listOrdered("named");

/** Whether a list tells what was made last first, where it is not asked for another order. */
export function isNewestFirst({ operation }: Context): boolean {
  return NEWEST.has(`${operation.model.service} ${operation.name}`);
}

/** Whether a list is ordered by the names, where it is not asked for another order. */
export function isByName({ operation }: Context): boolean {
  return NAMED.has(`${operation.model.service} ${operation.name}`);
}

const ORDERS = ALL.flatMap((row) =>
  row.kind === "order"
    ? [
        {
          members: new RegExp(`^(?:${row.members})$`),
          down: new RegExp(`^(?:${row.down})$`),
          up: new RegExp(`^(?:${row.up})$`),
        },
      ]
    : [],
);

/** What a member of an input says of the order of a list: which way it goes, or by what; undefined where it says nothing of it. */
export function readOrder(name: string, value: string): "up" | "down" | "by" | undefined {
  const row = ORDERS.find(({ members }) => members.test(name));
  if (!row) return undefined;
  return row.down.test(value) ? "down" : row.up.test(value) ? "up" : "by";
}
