// The same commit gives the same release: to compile and to pack a binary twice takes long.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTarget } from "../../scripts/lib/targets.ts";
import { makeRelease } from "../../scripts/release.ts";

const LIMIT_MS = 300_000;
const scratch = mkdtempSync(join(tmpdir(), "cloudmock-release-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** The checksums of a release of one target, whose binary is not run. */
async function sumRelease(name: string): Promise<string> {
  const folder = join(scratch, name);
  await makeRelease(
    folder,
    [findTarget("linux-x64")],
    () => {},
    () => ({ how: [] }),
  );
  return readFileSync(join(folder, "SHA256SUMS"), "utf8");
}

test(
  "a release comes out with the same bytes again",
  async () => {
    const sums = await sumRelease("once");
    expect(sums.split("\n").length).toBeGreaterThan(5);
    expect(await sumRelease("again")).toBe(sums);
  },
  LIMIT_MS,
);
