import { expect, test } from "bun:test";
import { measureLag } from "../../src/replay/lag.ts";

test("no samples are no lag", () => {
  expect(measureLag([])).toEqual({ worstMs: 0, p99Ms: 0 });
});

test("one sample is both numbers", () => {
  expect(measureLag([7.5])).toEqual({ worstMs: 7.5, p99Ms: 7.5 });
});

test("takes the nearest rank, in numeric order", () => {
  const samples = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect(measureLag(samples)).toEqual({ worstMs: 200, p99Ms: 198 });
  expect(measureLag([9, 10, 100])).toEqual({ worstMs: 100, p99Ms: 100 });
});

test("leaves the samples as they are", () => {
  const samples = [3, 1, 2];
  measureLag(samples);
  expect(samples).toEqual([3, 1, 2]);
});
