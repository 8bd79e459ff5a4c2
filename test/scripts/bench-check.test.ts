// What the check of the benchmarks says of ratios that changed.
import { expect, test } from "bun:test";
import { findWorse } from "../../scripts/bench/check.ts";
import { measureRatio, type Ratio } from "../../scripts/bench/ratios.ts";

/** A ratio whose runs take these seconds, beside a baseline of one second. */
function makeRatio(...seconds: readonly number[]): Ratio {
  let run = 0;
  return { name: "read", title: "reading", run: async () => [seconds[run++ % seconds.length] ?? 0, 1] };
}

test("the middle one of the runs counts, each beside its own baseline", async () => {
  expect(await measureRatio(makeRatio(9, 2, 1), 3)).toBe(2);
});

test("what is worse by a quarter is said, and what is better or a little worse is not", async () => {
  expect(await findWorse([makeRatio(1.3)], { read: 1 })).toEqual(["read is 1.30 times what it was: reading"]);
  expect(await findWorse([makeRatio(1.2)], { read: 1 })).toEqual([]);
  expect(await findWorse([makeRatio(0.5)], { read: 1 })).toEqual([]);
});

test("what was slow once is measured again", async () => {
  expect(await findWorse([makeRatio(3, 3, 3, 1, 1, 1, 1, 1)], { read: 1 })).toEqual([]);
});

test("a ratio that nothing is kept of is said", async () => {
  expect(await findWorse([makeRatio(1)], {})).toHaveLength(1);
});
