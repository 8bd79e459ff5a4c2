// Some of the cases that inputs.long.ts and requests.long.ts run a hundred thousand of, the same ones each time.
import { expect, test } from "bun:test";
import { CASE_KINDS, type CaseKind } from "./support/case-kinds.ts";
import { drawCase } from "./support/draw-case.ts";

const SEED = 14;
const LIMIT_MS = 60_000;

/** Cases that found something once, by their seeds and numbers; the mended fault has a test of its own besides. */
const FOUND: Readonly<Record<CaseKind, readonly (readonly [seed: number, number: number])[]>> = {
  inputs: [
    [2, 12],
    [2, 23],
    [2, 2514],
    [2, 3905],
  ],
  requests: [],
};

test.each<[CaseKind, number]>([
  ["inputs", 120],
  ["requests", 500],
])(
  "%s, changed by chance: a named error or an answer",
  async (kind, count) => {
    const cases = await CASE_KINDS[kind].open();
    const drawn = [...FOUND[kind], ...Array.from({ length: count }, (_, number) => [SEED, number] as const)];
    for (const [seed, number] of drawn)
      expect([seed, number, await cases.run(drawCase(seed, number))]).toEqual([seed, number, undefined]);
  },
  LIMIT_MS,
);

test("a case is the same whenever it is drawn", async () => {
  for (const kind of ["inputs", "requests"] as const) {
    const cases = await CASE_KINDS[kind].open();
    const [once, again] = [await cases.show(drawCase(SEED, 7)), await cases.show(drawCase(SEED, 7))];
    expect(again).toEqual(once);
  }
});
