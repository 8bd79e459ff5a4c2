/**
 * Things of one name that a revision tells apart, each of which is a thing of its own: the definitions of a family. They go by
 * both, `web:3`; a name alone means the newest of them, or all where a list is asked for them.
 */

import * as v from "valibot";
import type { MemberMeaning } from "../../../aws/resources/types.ts";
import { makeStructure, type Structure } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { PairMap } from "../../../base/pair-map.ts";
import { Pattern, Text } from "../../../base/row-types.ts";
import type { Kind, Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import rows from "./revisions.json" with { type: "json" };

/** A row of revisions.json; `types` is a pattern for whole names of types. */
export const RevisionRow = v.strictObject({
  service: Text,
  types: Pattern,
  /** The member that tells the number. */
  counts: Text,
  /** The status of those that a name alone does not mean. */
  ended: v.optional(Text),
  reason: Text,
});

type Row = v.InferOutput<typeof RevisionRow>;

const ROWS = (rows as readonly Row[]).map((row) => ({ ...row, types: new RegExp(`^(?:${row.types})$`) }));

const known = new PairMap<(typeof ROWS)[number] | "none">();

function findRow({ service, type }: Kind): (typeof ROWS)[number] | undefined {
  const row = known.get(service, type) ?? chooseRow(service, type);
  return row === "none" ? undefined : row;
}

function chooseRow(service: string, type: string): (typeof ROWS)[number] | "none" {
  const row = ROWS.find((one) => one.service === service && one.types.test(type)) ?? "none";
  known.set(service, type, row);
  return row;
}

function kindOf({ operation }: Context, type: string): Kind {
  return { service: operation.model.service, type };
}

/** The name of a thing without its revision. */
export function cutRevision(thing: Thing): string | undefined {
  const own = thing.chain.at(-1);
  return own !== undefined && findRow(thing) ? own.slice(0, own.lastIndexOf(":")) : own;
}

/** Whether each making of a thing of a type makes another revision. */
export function hasRevisions(context: Context, type: string): boolean {
  return findRow(kindOf(context, type)) !== undefined;
}

function listRevisions(context: Context, type: string, name: string, outer: readonly string[]): Thing[] {
  return context.store
    .list(placeOf(context, type), kindOf(context, type), outer)
    .filter((thing) => cutRevision(thing) === name);
}

function tellNumber(thing: Thing): number {
  const own = thing.chain.at(-1) ?? "";
  return Number(own.slice(own.lastIndexOf(":") + 1));
}

/** What a new thing of a name goes by: production's number, or the next one. */
export function nameNext(
  context: Context,
  type: string,
  outer: readonly string[],
  { name, arn }: { readonly name: string | undefined; readonly arn: string | undefined },
): string | undefined {
  if (name === undefined || !hasRevisions(context, type)) return undefined;
  const [, told] = /:(\d{1,15})$/.exec(arn ?? "") ?? [];
  return `${name}:${told ?? 1 + Math.max(0, ...listRevisions(context, type, name, outer).map(tellNumber))}`;
}

/** The number of a thing's revision as its reads tell it. */
export function tellRevision(kind: Kind, chain: Thing["chain"]): Structure {
  const row = findRow(kind);
  const [, number] = (row && /:(\d{1,15})$/.exec(chain.at(-1) ?? "")) ?? [];
  if (row === undefined || number === undefined) return makeStructure();
  return Object.assign(makeStructure(), { [row.counts]: Number(number) });
}

/** What a text at a member that names things of a type means: one revision of them, the newest one, or all. */
export function readRevisions(
  context: Context,
  { kind }: MemberMeaning,
  text: string,
  readOuter: () => readonly string[],
): readonly string[] {
  const { meaning } = context;
  const row = meaning.type === undefined ? undefined : findRow(kindOf(context, meaning.type));
  if (!row || meaning.type === undefined) return [text];
  const isMaking = meaning.deed === "create" || meaning.deed === "put";
  if (isMaking || text.startsWith("arn:") || /:\d+$/.test(text)) return [text];
  const all = listRevisions(context, meaning.type, text, readOuter());
  const isList = kind === "name" && (meaning.deed === "read" || meaning.deed === "list");
  const newest = all.findLast(({ members }) => row.ended === undefined || members["status"] !== row.ended);
  const meant = isList ? all : newest ? [newest] : [];
  return meant.length === 0 ? [text] : meant.map(({ chain }) => chain.at(-1) ?? text);
}

compileLightly(nameNext, tellRevision);
