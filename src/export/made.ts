/** Which things somebody made. */
import { readPath } from "./paths.ts";
import type { StandingThing } from "./standing.ts";

/**
 * What somebody made, and what came by itself where somebody joined one such thing to another. `joins`: the members of a thing that name
 * what it joins; undefined of what is no joining.
 */
export function listMade(
  standing: readonly StandingThing[],
  joins: (one: StandingThing) => readonly string[] | undefined,
): StandingThing[] {
  const ids = new Set(standing.flatMap(({ isBrought, id }) => (isBrought || id === undefined ? [] : [id])));
  const isJoined = (one: StandingThing) =>
    joins(one)?.every((path) => ids.has(String(readPath(one.members, path)))) === true;
  return standing.filter((one) => !one.isBrought || isJoined(one));
}
