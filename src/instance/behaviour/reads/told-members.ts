/** What is known of the members of a structure that tells of things, whichever thing it is: found once an operation. */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Shape } from "../../../aws/model/types.ts";
import type { MemberMeaning, OperationMeaning } from "../../../aws/resources/types.ts";
import type { Context } from "../context.ts";
import { isCountedTime, isMakingTime, tellState } from "../makes/states.ts";
import type { Roles } from "../names/own-names.ts";
import { tellItemType } from "./beside.ts";
import { type OutputPath, splitLeaf } from "./output-paths.ts";

/** A member of a structure at a place of an output. */
export interface ToldMember {
  readonly name: string;
  readonly shape: Shape;
  /** What it names, where the table says that it does. */
  readonly role: MemberMeaning | undefined;
  readonly isText: boolean;
  readonly isStructure: boolean;
  /** Where it stands. */
  readonly path: OutputPath;
  /** Where its items stand, where it is a list of structures, and the type of the things that these name. */
  readonly items: { readonly path: OutputPath; readonly type: string | undefined } | undefined;
  /** What it says of what stands and can be used. */
  readonly state: string | undefined;
  /** How it tells when a thing was made. */
  readonly time: "moment" | "number" | undefined;
}

/** What a structure at a place of an output tells of things. */
export interface ToldStructure {
  /** The members that name the thing, and what it stands in. */
  readonly roles: Roles;
  readonly members: readonly ToldMember[];
}

// By what a meaning says of the output, which a call about several things has for each.
const known = new WeakMap<OperationMeaning["output"], Map<OutputPath, Map<Shape, ToldStructure>>>();

function findTime(name: string, { type }: Shape): ToldMember["time"] {
  if (type === "timestamp") return isMakingTime(name) ? "moment" : undefined;
  return type === "long" && isCountedTime(name) ? "number" : undefined;
}

function readMembers(context: Context, holder: Shape, at: OutputPath): ToldStructure {
  const { meaning, operation } = context;
  const named = meaning.output.map((member) => [splitLeaf(member.path), member] as const);
  const roles = new Map(named.flatMap(([[above, leaf], member]) => (above === at ? [[leaf, member]] : [])));
  const members = listMembers(holder).map(([name, shape]) => {
    const list = at === "" ? `${name}[]` : `${at}.${name}[]`;
    const holdsStructures = shape.member?.type === "structure";
    return {
      ...{ name, shape, role: roles.get(name), path: `${at}.${name}` },
      ...{ isText: shape.type === "string", isStructure: shape.type === "structure" },
      items: holdsStructures ? { path: list, type: tellItemType(context, list) } : undefined,
      state: tellState(operation.model, holder, name),
      time: findTime(name, shape),
    };
  });
  return { roles, members };
}

/** The members of a structure at a place of an operation's output. */
export function listTold(context: Context, shape: Shape, at: OutputPath): ToldStructure {
  return known
    .getOrInsertComputed(context.meaning.output, () => new Map())
    .getOrInsertComputed(at, () => new Map())
    .getOrInsertComputed(shape, () => readMembers(context, shape, at));
}
