// `cloudtrail select --output`: a file beside the log, and never the log itself.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { makeFolder } from "../e2e/support/trails.ts";
import { runHere } from "../support/run-argv.ts";

const trail = readFileSync(join(root, "fixtures", "demo", "trail.json"), "utf8");

test("the log that is read is not written over, by whichever name", async () => {
  using folder = makeFolder();
  const path = folder.write("trail.json", trail);
  for (const [input, output] of [
    [path, path],
    [path, join(folder.path, ".", "..", folder.path.split("/").at(-1) ?? "", "trail.json")],
    [folder.path, path],
  ] as const) {
    const argv = ["cloudtrail", "select", "--input", input, "--services", "s3", "--output", output];
    const { exitCode, stderr } = await runHere(argv);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("name another file")]);
    expect(readFileSync(path, "utf8")).toBe(trail);
  }
  const other = join(folder.path, "small.json");
  const argv = ["cloudtrail", "select", "--input", path, "--services", "s3", "--output", other];
  expect((await runHere(argv)).exitCode).toBe(0);
  expect(JSON.parse(readFileSync(other, "utf8")).Records).toHaveLength(2);
});
