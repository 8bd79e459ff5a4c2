/** A result that cannot be written when all has been sent. */
import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { binary } from "./support/binary.ts";
import { startRecordingServer } from "./support/recording-server.ts";
import { runReplay } from "./support/replay.ts";
import { formatTrail, makeFolder, makeRecord } from "./support/trails.ts";

test.skipIf(!existsSync("/dev/full"))("is printed on standard error, with exit 2", async () => {
  using server = startRecordingServer();
  using folder = makeFolder();
  const ids = join(folder.path, "ids.json");
  const args = ["--input", "-", "--endpoint", server.endpoint, "--output", "/dev/full", "--id-map", ids];
  const { exitCode, stderr } = await runReplay(args, { stdin: formatTrail(makeRecord()) });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('"total_events": 1');
  expect(stderr).toContain("error: --output: the file could not be written");
  expect(existsSync(ids)).toBe(true);
});

test.skipIf(!existsSync("/dev/full"))("is in its file although standard output is full", async () => {
  using server = startRecordingServer();
  using folder = makeFolder();
  const trail = folder.write("trail.json", formatTrail(makeRecord()));
  const [result, ids] = [join(folder.path, "result.json"), join(folder.path, "ids.json")];
  // JSON, which is the first that standard output gets when all has been sent.
  const script = `"${binary}" cloudtrail replay --input "${trail}" --endpoint ${server.endpoint} --format json --output "${result}" --id-map "${ids}" > /dev/full`;
  const child = Bun.spawn(["/bin/sh", "-c", script], { env: {}, stderr: "pipe" });
  expect(await new Response(child.stderr).text()).toContain(
    "error: standard output cannot be written (ENOSPC",
  );
  expect(await child.exited).toBe(2);
  expect(JSON.parse(readFileSync(result, "utf8")).total_events).toBe(1);
  expect(existsSync(ids)).toBe(true);
});
