// The page of what the instance does is up to date: `npm run docs` makes it anew. Its figures are held by every-operation.test.ts.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { renderInstanceCoverage } from "../../scripts/lib/instance-coverage-page.ts";
import { root } from "../../scripts/lib/python.ts";

const LIMIT_MS = 240_000;

/** A thing or two come out otherwise by what was tried before them. */
const MOST_OTHER_LINES = 6;

test(
  "docs/instance-coverage.md has what is measured",
  async () => {
    const page = await Bun.file(join(root, "docs", "instance-coverage.md")).text();
    const lines = new Set(page.split("\n"));
    const others = (await renderInstanceCoverage()).split("\n").filter((line) => !lines.has(line));
    expect(others.length, others.join("\n")).toBeLessThanOrEqual(MOST_OTHER_LINES);
  },
  LIMIT_MS,
);
