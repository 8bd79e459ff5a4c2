// Sequence numbers: what is written is read back, they have 56 digits, and those of a shard grow.
import { expect, test } from "bun:test";
import fc from "fast-check";
import {
  LAST_COUNT,
  readSequence,
  writeSequence,
} from "../../../../src/instance/engines/kinesis/sequence-numbers.ts";

const seconds = fc.integer({ min: 1_380_000_000, max: 4_000_000_000 });
const parts = fc.record({
  shardMadeAt: seconds,
  shard: fc.integer({ min: 0, max: 100_000 }),
  count: fc.bigInt({ min: 0n, max: LAST_COUNT }),
  at: seconds,
});

test("what is written is read back, and has 56 digits", () => {
  fc.assert(
    fc.property(parts, (one) => {
      const text = writeSequence(one);
      expect(text).toHaveLength(56);
      expect(readSequence(text)).toEqual(one);
    }),
  );
});

test("a later record of a shard has a larger number", () => {
  fc.assert(
    fc.property(parts, seconds, (one, at) => {
      const next = { ...one, count: one.count + 1n, at };
      expect(writeSequence(next) > writeSequence(one)).toBe(true);
    }),
  );
});

test("what is no number of a stream is none", () => {
  for (const text of ["", "0", "1", "abc", "9".repeat(56), "1".repeat(200)])
    expect(readSequence(text)).toBeUndefined();
});
