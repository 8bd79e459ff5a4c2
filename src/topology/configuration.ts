/** What a resource's configuration is: its own members and those of what is told with it, without secrets. */

import type { JsonValue } from "../base/values.ts";
import { isMinted } from "../identities/minted.ts";
import type { Thing } from "../instance/thing.ts";
import { showMembers } from "./show-members.ts";

type Members = Record<string, JsonValue>;

/** What is told with a resource, where it stands in its configuration. */
export interface Held {
  readonly thing: Thing;
  /** `bucket-versioning`, `role-policy.read-orders`, `grant[]`. */
  readonly path: string;
}

/** Whether a service made the id up, and no caller said it. */
export function isMintedId({ names, call }: Thing): boolean {
  const { id } = names;
  if (id === undefined) return false;
  // What no call made has no input of one.
  return call.operation === "" ? isMinted(id, "") : !Object.values(call.input).includes(id);
}

/** Whether what a thing is called within others was chosen by nobody. */
function isNamedByNobody(thing: Thing): boolean {
  const name = thing.chain.at(-1) ?? "";
  return isMinted(name, "") || (thing.names.id === name && isMintedId(thing));
}

/** What names a thing within others, and so says nothing of it that its place does not. */
function listNames({ chain, names }: Thing): Set<unknown> {
  return new Set([...chain, ...Object.values(names)]);
}

/** The members of what is told with a resource, without what names it or that. */
function showHeld(held: Thing, root: Thing): Members {
  const names = listNames(held);
  for (const name of listNames(root)) names.add(name);
  if (!isNamedByNobody(held)) names.delete(held.chain.at(-1));
  const members = showMembers(held);
  for (const name of Object.keys(members)) if (names.has(held.members[name])) delete members[name];
  if (held.tags.size > 0) members["Tags"] = Object.fromEntries(held.tags);
  return members;
}

/** Whether things of a type are told by their names: these were chosen, and are no others' ids. */
function areNamed(things: readonly Thing[], root: Thing, ids: ReadonlySet<string>): boolean {
  const names = things.map(({ chain }) => chain.at(-1) ?? "");
  return (
    new Set(names).size === names.length &&
    things.every((thing) => !isNamedByNobody(thing) && thing.chain.length === root.chain.length + 1) &&
    names.every((name) => !name.split(" ").some((part) => ids.has(part)))
  );
}

function isSettingOf({ chain }: Thing, root: Thing): boolean {
  return chain.length === root.chain.length && chain.every((name, at) => name === root.chain[at]);
}

/** Members of the type's own name, where another member of the resource has that already. */
function chooseName(type: string, own: Members, service: string): string {
  return Object.hasOwn(own, type) ? `${service}:${type}` : type;
}

/**
 * The configuration of a resource and of what is told with it: a setting as a structure, what has names of its own by these, the
 * rest as a list. `ids`: what the ids of other things are.
 */
export function configure(
  root: Thing,
  held: readonly Thing[],
  ids: ReadonlySet<string>,
): { readonly configuration: Members; readonly held: readonly Held[] } {
  const configuration = showMembers(root);
  const own = { ...configuration };
  const paths: Held[] = [];
  for (const [type, things] of Map.groupBy(held, (thing) => thing.type)) {
    const name = chooseName(type, own, root.service);
    const [first] = things;
    if (things.length === 1 && first && isSettingOf(first, root)) {
      const members = showHeld(first, root);
      // A group's days of retention are its own as well.
      for (const [member, value] of Object.entries(members))
        if (Bun.deepEquals(value, own[member])) delete members[member];
      if (Object.keys(members).length > 0) configuration[name] = members;
      paths.push({ thing: first, path: name });
    } else if (areNamed(things, root, ids)) {
      const byName: Members = {};
      for (const thing of things) {
        const key = thing.chain.at(-1) ?? "";
        byName[key] = showHeld(thing, root);
        paths.push({ thing, path: `${name}.${key}` });
      }
      configuration[name] = byName;
    } else {
      configuration[name] = things.map((thing) => showHeld(thing, root));
      for (const thing of things) paths.push({ thing, path: `${name}[]` });
    }
  }
  return { configuration, held: paths };
}
