/** What AWS brings by itself and nothing uses says little: default networks stand in every region. */
import type { Resource, Topology } from "../topology.ts";

/** The keys of things that AWS brought and to which nothing else refers; of what holds such a thing, too. */
export function findUnused({ resources, relations }: Topology): ReadonlySet<string> {
  const brought = new Set(resources.filter(({ origin }) => origin === "brought").map(({ key }) => key));
  const used = new Set<string>();
  for (const { from, to } of relations) if (!brought.has(from)) used.add(to);
  for (const { key, network, subnet } of resources) {
    if (brought.has(key) && !used.has(key)) continue;
    if (network !== undefined) used.add(network);
    if (subnet !== undefined) used.add(subnet);
  }
  return new Set([...brought].filter((key) => !used.has(key)));
}

/** What a picture shows unless it is told otherwise. */
export function showUsed(topology: Topology): (resource: Resource) => boolean {
  const unused = findUnused(topology);
  return ({ key }) => !unused.has(key);
}
