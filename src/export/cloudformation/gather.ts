/** Brings what stands into the form of CloudFormation's resources: what is one, what is a property of another, what is neither. */

import { fold, type Property, readProperties } from "../../aws/cloudformation/kinds.ts";
import { type CfnRowOf, isAbout, listRows } from "../../aws/cloudformation/rows.ts";
import { type LoadedCfnType, loadCfnType } from "../../aws/cloudformation/table.ts";
import { findMeaning, loadResources } from "../../aws/resources/table.ts";
import type { JsonValue } from "../../base/values.ts";
import { listMade } from "../made.ts";
import { findMember, readPath } from "../paths.ts";
import type { StandingThing } from "../standing.ts";

/** What will be a resource of a template. */
export interface CfnItem {
  readonly standing: StandingThing;
  readonly cfn: LoadedCfnType;
  /** Its members with those of what is a property of it. */
  readonly members: Record<string, JsonValue>;
  readonly asked: Set<string>;
  /** Members that are a property's value by a row, by the property. */
  readonly set: Record<string, JsonValue[]>;
  /** What it stands in, where that is in the template as well. */
  outer: CfnItem | undefined;
}

/** What is not in the template, whole or a member of it, and why. */
export interface LeftOut {
  readonly standing: StandingThing;
  readonly member?: string;
  readonly why: string;
  /** What it names, of which the template makes nothing, and by which logical id. */
  readonly lacks?: { readonly standing: StandingThing; readonly by: string };
}

/** The resources to be, in the order of what stands. */
export interface Gathered {
  readonly items: readonly CfnItem[];
  readonly leftOut: readonly LeftOut[];
}

/** The row that says of which type of CloudFormation a thing is. */
function findTypeRow(standing: StandingThing): CfnRowOf<"type"> | undefined {
  const isThere = (path: string) => typeof readPath(standing.members, path) === "string";
  return listRows("type").find((one) => isAbout(one, standing) && (one.joins?.every(isThere) ?? true));
}

/** CloudFormation's type of a thing: by a row, else by the resource table. */
async function findType(standing: StandingThing): Promise<LoadedCfnType | undefined> {
  const row = findTypeRow(standing);
  const { types } = await loadResources(standing.service);
  const named = types[standing.type];
  const name = row?.cfn ?? (named && Object.hasOwn(types, standing.type) ? named.cfn : undefined);
  if (name === undefined) return undefined;
  // What is an item of another's property is no resource, whatever its type.
  if (!row && listRows("into").some((one) => isAbout(one, standing))) return undefined;
  return loadCfnType(name);
}

function isSameChain(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, place) => name === other[place]);
}

function standsBeside(one: StandingThing, other: StandingThing): boolean {
  return one.account === other.account && (one.region === other.region || other.region === "");
}

/** Finds what things stand in, and whom they are settings of. */
class Outers {
  readonly #byName: ReadonlyMap<string, readonly CfnItem[]>;

  constructor(items: readonly CfnItem[]) {
    this.#byName = Map.groupBy(items, ({ standing }) => `${standing.service}\n${standing.chain.at(-1)}`);
  }

  /** Whom a thing may be a setting of, as it has its names (a bucket's versioning is called like the bucket), or stands in. */
  list(standing: StandingThing): CfnItem[] {
    const { service, chain, within, type } = standing;
    const near = (name: string | undefined) =>
      (this.#byName.get(`${service}\n${name}`) ?? []).filter(
        (one) => one.standing !== standing && standsBeside(standing, one.standing),
      );
    const settled = near(chain.at(-1)).filter(
      (one) => one.standing.type !== type && isSameChain(one.standing.chain, chain),
    );
    const outer = near(chain.at(-2)).filter(
      (one) =>
        isSameChain(one.standing.chain, chain.slice(0, -1)) &&
        (within === undefined || one.standing.type === within),
    );
    return within === undefined ? [...settled, ...outer] : [...outer, ...settled];
  }
}

/**
 * A thing's members, without those that only name what it is put into: by what a service made up for that, or in a member of the call
 * that is there to name it. What somebody chose may have the same name.
 */
