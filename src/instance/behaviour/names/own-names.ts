/** Which members of a structure name the thing that it tells of. */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Operation } from "../../../aws/model/types.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import type { MemberMeaning, NameKind, OperationMeaning } from "../../../aws/resources/types.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { findShape, tellLeaf } from "../../../plan/missing/derived/paths.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";

/** What members of a structure name, by their own names. */
export type Roles = ReadonlyMap<string, MemberMeaning>;

const ownNames = new WeakMap<Roles, Map<string, ReadonlySet<string>>>();

const nameStructures = new WeakMap<Operation, Map<string, boolean>>();

/**
 * Whether a structure inside of another one of an output is the name of a thing, and nothing else: all its members name that, or
 * its version, and it is called like the type. What is around it tells of the thing.
 */
export function isNameOf(operation: Operation, meaning: OperationMeaning, type: string, at: string): boolean {
  if (!at.includes(".")) return false;
  const known = nameStructures.getOrInsertComputed(operation, () => new Map());
  return known.getOrInsertComputed(`${type} ${at}`, () => {
    const name = at.slice(at.lastIndexOf(".") + 1).toLowerCase();
    const members = listMembers(findShape(operation.output, at));
    const own = new Set(meaning.output.flatMap(({ path, type: of }) => (of === type ? [path] : [])));
    const isNaming = members.every(
      ([member]) => own.has(`${at}.${member}`) || member.toLowerCase().endsWith("version"),
    );
    return name.startsWith(type.replaceAll("-", "")) && members.length > 0 && isNaming;
  });
}

/** Whether a thing goes by what it is set on alone. */
export function isSetting({ resources }: Context, { call }: Thing): boolean {
  const meaning = resources.operations[call.operation];
  return meaning === undefined || setting.getOrInsertComputed(meaning, sets);
}

// Each member of each thing that a list tells may ask for it.
const setting = new WeakMap<OperationMeaning, boolean>();

function sets({ input, output }: OperationMeaning): boolean {
  return ![...input, ...output].some(({ part }) => part === "own");
}

/** The members that name the thing itself: of several of a kind the shortest, since the others name what it came from. */
export function listOwnNames(context: Context, roles: Roles, thing: Thing): ReadonlySet<string> {
  const { type, names } = thing;
  const isNamed = names.id !== undefined || isSetting(context, thing);
  const known = ownNames.getOrInsertComputed(roles, () => new Map());
  return known.getOrInsertComputed(`${type} ${isNamed}`, () => chooseOwnNames(roles, type, isNamed));
}

function chooseOwnNames(roles: Roles, type: string, isNamed: boolean): Set<string> {
  const byKind = new Map<NameKind, string>();
  for (const [leaf, role] of roles) {
    const known = byKind.get(role.kind);
    if (isOwnName(leaf, role, type, byKind) && (known === undefined || leaf.length < known.length))
      byKind.set(role.kind, leaf);
  }
  // Where nothing names the thing, the only member that names anything does.
  const others = [...roles].filter(([, role]) => isNamed && role.type === undefined && role.kind !== "arn");
  const [only, ...more] = byKind.size === 0 ? others : [];
  return new Set(only && more.length === 0 ? [only[0]] : byKind.values());
}

/** Whether a member names a thing of a type: the table says so, or it is called `Arn` and nothing else. */
function isOwnName(
  leaf: string,
  role: MemberMeaning,
  type: string,
  byKind: ReadonlyMap<NameKind, string>,
): boolean {
  if (role.type === type) return true;
  const name = leaf.toLowerCase();
  const [all, last = ""] = [type.replaceAll("-", ""), type.split("-").at(-1)];
  const isCalled = ["", all, last].some((word) => name === `${word}${role.kind}`);
  return role.type === undefined && isCalled && !byKind.has(role.kind);
}

/** The name that somebody gave a thing, in a member that is called so and names it by no table: `Name`, or `BaselineName` of a baseline. */
export function tellGivenName({ type, chain, names, members }: Thing, member: string): string | undefined {
  const name = member.toLowerCase();
  if (!name.endsWith("name")) return undefined;
  const before = name.slice(0, -"name".length);
  if (before !== "" && before !== type.replaceAll("-", "") && before !== type.split("-").at(-1))
    return undefined;
  const given = members["Name"] ?? members["name"];
  if (typeof given === "string") return given;
  const own = chain.at(-1);
  return own === names.id || own === names.arn || own?.startsWith("arn:") ? undefined : own;
}

/** The name that a thing which goes by its id was given as it was made; undefined of any other. */
export function tellMadeName({ resources }: Context, { chain, names, call }: Thing): string | undefined {
  const own = chain.at(-1);
  if (names.id === undefined || own !== names.id) return undefined;
  const { input = [] } = resources.operations[call.operation] ?? {};
  const member = input.find(({ part, kind, renames }) => part === "own" && kind === "name" && !renames);
  return member && readTexts(parsePath(member.path), call.input)[0];
}

const madeNames = new WeakMap<OperationMeaning, ReadonlyMap<string, NameKind>>();

const otherNames = new WeakMap<OperationMeaning, ReadonlySet<string>>();

/** Whether the answer to the thing's making told a name of its own in that member besides one of the same kind: a second id. */
export function isOtherName({ resources }: Context, { call, type, members }: Thing, member: string): boolean {
  const meaning = resources.operations[call.operation];
  if (!meaning || typeof members[member] !== "string") return false;
  const others = otherNames.getOrInsertComputed(meaning, () => {
    const first = new Map<NameKind, string>();
    const found = new Set<string>();
    for (const { part, type: of, kind, path } of meaning.output) {
      if (part !== "own" || of !== type) continue;
      const leaf = tellLeaf(path);
      if (first.getOrInsertComputed(kind, () => leaf) !== leaf) found.add(leaf);
    }
    return found;
  });
  return others.has(member);
}

/** The kind of the thing's name that the answer to its making has under a member's name; undefined where it is none of its own. */
export function findAnsweredKind(
  { resources }: Context,
  { call, type }: Thing,
  member: string,
): NameKind | undefined {
  const meaning = resources.operations[call.operation];
  if (!meaning) return undefined;
  const names = madeNames.getOrInsertComputed(meaning, () => {
    const own = meaning.output.filter(({ part, type: of }) => part === "own" && of === type);
    return new Map(own.map(({ path, kind }) => [tellLeaf(path), kind]));
  });
  return names.get(member);
}

compileLightly(isSetting, listOwnNames, tellGivenName);
