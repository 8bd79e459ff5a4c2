/** What is chosen to be seen of a topology: it stands in the page's address, so that a link leads to the same picture. */
import { findUnused } from "../../../topology/picture/brought.ts";
import type { FocusDirection } from "../../../topology/picture/neighbours.ts";
import type { Resource, Topology } from "../../../topology/topology.ts";
import { listTags, searchedText } from "../data/index-topology.ts";
import { makeFilter } from "../parts/filter.ts";
import { goTo, linkTo, type PageRoute, parseHash } from "../shell/router.ts";

/** What things are chosen by. */
export const FILTERS = ["account", "service", "type", "tag"] as const;
export type FilterName = (typeof FILTERS)[number];

/** What is chosen. */
export interface Choices {
  readonly filters: Readonly<Record<FilterName, string>>;
  /** Whether what AWS brings and nothing uses is shown. */
  readonly showsBrought: boolean;
  readonly search: string;
  /** The key of the thing whose surroundings are shown. */
  readonly focus: string | undefined;
  readonly steps: number;
  readonly direction: FocusDirection;
  readonly isTable: boolean;
}

/** So many steps from a thing that is looked at reach most of what there is. */
export const MOST_STEPS = 6;

/** Reads what a link says. What it says wrongly is as if it were not said. */
export function readChoices({ query }: PageRoute): Choices {
  const steps = Number(query.get("steps") ?? 2);
  const way = query.get("way");
  return {
    filters: {
      account: query.get("account") ?? "",
      service: query.get("service") ?? "",
      type: query.get("type") ?? "",
      tag: query.get("tag") ?? "",
    },
    showsBrought: query.get("brought") === "all",
    search: query.get("q") ?? "",
    focus: query.get("focus") ?? undefined,
    steps: Number.isInteger(steps) && steps >= 1 && steps <= MOST_STEPS ? steps : 2,
    direction: way === "uses" || way === "used-by" ? way : "both",
    isTable: query.get("as") === "table",
  };
}

/** Goes to the same view with something else chosen; "" and undefined take a choice back. */
export function choose(changes: Readonly<Record<string, string | undefined>>, replace = true): void {
  // Of the address as it is now: what is typed is chosen a moment later than something else may be.
  const { path, query } = parseHash(location.hash);
  goTo(linkTo(path, { ...Object.fromEntries(query), ...changes }), replace);
}

const VALUES: Readonly<Record<FilterName, (resource: Resource) => readonly string[]>> = {
  account: ({ account }) => [account],
  service: ({ service }) => [service],
  type: ({ service, type }) => [`${service}:${type}`],
  tag: listTags,
};

/** What there is to choose from, in order. */
export function listOptions({ resources }: Topology): Readonly<Record<FilterName, readonly string[]>> {
  const list = (name: FilterName) => [...new Set(resources.flatMap(VALUES[name]))].sort();
  return { account: list("account"), service: list("service"), type: list("type"), tag: list("tag") };
}

/** The things that are chosen. */
export function chooseResources(topology: Topology, { filters, showsBrought }: Choices): readonly Resource[] {
  const unused = showsBrought ? new Set<string>() : findUnused(topology);
  const wanted = FILTERS.filter((name) => filters[name] !== "");
  return topology.resources.filter(
    (resource) =>
      !unused.has(resource.key) && wanted.every((name) => VALUES[name](resource).includes(filters[name])),
  );
}

/** The keys of things that a text is found in: their names, ids, ARNs, tags and what they are. */
export function searchResources(resources: readonly Resource[], search: string): ReadonlySet<string> {
  if (search.trim() === "") return new Set();
  const has = makeFilter(search);
  return new Set(resources.filter((one) => has(searchedText(one))).map(({ key }) => key));
}
