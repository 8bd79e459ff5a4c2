/** A replay by the admin API is the command line's replay, whatever form the trail is sent in. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import * as v from "valibot";
import { RESULT_SCHEMA } from "../../src/report/result-schema.ts";
import { listCalls } from "../admin/support.ts";
import { postTrail, startAdmin } from "./support/admin.ts";
import { root, runBinary } from "./support/binary.ts";
import { useMoto } from "./support/moto.ts";
import { type RecordingServer, startRecordingServer } from "./support/recording-server.ts";
import { formatTrail, makeFolder, makeRecord } from "./support/trails.ts";

const DEMO = join(root, "fixtures", "demo", "trail.json");
const FORMS = join(root, "fixtures", "forms", "trail.json");
const moto = useMoto();

/** What two runs of the same replay have in common: all but times, and the names that the target makes up anew. */
function dropTimes(value: unknown): object {
  const { duration, lag, verification, ...rest } = v.parse(RESULT_SCHEMA, value);
  expect(duration).toBeGreaterThan(0);
  expect(lag).toBeObject();
  if (verification === undefined) return rest;
  const resources = verification.resources.map(({ names, ...resource }) => resource);
  return { ...rest, verification: { ...verification, resources } };
}

function describeCalls(server: RecordingServer) {
  return listCalls(server).map(({ method, url, headers, body }) => ({
    method,
    path: new URL(url).pathname,
    headers,
    body,
  }));
}

/** Refuses what makes a topic, and answers the rest with success. */
function startPickyServer(): RecordingServer {
  return startRecordingServer(({ body }) =>
    body.includes("CreateTopic")
      ? new Response('{"__type":"Throttling","message":"slower"}', { status: 400 })
      : new Response("{}"),
  );
}

