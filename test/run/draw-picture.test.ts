/** --report FILE.svg: what stands after a replay, as a picture. */
import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { runHere } from "../support/run-argv.ts";

test("a replay draws what stands in its instance", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-picture-"));
  const file = join(folder, "picture.svg");
  const trail = join(root, "fixtures", "demo", "trail.json");
  const { exitCode } = await runHere([
    "cloudtrail",
    "replay",
    "--embedded",
    "--input",
    trail,
    "--report",
    file,
  ]);
  const svg = readFileSync(file, "utf8");
  rmSync(folder, { recursive: true });
  expect(exitCode).toBe(0);
  expect(svg).toContain("What stands after the replay");
  expect(svg).toContain("<title>orchard-orders, dynamodb table, 123456789012, eu-west-1");
}, 60_000);
