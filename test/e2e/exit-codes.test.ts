/** How a run ends: its exit code, what it prints and what it writes. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import * as v from "valibot";
import { RESULT_SCHEMA, type ReplayResult } from "../../src/report/result-schema.ts";
import { binary, startBinary } from "./support/binary.ts";
import { findDeadEndpoint, startRecordingServer } from "./support/recording-server.ts";
import { runReplay } from "./support/replay.ts";
import { formatTrail, makeFolder, makeRecord } from "./support/trails.ts";

const trail = formatTrail(makeRecord(), makeRecord(), makeRecord({ readOnly: true }));

const refuse = () => new Response('{"__type":"QueueNameExists","message":"again"}', { status: 400 });

function readResult(json: string): ReplayResult {
  const result = v.parse(RESULT_SCHEMA, JSON.parse(json));
  const skips = Object.values(result.skipped_by_reason).reduce((sum, count) => sum + count, 0);
  expect(skips).toBe(result.skipped);
  expect(result.replayed + result.skipped).toBe(result.total_events);
  expect(result.succeeded + result.failed).toBe(result.replayed);
  return result;
}

test.each<[string[], "all" | "second" | "none", number]>([
  [[], "all", 0],
  [[], "none", 0],
  [["--fail-on-error"], "second", 1],
  [["--fail-on-error"], "none", 0],
])("with %j, when calls fail: %s", async (flags, failing, exitCode) => {
  using server = startRecordingServer((_request, nth) =>
    failing === "all" || (failing === "second" && nth === 2) ? refuse() : new Response("{}"),
  );
  const args = ["--input", "-", "--endpoint", server.endpoint, ...flags];
  expect((await runReplay(args, { stdin: trail })).exitCode).toBe(exitCode);
  expect(server.requests).toHaveLength(2);
});

test("4, with nothing on standard output, when nothing listens", async () => {
  const endpoint = findDeadEndpoint();
  using folder = makeFolder();
  const output = join(folder.path, "result.json");
  for (const flags of [[], ["--format", "json"], ["--output", output]]) {
    const args = ["--input", "-", "--endpoint", endpoint, ...flags];
    expect(await runReplay(args, { stdin: trail })).toEqual({
      exitCode: 4,
      stdout: "",
      stderr: `error: cannot connect to ${endpoint}: nothing listens at the endpoint. Is the emulator running? Start one (cloudmock start --port ${new URL(endpoint).port}), or name another one with --endpoint\n`,
    });
  }
  expect(await Bun.file(output).exists()).toBe(false);
});

test("a dry run does not mind that nothing listens", async () => {
  const args = ["--input", "-", "--endpoint", findDeadEndpoint(), "--dry-run"];
  expect((await runReplay(args, { stdin: trail })).exitCode).toBe(0);
});

test("0 when nothing is left to send, with the reasons", async () => {
  using server = startRecordingServer();
  const stdin = formatTrail(makeRecord({ readOnly: true }));
  const { exitCode, stdout, stderr } = await runReplay(["--input", "-", "--endpoint", server.endpoint], {
    stdin,
  });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: "no event is left to replay; skipped: read_only 1\n",
  });
  expect(stdout).toMatch(
    /^Replaying 1 CloudTrail events against \S+\n\nCloudTrail Replay Results\n {2}Total events: {2}1\n {2}Replayed: {6}0\n {2}Skipped: {7}1\n {2}Succeeded: {5}0\n {2}Failed: {8}0\n {2}Duration: {6}\S+\n$/,
  );
  expect(server.requests).toHaveLength(0);
});

test("an endpoint that goes away makes failures of status 0", async () => {
  const listener = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      // A connection that sends nothing (the probe's) is left alone.
      data(socket, bytes) {
        // The question for the default account goes before.
        if (bytes.includes("Credential=test/")) {
          socket.end("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
          return;
        }
        // In this order: whoever loses the connection asks again at once.
        listener.stop();
        socket.terminate();
      },
    },
  });
  const args = [
    "--input",
    "-",
    "--endpoint",
    `http://127.0.0.1:${listener.port}`,
    "--format",
    "json",
    "--concurrency",
    "1",
  ];
  const { exitCode, stdout } = await runReplay(args, { stdin: trail });
  expect(exitCode).toBe(0);
  const { errors } = readResult(stdout);
  expect(errors.map(({ status, code }) => ({ status, code }))).toEqual([
    { status: 0, code: "ConnectionReset" },
    { status: 0, code: "ConnectionRefused" },
  ]);
});

test("--output writes what --format json prints, with the text on standard output or without", async () => {
  using folder = makeFolder();
  using server = startRecordingServer(refuse);
  const output = join(folder.path, "result.json");
  const failing = makeRecord({
    awsRegion: "ap-south-1",
    recipientAccountId: "444455556666",
    requestParameters: { queueName: "orders", colour: "red" },
  });
  const stdin = formatTrail(failing, makeRecord({ readOnly: true }));
  const args = ["--input", "-", "--endpoint", server.endpoint, "--output", output];

  const text = await runReplay(args, { stdin });
  expect(text.exitCode).toBe(0);
  expect(text.stdout).toEndWith("\n  [FAIL] sqs.CreateQueue: QueueNameExists: again (status 400)\n");
  const { duration: _duration, ...written } = readResult(await Bun.file(output).text());
  expect(written).toMatchObject({
    total_events: 2,
    replayed: 1,
    skipped: 1,
    succeeded: 0,
    failed: 1,
    errors: [
      {
        event_name: "CreateQueue",
        service: "sqs",
        error: "QueueNameExists: again",
        status: 400,
        event_id: String(failing["eventID"]),
        event_time: "2026-04-01T09:00:00Z",
        region: "ap-south-1",
        account: "444455556666",
        code: "QueueNameExists",
        message: "again",
      },
    ],
    skipped_by_reason: { read_only: 1 },
    services: { sqs: { replayed: 1, succeeded: 0, failed: 1 } },
    unmatched: [{ event_id: String(failing["eventID"]), parameters: ["colour"] }],
    lag: { worst_ms: 0, p99_ms: 0 },
    interrupted: false,
  });

  const json = await runReplay([...args, "--format", "json"], { stdin });
  expect(json.stdout).toBe(await Bun.file(output).text());
});

test("130 on SIGINT, with the result written", async () => {
  using folder = makeFolder();
  const output = join(folder.path, "result.json");
  const second = Promise.withResolvers<void>();
  using server = startRecordingServer(async (_request, nth) => {
    if (nth === 2) second.resolve();
    await Bun.sleep(nth === 2 ? 300 : 0);
    return new Response("{}");
  });
  const records = [makeRecord({ readOnly: true }), ...Array.from({ length: 20 }, () => makeRecord())];
  const args = ["--input", "-", "--endpoint", server.endpoint, "--output", output, "--concurrency", "1"];
  const child = startBinary(["cloudtrail", "replay", ...args], { stdin: formatTrail(...records) });
  await second.promise;
  child.kill("SIGINT");
  const [stdout, exitCode] = await Promise.all([new Response(child.stdout).text(), child.exited]);
  expect(exitCode).toBe(130);
  expect(stdout).toContain(
    "\n  Total events:  21\n  Replayed:      2\n  Skipped:       19\n  Succeeded:     2\n",
  );
  expect(readResult(await Bun.file(output).text())).toMatchObject({
    total_events: 21,
    replayed: 2,
    succeeded: 2,
    skipped_by_reason: { read_only: 1, interrupted: 18 },
    interrupted: true,
  });
  expect(server.requests).toHaveLength(2);
});

test("130 on SIGINT with several calls under way: each event is told of once", async () => {
  const first = Promise.withResolvers<void>();
  using server = startRecordingServer(async () => {
    first.resolve();
    await Bun.sleep(200);
    return new Response("{}");
  });
  const stdin = formatTrail(...Array.from({ length: 60 }, () => makeRecord()));
  const args = ["--input", "-", "--endpoint", server.endpoint, "--format", "json"];
  const child = startBinary(["cloudtrail", "replay", ...args], { stdin });
  await first.promise;
  child.kill("SIGINT");
  const [stdout, exitCode] = await Promise.all([new Response(child.stdout).text(), child.exited]);
  expect(exitCode).toBe(130);
  const result = readResult(stdout);
  expect(result).toMatchObject({ total_events: 60, interrupted: true });
  expect(result.replayed).toBe(server.requests.length);
  expect(result.skipped_by_reason).toEqual({ interrupted: 60 - result.replayed });
});

test("130 on SIGINT while it waits for the next event", async () => {
  const first = Promise.withResolvers<void>();
  using server = startRecordingServer(() => {
    first.resolve();
    return new Response("{}");
  });
  const stdin = formatTrail(makeRecord(), makeRecord({ eventTime: "2026-05-01T09:00:00Z" }));
  const args = ["--input", "-", "--endpoint", server.endpoint, "--speed", "1.0", "--format", "json"];
  const child = startBinary(["cloudtrail", "replay", ...args], { stdin });
  await first.promise;
  child.kill("SIGINT");
  const [stdout, exitCode] = await Promise.all([new Response(child.stdout).text(), child.exited]);
  expect(exitCode).toBe(130);
  expect(readResult(stdout)).toMatchObject({
    replayed: 1,
    succeeded: 1,
    skipped_by_reason: { interrupted: 1 },
  });
});

test("a big dry run whose reader goes away ends quietly", async () => {
  using folder = makeFolder();
  folder.write("trail.json", formatTrail(...Array.from({ length: 3_000 }, () => makeRecord())));
  const script = `{ "${binary}" cloudtrail replay --input trail.json --dry-run; echo $? > code; } | head -n 1`;
  const result = Bun.spawnSync(["/bin/sh", "-c", script], {
    cwd: folder.path,
    env: { PATH: "/usr/bin:/bin" },
  });
  expect(result.stdout.toString()).toMatch(/^\{"event_id":.*\}\n$/);
  expect(result.stderr.toString()).toMatch(/^(dry run: \d+ of 3000 events would be sent; .*\n)?$/);
  expect(await Bun.file(join(folder.path, "code")).text()).toBe("0\n");
});
