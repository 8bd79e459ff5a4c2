/** What a service told of a thing by itself: members that nobody asked for. */
import { findModel } from "../aws/model/table.ts";
import { findResources } from "../aws/resources/table.ts";
import { isStructure, type Structure, type Value } from "../aws/values.ts";
import { PairMap } from "../base/pair-map.ts";
import { settle } from "../instance/behaviour/makes/states.ts";
import type { Thing } from "../instance/thing.ts";

/** Answers that go deeper are not looked into. */
const DEEPEST = 4;

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

/** The paths of members that were told and not asked for, in a structure of which so much was. */
function listIn(
  members: Structure,
  asked: Structure,
  isTold: (name: string, value: Value) => boolean,
  path = "",
): string[] {
  return Object.entries(members).flatMap(([name, value = null]) => {
    const at = path === "" ? name : `${path}.${name}`;
    const { [name]: wanted } = asked;
    if (wanted === undefined) return isTold(name, value) ? [at] : [];
    return isStructure(value) && isStructure(wanted) ? listIn(value, wanted, isTold, at) : [];
  });
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
  const told = listTold(thing);
  const isTold = (name: string, value: Value) =>
    told.get(name)?.some((one) => Bun.deepEquals(one, value)) === true || isChosen(thing, name);
  const own = listIn(thing.members, thing.call.input, isTold);
  if (thing.brought === undefined || !outer) return own;
  const ofOuter = listAnswered(outer).filter(
    (path) => !path.includes(".") && Bun.deepEquals(outer.members[path], thing.members[path]),
  );
  return [...new Set([...own, ...ofOuter])];
}
