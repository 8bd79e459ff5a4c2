/** Finds what a read asks for by members that do not name it. */
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { findOuter, readOwn } from "../names/names.ts";
import { filterThings } from "./filters.ts";

/** The one thing in what a call names that has all else that it asks for: an instance of a set, by its account and region. */
export function findAsked(context: Context, type: string): Thing | undefined {
  const outer = readOwn(context).length === 0 ? findOuter(context) : undefined;
  const inside = outer ? context.store.listInner(outer).filter((thing) => thing.type === type) : [];
  const left = inside.length === 0 ? undefined : filterThings(context, inside);
  return left?.length === 1 ? left[0] : undefined;
}
