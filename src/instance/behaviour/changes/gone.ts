/** What is told for a while after its end, by its id: stacks that were deleted, machines that were terminated. */
import { compileLightly } from "../../../base/compiling.ts";
import { fillText } from "../../../plan/missing/fill.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { findNamed, findThing, readOwn } from "../names/names.ts";
import { findGoneRow, isGone, listGoneRows } from "./gone-rows.ts";
import { isListedLeaving } from "./leaving.ts";

const MS = 1000;

/** Whether a list tells a thing: one that is gone is told by some, and by who names it by its id. */
export function isListedStill(context: Context, thing: Thing): boolean {
  if (!isListedLeaving(context, thing)) return false;
  const row = findGoneRow(thing);
  return !row || !isGone(thing) || row.lists.includes(context.operation.name);
}

/** What a call is about to end and is told for a while; undefined of any other call. */
export function findEnding(context: Context): Thing | undefined {
  const { name, model } = context.operation;
  for (const { operation, type } of listGoneRows(model.service))
    if (operation === name) return findThing(context, type);
  return undefined;
}

/** Keeps what a call has ended under its id, which leaves its name to others. */
export function keepEnded({ store }: Context, thing: Thing): void {
  const row = findGoneRow(thing);
  const id = thing.names.id ?? thing.names.arn;
  const isThere =
    store.find(thing.place, thing, thing.chain.slice(-1), thing.chain.slice(0, -1)) !== undefined;
  if (row?.name === undefined || id === undefined || isThere || isGone(thing)) return;
  const name = thing.chain.at(-1) ?? "";
  const members = { ...thing.members, [row.name]: name, [row.state]: row.is };
  // What asks by the call that made it asks by its id, too.
  const call = { ...thing.call, input: { ...thing.call.input, [row.name]: id } };
  store.put({ ...thing, chain: [...thing.chain.slice(0, -1), id], members, call });
}

/** Takes away what was told for as long as it is, when a call comes that makes or ends such things. */
export function sweepGone(context: Context): void {
  const { operation, store, now } = context;
  const { service } = operation.model;
  for (const row of listGoneRows(service)) {
    const { for: seconds, since, sweeps, type } = row;
    if (seconds === undefined || since === undefined || !sweeps?.includes(operation.name)) continue;
    for (const thing of store.list(placeOf(context, type), { service, type })) {
      const ended = thing.members[since];
      if (isGone(thing) && typeof ended === "string" && Date.parse(ended) + seconds * MS < now)
        store.remove(thing);
    }
  }
}

const HARMLESS: ReadonlySet<string> = new Set(["read", "list", "delete", "tag", "untag"]);

/** AWS's error where a call would do something with what has ended; what production did is done. */
export function refuseGone(context: Context): Done | undefined {
  const { meaning, told, operation } = context;
  const rows = listGoneRows(operation.model.service);
  if (told || meaning.type === undefined || rows.length === 0 || HARMLESS.has(meaning.deed)) return undefined;
  const error = findGoneRow({ service: operation.model.service, type: meaning.type })?.error;
  if (!error) return undefined;
  for (const text of readOwn(context)) {
    const thing = findNamed(context, meaning.type, [text]);
    if (thing && isGone(thing))
      return { error: { ...error, message: fillText(error.message, { text }) ?? error.message } };
  }
  return undefined;
}

compileLightly(findEnding, sweepGone, refuseGone);
