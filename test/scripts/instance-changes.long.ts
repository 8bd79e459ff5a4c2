// The page of what changes change is up to date: `npm run docs` makes it anew.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { renderInstanceChanges } from "../../scripts/lib/instance-changes-page.ts";
import { root } from "../../scripts/lib/python.ts";

const LIMIT_MS = 600_000;

test(
  "docs/instance-changes.md has what is measured",
  async () => {
    const page = await Bun.file(join(root, "docs", "instance-changes.md")).text();
    const lines = new Set(page.split("\n"));
    expect((await renderInstanceChanges()).split("\n").filter((line) => !lines.has(line))).toEqual([]);
  },
  LIMIT_MS,
);
