import { expect, test } from "bun:test";
import { makeResultSchema } from "../../scripts/result-schema.ts";
import resultSchema from "../../src/report/result.schema.json";

test("result.schema.json says what the valibot schema says; `bun scripts/result-schema.ts` writes it", () => {
  expect(resultSchema as object).toEqual(makeResultSchema());
});
