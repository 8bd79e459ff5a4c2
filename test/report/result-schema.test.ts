import { expect, test } from "bun:test";
import { makeInspectionSchema, makeResultSchema } from "../../scripts/result-schema.ts";
import inspectionSchema from "../../src/inspect/inspection.schema.json";
import resultSchema from "../../src/report/result.schema.json";

test("result.schema.json says what the valibot schema says; `bun scripts/result-schema.ts` writes it", () => {
  expect(resultSchema as object).toEqual(makeResultSchema());
});

test("inspection.schema.json says what the valibot schema says", () => {
  expect(inspectionSchema as object).toEqual(makeInspectionSchema());
});
