import { expect, test } from "bun:test";
import { formatDuration } from "../../src/report/duration.ts";

const MS = 1e6;
const S = 1e9;

test.each([
  [0, "0s"],
  [1, "1ns"],
  [999, "999ns"],
  [1_000, "1µs"],
  [90_000, "90µs"],
  [90_499, "90µs"],
  [999_499, "999µs"],
  [999_500, "1ms"],
  [842 * MS, "842ms"],
  [999.4 * MS, "999ms"],
  [999.5 * MS, "1s"],
  [1.04 * S, "1s"],
  [1.2 * S, "1.2s"],
  [1.25 * S, "1.3s"],
  [59.94 * S, "59.9s"],
  [59.95 * S, "1m0s"],
  [125 * S, "2m5s"],
  [3599.4 * S, "59m59s"],
  [3599.5 * S, "1h0m"],
  [3780 * S, "1h3m"],
  [7199 * S, "2h0m"],
  [100 * 3600 * S, "100h0m"],
])("%d ns is %s", (nanoseconds, text) => {
  expect(formatDuration(nanoseconds)).toBe(text);
});

test("no value is written as 1000 of a unit or 60 of one", () => {
  for (let nanoseconds = 1; nanoseconds < 1e14; nanoseconds = Math.ceil(nanoseconds * 1.01)) {
    expect(formatDuration(nanoseconds)).not.toMatch(/^1000|^60(\.\d)?s|m60s|^60m\d|h60m/);
  }
});
