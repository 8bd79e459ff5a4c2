/** What depends on a thing and what it depends on, step by step: what is hurt when it goes, and what can hurt it. */

import type { Resource, Topology } from "../topology.ts";
import { getOrMake } from "./get-or-make.ts";

/** Which way is gone: to what the thing refers to, to what refers to it, or both ways, each for itself. */
export type FocusDirection = "both" | "uses" | "used-by";

/** More things than this are not gone to: the nearest are. */
const MOST_NEIGHBOURS = 600;

type Links = ReadonlyMap<string, readonly string[]>;

function collect(topology: Topology, near: "from" | "to", far: "from" | "to"): Links {
  const links = new Map<string, string[]>();
  for (const relation of topology.relations) getOrMake(links, relation[near], () => []).push(relation[far]);
  return links;
}

/** Goes so many steps from the thing. */
function walk(start: string, links: Links, steps: number, found: Map<string, number>, sign: 1 | -1): void {
  const met = new Set([start]);
  let edge = [start];
  for (let step = 1; step <= steps && edge.length > 0; step++) {
    const next: string[] = [];
    for (const key of edge) {
      for (const other of links.get(key) ?? []) {
        if (met.has(other)) continue;
        met.add(other);
        if (found.size >= MOST_NEIGHBOURS) return;
        next.push(other);
        if (!found.has(other)) found.set(other, sign * step);
      }
    }
    edge = next;
  }
}

/**
 * The keys of the thing and of what is around it, with the number of steps: negative for what depends on the thing, and
 * positive for what it depends on.
 */
export function findNeighbours(
  topology: Topology,
  focus: string,
  steps: number,
  direction: FocusDirection,
): ReadonlyMap<string, number> {
  const found = new Map([[focus, 0]]);
  if (direction !== "used-by") walk(focus, collect(topology, "from", "to"), steps, found, 1);
  if (direction !== "uses") walk(focus, collect(topology, "to", "from"), steps, found, -1);
  const known = new Set(topology.resources.map(({ key }) => key));
  return new Map([...found].filter(([key]) => known.has(key)));
}

/** The things of a neighbourhood, and the relations between them. */
export function cutOut(topology: Topology, keys: ReadonlyMap<string, number>): Topology {
  return {
    resources: topology.resources.filter(({ key }) => keys.has(key)),
    relations: topology.relations.filter(({ from, to }) => keys.has(from) && keys.has(to)),
  };
}

/** Things that are told apart by nothing but their names: of one type, with the same neighbours by the same relations. */
export function groupTwins(topology: Topology, focus: string): readonly (readonly Resource[])[] {
  const links = new Map<string, string[]>();
  for (const { from, to, kind } of topology.relations) {
    getOrMake(links, from, () => []).push(`>${kind} ${to}`);
    getOrMake(links, to, () => []).push(`<${kind} ${from}`);
  }
  const groups = new Map<string, Resource[]>();
  for (const resource of topology.resources) {
    const { key, service, type } = resource;
    const ends = [...new Set(links.get(key) ?? [])].sort().join("\n");
    const name = key === focus ? "focus" : `${service}:${type}\n${ends}`;
    getOrMake(groups, name, () => []).push(resource);
  }
  return [...groups.values()];
}
