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
