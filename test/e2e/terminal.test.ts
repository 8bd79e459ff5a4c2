/** What a person sees in a terminal, and what CI and pipes get. */
import { describe, expect, test } from "bun:test";
import { runBinary } from "./support/binary.ts";
import { type Answer, type RecordingServer, startRecordingServer } from "./support/recording-server.ts";
import { runReplay } from "./support/replay.ts";
import { ERASE, renderScreen, startInTerminal } from "./support/terminal.ts";
import { formatTrail, makeFolder, makeRecord } from "./support/trails.ts";

const LIMIT_MS = 20_000;
/** ^C. */
const INTERRUPT = "\u0003";
/** Each time the line is drawn. */
const LINE = new RegExp(`\\r([^\\r\\n]+?)${RegExp.escape(ERASE)}\\r`, "g");
const PROGRESS = /^20 events read, \d+ of 20 sent, \d+ failed, [\d.]+\/s(, \d+s left)?$/;

function wait(ms: number): Answer {
  return async () => {
    await Bun.sleep(ms);
    return new Response();
  };
}

function makeTrail(folder: ReturnType<typeof makeFolder>, records = 20): string {
  return folder.write("trail.json", formatTrail(...Array.from({ length: records }, () => makeRecord())));
}

function replayArgs(trail: string, { endpoint }: RecordingServer, ...more: readonly string[]): string[] {
  return ["cloudtrail", "replay", "--input", trail, "--endpoint", endpoint, "--no-create-missing", ...more];
}

function listLines(output: string): string[] {
  return [...output.matchAll(LINE)].map(([, line = ""]) => line);
}

function countProgress(output: string): number {
  return new Set(listLines(output).filter((line) => PROGRESS.test(line))).size;
}

function removeDuration(text: string): string {
  return text.replace(/Duration: +\S+/, "Duration: …");
}

describe("on a terminal", () => {
  test(
    "a line moves while calls are made, and what is left is what a pipe gets",
    async () => {
      using folder = makeFolder();
      using server = startRecordingServer(wait(60));
      const trail = makeTrail(folder);
      const args = replayArgs(trail, server, "--concurrency", "1");
      const run = startInTerminal(args);
      expect(await run.exited).toBe(0);
      expect(countProgress(run.output)).toBeGreaterThan(3);
      expect(run.output).not.toContain("\u001b[31m");

      using other = startRecordingServer();
      const piped = await runReplay(["--input", trail, "--endpoint", other.endpoint]);
      expect(piped.stderr).toBe("");
      const expected = piped.stdout.replace(other.endpoint, server.endpoint).trimEnd();
      expect(removeDuration(renderScreen(run.output))).toBe(removeDuration(expected));
    },
    LIMIT_MS,
  );

  test("a short run shows no line at all", async () => {
    using folder = makeFolder();
    using server = startRecordingServer();
    const run = startInTerminal(replayArgs(makeTrail(folder, 3), server));
    expect(await run.exited).toBe(0);
    expect(run.output).not.toContain("\u001b");
  });

  test(
    "a narrow terminal gets a line that fits it",
    async () => {
      using folder = makeFolder();
      using server = startRecordingServer(wait(60));
      const run = startInTerminal(replayArgs(makeTrail(folder), server, "--concurrency", "1"), {
        columns: 30,
      });
      expect(await run.exited).toBe(0);
      const lines = listLines(run.output);
      expect(lines.length).toBeGreaterThan(3);
      expect(Math.max(...lines.map((line) => line.length))).toBe(29);
    },
    LIMIT_MS,
  );

  test(
    "--quiet shows no line",
    async () => {
      using folder = makeFolder();
      using server = startRecordingServer(wait(60));
      const run = startInTerminal(replayArgs(makeTrail(folder), server, "--concurrency", "1", "--quiet"));
      expect(await run.exited).toBe(0);
      expect(run.output).not.toContain("events read");
      expect(run.output).toContain("Succeeded:     20");
    },
    LIMIT_MS,
  );

  test(
    "`| head` ends quietly with the line",
    async () => {
      using folder = makeFolder();
      using server = startRecordingServer(wait(60));
      const args = replayArgs(makeTrail(folder), server, "--concurrency", "1");
      const run = startInTerminal(args, { script: '"$0" "$@" | head -n 1' });
      expect(await run.exited).toBe(0);
      expect(countProgress(run.output)).toBeGreaterThan(3);
      expect(renderScreen(run.output)).toBe(`Replaying 20 CloudTrail events against ${server.endpoint}`);
    },
    LIMIT_MS,
  );

  test("--no-color and NO_COLOR take the colours", async () => {
    const colour = "\u001b[";
    const refused = ["cloudtrail", "replay"];
    const see = async (args: readonly string[], env = {}) => {
      const run = startInTerminal(args, { env });
      await run.exited;
      return run.output;
    };
    expect(await see(refused)).toContain(`${colour}31merror: ${colour}0m`);
    expect(await see(["--help"])).toContain(`${colour}1m`);
    expect(await see([...refused, "--no-color"])).not.toContain(colour);
    expect(await see(["--no-color", ...refused])).not.toContain(colour);
    expect(await see(["services", "--no-color", "--help"])).not.toContain(colour);
    expect(await see(refused, { NO_COLOR: "1" })).not.toContain(colour);
    expect(await see(["--help"], { NO_COLOR: "1" })).not.toContain(colour);
  });
});

