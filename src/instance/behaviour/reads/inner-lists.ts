/** What stands in a thing, in the lists of the structure that tells of that. */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Shape } from "../../../aws/model/types.ts";
import type { ServiceResources } from "../../../aws/resources/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { findShape } from "../../../plan/missing/derived/paths.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { fitValue } from "../fit-value.ts";
import { preset } from "../makes/presets.ts";
import { tellState } from "../makes/states.ts";
import { findOnlyList, findOnlyStructure } from "./by-readings.ts";

const toldAs = new WeakMap<ServiceResources, Map<string, ReadonlySet<string>>>();

/** The structures that the operations tell things of a type as which are about these. */
function listTold({ resources, operation }: Context, type: string): ReadonlySet<string> {
  const known = toldAs.getOrInsertComputed(resources, () => new Map());
  return known.getOrInsertComputed(type, () => {
    const names = Object.entries(resources.operations).flatMap(([name, meaning]) => {
      const reading = operation.model.operations[name];
      if (!reading || meaning.type !== type || (meaning.deed !== "read" && meaning.deed !== "list"))
        return [];
      const named = meaning.output.filter(({ path, type: of }) => of === type && path.includes("."));
      const paths = named.map(({ path }) => path.slice(0, path.lastIndexOf(".")));
      // What stands deeper is told beside other things.
      const depth = Math.min(...paths.map((path) => path.split(".").length));
      const told = paths.filter((path) => path.split(".").length === depth);
      const all = told.length > 0 ? told : [findOnlyList(reading) ?? findOnlyStructure(reading) ?? ""];
      return all.flatMap((path) => {
        const item = path === "" ? undefined : findShape(reading.output, path);
        return item?.type === "structure" ? [item.name] : [];
      });
    });
    return new Set(names);
  });
}

/** Whether reads tell things of a type as such a structure; undefined where none is known that tells them. */
function isToldAs(context: Context, type: string, { name }: Shape): boolean | undefined {
  const told = listTold(context, type);
  return told.size === 0 ? undefined : told.has(name);
}

/** How many members of a thing are not called like what it stands in. */
function countBesides(members: Structure, chain: readonly string[]): number {
  const outer = chain.slice(0, -1);
  return Object.values(members).filter((value) => typeof value !== "string" || !outer.includes(value)).length;
}

/** Of a structure's lists, the one whose items have most of what a thing inside it was made with; undefined for none. */
function chooseList(
  context: Context,
  shape: Shape,
  { members, chain, type }: Thing,
): readonly [string, Structure] | undefined {
  // What it stands in is named in many lists.
  const countOwn = (item: Structure) => Object.values(item).filter((value) => value !== chain.at(-2)).length;
  // What it is may be given in one structure, with nothing beside that but names: the rule of a set of rules.
  const [inner, ...more] = Object.values(members).filter((value) => typeof value === "object");
  const given = [members, ...(isStructure(inner) && more.length === 0 ? [inner] : [])];
  const fitting = listMembers(shape).flatMap(([name, { member }]) =>
    given.flatMap((one) => {
      const item = member?.type === "structure" ? fitValue(member, one) : undefined;
      if (!member || !isStructure(item) || Object.keys(one).length === 0 || countOwn(item) === 0) return [];
      const [shown, all] = [Object.keys(item).length, Object.keys(one).length];
      const isTold = isToldAs(context, type, member);
      // Half of what is known of it besides what it stands in, or it is something else that has a member of the same name; all,
      // where reads tell it otherwise.
      const isMeant = isTold === undefined ? shown * 2 >= countBesides(one, chain) : isTold || shown === all;
      return isMeant ? [[name, item] as const] : [];
    }),
  );
  const [best] = fitting.toSorted(([, a], [, b]) => countOwn(b) - countOwn(a));
  return best;
}

/** What stands in a thing, as the lists of its structure have it: the routes of a table, the attachments of a gateway. */
export function placeInner(context: Context, thing: Thing, shape: Shape): Map<string, Value[]> {
  const { store, operation } = context;
  const lists = new Map<string, Value[]>();
  for (const inner of store.listInner(thing)) {
    const [name, item] = chooseList(context, shape, inner) ?? [];
    if (name === undefined || item === undefined) continue;
    const members = shape.members?.[name]?.member;
    const told = members ? preset(context, inner, members, item) : item;
    const states = listMembers(members).flatMap(([state]) => {
      const text =
        members && told[state] === undefined ? tellState(operation.model, members, state, false) : undefined;
      return text === undefined ? [] : [[state, text] as const];
    });
    lists
      .getOrInsertComputed(name, () => [])
      .push(Object.assign(makeStructure(), Object.fromEntries(states), told));
  }
  return lists;
}

/** Whether an item has all that another one has. */
function holds(item: Value, other: Value): boolean {
  if (!isStructure(item) || !isStructure(other)) return Bun.deepEquals(item, other);
  return Object.entries(other).every(([name, value]) => Bun.deepEquals(item[name], value));
}

/** What was given in a list, and what stands in the thing besides. */
export function joinLists(given: Value | undefined, inner: readonly Value[] | undefined): Value | undefined {
  if (inner === undefined || !Array.isArray(given)) return inner ?? given;
  // What it was made with may be told by what stands in it, too: the first users of a broker.
  const others = (given as readonly Value[]).filter((item) => !inner.some((one) => holds(one, item)));
  return [...others, ...inner];
}

/**
 * The one structure of a thing that an output does not tell under its own name, and of which another shape tells half or more;
 * undefined for none, or several.
 */
export function findGivenOtherwise(
  output: Shape | undefined,
  members: Structure,
  shape: Shape,
): Structure | undefined {
  const fitting = Object.entries(members).flatMap(([name, value]) => {
    if (!isStructure(value) || output?.members?.[name]) return [];
    const all = Object.keys(value);
    const told = all.filter((one) => shape.members?.[one]);
    return all.length > 1 && told.length * 2 >= all.length ? [value] : [];
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}
