// That what is kept of AWS's retired operations is what the older releases of botocore hold.
import { expect, test } from "bun:test";
import { makeRetired } from "../../scripts/lib/retired.ts";
import { readKept } from "../../scripts/lib/retired-file.ts";

test("the older releases say what is kept of them", () => {
  expect(readKept().files).toEqual(makeRetired());
}, 600_000);
