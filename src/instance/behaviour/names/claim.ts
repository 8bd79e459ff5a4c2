/**
 * Gives what came along with another thing the id that production has for it, at the first call of a replay that tells it: the
 * main table of a network, which no call made, where a route is put into it.
 */

import { splitArn } from "../../../aws/resources/arns.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import type { MemberMeaning, ServiceResources } from "../../../aws/resources/types.ts";
import type { Structure } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { standsIn } from "../../shelf.ts";
import type { Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { listInvented } from "../makes/companions.ts";
import { filterThings } from "../reads/filters.ts";
import { findPath } from "../reads/view.ts";
import { claimIds } from "./claim-ids.ts";
import { claimOthers } from "./claim-others.ts";
import { give } from "./give.ts";
import { readChain, readContainers } from "./names.ts";

/** The id in an ARN of the caller's account; of what is said of things of others nothing here goes by it. */
function readArn({ caller }: Context, text: string): string[] {
  const { account } = splitArn(text) ?? {};
  const id = account === "" || account === caller.account ? readChain(text)?.at(-1) : undefined;
  return id === undefined ? [] : [id];
}

/** An id that a call uses, with the type that the table says it is of, and how it was called. */
type Used = readonly [type: string | undefined, id: string, whole: string];

/** The ids that a call uses. */
function listUsed(context: Context): Used[] {
  const { meaning, input, told } = context;
  const read = (members: readonly MemberMeaning[], values: Structure) =>
    members.flatMap(({ type, kind, path }) => {
      if (kind !== "id" && kind !== "any" && (kind !== "arn" || type === undefined)) return [];
      const texts = readTexts(parsePath(path), values);
      return texts.flatMap((whole) =>
        (kind === "arn" ? readArn(context, whole) : [whole]).map((id): Used => [type, id, whole]),
      );
    });
  const isRead = meaning.deed === "read" || meaning.deed === "list";
  return [...read(meaning.input, input), ...(isRead && told ? read(meaning.output, told.output) : [])];
}

function tellStart(text: string): string {
  return text.slice(0, text.indexOf("-") + 1);
}

/** Whether an id of a type that is not known looks like the thing's: both begin alike. */
function looksAlike({ names }: Thing, text: string): boolean {
  const start = tellStart(text);
  return start !== "" && names.id !== undefined && tellStart(names.id) === start;
}

const untold = new WeakMap<ServiceResources, ReadonlySet<string>>();

/** The types of which a creation's answer does not tell the id that other calls name them by. */
function listUntoldTypes(resources: ServiceResources): ReadonlySet<string> {
  return untold.getOrInsertComputed(resources, ({ operations }) => {
    const all = Object.values(operations);
    const named = new Set(
      all.flatMap(({ input }) =>
        input.flatMap(({ part, kind, type }) => (part === "own" && kind === "id" ? (type ?? []) : [])),
      ),
    );
    const silent = all.flatMap(({ deed, type, input, output }) => {
      // What the caller calls it by is no secret: an instance that is registered under its id.
      const isGiven = input.some(({ part, kind, renames }) => part === "own" && kind === "id" && !renames);
      const isTold = isGiven || output.some(({ part, type: of }) => part === "own" && of === type);
      return deed === "create" && type !== undefined && !isTold ? [type] : [];
    });
    return new Set(silent).intersection(named);
  });
}

/** Whether a thing that a call makes has an id that production's answer does not tell. */
export function hidesId({ resources, told }: Context, type: string, given: string | undefined): boolean {
  return told !== undefined && given !== undefined && listUntoldTypes(resources).has(type);
}

/**
 * The one thing of a type that came along and may go by the id; undefined where there are several, or it is known already. Of those
 * that were made and never told by an id, the first: what is made first is mostly used first.
 */
function findMeant(context: Context, type: string, text: string, isTyped: boolean): Thing | undefined {
  const { store, operation } = context;
  const place = placeOf(context, type);
  const kind = { service: operation.model.service, type };
  if (store.find(place, kind, [text])) return undefined;
  const containers = readContainers(context).filter((name) => name !== text);
  const first = store.list(place, kind, containers).find(({ brought }) => brought === "untold");
  if (first && isTyped) return first;
  const all = store
    .list(place, kind)
    .filter((thing) => thing.brought === "invented" && (isTyped || looksAlike(thing, text)));
  const inside = all.filter((thing) => thing.chain.length === 1 || standsIn(thing, containers));
  const [only, ...others] =
    (inside.length > 1 && filterThings(context, inside, findPath(context, type))) || inside;
  return others.length === 0 ? only : undefined;
}

/** Takes the ids of a replayed call for those of what came along. */
export function claim(context: Context): void {
  if (!context.told) return;
  claimIds(context);
  claimOthers(context);
  const { operation } = context;
  const types = new Set([...listInvented(operation.model.service), ...listUntoldTypes(context.resources)]);
  if (types.size === 0) return;
  for (const [type, text, whole] of listUsed(context)) {
    for (const one of type === undefined ? types : types.has(type) ? [type] : []) {
      const thing = findMeant(context, one, text, type !== undefined);
      if (!thing) continue;
      // What goes by its ARN gets all of that.
      give(context, thing, thing.chain.at(-1)?.startsWith("arn:") ? whole : text);
      break;
    }
  }
}

compileLightly(hidesId);
