// Guards: what counts as an object of members.
import { expect, test } from "bun:test";
import { Digits, isStructure, makeStructure } from "../../src/aws/values.ts";
import { isObject } from "../../src/base/values.ts";

test("objects of members are literals, JSON's, and those without a prototype", () => {
  const objects = [{}, { a: 1 }, JSON.parse('{"__proto__": [1], "constructor": 2}'), makeStructure()];
  for (const value of objects) expect([isObject(value), isStructure(value)]).toEqual([true, true]);
  const others = [
    null,
    undefined,
    "",
    0,
    true,
    [],
    [{}],
    new Date(),
    new Uint8Array(),
    new Digits("1.0"),
    () => 1,
  ];
  for (const value of others) expect([isObject(value), isStructure(value)]).toEqual([false, false]);
});
