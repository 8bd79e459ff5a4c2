// Which commands of the pages need not be run, because `npm test` does.
import { expect, test } from "bun:test";
import { isPartOfTests } from "../../scripts/lib/checks.ts";

test.each([
  "npm run build",
  "node scripts/run.mjs scripts/build.ts",
  "node_modules/.bin/biome check",
  "node scripts/run.mjs test test/scripts/checks.test.ts",
  "node scripts/run.mjs test test/base test/scripts/checks.test.ts",
])("npm test runs %s", (command) => {
  expect(isPartOfTests(command)).toBe(true);
});

test.each([
  "npm run demo",
  "npm run nothing",
  "node_modules/.bin/biome check --write",
  "node_modules/.bin/biome check; rm -r dist",
  "node scripts/run.mjs test test/scripts/none.test.ts",
  "node scripts/run.mjs test test/base test/nowhere",
  "node scripts/run.mjs test test/base | head",
  "node scripts/run.mjs test test/base --bail",
  "node scripts/run.mjs test test/scripts/check",
  "node scripts/run.mjs test test/support",
  "node scripts/run.mjs test test/botocore/retired.long.ts",
  "node scripts/run.mjs test ",
])("npm test does not run %s", (command) => {
  expect(isPartOfTests(command)).toBe(false);
});
