/** Which things are no resources of their own, but told with another one: settings, attachments, parts without an ARN. */
import { findMeaning, findResources, splitType } from "../aws/resources/table.ts";
import { isGone } from "../instance/behaviour/changes/gone-rows.ts";
import type { Store } from "../instance/store.ts";
import type { Thing, ThingPlace } from "../instance/thing.ts";

/** The places where what a thing names may stand: beside it, or once an account. */
export function listPlacesFor({ account, region }: ThingPlace): readonly ThingPlace[] {
  return region === ""
    ? [{ account, region }]
    : [
        { account, region },
        { account, region: "" },
      ];
}

function findAt(store: Store, thing: Thing, type: string, chain: readonly string[]): Thing | undefined {
  const kind = splitType(thing.service, type);
  for (const place of listPlacesFor(thing.place)) {
    const found = store.find(place, kind, chain.slice(-1), chain.slice(0, -1));
    if (found && found !== thing) return found;
  }
  return undefined;
}

/** The types of things that a setting may be one of, the surest first. */
function listOuterTypes({ service, type, call }: Thing): string[] {
  const within = findResources(service)?.types[type]?.within ?? [];
  const containers = findMeaning(service, call.operation).input.flatMap((member) =>
    member.part === "container" && member.type !== undefined ? [member.type] : [],
  );
  return [...within, ...containers].reverse();
}

/** What a thing without any name of its own is a setting of: it goes by the names of that. */
function findSet(store: Store, thing: Thing): Thing | undefined {
  for (const type of listOuterTypes(thing)) {
    const outer = type === thing.type ? undefined : findAt(store, thing, type, thing.chain);
    if (outer) return outer;
  }
  return undefined;
}

/** What no call makes, as the joining of a subnet to a table of routes, is told with the first thing that it names. */
function findJoined(store: Store, thing: Thing): Thing | undefined {
  const { types = {} } = findResources(thing.service) ?? {};
  for (const text of Object.values(thing.members)) {
    if (typeof text !== "string" || text === thing.names.id) continue;
    for (const type of store.listTypes(thing.place, thing.service)) {
      if (type === thing.type || !types[type]?.arns.length) continue;
      const found = store.find(thing.place, { service: thing.service, type }, [text]);
      if (found?.names.id === text) return found;
    }
  }
  return undefined;
}

/** What a thing stands in directly; undefined of what stands by itself. */
export function findOuter(store: Store, thing: Thing): Thing | undefined {
  const { within, chain } = thing;
  return within === undefined ? undefined : findAt(store, thing, within, chain.slice(0, -1));
}

/** What a thing is told with directly; undefined of what is a resource of its own. */
function findHolder(store: Store, thing: Thing): Thing | undefined {
  const { names, within, call } = thing;
  if (names.arn !== undefined || names.url !== undefined) return undefined;
  if (within !== undefined) return findOuter(store, thing);
  if (names.id === undefined) return findSet(store, thing);
  return call.operation === "" ? findJoined(store, thing) : undefined;
}

/** What stands, each resource with all that is told with it, in the order in which it was made. */
export function foldThings(store: Store): Map<Thing, readonly Thing[]> {
  const holders = new Map<Thing, Thing | undefined>();
  for (const thing of store.listAll()) if (!isGone(thing)) holders.set(thing, findHolder(store, thing));
  const climb = (thing: Thing): Thing => {
    let at = thing;
    // What would hold itself holds nothing.
    for (let left = 16; left > 0; left--) {
      const next = holders.get(at);
      if (!next || !holders.has(next)) return at;
      at = next;
    }
    return thing;
  };
  const folded = new Map<Thing, Thing[]>();
  for (const thing of holders.keys()) {
    const root = climb(thing);
    const held = folded.getOrInsertComputed(root, () => []);
    if (root !== thing) held.push(thing);
  }
  return folded;
}
