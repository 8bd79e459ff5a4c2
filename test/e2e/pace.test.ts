/** The pace, as far as it shows without waiting. */
import { expect, test } from "bun:test";
import { startRecordingServer } from "./support/recording-server.ts";
import { runReplay } from "./support/replay.ts";
import { formatTrail, makeRecord } from "./support/trails.ts";

const NS_PER_MS = 1_000_000;

/** Replays events at these times, given in any order; gives the result and the queues' names as they arrived. */
async function replayTimes(times: readonly string[], flags: readonly string[]) {
  using server = startRecordingServer(() => new Response("{}"));
  const records = times.map((eventTime) =>
    makeRecord({ eventTime, requestParameters: { queueName: eventTime } }),
  );
  const args = [
    "--input",
    "-",
    "--endpoint",
    server.endpoint,
    "--format",
    "json",
    "--concurrency",
    "1",
    ...flags,
  ];
  const { exitCode, stdout } = await runReplay(args, { stdin: formatTrail(...records) });
  expect(exitCode).toBe(0);
  return {
    result: JSON.parse(stdout),
    arrived: server.requests.map(({ body }): string => JSON.parse(body).QueueName),
  };
}

const HOUR_APART = ["2026-04-01T11:00:00Z", "2026-04-01T09:00:00Z", "2026-04-01T10:00:00Z"];

test("--speed divides the recorded time, and events go out in its order", async () => {
  // Two hours at this speed are 72 ms.
  const { result, arrived } = await replayTimes(HOUR_APART, ["--speed", "100000"]);
  expect(arrived).toEqual(HOUR_APART.toSorted());
  expect(result.duration).toBeGreaterThanOrEqual(72 * NS_PER_MS);
  expect(result.duration).toBeLessThan(5_000 * NS_PER_MS);
  expect(result.lag.worst_ms).toBeGreaterThanOrEqual(result.lag.p99_ms);
  expect(result.lag.worst_ms).toBeLessThan(5_000);
});

test("the default is as fast as possible, where nothing can be late", async () => {
  for (const flags of [[], ["--speed", "0"], ["--speed", "0", "--max-gap", "1h"]]) {
    const { result, arrived } = await replayTimes(HOUR_APART, flags);
    expect(arrived).toEqual(HOUR_APART.toSorted());
    expect(result.lag).toEqual({ worst_ms: 0, p99_ms: 0 });
    expect(result.duration).toBeLessThan(5_000 * NS_PER_MS);
  }
});

test("--max-gap caps each wait: a year in real time is over at once", async () => {
  const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2025, month, 1)).toISOString());
  const { result, arrived } = await replayTimes(months, ["--speed", "1.0", "--max-gap", "1ms"]);
  expect(arrived).toEqual(months);
  expect(result.duration).toBeGreaterThanOrEqual(11 * NS_PER_MS);
  expect(result.duration).toBeLessThan(5_000 * NS_PER_MS);
});

test.each([
  ["--speed", "fast"],
  ["--speed", "-1"],
  ["--speed", "Infinity"],
  ["--max-gap", "5"],
  ["--max-gap", "-1s"],
])("%s %s is refused", async (flag, value) => {
  const { exitCode, stdout, stderr } = await runReplay(["--input", "x", flag, value]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toStartWith(`error: ${flag}: `);
});
