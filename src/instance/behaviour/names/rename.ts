/** Gives things another name: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html is such a call. */
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Store } from "../../store.ts";
import type { MintedNames, Thing } from "../../thing.ts";
import { type Context, nameAttached } from "../context.ts";
import { findNamed } from "./names.ts";

/** A text that ends with the old name behind a separator, an ARN, with the new one. */
function renameEnd(text: string, old: string, name: string): string {
  const isEnd = text.endsWith(old) && /[:/]$/.test(text.slice(0, -old.length));
  return isEnd ? text.slice(0, -old.length) + name : text === old ? name : text;
}

/** The members that had the old name as a whole, by which the call names the thing. */
function renameMembers({ meaning }: Context, members: Structure, old: string, name: string): Structure {
  const naming = new Set(meaning.input.map(({ path }) => path));
  const renamed: Record<string, Value | undefined> = Object.assign(makeStructure(), members);
  for (const [member, value] of Object.entries(members))
    if (value === old && naming.has(member)) renamed[member] = name;
  return renamed as Structure;
}

/** A value with another text wherever it has one as a whole, or at the end of an ARN. */
export function renameTexts(value: Value, old: string, name: string): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => renameTexts(item, old, name));
  if (typeof value === "string" && value.startsWith("arn:")) return renameEnd(value, old, name);
  if (!isStructure(value)) return value === old ? name : value;
  const inner = Object.entries(value).map(
    ([key, one]) => [key, renameTexts(one ?? null, old, name)] as const,
  );
  return Object.assign(makeStructure(), Object.fromEntries(inner));
}

/** Things that stand in a renamed one, at every depth, go along. */
function moveInner(store: Store, outer: Thing, chain: readonly string[]): void {
  for (const inner of store.listInner(outer)) {
    const moved = { ...inner, chain: [...chain, ...inner.chain.slice(chain.length)] };
    moveInner(store, inner, moved.chain);
    store.remove(inner);
    store.put(moved);
  }
}

/** What is set on a thing goes by its name: a user's profile. */
function moveSettings(
  context: Context,
  { place, service, type, chain: old }: Thing,
  chain: readonly string[],
): void {
  const { store, resources } = context;
  for (const kind of store.listTypes(place, service)) {
    if (!resources.types[kind]?.within?.includes(type)) continue;
    const setting = store.find(place, { service, type: kind }, old.slice(-1), old.slice(0, -1));
    if (setting?.chain.length !== old.length) continue;
    const [before = "", after = ""] = [old.at(-1), chain.at(-1)];
    const members = renameReferring(context, setting, type, before, after);
    store.remove(setting);
    store.put({ ...setting, chain, members });
  }
}

/** A thing's members with another name in those by which the call that made it names things of a type. */
function renameReferring(
  { resources }: Context,
  { call, members }: Thing,
  type: string,
  old: string,
  name: string,
): Structure {
  const naming = (resources.operations[call.operation]?.input ?? []).filter((one) => one.type === type);
  const said = naming.flatMap(({ path }) => (members[path] === old ? [[path, name] as const] : []));
  return Object.assign(makeStructure(), members, Object.fromEntries(said)) as Structure;
}

/** What was brought to a thing, or it to that, goes by its new name. */
function renameAttachments(
  { store, resources }: Context,
  { place, service, type }: Thing,
  old: string,
  name: string,
): void {
  for (const kind of store.listTypes(place, service)) {
    if (!kind.endsWith(nameAttached(""))) continue;
    for (const attached of store.list(place, { service, type: kind })) {
      const { call, chain } = attached;
      const naming = (resources.operations[call.operation]?.input ?? []).filter((one) => one.type === type);
      const said = naming.filter(({ path }) => call.input[path] === old);
      if (said.length === 0) continue;
      const input = Object.assign(
        makeStructure(),
        call.input,
        Object.fromEntries(said.map(({ path }) => [path, name])),
      );
      const end = chain.at(-1) === old ? name : (chain.at(-1) ?? "");
      store.remove(attached);
      store.put({ ...attached, chain: [...chain.slice(0, -1), end], call: { ...call, input } });
    }
  }
}

