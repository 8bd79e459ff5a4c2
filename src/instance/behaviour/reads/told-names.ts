/** Finds the member that a list tells of its things by what the input calls it: `Status` is TrainingJobStatus. */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Operation, Shape } from "../../../aws/model/types.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import type { Structure, Value } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import { findMember } from "../fit-value.ts";

/** Tells whether a thing is asked for. */
export type ThingTest = (thing: Thing) => boolean;

/** How a list would tell a thing: with what the service adds to it. */
export type ShowThing = (thing: Thing) => Structure | undefined;

type Member = readonly [path: string, shape: Shape];

const items = new WeakMap<Operation, readonly Member[]>();

function listInside(shape: Shape | undefined): Member[] {
  return listMembers(shape).flatMap(([name, member]): Member[] => [
    [name, member],
    ...(member.type === "structure"
      ? listMembers(member).map(([inner, one]): Member => [`${name}.${inner}`, one])
      : []),
  ]);
}

/** The lists of an output: its own, or those of the one structure that it is: `DistributionList.Items`. */
function listLists(shape: Shape | undefined): Shape[] {
  const members = listMembers(shape);
  const own = members.flatMap(([, { type, member }]) => (type === "list" && member ? [member] : []));
  const [only, ...others] = members;
  return own.length > 0 || others.length > 0 || !only ? own : listLists(only[1]);
}

/** The members that the items of an operation's lists have, and those of the structures in them. */
export function listToldMembers(operation: Operation): readonly Member[] {
  return items.getOrInsertComputed(operation, () => listLists(operation.output).flatMap(listInside));
}

const fold = (name: string) => name.replace(/\W|_/g, "").toLowerCase();

/**
 * The member that a stem means among those that fit: the one of that name, the one that has it behind the type's name, or the
 * only one that ends with it, or begins, where that is asked for: `created` is createdAt.
 */
export function findToldName(
  operation: Operation,
  stem: string,
  type: string,
  fits: (shape: Shape) => boolean,
  begins = false,
): string | undefined {
  const names = listToldMembers(operation).flatMap(([path, shape]) =>
    !path.includes(".") && fits(shape) ? [path] : [],
  );
  const [asked, own] = [fold(stem), fold(type)];
  const same = names.find((name) => fold(name) === asked) ?? names.find((name) => fold(name) === own + asked);
  if (same !== undefined) return same;
  const [end, ...otherEnds] = new Set(names.filter((name) => fold(name).endsWith(asked)));
  if (end !== undefined) return otherEnds.length === 0 ? end : undefined;
  const [start, ...otherStarts] = new Set(begins ? names.filter((name) => fold(name).startsWith(asked)) : []);
  return otherStarts.length === 0 ? start : undefined;
}

/** The member that is told of things with the words of a list of the API's own, where there is one. */
export function findToldWord(operation: Operation, { member }: Shape): string | undefined {
  if (member?.enum === undefined) return undefined;
  return listToldMembers(operation).find(
    ([, { name, type }]) => type === "string" && name === member.name,
  )?.[0];
}

/** What a thing has in a member, as the list tells it or as it was made. */
export function readTold(thing: Thing, show: ShowThing, path: string): Value | undefined {
  const shown = show(thing);
  return (shown && findMember(shown, path)) ?? findMember(thing.members, path);
}

/** The texts that a thing has at a path. */
export function readToldTexts(thing: Thing, show: ShowThing, path: string): readonly string[] {
  const steps = parsePath(path);
  const shown = readTexts(steps, show(thing) ?? thing.members);
  return shown.length > 0 ? shown : readTexts(steps, thing.members);
}
