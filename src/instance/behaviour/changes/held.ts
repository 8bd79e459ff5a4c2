/** Whether something still holds what a call deletes: a network that has subnets is not deleted. */
import * as v from "valibot";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import { Pattern, Text } from "../../../base/row-types.ts";
import { fillText } from "../../../plan/missing/fill.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { refuseHeld } from "../refusals/refusals.ts";
import rows from "./held.json" with { type: "json" };

/** A row of held.json: what things of a type are held by, where they stand in one or name it. */
export const HeldRow = v.strictObject({
  service: Text,
  type: Text,
  /** A regular expression for whole types. */
  by: Pattern,
  /** Paths at which these tell the thing's own name. */
  at: v.optional(v.array(Text)),
  /** Absent: the one that the model has for what is in use. `${text}` is what the thing is called. */
  error: v.optional(v.strictObject({ code: Text, status: v.number(), message: Text })),
  reason: Text,
});

const ROWS = Map.groupBy(
  (rows as readonly v.InferOutput<typeof HeldRow>[]).map((row) => ({
    ...row,
    by: new RegExp(`^(?:${row.by})$`),
  })),
  ({ service, type }) => `${service} ${type}`,
);

/** Whether a text stands anywhere in a value. */
function mentions(value: Value | undefined, texts: ReadonlySet<string>): boolean {
  if (typeof value === "string") return texts.has(value);
  if (Array.isArray(value)) return (value as readonly Value[]).some((item) => mentions(item, texts));
  return isStructure(value) && Object.values(value as Structure).some((item) => mentions(item, texts));
}

/** Whether another thing stands in the thing, is attached to it, or names it by what no other is called. */
function holds(other: Thing, thing: Thing, texts: ReadonlySet<string>): boolean {
  // What came along with it goes with it.
  if (other.call.with === thing.chain.at(-1) || other === thing) return false;
  const isInside =
    thing.chain.every((name, at) => other.chain[at] === name) && other.chain.length > thing.chain.length;
  return isInside || texts.has(other.chain.at(-1) ?? "") || mentions(other.members, texts);
}

/** Whether another thing tells the name at one of the paths: the subnet group of a database. */
function namesAt({ members }: Thing, paths: readonly string[], name: string): boolean {
  return paths.some((path) => readTexts(parsePath(path), members).includes(name));
}

/** AWS's own error where something holds what a call deletes; what production deleted is gone, whatever stands here. */
export function refuseDeletion(context: Context, thing: Thing): Done | undefined {
  if (context.told) return undefined;
  const { store } = context;
  const { place, service, type, chain, names } = thing;
  const [row] = ROWS.get(`${service} ${type}`) ?? [];
  if (!row) return undefined;
  const own = chain.at(-1) ?? "";
  // A name that somebody chose may be another thing's, too; an attachment ends with it all the same.
  const texts = new Set([names.id, names.arn].filter((text) => text !== undefined));
  for (const kind of store.listTypes(place, service)) {
    if (!row.by.test(kind)) continue;
    const isHeld = store
      .list(place, { service, type: kind })
      .some((other) => holds(other, thing, texts) || namesAt(other, row.at ?? [], own));
    if (!isHeld) continue;
    const { error } = row;
    return {
      error: error
        ? { ...error, message: fillText(error.message, { text: own }) ?? error.message }
        : refuseHeld(context, type, own),
    };
  }
  return undefined;
}
