/** What is made as another thing is has all that stands in that: the rules of a set that is cloned. */

import * as v from "valibot";
import { compileLightly } from "../../../base/compiling.ts";
import { PairMap } from "../../../base/pair-map.ts";
import { Text } from "../../../base/row-types.ts";
import type { Store } from "../../store.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { findNamed, findThing } from "../names/names.ts";
import rows from "./clones.json" with { type: "json" };

/** A row of clones.json; `from` is the member that names the thing which is cloned. */
export const CloneRow = v.strictObject({ service: Text, operation: Text, from: Text, reason: Text });

const ROWS = new PairMap(rows.map((row) => [row.service, row.operation, row] as const));

function copyInner(store: Store, from: Thing, to: Thing): void {
  for (const inner of store.listInner(from)) {
    const copy = { ...inner, chain: [...to.chain, ...inner.chain.slice(from.chain.length)], names: {} };
    store.put(copy);
    copyInner(store, inner, copy);
  }
}

/** Puts into what a call has made what stands in the thing that it was made from. */
export function cloneInner(context: Context): void {
  const { operation, meaning, input, store } = context;
  const row = ROWS.get(operation.model.service, operation.name);
  const name = row && input[row.from];
  if (meaning.type === undefined || typeof name !== "string") return;
  const from = findNamed(context, meaning.type, [name]);
  const made = findThing(context, meaning.type);
  if (from && made && store.listInner(made).length === 0) copyInner(store, from, made);
}

compileLightly(cloneInner);
