/** Changes things: updates, tags, what is attached to them, and their end. */

import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import type { Deed } from "../../../aws/resources/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { Statement } from "../../../verify/expectations.ts";
import type { Done } from "../../gateway.ts";
import type { Store } from "../../store.ts";
import type { Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { withoutOthers, withoutStale } from "../lately.ts";
import { bringAlong, listCompanions } from "../makes/companions.ts";
import { make } from "../makes/make.ts";
import { settle } from "../makes/states.ts";
import { findUnnamed } from "../names/apart.ts";
import { findOuter, findThing, readContainers, readOwn } from "../names/names.ts";
import { move, movePath } from "../names/rename.ts";
import { putSaid, readSaid, takeSaid } from "../names/said.ts";
import { overlay } from "../overlay.ts";
import { findAsked } from "../reads/find-asked.ts";
import { findPath, writeOutput } from "../reads/view.ts";
import { isSeen } from "../reads/visible.ts";
import { endsAnyway, refuseAbsent } from "../refusals/refusals.ts";
import { refuseUnknown } from "../refusals/unknown.ts";
import { isChangedAlone } from "../settings.ts";
import { placeAttachment, tellAttachment } from "./attachments.ts";
import { refuseDeletion } from "./held.ts";
import { listGivenTags } from "./labels.ts";
import { leave } from "./leave.ts";
import { readChanges, readToldChanges } from "./read-changes.ts";
import { dropReplaced } from "./replaced.ts";
import { findTagged, setTags } from "./tag-sets.ts";
import { listToldLater } from "./told-later.ts";
import { addWords, takeWords } from "./words.ts";

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
  const member = meaning.input.find(({ renames, part }) => renames && part === "own");
  return member && readTexts(parsePath(member.path), input)[0];
}

/** Changes a thing to what the input says. */
export function update(context: Context, type: string): Done {
  const { store, operation, resources, input } = context;
  const thing = findThing(context, type) ?? findUnnamed(context, type);
  // A setting is there with what it stands on, before anyone sets it.
  const isUnnamed = !thing && readOwn(context).length === 0;
  if (isUnnamed && (findOuter(context) || isChangedAlone(context, type))) return make(context, type);
  if (!thing) return refuse(context, type);
  const said = readChanges(context, thing);
  const changes = Object.assign(makeStructure(), said.gone?.input, said.input);
  const tags = listGivenTags(operation.input, input, resources.texts);
  const name = readNewName(context);
  const after = putSaid(dropReplaced(context, type, thing.members, said), said);
  const answered = withoutStale(context, thing, changes, after, readToldChanges(context, type, thing));
  const told = withoutOthers(context, thing, changes, answered);
  const isTold = Object.keys(told).length > 0;
  // An act that says nothing but of what it is one has an effect that no member tells.
  if (!isTold && context.meaning.deed === "act" && Object.keys(changes).length === 0)
    return refuseUnknown(context);
  if (!isTold && name === undefined && tags.size === 0 && !isSeen(context, type, changes))
    return refuseUnknown(context);
  const named = move(context, thing, name);
  const members = overlay(
    named === thing ? after : putSaid(dropReplaced(context, type, named.members, said), said),
    told,
  );
  const changed: Thing = {
    ...named,
    names: movePath(named, members),
    members,
    tags: new Map([...thing.tags, ...tags]),
    toldLater: listToldLater(thing, changes, told),
  };
  if (named !== thing) store.remove(thing);
  store.put(changed);
  bringAlong(context, changed, makeStructure(), thing);
  return answer(context, changed);
}

function removeInner(store: Store, thing: Thing): void {
  for (const inner of store.listInner(thing)) {
    removeInner(store, inner);
    store.remove(inner);
  }
}

/** What was set on a thing, and told with it, is no more. */
function untellOuter(context: Context, { call, members }: Thing): void {
  const { readings, resources, store } = context;
  const [reading] = readings.readings[call.operation] ?? [];
  const outer = readOwn(context).length === 0 ? findOuter(context) : undefined;
  if (!outer || !reading || resources.operations[reading.operation]?.type !== outer.type) return;
  store.put({ ...outer, members: part(outer.members, { input: members } as Statement) });
}

/** Ends a thing, and what stands in it. */
export function remove(context: Context, type: string): Done {
  const { store, operation } = context;
  const thing = findUnnamed(context, type) ?? findThing(context, type) ?? findAsked(context, type);
  if (!thing && !context.told && endsAnyway(context)) return { output: makeStructure() };
  if (!thing) return refuse(context, type);
  const held = refuseDeletion(context, thing);
  if (held) return held;
  const done = answer(context, thing);
  for (const companion of listCompanions(context, thing)) {
    removeInner(store, companion);
    store.remove(companion);
  }
  removeInner(store, thing);
  store.remove(thing);
  leave(context, thing);
  untellOuter(context, thing);
  // A setting of it goes by its name.
  const { service } = operation.model;
  for (const inner of store.listTypes(thing.place, service)) {
    if (!context.resources.types[inner]?.within?.includes(type)) continue;
    const setting = store.find(
      thing.place,
      { service, type: inner },
      thing.chain.slice(-1),
      thing.chain.slice(0, -1),
    );
    if (setting?.chain.length === thing.chain.length) store.remove(setting);
  }
  return done;
}

