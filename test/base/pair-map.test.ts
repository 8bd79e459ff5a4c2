import { expect, test } from "bun:test";
import { PairMap } from "../../src/base/pair-map.ts";

test("what two texts name is told from what their joining names", () => {
  const map = new PairMap([
    ["a", "b c", 1],
    ["a b", "c", 2],
  ]);
  expect([map.get("a", "b c"), map.get("a b", "c"), map.get("a b", "b c")]).toEqual([1, 2, undefined]);
  expect([map.has("a", "b c"), map.has("a", "c")]).toEqual([true, false]);
});

test("the last of two values holds, as in a map", () => {
  expect(
    new PairMap([
      ["a", "b", 1],
      ["a", "b", 2],
    ]).get("a", "b"),
  ).toBe(2);
});

test("items stand together in their order", () => {
  const groups = PairMap.groupBy(["ab1", "cd1", "ab2"], ([first = "", second = ""]) => [first, second]);
  expect(groups.get("a", "b")).toEqual(["ab1", "ab2"]);
  expect(groups.get("c", "d")).toEqual(["cd1"]);
  expect(groups.get("a", "d")).toBeUndefined();
});

test("a value is made once, also where it is undefined", () => {
  const map = new PairMap<number | undefined>();
  let made = 0;
  const make = () => {
    made++;
    return undefined;
  };
  expect([map.getOrInsertComputed("a", "b", make), map.getOrInsertComputed("a", "b", make)]).toEqual([
    undefined,
    undefined,
  ]);
  expect(made).toBe(1);
  expect(map.getOrInsertComputed("a", "c", () => 3)).toBe(3);
});
