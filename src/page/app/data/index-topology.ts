/** What views look up in a topology, made once for all of them. */
import type { Relation, Resource, Topology } from "../../../topology/topology.ts";

/** Things by their keys, and relations by what they are at. */
export interface TopologyIndex {
  readonly resources: ReadonlyMap<string, Resource>;
  /** What the thing of a key refers to. */
  readonly uses: ReadonlyMap<string, readonly Relation[]>;
  /** What refers to the thing of a key. */
  readonly usedBy: ReadonlyMap<string, readonly Relation[]>;
}

const indexes = new WeakMap<Topology, TopologyIndex>();

/** The index of a topology. */
export function indexTopology(topology: Topology): TopologyIndex {
  let index = indexes.get(topology);
  if (!index) {
    index = {
      resources: new Map(topology.resources.map((one) => [one.key, one])),
      uses: Map.groupBy(topology.relations, ({ from }) => from),
      usedBy: Map.groupBy(topology.relations, ({ to }) => to),
    };
    indexes.set(topology, index);
  }
  return index;
}

/** Its tags as they are searched for: `team=orders`. */
export function listTags({ tags }: Resource): string[] {
  return Object.entries(tags).map(([name, value]) => (value === "" ? name : `${name}=${value}`));
}

const searched = new WeakMap<Resource, string>();

/** What a thing is found by, in lower case: names, ids, tags, where it is and what it is. */
export function searchedText(resource: Resource): string {
  let text = searched.get(resource);
  if (text === undefined) {
    const { label, name, arn, id, url, service, type, account, region } = resource;
    const words = [label, name, arn, id, url, service, type, account, region, ...listTags(resource)];
    text = words.join("\n").toLowerCase();
    searched.set(resource, text);
  }
  return text;
}
