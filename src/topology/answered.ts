/** What a service told of a thing by itself: members that nobody asked for. */
import { findModel } from "../aws/model/table.ts";
import { findResources } from "../aws/resources/table.ts";
import { isStructure, type Structure, type Value } from "../aws/values.ts";
import { PairMap } from "../base/pair-map.ts";
import { settle } from "../instance/behaviour/makes/states.ts";
import { isMade, type Thing } from "../instance/thing.ts";

/** Answers that go deeper are not looked into. */
const DEEPEST = 8;

/** All that an answer tells, whatever it stands in, by the names of members. */
function collect(value: Value | undefined, told: Map<string, Value[]>, depth = 0): void {
  if (depth > DEEPEST) return;
  if (Array.isArray(value)) for (const item of value as readonly Value[]) collect(item, told, depth + 1);
  if (!isStructure(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    told.getOrInsertComputed(name, () => []).push(inner);
    collect(inner, told, depth + 1);
  }
}

/** What the answer of the call that made a thing told, at any depth, by the names of members. */
export function listTold({ service, call: { operation, output } }: Thing): Map<string, Value[]> {
  const told = new Map<string, Value[]>();
  collect(output, told);
  const model = findModel(service);
  const shape = model?.operations[operation]?.output;
  // It stands as what was still to come has become.
  if (model && shape) collect(settle(model, shape, output), told);
  return told;
}

type IsTold = (name: string, value: Value) => boolean;

/** The paths of members that were told and not asked for, in a structure of which so much was. */
function listIn(members: Structure, asked: Structure, isTold: IsTold, path = ""): string[] {
  return Object.entries(members).flatMap(([name, value = null]) => {
    const at = path === "" ? name : `${path}.${name}`;
    const { [name]: wanted } = asked;
    if (wanted === undefined) return isTold(name, value) ? [at] : [];
    if (isStructure(value) && isStructure(wanted)) return listIn(value, wanted, isTold, at);
    return Array.isArray(value) && Array.isArray(wanted) && value.length === wanted.length
      ? listInItems(value as readonly Value[], wanted as readonly Value[], isTold, at)
      : [];
  });
}

/** The paths by the same names in all items: what was asked for in one of them is told of none. */
function listInItems(
  items: readonly Value[],
  asked: readonly Value[],
  isTold: IsTold,
  path: string,
): string[] {
  const pairs = items.flatMap((item, at) => {
    const wanted = asked[at];
    return isStructure(item) && isStructure(wanted) ? [[item, wanted] as const] : [];
  });
  if (pairs.length < items.length) return [];
  const found = pairs.flatMap(([item, wanted]) => listIn(item, wanted, isTold, `${path}[]`));
  const said = new Set(pairs.flatMap(([, wanted]) => listPaths(wanted, `${path}[]`)));
  return [...new Set(found)].filter((at) => !said.has(at));
}

/** The paths of all that a structure has, by the same names in all items of a list. */
function listPaths(value: Value | undefined, path: string): string[] {
  if (Array.isArray(value))
    return (value as readonly Value[]).flatMap((item) => listPaths(item, `${path}[]`));
  if (!isStructure(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => listPaths(inner, `${path}.${name}`))];
}

const settable = new PairMap<ReadonlySet<string>>();

/** The members that a call can say of things of a type that stand. */
function listSettable(service: string, type: string): ReadonlySet<string> {
  return settable.getOrInsertComputed(service, type, () => {
    const [model, resources] = [findModel(service), findResources(service)];
    const later = Object.entries(resources?.operations ?? {}).filter(
      ([, meaning]) => meaning.type === type && meaning.deed !== "create" && meaning.deed !== "read",
    );
    return new Set(later.flatMap(([name]) => Object.keys(model?.operations[name]?.input?.members ?? {})));
  });
}

/** Whether a member can be asked for where a thing is made, was not, and can never be afterwards: the service chose. */
function isChosen({ service, type, call }: Thing, name: string): boolean {
  const shape = findModel(service)?.operations[call.operation]?.input;
  return shape?.members?.[name] !== undefined && !listSettable(service, type).has(name);
}

/**
 * The members of a thing that the answer to its making told, which nobody asked for or has changed since. `outer`: what it stands in;
 * what came by itself with that has from it what was told of that.
 */
export function listAnswered(thing: Thing, outer?: Thing): string[] {
  const own = listOwnAnswered(thing);
  if (isMade(thing)) return own;
  // Nobody asked for what it came with.
  const brought = Object.keys(thing.members).filter((name) =>
    Bun.deepEquals(thing.members[name], thing.call.input[name]),
  );
  const ofOuter = (outer ? listAnswered(outer) : []).filter(
    (path) => !path.includes(".") && Bun.deepEquals(outer?.members[path], thing.members[path]),
  );
  return [...new Set([...own, ...brought, ...ofOuter])];
}

function listOwnAnswered(thing: Thing): string[] {
  const told = listTold(thing);
  const isTold = (name: string, value: Value) =>
    told.get(name)?.some((one) => Bun.deepEquals(one, value)) === true || isChosen(thing, name);
  const own = listIn(thing.members, thing.call.input, isTold);
  return [...new Set([...own, ...(thing.toldLater ?? [])])];
}
