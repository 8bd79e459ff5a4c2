import { expect, test } from "bun:test";
import { KeptEvents } from "../../src/trail/bound-kept.ts";
import type { TrailEvent } from "../../src/trail/record.ts";
import { makeEvent } from "../replay/sample-event.ts";

function makeKept(most: number) {
  const beyond = new Map<number, number>();
  const kept = new KeptEvents({
    most,
    onBeyond: ({ ordinal }, change) => beyond.set(ordinal, (beyond.get(ordinal) ?? 0) + change),
  });
  return { kept, beyond };
}

function makeAt(second: number): TrailEvent {
  return makeEvent({ at: second * 1000, ordinal: second, requestParameters: { name: `n${second}` } });
}

test("the first by time are kept, in whatever order they come, and the others told once", () => {
  const { kept, beyond } = makeKept(3);
  for (const second of [9, 2, 7, 1, 8, 3, 6, 4, 5, 0]) kept.add(makeAt(second), undefined);
  expect(kept.list().map(({ ordinal }) => ordinal)).toEqual([0, 1, 2]);
  expect([...beyond].sort(([a], [b]) => a - b)).toEqual([3, 4, 5, 6, 7, 8, 9].map((at) => [at, 1]));
  expect(kept.list()).toHaveLength(3);
  expect([...beyond.values()].every((count) => count === 1)).toBe(true);
});

test("a copy that another takes the place of is taken back, be it kept or not", () => {
  const { kept, beyond } = makeKept(1);
  kept.add(makeAt(1), "first");
  for (const second of [2, 3, 4]) kept.add(makeAt(second), `shared-${second}`);
  kept.remove("shared-4");
  kept.remove("first");
  kept.remove("first");
  expect(beyond.get(4)).toBe(0);
  expect(kept.list()).toEqual([]);
});

test("without a bound all are kept", () => {
  const kept = new KeptEvents();
  for (const second of [2, 1]) kept.add(makeAt(second), undefined);
  expect(kept.list().map(({ ordinal }) => ordinal)).toEqual([1, 2]);
});
