/** Which things a list tells of: by the calls that made them, or brought them together. */
import type { ServiceResources } from "../../../aws/resources/types.ts";
import type { Thing } from "../../thing.ts";
import { type Context, nameAttached, placeOf } from "../context.ts";
import { listMakings } from "./by-readings.ts";

/** Whether a list tells of what calls make, and not only of what they bring together. */
function isOfMade({ readings, resources }: Context, list: string): boolean {
  return Object.entries(readings.readings).some(
    ([maker, reads]) =>
      resources.operations[maker]?.deed !== "attach" && reads.some(({ operation }) => operation === list),
  );
}

/** The lists that tell of what a call brings together; none where it makes a thing. */
function findAttachedLists(context: Context, maker: string): readonly string[] {
  const { readings, resources } = context;
  if (resources.operations[maker]?.deed !== "attach") return [];
  const reads = readings.readings[maker] ?? [];
  const [first, ...more] = reads.flatMap(({ operation }) =>
    resources.operations[operation]?.deed === "list" ? operation : [],
  );
  return first === undefined ? [] : [first, ...more.filter((list) => !isOfMade(context, list))];
}

const attachedLists = new WeakMap<ServiceResources, ReadonlySet<string>>();

/** The lists of a service that tell of what is brought together, each with the type that it tells of. */
function listAttached(context: Context): ReadonlySet<string> {
  const { resources } = context;
  return attachedLists.getOrInsertComputed(
    resources,
    () =>
      new Set(
        Object.entries(resources.operations).flatMap(([name, { type }]) =>
          findAttachedLists(context, name).map((list) => `${list} ${type}`),
        ),
      ),
  );
}

const listed = new WeakMap<ServiceResources, ReadonlySet<string>>();

/** The types of which a service has lists. */
function listsOf(resources: ServiceResources): ReadonlySet<string> {
  return listed.getOrInsertComputed(resources, () => {
    const lists = Object.values(resources.operations).filter(({ deed }) => deed === "list");
    return new Set(lists.flatMap(({ type }) => type ?? []));
  });
}

/** Whether what a call sets on a thing has a read of its own, and is none of those that a list tells of: a table's backups. */
function isReadApart({ resources, readings }: Context, maker: string): boolean {
  const { input = [], output = [], type } = resources.operations[maker] ?? {};
  const isSetting = ![...input, ...output].some(({ part }) => part === "own");
  const reads = readings.readings[maker] ?? [];
  // What has lists of its own is no setting, of which there is one.
  return isSetting && !listsOf(resources).has(type ?? "") && reads.length > 0;
}

/**
 * Tells which things of a type a list tells of, by the calls that made them: what is brought together is in a list of its own,
 * where there is one.
 */
export function makeListing(context: Context, type: string): (thing: Thing) => boolean {
  const { operation, readings } = context;
  const isOfAttached = listAttached(context).has(`${operation.name} ${type}`);
  const isOfAll = listMakings(context).length === 0;
  const isListed = (maker: string) => {
    const own = findAttachedLists(context, maker);
    // Where no reading says whom a list is about, it is about all of its type.
    if (own.length > 0) return own.includes(operation.name) || isOfAll;
    const isRead = readings.readings[maker]?.some((read) => read.operation === operation.name);
    return isRead === true || (!isOfAttached && !isReadApart(context, maker));
  };
  const byMaker = new Map<string, boolean>();
  // What no operation makes, a list tells that is about it.
  return ({ call }) => call.operation === "" || byMaker.getOrInsertComputed(call.operation, isListed);
}

/** What is brought together, where a list tells of nothing else: an internet gateway's networks are told with it. */
export function listAttachments(context: Context, type: string): readonly Thing[] {
  const { store, operation, resources } = context;
  const isOfOthers = listMakings(context).some(({ maker }) => resources.operations[maker]?.deed !== "attach");
  if (isOfOthers || !listAttached(context).has(`${operation.name} ${type}`)) return [];
  return store.list(placeOf(context, type), { service: operation.model.service, type: nameAttached(type) });
}
