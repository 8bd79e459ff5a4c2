/** Where what has no region is written down. */
import type { StandingThing } from "./standing.ts";

/** By each account, the region that most things are in: what has none belongs there. */
export function findHomes(standing: readonly StandingThing[]): Map<string, string> {
  const homes = new Map<string, string>();
  for (const [account, all] of Map.groupBy(standing, (one) => one.account)) {
    const regional = all.filter(({ region, isBrought }) => region !== "" && !isBrought);
    const counts = [...Map.groupBy(regional, ({ region }) => region)].map(
      ([region, list]) => [region, list.length] as const,
    );
    counts.sort(([, one], [, other]) => other - one);
    homes.set(account, counts[0]?.[0] ?? "us-east-1");
  }
  return homes;
}

/** What is written down together: of one account and region. */
export interface PlaceGroup<T> {
  readonly account: string;
  readonly region: string;
  readonly all: T[];
}

/** Groups what is of things by where these are written down. */
export function groupByPlace<T>(
  given: readonly T[],
  homes: ReadonlyMap<string, string>,
  find: (one: T) => Pick<StandingThing, "account" | "region">,
): PlaceGroup<T>[] {
  const groups = new Map<string, PlaceGroup<T>>();
  for (const one of given) {
    const { account, region: own } = find(one);
    const region = own || (homes.get(account) ?? "");
    groups.getOrInsertComputed(`${account} ${region}`, () => ({ account, region, all: [] })).all.push(one);
  }
  return [...groups.values()];
}
