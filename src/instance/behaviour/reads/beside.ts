/** What the answer of a read tells beside the thing itself, and of things that are brought together with it. */

import { listMembers, withMembers } from "../../../aws/model/shape.ts";
import type { Operation, Shape } from "../../../aws/model/types.ts";
import type { OperationMeaning } from "../../../aws/resources/types.ts";
import { makeStructure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { ThingIndex } from "../../store.ts";
import type { Thing } from "../../thing.ts";
import { type Context, nameAttached, placeOf } from "../context.ts";
import { findNamed } from "../names/names.ts";

const unset = new WeakSet<Thing>();

/** What is told of a setting of a thing that nobody made: it has no state. */
export function standIn(outer: Thing, type: string): Thing {
  const { place, service, chain, createdAt, call } = outer;
  const thing: Thing = {
    ...{ place, service, type, chain, createdAt, call },
    ...{ within: undefined, names: {}, members: makeStructure(), tags: new Map() },
  };
  unset.add(thing);
  return thing;
}

/** What is told of a setting of an account that nobody made. */
export function standAlone(context: Context, type: string): Thing {
  const { now, operation } = context;
  const call = { operation: "", input: makeStructure(), output: makeStructure() };
  const outer = { chain: [], createdAt: now, call, within: undefined, names: {}, tags: new Map() };
  const { service } = operation.model;
  return standIn({ ...outer, place: placeOf(context, type), service, type, members: call.input }, type);
}

/** Whether a thing only stands for one that nobody made. */
export function isUnset(thing: Thing): boolean {
  return unset.has(thing);
}

const around = new WeakMap<Operation, Map<string, Shape>>();

/** A structure at a path of the output without the member in which the thing itself stands. */
export function shapeBeside({ operation }: Context, output: Shape, first: string, path: string): Shape {
  const known = around.getOrInsertComputed(operation, () => new Map());
  return known.getOrInsertComputed(`${path}.${first}`, () => {
    const others = listMembers(output).filter(([name]) => name !== first);
    return withMembers(output, Object.fromEntries(others));
  });
}

/** What a structure must have beside its list: how many items it has, and that there are no more of them. */
export function countBeside({ operation }: Context, shape: Shape, count: number): Record<string, Value> {
  const told = (shape.required ?? []).flatMap((name): (readonly [string, Value])[] => {
    const type = shape.members?.[name]?.type;
    if (type === "boolean") return [[name, false]];
    return type === "integer" && name !== operation.pagination?.pageSize ? [[name, count]] : [];
  });
  return Object.fromEntries(told);
}

const itemTypes = new WeakMap<OperationMeaning, Map<string, string | undefined>>();

/** The type of the things that the items of a list name: of those of `Users[]`, the user. */
export function tellItemType({ meaning }: Context, path: string): string | undefined {
  const known = itemTypes.getOrInsertComputed(meaning, () => new Map());
  return known.getOrInsertComputed(path, () => findItemType(meaning, path));
}

function findItemType({ output }: OperationMeaning, path: string): string | undefined {
  return output.find(
    ({ path: member, type, kind }) =>
      type !== undefined &&
      kind === "name" &&
      member.startsWith(`${path}.`) &&
      !member.slice(path.length + 1).includes("."),
  )?.type;
}

const BY_END: ThingIndex = { index: "end", read: ({ chain }) => chain.slice(-1) };

/** The things of a type to which another one was brought: the users of a group, the roles of a profile. */
export function listBrought(context: Context, { chain, names }: Thing, type: string): Thing[] {
  const { store, operation } = context;
  const kind = { service: operation.model.service, type: nameAttached(type) };
  const texts = new Set([chain.at(-1) ?? "", ...Object.values(names)]);
  return store
    .listBy(placeOf(context, type), kind, BY_END, [...texts])
    .flatMap((one) => findNamed(context, type, one.chain.slice(-2, -1)) ?? []);
}

/**
 * What an answer says beside its things of what they are in, as it was asked for or as all of them say: the channel of its
 * members.
 */
export function tellAbout(context: Context, things: readonly Thing[]): Record<string, Value> {
  const { operation, meaning, input } = context;
  const isText = (path: string) => operation.output?.members?.[path]?.type === "string";
  const given = listEchoed(operation, meaning).flatMap((name) => {
    const text = input[name];
    return typeof text === "string" ? [[name, text] as const] : [];
  });
  const said = meaning.output.flatMap(({ path }) => {
    const [first, ...others] = isText(path) ? things.map(({ members }) => members[path]) : [];
    const isOne = typeof first === "string" && others.every((text) => text === first);
    return isOne ? [[path, first] as const] : [];
  });
  return { ...tellArns(context), ...Object.fromEntries([...said, ...given]) };
}

const arnsOf = new WeakMap<
  OperationMeaning,
  readonly (readonly [path: string, type: string, from: string])[]
>();

/** The ARNs of what an answer stands in, where it has a member for one that is asked for by its name: a trail's. */
export function tellArns(context: Context): Record<string, Value> {
  const { meaning, input } = context;
  const asked = arnsOf.getOrInsertComputed(meaning, () =>
    meaning.output.flatMap(({ path, type, kind }) => {
      const from = meaning.input.find((one) => one.type === type && one.part !== "own")?.path;
      const isAsked = kind === "arn" && type !== undefined && from !== undefined && /^\w+$/.test(path);
      return isAsked ? [[path, type, from] as const] : [];
    }),
  );
  const told = asked.flatMap(([path, type, from]) => {
    const text = input[from];
    const arn = typeof text === "string" ? findNamed(context, type, [text])?.names.arn : undefined;
    return arn === undefined ? [] : [[path, arn] as const];
  });
  return Object.fromEntries(told);
}

const echoed = new WeakMap<OperationMeaning, readonly string[]>();

/** The texts of an answer that are told as they were asked: all that both have, but where to go on, and what is referred to. */
function listEchoed({ input, output, pagination }: Operation, meaning: OperationMeaning): readonly string[] {
  return echoed.getOrInsertComputed(meaning, () => {
    const { inputTokens = [], outputTokens = [] } = pagination ?? {};
    const others = new Set<string>([...inputTokens, ...outputTokens]);
    for (const { part, path } of meaning.input) if (part === "reference") others.add(path);
    return listMembers(input).flatMap(([name, { type }]) =>
      type === "string" && output?.members?.[name]?.type === "string" && !others.has(name) ? [name] : [],
    );
  });
}

compileLightly(listBrought, tellAbout, listEchoed);
