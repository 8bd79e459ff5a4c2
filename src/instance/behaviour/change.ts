/** Changes things: updates, tags, what is attached to them, and their end. */

import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import type { Deed } from "../../aws/resources/types.ts";
import { makeStructure, type Structure, type Value } from "../../aws/values.ts";
import type { Done } from "../gateway.ts";
import { standsIn, type Thing } from "../store.ts";
import { type Context, placeOf } from "./context.ts";
import { findAny } from "./find.ts";
import { listGivenTags, listTakenKeys } from "./labels.ts";
import { listMembersOf, make, overlay } from "./make.ts";
import { findThing, readContainers, readOwn } from "./names.ts";
import { refuseAbsent } from "./refusals.ts";
import { refuseUnknown } from "./unknown.ts";
import { findPath, writeOutput } from "./view.ts";

/** What production answered with success is true, whatever stands here: what is to go is gone, what is to change is made. */
function refuse(context: Context, type: string): Done {
  const { told, meaning } = context;
  if (told) return ENDING.has(meaning.deed) ? { output: told.output } : make(context, type);
  const text = readOwn(context)[0] ?? readContainers(context).at(-1) ?? "";
  return { error: refuseAbsent(context, type, text) };
}

function answer(context: Context, thing: Thing): Done {
  const at = findPath(context, thing.type);
  return { output: at === undefined ? makeStructure() : writeOutput(context, [thing], at) };
}

const ENDING: ReadonlySet<Deed> = new Set(["delete", "detach", "untag"]);

/** The name that a thing gets by this call. */
function readNewName({ meaning, input }: Context): string | undefined {
  const member = meaning.input.find(({ renames }) => renames);
  return member && readTexts(parsePath(member.path), input)[0];
}

/** What the input says of the thing, without what only names it. */
function listChanges(context: Context): Structure {
  const naming = context.meaning.input.filter(({ part }) => part !== "reference").map(({ path }) => path);
  const changes: Record<string, Value> = Object.assign(makeStructure(), listMembersOf(context));
  for (const path of naming) delete changes[path];
  return changes;
}

/** Changes a thing to what the input says. */
export function update(context: Context, type: string): Done {
  const { store, operation, resources, input } = context;
  const thing = findThing(context, type);
  if (!thing) return refuse(context, type);
  const changes = listChanges(context);
  const tags = listGivenTags(operation.input, input, resources.texts);
  const name = readNewName(context);
  // An act that says nothing but of what it is one has an effect that no member tells.
  if (context.meaning.deed === "act" && Object.keys(changes).length === 0) return refuseUnknown(context);
  const changed: Thing = {
    ...thing,
    ...(name !== undefined && { chain: [...thing.chain.slice(0, -1), name] }),
    members: overlay(thing.members, changes),
    tags: new Map([...thing.tags, ...tags]),
  };
  store.remove(thing);
  store.put(changed);
  return answer(context, changed);
}

/** Ends a thing, and what stands in it. */
export function remove(context: Context, type: string): Done {
  const { store, operation } = context;
  const thing = findThing(context, type);
  if (!thing) return refuse(context, type);
  const done = answer(context, thing);
  store.remove(thing);
  const { service } = operation.model;
  for (const inner of store.listTypes(thing.place, service)) {
    if (!context.resources.types[inner]?.within?.includes(type)) continue;
    for (const child of store.list(thing.place, { service, type: inner }))
      if (standsIn(child, thing.chain)) store.remove(child);
  }
  return done;
}

function setTags(context: Context, thing: Thing): void {
  const { operation, input, resources, store, meaning } = context;
  const tags = new Map(thing.tags);
  if (meaning.deed === "untag")
    for (const key of listTakenKeys(operation.input, input, resources.texts)) tags.delete(key);
  else
    for (const [key, value] of listGivenTags(operation.input, input, resources.texts)) tags.set(key, value);
  store.put({ ...thing, tags });
}

/** Puts tags on the things that the input names, of whichever type, or takes them off. */
export function tag(context: Context): Done {
  const { meaning } = context;
  const texts = readOwn(context);
  const one = meaning.type === undefined ? undefined : findThing(context, meaning.type);
  if (one) setTags(context, one);
  else if (texts.length > 1) {
    for (const text of texts) {
      const thing = findAny({ ...context, input: narrow(context, text) });
      if (!thing) return { error: refuseAbsent(context, meaning.type ?? "resource", text) };
      setTags(context, thing);
    }
  } else {
    const thing = findAny(context);
    if (!thing) return { error: refuseAbsent(context, meaning.type ?? "resource", texts[0] ?? "") };
    setTags(context, thing);
  }
  return { output: makeStructure() };
}

/** The input as if it named one thing only. */
function narrow({ meaning, input }: Context, text: string): Structure {
  const [own] = meaning.input.filter(({ part }) => part === "own");
  const member = own && parsePath(own.path)[0];
  return member === undefined ? input : Object.assign(makeStructure(), input, { [member]: [text] });
}

/** What tells one attachment from the others of its thing: all that the input names. */
function nameAttachment({ meaning, input }: Context): string {
  const texts = meaning.input
    .filter(({ part }) => part === "reference")
    .flatMap(({ path }) => readTexts(parsePath(path), input));
  return texts.join(" ");
}

/** Brings things together, or parts them: an attachment is a thing of its own in what it is at. */
export function attach(context: Context, type: string): Done {
  const { meaning, store, operation, now } = context;
  const name = readOwn(context)[0] ?? nameAttachment(context);
  if (name === "") return refuseUnknown(context);
  const containers = readContainers(context);
  const place = placeOf(context, type);
  const kind = { service: operation.model.service, type };
  const before = store.find(place, kind, [name], containers);
  if (meaning.deed === "detach") {
    if (!before) return refuse(context, type);
    store.remove(before);
    return { output: makeStructure() };
  }
  const thing: Thing = {
    place,
    ...kind,
    chain: [...containers, name],
    names: {},
    members: listMembersOf(context),
    tags: new Map(),
    createdAt: before?.createdAt ?? now,
    call: { operation: operation.name, input: context.input, output: makeStructure() },
  };
  store.put(thing);
  return answer(context, thing);
}
