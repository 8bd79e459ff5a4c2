import { afterAll, beforeAll, expect, test } from "bun:test";
import { startBinary } from "./support/binary.ts";
import { isAccountQuestion, startRecordingServer } from "./support/recording-server.ts";
import { formatTrail, makeRecord } from "./support/trails.ts";

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

test("a verification that is cut short is no part of the result", async () => {
  const queueUrl = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders";
  const reading = Promise.withResolvers<void>();
  using held = startRecordingServer(({ headers }) => {
    if (!headers["x-amz-target"]?.includes(".Get")) return Response.json({ QueueUrl: queueUrl });
    reading.resolve();
    return new Promise<Response>(() => {});
  });
  const args = ["--input", "-", "--endpoint", held.endpoint, "--verify", "--format", "json"];
  const stdin = formatTrail(makeRecord({ responseElements: { queueUrl } }));
  const child = startBinary(["cloudtrail", "replay", ...args], { stdin });
  await reading.promise;
  child.kill("SIGINT");
  const result = JSON.parse(await new Response(child.stdout).text());
  expect(await child.exited).toBe(130);
  expect(result).toMatchObject({ replayed: 1, succeeded: 1, interrupted: true });
  expect(result).not.toHaveProperty("verification");
}, 300_000);
