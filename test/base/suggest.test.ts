import { expect, test } from "bun:test";
import { measureDistance, suggestNames } from "../../src/base/suggest.ts";

test.each([
  ["", "", 0],
  ["speed", "speed", 0],
  ["spede", "speed", 1],
  ["sped", "speed", 1],
  ["", "abc", 3],
  ["kitten", "sitting", 3],
])("from %p to %p are %d edits", (a, b, distance) => {
  expect(measureDistance(a, b)).toBe(distance);
  expect(measureDistance(b, a)).toBe(distance);
});

test("the nearest names come first, and far ones not at all", () => {
  const names = ["speed", "services", "strict", "regions"];
  expect(suggestNames("spede", names, 3)).toEqual(["speed"]);
  expect(suggestNames("service", names, 3)).toEqual(["services"]);
  expect(suggestNames("SERVICES", names, 3)).toEqual(["services"]);
  expect(suggestNames("x", names, 3)).toEqual([]);
  expect(suggestNames("dynamo", ["dynamodbstreams", "dynamodb", "dax"], 2)).toEqual([
    "dynamodb",
    "dynamodbstreams",
  ]);
  expect(suggestNames("dynamo", ["dynamodbstreams", "dynamodb"], 1)).toEqual(["dynamodb"]);
});
