// The same commit gives the same release: to compile and to pack a binary twice takes long.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTarget } from "../../scripts/lib/targets.ts";
import { makeRelease, type ReleaseSettings } from "../../scripts/release.ts";

const LIMIT_MS = 300_000;
const said: string[] = [];
const scratch = mkdtempSync(join(tmpdir(), "cloudmock-release-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** The checksums of a release of one target, made as the settings say. */
async function sumRelease(name: string, settings?: ReleaseSettings): Promise<string> {
  const folder = join(scratch, name);
  await makeRelease(folder, [findTarget("linux-x64")], (line) => said.push(line), settings);
  return readFileSync(join(folder, "SHA256SUMS"), "utf8");
}

test(
  "a release comes out with the same bytes again, and is run in every way that this machine has",
  async () => {
    const sums = await sumRelease("once", { tryOut: () => ({ how: [] }) });
    expect(sums.split("\n").length).toBeGreaterThan(5);
    expect(await sumRelease("again")).toBe(sums);
    if (process.platform === "linux" && process.arch === "x64")
      expect(said.at(-1)).toMatch(/^linux-x64: built; header checked; run; (not )?run/);
  },
  LIMIT_MS,
);
