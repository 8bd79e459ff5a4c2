/**
 * What is drawn of a topology, before anything has a place: accounts ▸ regions ▸ networks ▸ subnets as boxes in each other,
 * and in them cards, one a thing. What a thing consists of is folded into it, and so are many alike things into one card,
 * until they are opened.
 */
import type { Relation, Resource, Topology } from "../topology.ts";
import { type Edge, joinEdges } from "./edges.ts";
import { foldAlike, gatherFlows, gatherKinds } from "./gather.ts";
import { getOrMake } from "./get-or-make.ts";
import { compareResources, findHolders, type Holders } from "./holders.ts";
import { findKind } from "./kinds.ts";
import { type Box, type Card, isBox, type PictureNode, type View } from "./nodes.ts";

/** The tree, and where in it each thing is seen. */
export interface Tree {
  readonly accounts: readonly Box[];
  /** For the key of each drawn thing, that of the card or box that stands for it. */
  readonly seenAs: ReadonlyMap<string, string>;
  /** The lines between cards and boxes. */
  readonly edges: readonly Edge[];
}

/** A type as people read it: `log stream`. */
export function nameType(type: string): string {
  return type.replaceAll("-", " ");
}

/** What a card says in small letters: what it is. */
function describe(resource: Resource): string {
  return `${resource.service} · ${nameType(resource.type)}`;
}

/** What stands and who holds it, in order: the same for every view of the same things. */
export interface Soil {
  readonly holders: Holders;
  readonly relations: readonly Relation[];
}

/** Makes ready what is drawn of a topology. */
export function prepareSoil(topology: Topology, shows: (resource: Resource) => boolean): Soil {
  const shown = topology.resources.filter(shows).sort(compareResources);
  return { holders: findHolders(shown, topology.relations), relations: topology.relations };
}

/** A region's cards and boxes, as they stand before they are brought together. */
interface Bed {
  readonly key: string;
  readonly account: string;
  readonly title: string;
  readonly nodes: readonly PictureNode[];
}

interface Sprouts extends Pick<Tree, "seenAs"> {
  readonly beds: readonly Bed[];
  readonly cards: number;
}

/** The cards and boxes of every region. */
function sprout({ holders }: Soil, view: View): Sprouts {
  const seenAs = new Map<string, string>();
  let cards = 0;

  const note = (resource: Resource, key: string): void => {
    seenAs.set(resource.key, key);
  };

  const countParts = (resource: Resource): number =>
    holders
      .heldBy(resource.key)
      .reduce((sum, part) => sum + (holders.isPart(part) ? 1 + countParts(part) : 0), 0);

  /** All parts of a closed thing are seen as it. */
  const closeParts = (resource: Resource, key: string): void => {
    for (const part of holders.heldBy(resource.key)) {
      note(part, key);
      closeParts(part, key);
    }
  };

  const makeNode = (resource: Resource): PictureNode => {
    const { key, service, type, label } = resource;
    const kind = findKind(service, type).kind;
    note(resource, key);
    const place = holders.placeOf(key);
    const held = holders.heldBy(key);
    if (place !== undefined || (held.length > 0 && view.opened.has(key))) {
      const children = arrange(key, held);
      const role = place ?? "thing";
      return { key, role, title: label, kind, note: describe(resource), resource, children };
    }
    closeParts(resource, key);
    cards++;
    return {
      key,
      kind,
      title: label,
      note: describe(resource),
      members: [resource],
      inside: countParts(resource),
    };
  };

  /** The children of a place: what holds others as it is, alike things folded where they are too many. */
  const arrange = (place: string, held: readonly Resource[]): PictureNode[] =>
    foldAlike(place, held, view, (resource) => holders.placeOf(resource.key) !== undefined).map((entry) => {
      if (!("fold" in entry)) return makeNode(entry);
      const [first] = entry.members as [Resource, ...Resource[]];
      const kind = findKind(first.service, first.type).kind;
      const count = entry.members.length;
      const title = `${count} × ${nameType(first.type)}`;
      if (view.opened.has(entry.fold)) {
        const children = entry.members.map(makeNode);
        return { key: entry.fold, role: "fold", title, kind, note: first.service, children };
      }
      for (const member of entry.members) {
        note(member, entry.fold);
        closeParts(member, entry.fold);
      }
      cards++;
      return { key: entry.fold, kind, title, note: first.service, members: entry.members, inside: count };
    });

  const beds = holders.accounts.flatMap(({ account, regions }) =>
    regions.map(({ region, held }): Bed => {
      const key = placeKey(account, region);
      return { key, account, title: region === "" ? "Account-wide" : region, nodes: arrange(key, held) };
    }),
  );
  return { beds, seenAs, cards };
}

/** How many cards a view has. */
export function countCards(soil: Soil, view: View): number {
  return sprout(soil, view).cards;
}

/** What a view shows, as boxes in boxes. */
export function growTree(soil: Soil, view: View): Tree {
  const { beds, seenAs } = sprout(soil, view);
  const bedOf = new Map(beds.flatMap(({ key, nodes }) => nodes.map((node) => [node.key, key] as const)));
  const edgesIn = new Map<string, Edge[]>();
  const edges = joinEdges(soil.relations, seenAs);
  for (const edge of edges) {
    const bed = bedOf.get(edge.from);
    if (bed !== undefined && bed === bedOf.get(edge.to)) getOrMake(edgesIn, bed, () => []).push(edge);
  }
  const regions = new Map<string, Box[]>();
  for (const { key, account, title, nodes } of beds) {
    const children = gatherRegion(key, nodes, edgesIn.get(key) ?? []);
    getOrMake(regions, account, () => []).push({ key, role: "region", title, kind: "", note: "", children });
  }
  const accounts = [...regions].map(([account, children]): Box => {
    return {
      key: placeKey(account),
      role: "account",
      title: `Account ${account}`,
      kind: "",
      note: "",
      children,
    };
  });
  return { accounts, seenAs, edges };
}

/** Names an account, or a region of it, among keys of things. */
function placeKey(account: string, region?: string): string {
  return region === undefined ? `place:${account}` : `place:${account}:${region}`;
}

/** Few things stand as they are; of more, what refers to each other stays together, and the rest goes by kind. */
const FEW = 4;

function gatherRegion(
  key: string,
  nodes: readonly PictureNode[],
  edges: readonly Edge[],
): readonly PictureNode[] {
  const boxes = nodes.filter(isBox);
  const cards = nodes.filter((node): node is Card => !isBox(node));
  const { flows, left } = gatherFlows(key, cards, edges);
  const rest = left.length <= FEW && flows.length === 0 ? left : gatherKinds(key, left);
  return [...boxes, ...flows, ...rest];
}
