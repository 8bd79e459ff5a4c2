import { expect, test } from "bun:test";
import { splitList } from "../../src/base/split-list.ts";
import { startProcessorTime } from "../support/processor-time.ts";

test.each([
  ["", [""]],
  ["a", ["a"]],
  ["a,b", ["a", "b"]],
  [",a,,b,", ["", "a", "", "b", ""]],
  ["logs/{a,b}/*.json,c", ["logs/{a,b}/*.json", "c"]],
  ["{a,b},{c,d}", ["{a,b}", "{c,d}"]],
  ["a,b}", ["a,b}"]],
  ["{a,b", ["{a", "b"]],
  ["{a,{b,c},d}", ["{a", "{b,c},d}"]],
])("%p", (text, parts) => {
  expect(splitList(text)).toEqual(parts);
  expect(splitList(text)).toEqual(text.split(/,(?![^{}]*\})/));
});

test("a million commas take no longer than a moment", () => {
  const tellTime = startProcessorTime();
  expect(splitList(",".repeat(1_000_000))).toHaveLength(1_000_001);
  expect(tellTime()).toBeLessThan(2_000);
});
