/** Takes a call about several things apart: a rule's targets, a bus's entries, the ids of what is to go. */
import { withMembers } from "../../../aws/model/shape.ts";
import type { Operation } from "../../../aws/model/types.ts";
import type { MemberMeaning } from "../../../aws/resources/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { Done } from "../../gateway.ts";
import type { Context } from "../context.ts";
import { overlay } from "../overlay.ts";
import { findTagMember } from "./labels.ts";

/** Whether a member names what the call is about, where it has none that the table says so of: the items that it puts. */
function namesItems({ meaning }: Context, { type, kind, path }: MemberMeaning): boolean {
  const isChanged = kind !== "arn" || meaning.deed === "update";
  return type !== undefined && type === meaning.type && isChanged && path.includes("[]");
}

/** The members that name the things. */
function listNaming(context: Context): readonly MemberMeaning[] {
  const own = context.meaning.input.filter(({ part, renames }) => part === "own" && !renames);
  return own.length > 0 ? own : context.meaning.input.filter((member) => namesItems(context, member));
}

const lists = new WeakMap<Context["meaning"], string>();

/** The member with the list in which a call names its things; "" where it names one. */
function findList(context: Context): string {
  return lists.get(context.meaning) ?? chooseList(context);
}

function chooseList(context: Context): string {
  const [name = ""] =
    listNaming(context)
      .find(({ path }) => path.includes("[]"))
      ?.path.split("[]") ?? [];
  const list = name.includes(".") ? "" : name;
  lists.set(context.meaning, list);
  return list;
}

/** The operation as if it took the members of an item itself. */
function narrowOperation(operation: Operation, name: string): Operation {
  const { input } = operation;
  const { [name]: list, ...others } = input?.members ?? {};
  const members = { ...others, ...list?.member?.members };
  if (!input) return operation;
  const value = withMembers(input, members);
  return Object.create(operation, { input: { value, enumerable: true } }) as Operation;
}

/** What production's answer says of one of several things: its item of a list that names each of them. */
function takeTold({ meaning }: Context, output: Structure, at: number, count: number): Structure {
  const taken: Record<string, Value> = makeStructure();
  for (const { part, path } of meaning.output) {
    const [name = "", ...deeper] = path.split("[]");
    const items = part === "own" && deeper.length > 0 ? output[name] : undefined;
    if (Array.isArray(items) && items.length === count) taken[name] = items.slice(at, at + 1);
  }
  return taken;
}

/** The call as if it was about one item of the list: what stands in the item stands in the input itself. */
function narrow(context: Context, name: string, items: readonly Value[], at: number): Context {
  const rest: Record<string, Value | undefined> = Object.assign(makeStructure(), context.input);
  const { told } = context;
  const item = items[at] ?? null;
  // The rest of production's answer to several things is no one's of them.
  const isOfAll = told !== undefined && items.length > 1;
  const output = isOfAll ? takeTold(context, told.output, at, items.length) : makeStructure();
  const part = { ...context, told: isOfAll ? { ...told, output } : told };
  if (!isStructure(item)) return { ...part, input: Object.assign(rest, { [name]: [item] }) as Structure };
  // Tags that stand each with what it is for are read as tags as well.
  const isTag = findTagMember(context.operation.input, context.resources.texts) === name;
  if (isTag) rest[name] = [item];
  else delete rest[name];
  const start = `${name}[].`;
  const naming = new Set(listNaming(context));
  const input = context.meaning.input.map((member): MemberMeaning => {
    const part = naming.has(member) ? "own" : member.part;
    return member.path.startsWith(start)
      ? { ...member, part, path: member.path.slice(start.length) }
      : member;
  });
  return {
    ...part,
    input: Object.assign(rest, item) as Structure,
    meaning: { ...context.meaning, input },
    knowledge: { ...context.knowledge, operation: narrowOperation(context.operation, name) },
  };
}

function joinOutputs(outputs: readonly Structure[]): Structure {
  const joined: Record<string, Value> = makeStructure();
  for (const output of outputs) {
    for (const [name, value] of Object.entries(output)) {
      if (value === undefined || value === null) continue;
      const old = joined[name];
      joined[name] =
        Array.isArray(old) && Array.isArray(value)
          ? [...(old as readonly Value[]), ...(value as readonly Value[])]
          : (old ?? value);
    }
  }
  return joined;
}

/** Does what a call asks for with each of its things; the first error is its own, and what was done before it stays done. */
export function doEach(context: Context, doOne: (context: Context) => Done): Done {
  const name = findList(context);
  const items = name === "" ? undefined : context.input[name];
  if (!Array.isArray(items) || items.length === 0) return doOne(context);
  const list = items as readonly Value[];
  const outputs: Structure[] = [];
  for (const at of list.keys()) {
    const done = doOne(narrow(context, name, list, at));
    if ("error" in done) return done;
    outputs.push(done.output);
  }
  const output = joinOutputs(outputs);
  return { output: context.told ? overlay(output, context.told.output) : output };
}

compileLightly(findList, doEach, listNaming);
