/** Whether two texts call the same resource, the one by its ARN and the other by its name: APIs take either of many things. */
import type { Resource } from "../topology.ts";
import type { Matched, MatchSide } from "./match.ts";

/** The resources of one side that are found in the other, by their ARNs and by their pairs. */
interface Known {
  readonly byArn: ReadonlyMap<string, Resource>;
  readonly byPair: ReadonlyMap<string, Resource>;
}

const known = new WeakMap<MatchSide, Known>();

function listKnown(side: MatchSide): Known {
  return known.getOrInsertComputed(side, () => ({
    byArn: new Map([...side.paired.keys()].flatMap((one) => (one.arn === undefined ? [] : [[one.arn, one]]))),
    byPair: new Map([...side.paired].map(([one, pair]) => [pair, one])),
  }));
}

function callsPair(arn: string, here: MatchSide, name: string, there: MatchSide): boolean {
  const found = listKnown(here).byArn.get(arn);
  const pair = found && here.paired.get(found);
  const other = pair === undefined ? undefined : listKnown(there).byPair.get(pair);
  return other !== undefined && [other.name, other.id, other.arn, other.url].includes(name);
}

/** Whether a text of A and one of B call the same resource. */
export function callSame({ a, b }: Matched, one: string, other: string): boolean {
  return callsPair(one, a, other, b) || callsPair(other, b, one, a);
}
