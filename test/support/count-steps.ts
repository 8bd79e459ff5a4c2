/** Counts what an algorithm does instead of the time it takes, which a busy machine would make longer. */
import { expect } from "bun:test";

/** How often `work` reads a character, looks into a map or compares a beginning. */
export function countSteps(work: () => void): number {
  let steps = 0;
  const { charCodeAt, startsWith } = String.prototype;
  const { get } = Map.prototype;
  String.prototype.charCodeAt = function (this: string, at) {
    steps++;
    return charCodeAt.call(this, at);
  };
  String.prototype.startsWith = function (this: string, tail, at) {
    steps++;
    return startsWith.call(this, tail, at);
  };
  Map.prototype.get = function (this: Map<unknown, unknown>, key: unknown) {
    steps++;
    return get.call(this, key);
  };
  try {
    work();
  } finally {
    Object.assign(String.prototype, { charCodeAt, startsWith });
    Map.prototype.get = get;
  }
  return steps;
}

/** Four times the size costs four times the steps, with a little room; quadratic would be sixteen times. */
export function expectLinear(work: (size: number) => void): void {
  const small = countSteps(() => work(1_000));
  const large = countSteps(() => work(4_000));
  expect(small).toBeGreaterThan(1_000);
  expect(large / small).toBeLessThan(5);
}
