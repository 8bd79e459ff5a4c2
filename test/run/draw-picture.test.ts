/** --report FILE.svg: what stands after a replay, as a picture; and what stands, for all reports that show it. */
import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { parseReplayOptions } from "../../src/options/options.ts";
import { makeTopologyFinder } from "../../src/run/find-topology.ts";
import { runHere } from "../support/run-argv.ts";

const TRAIL = join(root, "fixtures", "demo", "trail.json");

function makeFinder(input: string) {
  const options = parseReplayOptions({ input: [input], endpoint: ["http://localhost:5000"] }, {}, 0);
  const remarks = { warn: () => {}, info: () => {} };
  return makeTopologyFinder(options, { remarks, signal: new AbortController().signal });
}

test("a log that was replayed elsewhere is let stand once, however many reports show it", async () => {
  const find = makeFinder(TRAIL);
  const [one, other] = await Promise.all([find(), find()]);
  expect(one?.resources.length).toBeGreaterThan(5);
  expect(other).toBe(one);
}, 60_000);

test("standard input is not read again, named beside a file as well", async () => {
  expect(await makeFinder("-")()).toBeUndefined();
  expect(await makeFinder(`${TRAIL},-`)()).toBeUndefined();
});

test("a replay draws what stands in its instance", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-picture-"));
  const file = join(folder, "picture.svg");
  const { exitCode } = await runHere([
    "cloudtrail",
    "replay",
    "--embedded",
    "--input",
    TRAIL,
    "--report",
    file,
  ]);
  const svg = readFileSync(file, "utf8");
  rmSync(folder, { recursive: true });
  expect(exitCode).toBe(0);
  expect(svg).toContain("What stands after the replay");
  expect(svg).toContain("<title>orchard-orders, dynamodb table, 123456789012, eu-west-1");
}, 60_000);