/** What the service's other things call the thing is its new name: the cluster of a database. */
function renameReferences(
  { store, resources }: Context,
  { place, service, type }: Thing,
  old: string,
  name: string,
): void {
  for (const kind of store.listTypes(place, service)) {
    for (const other of store.list(place, { service, type: kind })) {
      const { call, members } = other;
      const maker = resources.operations[call.operation];
      // What keeps the thing as it was keeps its name, too.
      const naming = (maker?.captures ? [] : (maker?.input ?? [])).filter(
        (one) => one.type === type && one.part === "reference" && members[one.path] === old,
      );
      if (naming.length === 0) continue;
      const said = Object.fromEntries(naming.map(({ path }) => [path, name]));
      store.put({ ...other, members: Object.assign(makeStructure(), members, said) });
    }
  }
}

/** What the thing stands in from this call on, which it stood in before under another name; undefined where it stays. */
function findNewOuter(context: Context, thing: Thing): string | undefined {
  const moved = context.meaning.input.find(({ part, renames }) => part === "container" && renames);
  const [text] = moved ? readTexts(parsePath(moved.path), context.input) : [];
  if (moved?.type === undefined || text === undefined || thing.chain.length < 2) return undefined;
  return findNamed(context, moved.type, [text], thing.chain.slice(0, -2))?.chain.at(-1) ?? text;
}

/** The thing under its new name, and in what it stands in now; the same one where the call says neither. */
export function move(context: Context, thing: Thing, name: string | undefined): Thing {
  const outer = findNewOuter(context, thing);
  const renamed = name === undefined ? thing : rename(context, thing, name);
  if (outer === undefined || outer === renamed.chain.at(-2)) return renamed;
  const chain = [...renamed.chain.slice(0, -2), outer, renamed.chain.at(-1) ?? ""];
  moveInner(context.store, renamed, chain);
  const say = (members: Structure) => renameMembers(context, members, thing.chain.at(-2) ?? "", outer);
  const { members, call } = renamed;
  return { ...renamed, chain, members: say(members), call: { ...call, input: say(call.input) } };
}

/** The path at which a thing stands, as its ARN has it between the type and the name. */
function readPath({ Path: path }: Structure): string {
  return typeof path === "string" ? path : "/";
}

/** What names a thing after its path has changed: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html */
export function movePath({ names, chain, members }: Thing, changed: Structure): MintedNames {
  const { arn } = names;
  const [before, after] = [members, changed].map((one) => `${readPath(one)}${chain.at(-1)}`);
  const isMoved = before !== after && before !== undefined && arn?.endsWith(before) === true;
  return isMoved ? { ...names, arn: `${arn.slice(0, -before.length)}${after}` } : names;
}

/** The thing under its new name; what stands in it is moved. */
export function rename(context: Context, thing: Thing, name: string): Thing {
  const old = thing.chain.at(-1) ?? "";
  const chain = [...thing.chain.slice(0, -1), name];
  const names = Object.entries(thing.names).map(
    ([kind, text]) => [kind, renameEnd(text, old, name)] as const,
  );
  moveInner(context.store, thing, chain);
  moveSettings(context, thing, chain);
  renameAttachments(context, thing, old, name);
  renameReferences(context, thing, old, name);
  const renamed: MintedNames = Object.fromEntries(names);
  const { members, call } = thing;
  return {
    ...thing,
    chain,
    names: renamed,
    members: renameMembers(context, members, old, name),
    // Reads are matched with the call that made the thing, as if it had been made so.
    call: {
      ...call,
      input: renameMembers(context, call.input, old, name),
      output: renameTexts(call.output, old, name) as Structure,
    },
  };
}
