/** What CloudFormation has otherwise than the API, where names do not tell it. Rows are data with a reason each. */
import * as v from "valibot";
import { Text } from "../../base/row-types.ts";
import rows from "./rows.json" with { type: "json" };

const Paths = v.record(Text, v.string());

/**
 * type: things of the type (made by one of the operations) are one of CloudFormation's type `cfn`; `members` gives members more,
 * by paths in the thing's own ("" is the item); `joins`: what comes by itself where one thing is joined to another counts if all of
 * these members name things that somebody made. into: they are items of another's `property`, that which the member `by` names; `item` is the member
 * that is the item. part: each item at `each` of a thing of `cfn` makes one of `makes`, with the members `members` and, where `when`
 * is a member, only if the item has it, and not if its member `unlike` is as that of the thing. spread: the items at `each`, of texts as their member `as`, are the items of a property.
 * set: a property is what `from` has, be it a map of a list of items with the members `key` and `value`, or a list of their `key`. default: what a property
 * is that the type demands and nobody said, or that a member `when` tells otherwise. newest: of those that are called by numbers within another thing, the last one alone is
 * written. told: a member counts as asked for also where only the service told it. assume: what
 * `name` is in the structure `member`, where it is not said. quiet: members that are not missed. never: a property is not written, where `beside` is written, or never. depends: one of `cfn` comes after those of `on`
 * whose property `of` has the same value as its own property `same`. none: why there is nothing of the type in a template, where `when`
 * says so of its members ("" of one that is not there). called: an attribute
 * is the ARN, with `ends` behind it. brought: an attribute is the id of what comes along, of a type, and says in its member `by` with what.
 * named: a property is what the items at `from` have in the member `value`, where their member `key` says `is`.
 * `$ref` and `$name` in members stand for the thing's own reference and name.
 */
export const CfnRow = v.variant("kind", [
  v.strictObject({
    kind: v.literal("type"),
    type: Text,
    operations: v.optional(v.array(Text)),
    joins: v.optional(v.array(Text)),
    cfn: Text,
    members: v.optional(Paths),
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("into"),
    type: Text,
    operations: v.optional(v.array(Text)),
    cfn: Text,
    property: Text,
    by: Text,
    item: Text,
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("part"),
    cfn: Text,
    each: Text,
    when: v.optional(Text),
    unlike: v.optional(Text),
    makes: Text,
    members: v.optional(Paths),
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("spread"),
    cfn: Text,
    property: Text,
    each: Text,
    as: v.optional(Text),
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("set"),
    cfn: Text,
    property: Text,
    from: Text,
    key: v.optional(Text),
    value: v.optional(Text),
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("default"),
    cfn: Text,
    when: v.optional(Text),
    property: Text,
    value: v.unknown(),
    reason: Text,
  }),
  v.strictObject({ kind: v.literal("newest"), type: Text, reason: Text }),
  v.strictObject({ kind: v.literal("told"), cfn: Text, member: Text, reason: Text }),
  v.strictObject({
    kind: v.literal("assume"),
    cfn: Text,
    member: Text,
    name: Text,
    value: v.string(),
    reason: Text,
  }),
  v.strictObject({ kind: v.literal("quiet"), members: v.array(Text), reason: Text }),
  v.strictObject({
    kind: v.literal("never"),
    cfn: Text,
    property: Text,
    beside: v.optional(v.array(Text)),
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("depends"),
    cfn: Text,
    same: Text,
    on: Text,
    of: Text,
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("called"),
    cfn: Text,
    attribute: Text,
    ends: v.optional(Text),
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("brought"),
    cfn: Text,
    attribute: Text,
    type: Text,
    by: Text,
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("named"),
    cfn: Text,
    property: Text,
    from: Text,
    key: Text,
    is: Text,
    value: Text,
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("none"),
    type: Text,
    operations: v.optional(v.array(Text)),
    when: v.optional(v.record(Text, v.string())),
    reason: Text,
  }),
]);

export type CfnRow = v.InferOutput<typeof CfnRow>;

/** A row of one kind. */
export type CfnRowOf<K extends CfnRow["kind"]> = Extract<CfnRow, { readonly kind: K }>;

const byKind: ReadonlyMap<string, readonly CfnRow[]> = Map.groupBy(
  rows as readonly CfnRow[],
  ({ kind }) => kind,
);

/** The rows of one kind. */
export function listRows<K extends CfnRow["kind"]>(kind: K): readonly CfnRowOf<K>[] {
  // They are grouped by it.
  return (byKind.get(kind) ?? []) as readonly CfnRowOf<K>[];
}

/** Whether a row is about what a call makes. */
export function isAbout(
  row: { readonly type: string; readonly operations?: readonly string[] | undefined },
  thing: { readonly service: string; readonly type: string; readonly operation: string },
): boolean {
  return (
    row.type === `${thing.service}:${thing.type}` &&
    (row.operations === undefined || row.operations.includes(thing.operation))
  );
}
