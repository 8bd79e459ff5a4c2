/** An interrupt while the input is still being read. */
import { expect, test } from "bun:test";
import { binary, root } from "./support/binary.ts";
import { formatTrail, makeRecord } from "./support/trails.ts";

test("SIGINT ends the reading of standard input with 130", async () => {
  const args = ["cloudtrail", "replay", "--input", "-", "--endpoint", "http://127.0.0.1:1"];
  const child = Bun.spawn([binary, ...args], {
    env: {},
    cwd: root,
    stdin: "pipe",
    stdout: "ignore",
    stderr: "ignore",
  });
  child.stdin.write(formatTrail(makeRecord()));
  await child.stdin.flush();
  await Bun.sleep(1_000); // until it waits for more input
  child.kill("SIGINT");
  const ended = await Promise.race([child.exited, Bun.sleep(5_000).then(() => "still reading")]);
  child.kill("SIGKILL");
  expect(ended).toBe(130);
}, 15_000);