/** Puts tags on the thing that the input names, of whichever type, or takes them off. */
export function tag(context: Context): Done {
  const { type } = context.meaning;
  const { thing, type: meant = "resource" } = findTagged(context, type);
  if (!thing) return { error: refuseAbsent(context, meant, readOwn(context)[0] ?? "") };
  setTags(context, thing);
  return { output: makeStructure() };
}

/** The members of a thing without what a call takes from it: items of lists, and members that have the same value. */
function part(members: Structure, said: Statement): Structure {
  const rest: Record<string, Value | undefined> = Object.assign(makeStructure(), takeSaid(members, said));
  for (const [name, value] of Object.entries(said.input))
    if (Bun.deepEquals(rest[name], value)) delete rest[name];
  return rest as Structure;
}

/** What is brought to a thing is told with that, where its read is one of what is brought there: a network's DHCP options. */
function tellContainer(context: Context): void {
  const { readings, resources, operation, input, store } = context;
  const thing = findOuter(context);
  for (const { operation: read, holds = [] } of readings.readings[operation.name] ?? []) {
    if (!thing || resources.operations[read]?.type !== thing.type) continue;
    const told = holds.flatMap((path) => {
      const [, name = "", ...deeper] = path.split(".");
      const value = input[name];
      return deeper.length > 0 || value === undefined ? [] : [[name, value] as const];
    });
    store.put({ ...thing, members: overlay(thing.members, Object.fromEntries(told)) });
  }
}

/** What an answer says of what was brought together: inside of the structure that is all that it has. */
function unwrap(output: Structure | undefined): Structure {
  const [only, ...others] = Object.values(output ?? {});
  return only !== undefined && others.length === 0 && isStructure(only) ? only : (output ?? makeStructure());
}

/** Production's answer, with what was still to come. */
function settleTold({ told, operation }: Context): Structure | undefined {
  const { model, output } = operation;
  return told && output ? (settle(model, output, told.output) as Structure) : told?.output;
}

/** Whether a call names others beside what it is about, in a list: the certificates of a listener. */
function namesOthers({ meaning, input }: Context): boolean {
  return meaning.input.some(
    ({ part, path }) =>
      part === "reference" && path.includes("[]") && readTexts(parsePath(path), input).length > 0,
  );
}

/** Brings things together, or parts them: an attachment is a thing of its own in what it is at. */
export function attach(context: Context, type: string): Done {
  const { meaning, store, operation, now, told, resources } = context;
  // What stands in what it is parted from is no more: a target of a rule; not what others are parted from, which the call names.
  const isParted = meaning.deed === "detach" && !namesOthers(context);
  const inside = isParted ? findThing(context, type) : undefined;
  // What a call makes is only stopped, or parted from others.
  const isMade = resources.operations[inside?.call.operation ?? ""]?.deed === "create";
  if (inside && inside.chain.length > 1 && !isMade) {
    store.remove(inside);
    return { output: told?.output ?? makeStructure() };
  }
  const found = placeAttachment(context, type);
  if (!found) return refuseUnknown(context);
  const place = placeOf(context, type);
  const kind = { service: operation.model.service, type: found.type };
  const { attachment, before } = tellAttachment(context, place, kind, found);
  const thing = attachment.within === type ? findThing(context, type) : undefined;
  if (meaning.deed === "detach") {
    const left = before && takeWords(context, before);
    if (before && left) store.put({ ...before, members: left });
    else if (before) store.remove(before);
    if (thing) store.put({ ...thing, members: part(thing.members, readChanges(context, thing)) });
    else if (!before && !told) return { error: refuseAbsent(context, type, attachment.chain.at(-1) ?? "") };
    return { output: told?.output ?? makeStructure() };
  }
  if (thing) {
    const put = putSaid(thing.members, readChanges(context, thing), true);
    // An answer that tells the thing tells what was brought to it, in its own words.
    const told = findPath(context, type) ? readToldChanges(context, type, thing) : makeStructure();
    store.put({ ...thing, members: overlay(put, told) });
  }
  const attached: Thing = {
    ...attachment,
    place,
    service: kind.service,
    names: {},
    members: overlay(addWords(context, before, readSaid(context).input), unwrap(settleTold(context))),
    tags: new Map(),
    createdAt: before?.createdAt ?? now,
    call: {
      operation: operation.name,
      event: told?.event,
      input: context.input,
      output: told?.output ?? makeStructure(),
    },
  };
  store.put(attached);
  tellContainer(context);
  return { output: told?.output ?? makeStructure() };
}

compileLightly(answer);
