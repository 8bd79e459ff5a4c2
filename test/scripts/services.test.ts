// The page of what the instance does with each operation is up to date: `npm run docs -- services` makes it anew.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { renderServices } from "../../scripts/lib/services-page.ts";

test("docs/services.md says what the instance does", async () => {
  expect(await Bun.file(join(root, "docs", "services.md")).text()).toBe(await renderServices());
}, 60_000);
