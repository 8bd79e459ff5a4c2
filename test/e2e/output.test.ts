/** A result that cannot be written when all has been sent. */
import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { startRecordingServer } from "./support/recording-server.ts";
import { runReplay } from "./support/replay.ts";
import { formatTrail, makeRecord } from "./support/trails.ts";

test.skipIf(!existsSync("/dev/full"))("is printed on standard error, with exit 2", async () => {
  using server = startRecordingServer();
  const args = ["--input", "-", "--endpoint", server.endpoint, "--output", "/dev/full"];
  const { exitCode, stderr } = await runReplay(args, { stdin: formatTrail(makeRecord()) });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('"total_events": 1');
  expect(stderr).toContain("error: --output: the file could not be written");
});