function listOwn(
  { members, service, operation }: StandingThing,
  outer: StandingThing,
): [string, JsonValue][] {
  const minted = new Set<unknown>([outer.id, outer.arn, outer.url, outer.account]);
  const chosen = new Set<unknown>(outer.chain);
  const naming = findMeaning(service, operation).input.flatMap(({ part, path }) =>
    part === "container" ? [path] : [],
  );
  return Object.entries(members).filter(
    ([name, value]) =>
      !minted.has(value) && !(chosen.has(value) && (naming.length === 0 || naming.includes(name))),
  );
}

/** The property that a member is, at the top of a type. */
function findProperty(list: readonly Property[], member: string): boolean {
  return list.some(
    ({ name, from }) => fold(from.split(".")[0] ?? "") === fold(member) || fold(name) === fold(member),
  );
}

function addMember(item: CfnItem, name: string, value: JsonValue, isSeveral: boolean): void {
  item.asked.add(name);
  const before = item.members[name];
  if (!isSeveral || before === undefined) {
    item.members[name] = isSeveral ? [value] : value;
    return;
  }
  item.members[name] = [...(Array.isArray(before) ? before : [before]), value];
}

/** Puts a thing that is no resource of its own into that which it is a property of. Says whether that has one for it. */
function absorb(standing: StandingThing, outer: CfnItem): boolean {
  const { list } = readProperties(outer.cfn.properties);
  const own = listOwn(standing, outer.standing);
  const part = outer.cfn.parts?.[standing.type];
  const property = list.find(({ name }) => name === part);
  if (property) {
    const isList = property.kind.is === "list";
    const of = property.kind.is === "list" ? property.kind.of : property.kind;
    const [only] = own;
    const whole = Object.fromEntries(own);
    // A setting's own call has it in a member of the property's name, of which rows may make something else.
    const direct = own.find(([name]) => findProperty([property], name));
    if (direct) {
      addMember(outer, ...direct, isList && !Array.isArray(direct[1]));
      return true;
    }
    const value = of.is === "text" ? only?.[1] : whole;
    if (value === undefined) return false;
    outer.set[property.name] = isList ? [...(outer.set[property.name] ?? []), value] : [value];
    return true;
  }
  const structures = list.filter(({ from }) => from === ".");
  const fits = (name: string) =>
    findProperty(list, name) ||
    structures.some(
      ({ kind }) =>
        kind.is === "structure" &&
        findProperty(readProperties(outer.cfn.structures[kind.place] ?? {}).list, name),
    );
  const fitting = own.filter(([name]) => fits(name));
  if (fitting.length === 0) return false;
  for (const [name, value] of fitting) {
    const target = list.find(({ from }) => fold(from) === fold(name));
    addMember(outer, name, value, target?.kind.is === "list" && !Array.isArray(value));
  }
  return true;
}

/** Whether a thing's members are as a row says. */
function isWhen({ when = {} }: CfnRowOf<"none">, { members }: StandingThing): boolean {
  return Object.entries(when).every(([path, wanted]) => (readPath(members, path) ?? "") === wanted);
}

/** Items by their types and whatever of their names, ids and ARNs others may call them. */
function indexNames(items: readonly CfnItem[]): Map<string, CfnItem[]> {
  const index = new Map<string, CfnItem[]>();
  for (const item of items) {
    const { chain, id, arn } = item.standing;
    for (const name of new Set([chain.at(-1), id, arn].filter((one) => one !== undefined)))
      index.getOrInsertComputed(`${item.cfn.name} ${name}`, () => []).push(item);
  }
  return index;
}

/** Puts a thing into a list of another one by a row. Says whether there is such a row and such another. */
function putInto(standing: StandingThing, byName: ReadonlyMap<string, readonly CfnItem[]>): boolean {
  const row = listRows("into").find((one) => isAbout(one, standing));
  if (!row) return false;
  const named = readPath(standing.members, row.by) ?? standing.chain[0];
  const item = readPath(standing.members, row.item);
  const outer = byName.get(`${row.cfn} ${named}`)?.find((one) => standsBeside(standing, one.standing));
  if (!outer || item === undefined) return false;
  outer.set[row.property] = [...(outer.set[row.property] ?? []), item];
  return true;
}

