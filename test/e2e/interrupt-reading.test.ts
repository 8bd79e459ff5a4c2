/** An interrupt while the input is still being read. */
import { expect, test } from "bun:test";
import { binary, root } from "./support/binary.ts";
import { formatTrail, makeRecord } from "./support/trails.ts";

/** Interrupts a replay that waits for more input, and gives how it ended. */
async function interruptReading(...flags: readonly string[]) {
  const child = Bun.spawn([binary, "cloudtrail", "replay", "--input", "-", ...flags], {
    env: {},
    cwd: root,
    stdin: "pipe",
    stdout: "pipe",
    stderr: "pipe",
  });
  child.stdin.write(formatTrail(makeRecord()).slice(0, -2));
  await child.stdin.flush();
  await Bun.sleep(1_000); // until it waits for more input
  child.kill("SIGINT");
  const exitCode = await Promise.race([child.exited, Bun.sleep(5_000).then(() => "still reading")]);
  child.kill("SIGKILL");
  const [stdout, stderr] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { exitCode, stdout, stderr };
}

const SAID = "interrupted: ending with what there is; interrupt again to stop at once\n";

test("SIGINT ends the reading of standard input with 130, and says so", async () => {
  const { exitCode, stderr } = await interruptReading("--endpoint", "http://127.0.0.1:1");
  expect(exitCode).toBe(130);
  expect(stderr).toStartWith(SAID);
}, 300_000);

test("a dry run that is interrupted is no log without calls", async () => {
  expect(await interruptReading("--dry-run")).toEqual({
    exitCode: 130,
    stdout: "",
    stderr: `${SAID}dry run: interrupted; 0 requests were shown, and there may be more\n`,
  });
}, 300_000);
