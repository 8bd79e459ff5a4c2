// Some of the cases that inputs.long.ts and requests.long.ts run a hundred thousand of, the same ones each time.
import { expect, test } from "bun:test";
import { CASE_KINDS, type CaseKind } from "./support/case-kinds.ts";
import { drawCase } from "./support/draw-case.ts";

const SEED = 14;
const LIMIT_MS = 60_000;

test.each<[CaseKind, number]>([
  ["inputs", 60],
  ["requests", 200],
])(
  "%s, changed by chance: a named error or an answer",
  async (kind, count) => {
    const cases = await CASE_KINDS[kind].open();
    for (let number = 0; number < count; number++)
      expect([number, await cases.run(drawCase(SEED, number))]).toEqual([number, undefined]);
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
