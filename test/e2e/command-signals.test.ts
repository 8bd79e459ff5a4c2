// What signals do while the command behind a replay runs.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { binary } from "./support/binary.ts";
import { type RecordingServer, startRecordingServer } from "./support/recording-server.ts";
import { startInTerminal } from "./support/terminal.ts";
import { formatTrail, makeFolder, makeRecord } from "./support/trails.ts";

const LIMIT_MS = 20_000;
const PATH = "/usr/bin:/bin";

let server: RecordingServer;
beforeAll(() => {
  server = startRecordingServer();
});
afterAll(() => server[Symbol.dispose]());

describe("signals", () => {
  /** Tells each signal it gets, and goes on. */
  const COUNTS = `
    trap 'echo INT' INT; trap 'echo TERM' TERM
    echo ready
    while :; do sleep 0.05; done`;
  const CLEANS_UP = `trap 'sleep 0.3; echo cleaned up; exit 5' INT TERM; echo ready; while :; do sleep 0.05; done`;

  function startThen(script: string) {
    const folder = makeFolder();
    const trail = folder.write("trail.json", formatTrail(makeRecord()));
    const args = [
      "cloudtrail",
      "replay",
      "--input",
      trail,
      "--endpoint",
      server.endpoint,
      "--no-create-missing",
    ];
    return { folder, args: [...args, "--", "sh", "-c", script] };
  }

  test(
    "reach the command once each, and it ends in its own time",
    async () => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) {
        const { folder, args } = startThen(CLEANS_UP);
        using _ = folder;
        const streams = { stdin: "ignore", stdout: "pipe", stderr: "ignore" } as const;
        // In a session of its own, as in CI: with the terminal of whoever runs the tests, ^C would be the terminal's to send.
        const child = Bun.spawn([binary, ...args], { env: { PATH }, detached: true, ...streams });
        let stdout = "";
        for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
          if (stdout === "") child.kill(signal);
          stdout += text;
        }
        expect(stdout).toBe("ready\ncleaned up\n");
        expect(await child.exited).toBe(5);
      }
    },
    LIMIT_MS,
  );

  test(
    "^C of a terminal reaches the command once, though it is pressed twice",
    async () => {
      const { folder, args } = startThen(COUNTS);
      using _ = folder;
      const run = startInTerminal(args);
      await run.waitFor(/ready/);
      run.press("\u0003");
      await run.waitFor(/INT/);
      run.press("\u0003");
      await run.waitFor(/INT[\s\S]*INT/);
      process.kill(run.pid, "SIGTERM");
      await run.waitFor(/TERM/);
      expect(run.output.match(/INT|TERM/g)).toEqual(["INT", "INT", "TERM"]);
      process.kill(run.pid, "SIGKILL");
      await run.exited;
    },
    LIMIT_MS,
  );
});