describe("the same trail sent both ways", () => {
  test.each([DEMO, FORMS])("gives the same requests and the same result: %s", async (file) => {
    using forCli = startPickyServer();
    using forApi = startPickyServer();
    // The calls' order is the same at any concurrency only where they go one after the other.
    const flags = ["--concurrency", "1", "--region-map", "eu-west-1=us-east-1"];
    const cli = await runBinary([
      "cloudtrail",
      "replay",
      "--input",
      file,
      "--endpoint",
      forCli.endpoint,
      "--format",
      "json",
      ...flags,
    ]);
    await using admin = await startAdmin(["--endpoint", forApi.endpoint]);
    const api = await postTrail(admin, readFileSync(file), "?concurrency=1&region-map=eu-west-1=us-east-1");
    const expected = { ...dropTimes(JSON.parse(cli.stdout)), endpoint: forApi.endpoint };
    expect(dropTimes(api.json)).toEqual(expected);
    expect(api.json["failed"]).toBeGreaterThanOrEqual(file === DEMO ? 1 : 0);
    expect(api.headers.get("x-cloudmock-exit-code")).toBe(String(cli.exitCode));
    const host = (server: RecordingServer) => new URL(server.endpoint).host;
    const texts = JSON.stringify(describeCalls(forApi)).replaceAll(host(forApi), host(forCli));
    expect(JSON.parse(texts)).toEqual(describeCalls(forCli));
    expect(describeCalls(forCli).length).toBeGreaterThan(5);
  });

  test("into moto, verified", async () => {
    await moto.reset();
    const cli = await runBinary([
      "cloudtrail",
      "replay",
      "--input",
      DEMO,
      "--endpoint",
      moto.endpoint,
      "--format",
      "json",
      "--verify",
    ]);
    await moto.reset();
    await using admin = await startAdmin(["--endpoint", moto.endpoint]);
    expect(admin.greeting).toContain(`Replays go to ${moto.endpoint}, where moto answers.`);
    const api = await postTrail(admin, readFileSync(DEMO), "?verify");
    expect(dropTimes(api.json)).toEqual(dropTimes(JSON.parse(cli.stdout)));
    expect(api.json).toMatchObject({ total_events: 16, replayed: 13, succeeded: 13, failed: 0 });
    expect(api.json["verification"]).toBeObject();
    expect(api.headers.get("x-cloudmock-exit-code")).toBe(String(cli.exitCode));
  }, 300_000);

  test("as text, and as a dry run", async () => {
    using server = startRecordingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    const args = ["cloudtrail", "replay", "--input", DEMO, "--endpoint", server.endpoint];
    const post = (query: string) =>
      fetch(`${admin.url}/api/cloudtrail/replay${query}`, { method: "POST", body: readFileSync(DEMO) });
    const text = await post("?format=text");
    expect(text.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    const dropDuration = (block: string) => block.replace(/Duration: .*/, "");
    expect(dropDuration(await text.text())).toBe(dropDuration((await runBinary(args)).stdout));
    const calls = listCalls(server).length;
    const dry = await post("?dry-run");
    expect(dry.headers.get("content-type")).toBe("application/x-ndjson");
    const cli = await runBinary([...args, "--dry-run"]);
    expect(await dry.text()).toBe(cli.stdout);
    expect(listCalls(server)).toHaveLength(calls);
    const { replays } = JSON.parse(await (await fetch(`${admin.url}/api/cloudtrail/replays`)).text());
    expect(replays[0]).toMatchObject({ state: "succeeded", warnings: [cli.stderr.trim()] });
  });
});

describe("a body", () => {
  const records = [makeRecord(), makeRecord(), makeRecord({ readOnly: true })];
  const trail = formatTrail(...records);
  const twoMembers = Buffer.concat([gzipSync(trail.slice(0, 700)), gzipSync(trail.slice(700))]);

  test.each<[string, string | Uint8Array, Record<string, string>, number]>([
    ["plain", trail, {}, 200],
    ["gzip", gzipSync(trail), { "content-encoding": "gzip" }, 200],
    ["gzip of two members", twoMembers, { "content-encoding": "x-gzip" }, 200],
    ["gzip that does not say so", gzipSync(trail), {}, 200],
    ["identity", trail, { "content-encoding": "Identity" }, 200],
    ["of a form's type", trail, { "content-type": "application/x-www-form-urlencoded" }, 200],
    ["brotli", brotliCompressSync(trail), { "content-encoding": "br" }, 415],
    ["gzip of a .gz", gzipSync(gzipSync(trail)), { "content-encoding": "gzip" }, 200],
    ["gzip named twice", gzipSync(gzipSync(trail)), { "content-encoding": "gzip, gzip" }, 415],
    ["a form", trail, { "content-type": "multipart/form-data; boundary=x" }, 415],
    ["cut gzip", gzipSync(trail).subarray(0, 200), { "content-encoding": "gzip" }, 400],
    ["cut", trail.slice(0, -20), {}, 400],
    ["empty", "", {}, 400],
  ])("%s", async (_name, body, headers, status) => {
    using server = startRecordingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    const answered = await postTrail(admin, body, "", { headers });
    expect(answered.status).toBe(status);
    if (status === 200) expect(answered.json).toMatchObject({ total_events: 3, replayed: 2, skipped: 1 });
    expect(listCalls(server)).toHaveLength(status === 200 ? 2 : 0);
  });

  test("that is damaged is refused with the place", async () => {
    using server = startRecordingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    const malformed = formatTrail(makeRecord(), makeRecord({ eventSource: 7 }));
    const refused = await postTrail(admin, malformed, "?strict");
    expect(refused).toMatchObject({ status: 400, json: { error: "invalid_trail" } });
    expect(refused.json["message"]).toStartWith("request body: Records[1].eventSource: ");
    expect(await postTrail(admin, malformed)).toMatchObject({
      status: 200,
      json: { total_events: 2, skipped_by_reason: { malformed: 1 } },
    });
    const { json } = await postTrail(admin, `${trail.slice(0, -3)},}]}`);
    expect(json["message"]).toMatch(
      /^request body: Records\[2\]: not JSON, at byte \d+\. Send a CloudTrail log, whole and as it is\.$/,
    );
    const harmed = await postTrail(admin, gzipSync(trail).subarray(0, -9));
    expect(harmed.json["message"]).toMatch(/^request body: damaged gzip .* Send a CloudTrail log, /);
    const none = await postTrail(admin, "none");
    expect(none.json["message"]).toBe(
      "request body: holds no CloudTrail records (objects with eventSource and eventName, at any depth). Send a CloudTrail log, whole and as it is.",
    );
  });
});

/** A trail in the three layouts that files have. */
const LAYOUTS: readonly [name: string, text: string][] = (() => {
  const records = [makeRecord(), makeRecord(), makeRecord()];
  return [
    ["pretty", JSON.stringify({ Records: records }, null, 2)],
    ["one-line", formatTrail(...records)],
    ["lines", records.map((record) => `${JSON.stringify(record)}\n`).join("")],
  ];
})();

/** Runs a program without blocking this process, whose servers it talks to. */
async function runScript(command: string[], cwd: string) {
  const child = Bun.spawn(command, {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", NO_PROXY: "*" },
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { exitCode: await child.exited, stdout, stderr };
}

const NO_CURL = Bun.which("curl") === null;
if (NO_CURL) test.skip("curl sends trails (this machine has no curl)", () => {});

describe.skipIf(NO_CURL)("curl, as the guide has it,", () => {
  test.each(LAYOUTS)("sends a file of layout %s", async (_name, text) => {
    using folder = makeFolder();
    using server = startRecordingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    folder.write("trail.json", text);
    const { port } = new URL(admin.url);
    const url = `http://localhost:${port}/api/cloudtrail/replay`;
    for (const line of [
      `curl -sS -X POST ${url} -H "Content-Type: application/json" -d @trail.json`,
      `curl -sS -X POST ${url} -d @trail.json`,
      `curl -sS ${url} --data-binary @trail.json`,
      `curl -sS -T trail.json -X POST ${url}`,
      `gzip -c trail.json | curl -sS ${url} -H "Content-Encoding: gzip" --data-binary @-`,
    ]) {
      const { stdout, stderr, exitCode } = await runScript(["sh", "-c", line], folder.path);
      expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
      expect(JSON.parse(stdout)).toMatchObject({ total_events: 3, replayed: 3, succeeded: 3 });
    }
  });
});
