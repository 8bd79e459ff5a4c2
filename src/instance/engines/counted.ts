/** Versions that a service counts: the next one has the number after the last. */
import { makeStructure, type Structure } from "../../aws/values.ts";
import { type Context, placeOf } from "../behaviour/context.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import type { DoGeneric } from "./around.ts";
import { merge } from "./engine.ts";

/** How a version is called and told. */
interface Counted {
  /** The type of the versions. */
  readonly type: string;
  /** What their ARNs begin with, before the number. */
  readonly prefix: string;
  readonly tell: (version: { readonly arn: string; readonly number: number }) => Structure;
}

function readNumber({ names }: Thing, prefix: string): number {
  const arn = names.arn ?? "";
  return arn.startsWith(prefix) ? Number(arn.slice(prefix.length)) || 0 : 0;
}

/** Makes a version by the generic behaviour, under the next number; `told` is what is told of it. */
export function makeCounted(
  context: Context,
  doIt: DoGeneric,
  { type, prefix, tell }: Counted,
): { readonly done: Done; readonly told: Structure } {
  const { store, operation } = context;
  const kind = { service: operation.model.service, type };
  const place = placeOf(context, type);
  const before = store.list(place, kind);
  const known = new Set(before);
  const done = doIt();
  const made = "error" in done ? undefined : store.list(place, kind).find((one) => !known.has(one));
  if ("error" in done || !made) return { done, told: makeStructure() };
  const number = 1 + Math.max(0, ...before.map((one) => readNumber(one, prefix)));
  const arn = `${prefix}${number}`;
  const told = tell({ arn, number });
  store.remove(made);
  store.put({
    ...made,
    chain: [...made.chain.slice(0, -1), String(number)],
    names: { ...made.names, arn },
    members: merge(made.members, told),
  });
  return { done: { output: merge(done.output, told) }, told };
}
