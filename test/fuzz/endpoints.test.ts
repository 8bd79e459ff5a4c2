// An endpoint that answers what no endpoint should: each call is told with its cause, nothing is followed, and it all comes to its end.
import { afterAll, expect, test } from "bun:test";
import { sendRequest } from "../../src/replay/send.ts";
import { startTestAdmin } from "../admin/support.ts";
import { makeFolder } from "../e2e/support/trails.ts";
import { runHere } from "../support/run-argv.ts";
import { makeRecord } from "../trail/records.ts";
import { BROKEN, ENDLESS, startBroken } from "./support/broken-server.ts";

/** A call of each protocol. */
const CALLS = [
  ["dynamodb", "CreateTable", { tableName: "t", keySchema: [{ attributeName: "a", keyType: "HASH" }] }],
  ["sqs", "CreateQueue", { queueName: "q" }],
  ["iam", "CreateUser", { userName: "ann" }],
  ["ec2", "CreateVpc", { cidrBlock: "10.0.0.0/16" }],
  ["s3", "CreateBucket", { bucketName: "b", Host: "b.s3.amazonaws.com" }],
  ["lambda", "PublishVersion20150331", { functionName: "f" }],
] as const;

const records = CALLS.map(([service, eventName, requestParameters], at) =>
  makeRecord(at + 1, {
    eventSource: `${service}.amazonaws.com`,
    eventName,
    requestParameters,
    responseElements: null,
  }),
);
const log = JSON.stringify({ Records: records });
const folder = makeFolder();
afterAll(() => folder[Symbol.dispose]());
const input = folder.write("trail.json", log);
const LIMIT_MS = 60_000;

test.each(Object.entries(BROKEN))(
  "a replay into %s",
  async (_, answering) => {
    using server = startBroken(answering);
    const to = ["--input", input, "--endpoint", server.url, "--no-create-missing"];
    const { exitCode, stdout, stderr } = await runHere(["cloudtrail", "replay", ...to, "--fail-on-error"]);
    expect({ stderr, isOurs: /cloudmock failed/.test(stderr + stdout) }).toEqual({ stderr, isOurs: false });
    expect([0, 1, 4]).toContain(exitCode);
    if (exitCode !== 4) expect(stdout).toMatch(/Replayed: +6\n/);
    expect(stdout + stderr).not.toMatch(/root:|undefined is not|call stack/);
    expect(server.asked).toBeGreaterThan(0);
  },
  LIMIT_MS,
);

test.each([
  "no HTTP",
  "a reset",
  "HTML",
  "half of JSON",
  "deep XML that closes",
  "XML with entities that grow",
])(
  "a verification, and the admin API, at %s",
  async (name) => {
    using server = startBroken(BROKEN[name] ?? (() => {}));
    const verify = ["cloudtrail", "verify", "--input", input, "--endpoint", server.url];
    const { exitCode, stdout, stderr } = await runHere(verify);
    // What answers is read, whatever it says; what is silent was not reached.
    const isSilent = name === "no HTTP" || name === "a reset";
    expect(exitCode, stdout + stderr).toBe(isSilent ? 4 : 0);
    if (isSilent) expect(stderr).toMatch(/\d+ reads got no answer \(/);
    expect(stdout).toMatch(/Unreadable: +[56]\n/);
    await using admin = startTestAdmin(server.url);
    const response = await fetch(`${admin.url}/api/cloudtrail/replay?no-create-missing=true`, {
      method: "POST",
      body: log,
    });
    const told = (await response.json()) as { total_events?: number; replayed?: number; error?: string };
    if (response.status === 200) expect(told).toMatchObject({ total_events: 6, replayed: 6 });
    else expect([response.status, told.error]).toEqual([502, "endpoint_unreachable"]);
    expect(admin.told.join("\n")).not.toContain("cloudmock failed");
  },
  LIMIT_MS,
);

test.each(["no HTTP", "a reset", "HTML", "half of JSON", "a head alone"])("waiting for %s", async (name) => {
  using server = startBroken(BROKEN[name] ?? (() => {}));
  const { exitCode, stderr } = await runHere(["wait", "--endpoint", server.url, "--timeout", "300ms"]);
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 4,
    stderr: expect.stringContaining("is not ready after"),
  });
});

const MOST_GROWTH_MB = 300;

test.each(Object.entries(ENDLESS))(
  "%s, sixteen times at once: given up in time, in little memory",
  async (name, answering) => {
    using server = startBroken(answering);
    const before = process.memoryUsage.rss();
    let peak = 0;
    const timer = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss() - before);
    }, 20);
    const request = { method: "POST", url: `${server.url}/`, headers: {}, body: "{}" };
    const signal = new AbortController().signal;
    const all = Array.from({ length: 16 }, () =>
      sendRequest(request, { timeoutMs: name.startsWith("a body") ? 20_000 : 1_000, signal }),
    );
    for (const sent of await Promise.all(all))
      expect("failure" in sent ? sent.failure.code : sent.note).toMatch(
        /^(?:Timeout|NotHttp|ConnectionReset|RequestFailed|the answer was cut off|the answer's body is not whole)/,
      );
    clearInterval(timer);
    expect(peak / 1e6).toBeLessThan(MOST_GROWTH_MB);
  },
  LIMIT_MS,
);