/** What the members that a row gives are: paths, alternatives behind `|`. */
function addRowMembers(item: CfnItem): void {
  const row = findTypeRow(item.standing);
  for (const [name, paths] of Object.entries(row?.members ?? {})) {
    if (paths.startsWith("$")) continue;
    const value = paths.split("|").flatMap((path) => readPath(item.members, path) ?? [])[0];
    if (value === undefined) continue;
    item.members[findMember(item.members, name) ?? name] = value;
    item.asked.add(name);
  }
}

const LATER = "a later version of it stands";

/** A version's number, `3` or `v3`, where its service counts those of what it is in. */
function readNumber({ chain }: StandingThing): number | undefined {
  const [, number] = /^v?(\d{1,9})$/.exec(chain.at(-1) ?? "") ?? [];
  return number === undefined || chain.length < 2 ? undefined : Number(number);
}

/** What has a later version of the same thing beside it. */
function listOlder(things: readonly StandingThing[]): Set<StandingThing> {
  const groups = Map.groupBy(
    things.filter((one) => readNumber(one) !== undefined),
    ({ service, type, account, region, chain }) =>
      JSON.stringify([service, type, account, region, ...chain.slice(0, -1)]),
  );
  const older = [...groups.values()].flatMap((all) => {
    const last = Math.max(...all.map((one) => readNumber(one) ?? 0));
    return all.filter((one) => readNumber(one) !== last);
  });
  return new Set(older);
}

/** The newest of what CloudFormation calls the same: it makes a further version of a thing by changing that. */
function keepNewest(items: readonly CfnItem[]): { readonly kept: CfnItem[]; readonly older: CfnItem[] } {
  const nameOf = ({ cfn, standing, members }: CfnItem) => {
    const { account, region, chain } = standing;
    const named = readProperties(cfn.properties).list.find(
      ({ name }) => name === cfn.ref[0] || fold(name).endsWith("name"),
    );
    const name = named && readPath(members, named.from);
    // The API calls a version by the name and a number.
    if (typeof name !== "string" || !/^:\d+$/.test(chain.at(-1)?.slice(name.length) ?? "")) return undefined;
    return JSON.stringify([cfn.name, account, region, ...chain.slice(0, -1), name]);
  };
  const newest = new Map<string, CfnItem>();
  for (const item of items) {
    const name = nameOf(item);
    if (name !== undefined) newest.set(name, item);
  }
  const isKept = (item: CfnItem) => {
    const name = nameOf(item);
    return name === undefined || newest.get(name) === item;
  };
  return { kept: items.filter(isKept), older: items.filter((item) => !isKept(item)) };
}

/** What of the things is a resource, or a property of one. */
export async function gather(standing: readonly StandingThing[]): Promise<Gathered> {
  const made = listMade(standing, (one) => findTypeRow(one)?.joins);
  const items: CfnItem[] = [];
  const others: { readonly standing: StandingThing; readonly none: CfnRowOf<"none"> | undefined }[] = [];
  for (const one of made) {
    const none = listRows("none").find((row) => isAbout(row, one) && isWhen(row, one));
    const cfn = none ? undefined : await findType(one);
    if (!cfn) others.push({ standing: one, none });
    else
      items.push({
        standing: one,
        cfn,
        members: { ...one.members },
        asked: new Set(one.isBrought ? Object.keys(one.members) : one.asked),
        set: {},
        outer: undefined,
      });
  }
  for (const item of items) addRowMembers(item);
  const outers = new Outers(items);
  const byName = indexNames(items);
  const leftOut: LeftOut[] = [];
  const past = listOlder(others.map(({ standing: one }) => one));
  for (const { standing: one, none } of others)
    if (none) leftOut.push({ standing: one, why: none.reason });
    else if (past.has(one)) leftOut.push({ standing: one, why: LATER });
    else if (!putInto(one, byName) && !outers.list(one).some((outer) => absorb(one, outer)))
      leftOut.push({ standing: one, why: "CloudFormation has no type for it" });
  for (const item of items) [item.outer] = outers.list(item.standing);
  const numbered = listOlder(
    items.flatMap(({ standing: one }) => (listRows("newest").some((row) => isAbout(row, one)) ? [one] : [])),
  );
  const { kept, older } = keepNewest(items.filter(({ standing: one }) => !numbered.has(one)));
  for (const one of [...numbered, ...older.map((item) => item.standing)])
    leftOut.push({ standing: one, why: LATER });
  return { items: kept, leftOut };
}
