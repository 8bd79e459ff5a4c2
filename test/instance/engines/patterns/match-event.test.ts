// What patterns match: each operator, lists, what is not there, choices.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { matchesEvent } from "../../../../src/instance/engines/patterns/match-event.ts";
import { readPattern } from "../../../../src/instance/engines/patterns/read-pattern.ts";
import { fitsWildcard, readWildcard } from "../../../../src/instance/engines/patterns/wildcards.ts";

function matches(pattern: unknown, event: unknown): boolean {
  const read = readPattern(JSON.stringify(pattern));
  if ("fault" in read) throw new Error(read.fault);
  return matchesEvent(read.pattern, event);
}

/** Which of several values of a member match. */
function fitting(asked: unknown, ...values: unknown[]): unknown[] {
  return values.filter((value) => matches({ a: [asked] }, value === undefined ? {} : { a: value }));
}

test("exact values are equal and of one kind", () => {
  expect(fitting("1", "1", 1)).toEqual(["1"]);
  expect(fitting(1, "1", 1, 1.0)).toEqual([1, 1]);
  expect(fitting(null, null, "", undefined, false)).toEqual([null]);
  expect(fitting("", null, "")).toEqual([""]);
  expect(fitting("::1", "0:0:0:0:0:0:0:1", "::2")).toEqual(["0:0:0:0:0:0:0:1"]);
});

test("operators on texts", () => {
  expect(fitting({ prefix: "ab" }, "abc", "Abc", "a", 1)).toEqual(["abc"]);
  expect(fitting({ prefix: { "equals-ignore-case": "aB" } }, "Abc", "b")).toEqual(["Abc"]);
  expect(fitting({ suffix: "" }, "x", "", 1, null)).toEqual(["x", ""]);
  expect(fitting({ suffix: { "equals-ignore-case": ".PNG" } }, "a.png", "png")).toEqual(["a.png"]);
  expect(fitting({ "equals-ignore-case": "Ab" }, "aB", "ab ", 1)).toEqual(["aB"]);
  expect(fitting({ wildcard: "a*c*" }, "abc", "ac", "acb", "ab")).toEqual(["abc", "ac", "acb"]);
  expect(fitting({ wildcard: "" }, "", "a")).toEqual([""]);
  expect(fitting({ cidr: "10.0.0.0/24" }, "10.0.0.255", "10.0.1.0", "x")).toEqual(["10.0.0.255"]);
});

test("operators on numbers", () => {
  expect(fitting({ numeric: [">", 0, "<=", 5] }, 0, 1, 5, 5.1, "1")).toEqual([1, 5]);
  expect(fitting({ numeric: ["=", 3.018e2] }, 301.8, 301)).toEqual([301.8]);
  expect(fitting({ numeric: ["<", 10] }, 9, 10, null)).toEqual([9]);
});

test("anything but is of what is there, whatever it is", () => {
  expect(fitting({ "anything-but": "a" }, "a", "b", 1, null, undefined)).toEqual(["b", 1, null]);
  expect(fitting({ "anything-but": [1, 2] }, 1, 3, "1")).toEqual([3, "1"]);
  expect(fitting({ "anything-but": 0 }, 0, 0.0, 1)).toEqual([1]);
  expect(fitting({ "anything-but": { prefix: ["a", "b"] } }, "ax", "cx", 1, null)).toEqual(["cx", 1, null]);
  expect(fitting({ "anything-but": { "equals-ignore-case": "A" } }, "a", "b", null)).toEqual(["b", null]);
  expect(fitting({ "anything-but": { wildcard: "*/bin/*" } }, "a/bin/b", "a")).toEqual(["a"]);
});

test("what is there has a value, and is no object", () => {
  expect(fitting({ exists: true }, 1, null, undefined, {}, [], [1])).toEqual([1, null, [1]]);
  expect(fitting({ exists: false }, 1, undefined, [], { b: 1 })).toEqual([undefined, [], { b: 1 }]);
  expect(matches({ a: { b: [{ exists: false }] } }, {})).toBe(true);
});

test("of a list one item is enough, and of objects in it one has all", () => {
  expect(fitting("x", ["y", "x"], ["y"], [])).toEqual([["y", "x"]]);
  const pattern = { a: { b: [1], c: [2] } };
  expect(matches(pattern, { a: [{ b: 1, c: 2 }, { b: 3 }] })).toBe(true);
  expect(matches(pattern, { a: [{ b: 1 }, { c: 2 }] })).toBe(false);
  expect(matches({ a: { b: [{ exists: false }] } }, { a: [{ c: 1 }, { b: 1 }] })).toBe(false);
});

test("how deep an event is does not matter", () => {
  const depth = 200_000;
  const list: unknown = JSON.parse(`${"[".repeat(depth)}1${"]".repeat(depth)}`);
  expect(matches({ a: [1] }, { a: list })).toBe(true);
  expect(matches({ a: { b: [1] } }, { a: list })).toBe(false);
});

test("dots in the names of a pattern lead deeper, those of an event do not", () => {
  expect(matches({ detail: { "state.is": ["on"] } }, { detail: { state: { is: "on" } } })).toBe(true);
  expect(matches({ detail: { "state.is": ["on"] } }, { detail: { "state.is": "on" } })).toBe(true);
  expect(matches({ detail: { state: { is: ["on"] } } }, { detail: { "state.is": "on" } })).toBe(false);
});

test("of choices one is enough", () => {
  const pattern = { x: [1], $or: [{ a: [1] }, { b: [2], c: [3] }] };
  expect(matches(pattern, { x: 1, a: 1 })).toBe(true);
  expect(matches(pattern, { x: 1, b: 2, c: 3 })).toBe(true);
  expect(matches(pattern, { x: 1, b: 2 })).toBe(false);
  expect(matches(pattern, { a: 1 })).toBe(false);
});

test("wildcards fit what an expression for them fits", () => {
  const texts = fc
    .array(fc.constantFrom("a", "b", "*"), { maxLength: 7 })
    .map((all) => all.join("").replaceAll(/\*+/g, "*"));
  const values = fc.array(fc.constantFrom("a", "b"), { maxLength: 7 }).map((all) => all.join(""));
  fc.assert(
    fc.property(texts, values, (text, value) => {
      const parts = readWildcard(text);
      if (typeof parts === "string") throw new Error(parts);
      const expression = new RegExp(`^${text.replaceAll("*", ".*")}$`);
      expect(fitsWildcard(parts, value)).toBe(expression.test(value));
    }),
  );
});
