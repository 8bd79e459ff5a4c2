import { afterAll, beforeAll, expect, test } from "bun:test";
import { startBinary } from "./support/binary.ts";
import { isAccountQuestion } from "./support/recording-server.ts";

let reached = Promise.withResolvers<void>();
let server: ReturnType<typeof Bun.serve>;

beforeAll(() => {
  server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch({ headers }) {
      if (isAccountQuestion(headers)) return new Response();
      reached.resolve();
      return new Promise<Response>(() => {}); // never answers
    },
  });
});
afterAll(() => server.stop(true));

async function interruptReplay(signals: readonly NodeJS.Signals[]) {
  reached = Promise.withResolvers<void>();
  const endpoint = `http://127.0.0.1:${server.port}`;
  const args = [
    "--input",
    "fixtures/demo/trail.json",
    "--endpoint",
    endpoint,
    "--format",
    "json",
    "--concurrency",
    "1",
  ];
  const child = startBinary(["cloudtrail", "replay", ...args]);
  await reached.promise;
  const start = performance.now();
  for (const signal of signals) {
    child.kill(signal);
    await Bun.sleep(100); // two signals at once would arrive as one
  }
  const [stdout, stderr] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { exitCode: await child.exited, stdout, stderr, elapsed: performance.now() - start };
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s ends a replay with 130 and the result so far",
  async (signal) => {
    const { exitCode, stdout, stderr } = await interruptReplay([signal]);
    expect(exitCode).toBe(130);
    expect(stderr).toContain("interrupted: the result is of what was read and sent until then\n");
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ total_events: 16, replayed: 1, succeeded: 0, failed: 1, skipped: 15 });
    expect(result.skipped_by_reason).toEqual({ read_only: 2, failed_in_production: 1, interrupted: 12 });
  },
  15_000,
);

test("a second signal ends it at once", async () => {
  const { exitCode, stdout, elapsed } = await interruptReplay(["SIGINT", "SIGINT"]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: "" });
  expect(elapsed).toBeLessThan(1_500);
});
