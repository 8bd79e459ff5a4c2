/** How one looks into things that hold others: the rows of looks.json. */
import * as v from "valibot";
import { Text } from "../../base/row-types.ts";
import type { Kind } from "../thing.ts";
import rows from "./looks.json" with { type: "json" };

/** A call: what it is asked with, where `${name}`, `${arn}` and `${url}` are the thing's. */
const Asked = { operation: Text, input: v.record(Text, v.union([Text, v.boolean()])) };

/** A row of looks.json. */
export const LookRow = v.strictObject({
  service: Text,
  type: Text,
  /** The members that are told of each item at first sight; without them those that most items have. */
  columns: v.optional(v.array(v.strictObject({ name: Text, as: v.optional(v.picklist(["time", "bytes"])) }))),
  /** The operation that lists what a thing holds; without it, an engine reads that itself. */
  list: v.optional(
    v.strictObject({
      ...Asked,
      /** The member with the items, that which says how many, and those by which it goes on. */
      items: Text,
      limit: Text,
      after: Text,
      next: Text,
    }),
  ),
  /** What shows one item: `item` is the member that says which, by what it is called in the list (`of`). */
  open: v.optional(v.strictObject({ ...Asked, item: Text, of: Text, body: Text, type: Text })),
  /** What puts one: what it is given besides is the item, as the member `item` or member by member. */
  put: v.optional(v.strictObject({ ...Asked, item: v.optional(Text) })),
  /** What removes one: `of` is its member that says which; `by` the thing's that names the members which do. */
  remove: v.optional(v.strictObject({ ...Asked, item: Text, of: v.optional(Text), by: v.optional(Text) })),
  reason: Text,
});

/** How one looks into things of a kind. */
export type Look = v.InferOutput<typeof LookRow>;

const LOOKS = rows as readonly Look[];

/** How one looks into a thing of a kind; undefined of one that holds nothing. */
export function findLook({ service, type }: Kind): Look | undefined {
  return LOOKS.find((look) => look.service === service && look.type === type);
}
