// The page of what the instance does is up to date: `npm run docs` makes it anew.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { renderInstanceCoverage } from "../../scripts/lib/instance-coverage-page.ts";
import { root } from "../../scripts/lib/python.ts";

const LIMIT_MS = 240_000;

test(
  "docs/instance-coverage.md has what is measured",
  async () => {
    expect(await Bun.file(join(root, "docs", "instance-coverage.md")).text()).toBe(
      await renderInstanceCoverage(),
    );
  },
  LIMIT_MS,
);
