/** Brings things into the order that a list is asked for. */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Shape } from "../../../aws/model/types.ts";
import { Digits, type Value } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { isByName, isNewestFirst, readOrder } from "./asked-rows.ts";
import { findToldName, readTold, type ShowThing } from "./told-names.ts";

function readRank(value: Value | undefined): number | string {
  if (value instanceof Date) return value.getTime();
  if (value instanceof Digits) return Number(value.text);
  return typeof value === "number" ? value : String(value ?? "");
}

function compare(one: number | string, other: number | string): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  const [first, second] = [String(one), String(other)];
  return first < second ? -1 : first > second ? 1 : 0;
}

const isScalarShape = ({ type }: Shape) => type !== "structure" && type !== "list" && type !== "map";

/** The things in the order in which a list tells them by itself. */
export function sortUnasked(context: Context, things: readonly Thing[]): readonly Thing[] {
  if (isNewestFirst(context)) return things.toReversed();
  if (!isByName(context)) return things;
  const named = things.map((thing) => [thing, (thing.chain.at(-1) ?? "").toLowerCase()] as const);
  return named.toSorted(([, one], [, other]) => compare(one, other)).map(([thing]) => thing);
}

/** The things in the order that the input asks for; as they are, where it asks for none, or by what is not told. */
export function sortThings(context: Context, things: readonly Thing[], show: ShowThing): readonly Thing[] {
  const { operation, input, meaning } = context;
  let [isDown, key]: [boolean | undefined, string | undefined] = [undefined, undefined];
  for (const [name, { type, enum: words }] of listMembers(operation.input)) {
    const value = input[name];
    if (type !== "string" || words === undefined || typeof value !== "string") continue;
    const order = readOrder(name, value);
    if (order === "by") key = findToldName(operation, value, meaning.type ?? "", isScalarShape, true);
    else if (order !== undefined) isDown = order === "down";
  }
  if (key === undefined && isDown === undefined) return sortUnasked(context, things);
  if (key === undefined) return isDown ? things.toReversed() : things;
  const at = key;
  const ranked = things.map((thing) => [thing, readRank(readTold(thing, show, at))] as const);
  const sorted = ranked.toSorted(([, one], [, other]) =>
    isDown ? compare(other, one) : compare(one, other),
  );
  return sorted.map(([thing]) => thing);
}
