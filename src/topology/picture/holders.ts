/** In which box each thing is drawn. */
import type { Relation, Resource } from "../topology.ts";
import { getOrMake } from "./get-or-make.ts";
import { findKind, rankKind } from "./kinds.ts";

/** A region of an account and what stands in it itself. */
export interface RegionHolder {
  /** "" for what an account has once. */
  readonly region: string;
  readonly held: readonly Resource[];
}

/** Who holds what. */
export interface Holders {
  /** By account and region, in order. */
  readonly accounts: readonly { readonly account: string; readonly regions: readonly RegionHolder[] }[];
  /** What is drawn in a thing. */
  readonly heldBy: (key: string) => readonly Resource[];
  /** What the thing is a place for; undefined of what is none. */
  readonly placeOf: (key: string) => "network" | "subnet" | undefined;
  /** Whether it is a part of another thing, and not merely in its network. */
  readonly isPart: (resource: Resource) => boolean;
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** By kind, type and label: the same whatever order they were made in. */
export function compareResources(one: Resource, other: Resource): number {
  return (
    (one.service === other.service && one.type === other.type
      ? 0
      : rankKind(findKind(one.service, one.type)) - rankKind(findKind(other.service, other.type)) ||
        compareTexts(one.service, other.service) ||
        compareTexts(one.type, other.type)) ||
    compareTexts(one.label, other.label) ||
    compareTexts(one.key, other.key)
  );
}

const typeOf = ({ service, type }: Resource): string => `${service}:${type}`;

/**
 * The one thing that each is a part of: a stream's group, a method's path. Networks are no such wholes, nor are things of which
 * it is in several at once, as a load balancer is in subnets. Of wholes in each other it is the inner one.
 */
function findWholes(
  known: ReadonlyMap<string, Resource>,
  relations: readonly Relation[],
  places: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const placeTypes = new Set<string>();
  for (const key of places.keys()) {
    const resource = known.get(key);
    if (resource) placeTypes.add(typeOf(resource));
  }
  const candidates = new Map<string, Map<string, Resource | undefined>>();
  for (const { from, to, kind } of relations) {
    const [part, whole] = [known.get(from), known.get(to)];
    if (kind !== "within" || from === to || !part || !whole || placeTypes.has(typeOf(whole))) continue;
    // What is in a network is drawn there, unless the whole is there too.
    if (part.network !== undefined && part.network !== whole.network) continue;
    const byType = getOrMake(candidates, from, () => new Map<string, Resource | undefined>());
    const other = byType.get(typeOf(whole));
    byType.set(typeOf(whole), byType.has(typeOf(whole)) && other?.key !== to ? undefined : whole);
  }
  const wholes = new Map<string, string>();
  for (const [part, byType] of candidates) {
    const found = [...byType.values()].filter((whole) => whole !== undefined);
    const isOuter = ({ key }: Resource) =>
      found.some((other) => [...(candidates.get(other.key)?.values() ?? [])].some((one) => one?.key === key));
    const inner = found.find((whole) => !isOuter(whole)) ?? found[0];
    if (inner) wholes.set(part, inner.key);
  }
  return wholes;
}

/** Who would hold a thing: what it is a part of, else its subnet, else its network. */
function findHolder(
  resource: Resource,
  wholes: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, Resource>,
): string | undefined {
  const { key, network, subnet } = resource;
  const candidates = [wholes.get(key), subnet, network];
  return candidates.find((holder) => holder !== undefined && holder !== key && known.has(holder));
}

/** Takes the holder from each thing that would be in itself by a circle of holders. */
function breakCircles(holders: Map<string, string>): void {
  const sound = new Set<string>();
  for (const start of holders.keys()) {
    const path = new Set<string>();
    let at: string | undefined = start;
    while (at !== undefined && !sound.has(at)) {
      if (path.has(at)) {
        holders.delete(at);
        break;
      }
      path.add(at);
      at = holders.get(at);
    }
    for (const key of path) sound.add(key);
  }
}

/** Where each of the things is drawn; they are in order, and so is what is held. */
export function findHolders(resources: readonly Resource[], relations: readonly Relation[]): Holders {
  const known = new Map(resources.map((resource) => [resource.key, resource]));
  const places = new Map<string, "network" | "subnet">();
  for (const { key, network, subnet } of resources) {
    if (network !== undefined && network !== key) places.set(network, "network");
    if (subnet !== undefined && subnet !== key) places.set(subnet, "subnet");
  }
  const wholes = findWholes(known, relations, places);
  const holders = new Map<string, string>();
  for (const resource of resources) {
    const holder = findHolder(resource, wholes, known);
    if (holder !== undefined) holders.set(resource.key, holder);
  }
  breakCircles(holders);

  const held = new Map<string, Resource[]>();
  const regions = new Map<string, Map<string, Resource[]>>();
  for (const resource of resources) {
    const { account, region } = resource;
    const holder = holders.get(resource.key);
    const siblings =
      holder === undefined
        ? getOrMake(
            getOrMake(regions, account, () => new Map<string, Resource[]>()),
            region,
            () => [],
          )
        : getOrMake(held, holder, () => []);
    siblings.push(resource);
  }
  const sortKeys = <T>(map: ReadonlyMap<string, T>) =>
    [...map].sort(([one], [other]) => compareTexts(one, other));
  return {
    accounts: sortKeys(regions).map(([account, byRegion]) => ({
      account,
      regions: sortKeys(byRegion).map(([region, things]) => ({ region, held: things })),
    })),
    heldBy: (key) => held.get(key) ?? [],
    placeOf: (key) => (held.has(key) ? places.get(key) : undefined),
    isPart: ({ key }) => {
      const holder = holders.get(key);
      return holder !== undefined && wholes.get(key) === holder;
    },
  };
}
