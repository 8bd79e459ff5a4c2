import { expect, test } from "bun:test";
import configSchema from "../../docs/cloudmock.schema.json";
import { makeConfigJsonSchema } from "../../scripts/config-schema.ts";

test("cloudmock.schema.json says what the valibot schema says; `npm run docs` writes it", () => {
  expect(configSchema as object).toEqual(makeConfigJsonSchema());
});
