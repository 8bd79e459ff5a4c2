/** What stands in one topology and not in another, or stands otherwise. */
import type { Resource, Topology } from "../topology.ts";
import { type Matched, matchTopologies } from "./match.ts";
import { MemberComparison, type MemberDifference } from "./members.ts";
import { loadTold } from "./told.ts";

/** A resource of both that is not the same in them. */
export interface ChangedResource {
  readonly a: Resource;
  readonly b: Resource;
  readonly members: readonly MemberDifference[];
}

/** How two topologies differ. */
export interface TopologyDifference {
  readonly onlyA: readonly Resource[];
  readonly onlyB: readonly Resource[];
  readonly changed: readonly ChangedResource[];
  /** How many resources are the same. */
  readonly same: number;
  /** How many members could not be compared, since a log hides what stands there. */
  readonly hidden: number;
}

/** Which resources are compared; what they refer to is looked at all the same. */
export type WantedResources = (resource: Resource) => boolean;

/** What nobody made comes by itself with what somebody did, or once somebody looks: alone, it is no difference. */
function isLone({ origin }: Resource): boolean {
  return origin !== "brought";
}

function sortResources(resources: readonly Resource[]): Resource[] {
  const nameOf = ({ account, region, service, type, label, key }: Resource) =>
    [account, region, service, type, label, key].join("\n");
  return resources
    .map((resource) => [nameOf(resource), resource] as const)
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([, resource]) => resource);
}

function compare(matched: Matched, isWanted: WantedResources): TopologyDifference {
  const changed: ChangedResource[] = [];
  let [same, hidden] = [0, 0];
  for (const one of sortResources([...matched.pairs.keys()])) {
    const other = matched.pairs.get(one);
    if (!other || !isWanted(one)) continue;
    const comparison = new MemberComparison(matched, one, other);
    comparison.compare();
    hidden += comparison.hidden;
    if (comparison.differences.length > 0)
      changed.push({ a: one, b: other, members: comparison.differences });
    else if (isLone(one) || isLone(other)) same++;
  }
  const listLone = ({ topology, paired }: Matched["a"]) =>
    sortResources(topology.resources.filter((one) => !paired.has(one) && isLone(one) && isWanted(one)));
  return { onlyA: listLone(matched.a), onlyB: listLone(matched.b), changed, same, hidden };
}

/** Compares two topologies. Where they are of other accounts or regions, `a` is to be renamed before. */
export async function diffTopologies(
  a: Topology,
  b: Topology,
  isWanted: WantedResources = () => true,
): Promise<TopologyDifference> {
  await loadTold(new Set([...a.resources, ...b.resources].map(({ service }) => service)));
  return compare(matchTopologies(a, b), isWanted);
}

/** The texts that name a resource, by which a result calls it. */
function listNames({ arn, id, url, name, key }: Resource): string[] {
  return [arn, id, url, name, key].filter((text) => text !== undefined);
}

/** Compares where one of the two only names what stands: nothing is known of members. */
export function diffNames(
  a: Topology,
  b: Topology,
  isWanted: WantedResources = () => true,
): TopologyDifference {
  const listMissing = (here: Topology, there: Topology) => {
    const names = new Set(
      there.resources.flatMap((one) =>
        listNames(one).map((name) => `${one.service}\n${one.account}\n${name}`),
      ),
    );
    return here.resources.filter(
      (one) =>
        isLone(one) &&
        isWanted(one) &&
        !listNames(one).some((name) => names.has(`${one.service}\n${one.account}\n${name}`)),
    );
  };
  const [onlyA, onlyB] = [listMissing(a, b), listMissing(b, a)];
  const wanted = a.resources.filter((one) => isLone(one) && isWanted(one)).length;
  return {
    onlyA: sortResources(onlyA),
    onlyB: sortResources(onlyB),
    changed: [],
    same: wanted - onlyA.length,
    hidden: 0,
  };
}

/** Whether nothing differs. */
export function isSame({ onlyA, onlyB, changed }: TopologyDifference): boolean {
  return onlyA.length + onlyB.length + changed.length === 0;
}