describe("^C", () => {
  /** A server that answers only when it is told. */
  function startHangingServer() {
    const { promise, resolve } = Promise.withResolvers<void>();
    return {
      server: startRecordingServer(() => promise.then(() => new Response())),
      answer: () => resolve(),
    };
  }

  test(
    "once waits for what is in flight, says so, and writes the result",
    async () => {
      using folder = makeFolder();
      const { server, answer } = startHangingServer();
      using _ = server;
      const run = startInTerminal(replayArgs(makeTrail(folder), server, "--concurrency", "2"));
      await run.waitFor(/0 of 20 sent/);
      run.press(INTERRUPT);
      await run.waitFor(/waiting for 2 calls in flight; interrupt again to stop at once\r\n/);
      answer();
      expect(await run.exited).toBe(130);
      const screen = renderScreen(run.output);
      expect(screen).toContain(
        "\ninterrupted: waiting for 2 calls in flight; interrupt again to stop at once\n",
      );
      expect(screen).toMatch(/Replayed: +2\n +Skipped: +18\n +Succeeded: +2\n/);
      expect(screen).not.toContain("events read");
      expect(screen).not.toContain("^C");
    },
    LIMIT_MS,
  );

  test(
    "twice ends at once and leaves the terminal clean",
    async () => {
      using folder = makeFolder();
      using server = startHangingServer().server;
      const run = startInTerminal(replayArgs(makeTrail(folder), server, "--concurrency", "1"));
      await run.waitFor(/0 of 20 sent/);
      run.press(INTERRUPT);
      await run.waitFor(/waiting for 1 call in flight/);
      const start = performance.now();
      run.press(INTERRUPT);
      expect(await run.exited).toBe(130);
      // Two seconds is what a first ^C waits for.
      expect(performance.now() - start).toBeLessThan(1_500);
      expect(renderScreen(run.output).split("\n").slice(1)).toEqual([
        "",
        "interrupted: waiting for 1 call in flight; interrupt again to stop at once",
      ]);
    },
    LIMIT_MS,
  );
});

test(
  "in CI a line comes every ten seconds, and none in a run that is shorter",
  async () => {
    using folder = makeFolder();
    using server = startRecordingServer(wait(1_100));
    const trail = makeTrail(folder, 10);
    const args = replayArgs(trail, server, "--concurrency", "1");
    const { exitCode, stderr } = await runBinary(args, { env: { CI: "true" } });
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^10 events read, \d of 10 sent, 0 failed, 0\.\d\/s, \d+s left\n$/);
    using fast = startRecordingServer();
    expect((await runBinary(replayArgs(trail, fast), { env: { CI: "true" } })).stderr).toBe("");
  },
  LIMIT_MS,
);

test("--quiet and --verbose contradict each other, for a replay and a verification", async () => {
  for (const command of ["replay", "verify"]) {
    const args = ["cloudtrail", command, "--input", "fixtures/demo/trail.json", "--quiet", "--verbose"];
    expect(await runBinary(args)).toEqual({
      exitCode: 2,
      stdout: "",
      stderr:
        "error: --quiet and --verbose contradict each other; give one of them\n" +
        `Run 'cloudmock cloudtrail ${command} --help' for its flags and examples.\n`,
    });
  }
});

test("--quiet keeps the result, and leaves of standard error only errors", async () => {
  using server = startRecordingServer(() => new Response('{"message":"no"}', { status: 400 }));
  const args = ["--input", "-", "--endpoint", server.endpoint, "--services", "sqs,nonsense"];
  const stdin = formatTrail(makeRecord(), { no: "record" });
  const loud = await runReplay(args, { stdin });
  expect(loud.stderr).toContain("warning: ");
  const quiet = await runReplay([...args, "--quiet"], { stdin });
  expect({ ...quiet, stdout: removeDuration(quiet.stdout) }).toEqual({
    exitCode: 0,
    stdout: removeDuration(loud.stdout),
    stderr: "",
  });
});

test("--verbose tells each call, with its secrets hidden", async () => {
  using server = startRecordingServer(() => new Response('{"message":"hunter22 is weak"}', { status: 400 }));
  const record = makeRecord({
    eventSource: "rds.amazonaws.com",
    eventName: "CreateDBInstance",
    requestParameters: {
      dBInstanceIdentifier: "db",
      masterUsername: "admin",
      masterUserPassword: "hunter22",
    },
  });
  const args = ["--input", "-", "--endpoint", server.endpoint, "--verbose", "--format", "json"];
  const { stderr } = await runReplay(args, { stdin: formatTrail(record) });
  expect(server.requests[0]?.body).toContain("hunter22");
  expect(stderr).toMatch(
    /^target: an emulator that is not recognised; .*\n\+\d+\.\d{3}s rds\.CreateDBInstance 00000000-0000-4000-8000-\d{12}\n {2}> POST http/,
  );
  expect(stderr).toContain('"MasterUserPassword":"(hidden)"');
  expect(stderr).toMatch(/\n {2}< 400 after \d+ ms\n/);
  expect(stderr).toContain("  < 400: (hidden) is weak\n");
  expect(stderr).not.toContain("hunter22");
});
