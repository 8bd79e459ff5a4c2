// How what stands in the instance is compared with what stood in moto.
import { expect, test } from "bun:test";
import * as v from "valibot";
import { compareProduction, MotoOwnRow } from "./support/compare-production.ts";
import rows from "./support/moto-own.json" with { type: "json" };

test("every row of moto's own has a reason", () => {
  v.parse(v.array(MotoOwnRow), rows);
});

test("what says the same is equal, and what is empty or the data plane's is no fact", () => {
  const moto = {
    "thing a .doc": '"{\\"b\\": 1, \\"a\\": [2, 1]}"',
    "thing a .size": "18.0",
    "queue q .messages": "3",
  };
  const instance = { "thing a .doc": '{"a": [1, 2], "b": 1}', "thing a .size": "18", "thing a .more": "[]" };
  expect(compareProduction(moto, instance)).toEqual({ facts: 2, equal: 2, data: 1, different: [] });
});

test("what AWS tells and moto does not is no difference, but what both tell otherwise is", () => {
  const moto = { "key a .KeyUsage": '"SIGN_VERIFY"', "subnet s exists": "true" };
  const instance = {
    "key a .KeyUsage": '"ENCRYPT_DECRYPT"',
    "subnet s exists": "true",
    "subnet s .EnableDns64": "false",
  };
  const { facts, equal } = compareProduction(moto, instance);
  expect([facts, equal]).toEqual([2, 1]);
});
