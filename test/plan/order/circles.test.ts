// Which calls go round in circles: those that lead to each other, and no other ones.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { groupCircles } from "../../../src/plan/order/circles.ts";
import { type Links, linkGroups } from "../../../src/plan/order/links.ts";
import { expectAlways } from "../../support/expect-always.ts";

const SIZE = 12;
const calls = Array.from({ length: SIZE }, (_, place) => ({ place }));
type Call = (typeof calls)[number];

/** Which calls lead to which, by links from each of a group to each of the one before it. */
function listReached(chains: readonly (readonly (readonly number[])[])[]): boolean[][] {
  const reached = calls.map(({ place }) => calls.map((other) => other.place === place));
  for (const groups of chains)
    for (const [at, group] of groups.entries())
      for (const before of groups.slice(0, at).flat())
        for (const one of group) (reached[one] as boolean[])[before] = true;
  for (let by = 0; by < SIZE; by++)
    for (const row of reached)
      if (row[by]) for (let to = 0; to < SIZE; to++) row[to] ||= reached[by]?.[to] === true;
  return reached;
}

test("a group is what leads to each other, and comes after what goes before it", () => {
  const number = fc.nat({ max: SIZE - 1 });
  const chain = fc.array(fc.uniqueArray(number, { minLength: 1, maxLength: 3 }), {
    minLength: 2,
    maxLength: 3,
  });
  return expectAlways(
    fc.property(fc.array(chain, { maxLength: 7 }), (chains) => {
      const before: Links<Call> = new Map();
      for (const groups of chains)
        linkGroups(
          groups.map((group) => group.flatMap((place) => calls[place] ?? [])),
          before,
        );
      const groups = groupCircles(calls, before);
      const groupOf = new Map(groups.flatMap((group, at) => group.map(({ place }) => [place, at] as const)));
      expect([...groupOf.keys()].sort((a, b) => a - b)).toEqual(calls.map(({ place }) => place));
      const reached = listReached(chains);
      for (const one of calls)
        for (const other of calls) {
          const [there, back] = [reached[one.place]?.[other.place], reached[other.place]?.[one.place]];
          const [mine, its] = [groupOf.get(one.place) ?? 0, groupOf.get(other.place) ?? 0];
          expect(mine === its).toBe(there === true && back === true);
          if (there && mine !== its) expect(its).toBeLessThan(mine);
        }
    }),
  );
});

test("calls that nothing links keep their order, each a group", () => {
  expect(groupCircles(calls, new Map())).toEqual(calls.map((call) => [call]));
});
