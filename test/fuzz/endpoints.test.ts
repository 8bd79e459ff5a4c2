// An endpoint that answers what no endpoint should: each call is told with its cause, nothing is followed, and it all comes to its end.
import { afterAll, expect, test } from "bun:test";
import { startTestAdmin } from "../admin/support.ts";
import { makeFolder } from "../e2e/support/trails.ts";
import { drawSome } from "../support/expect-always.ts";
import { runHere } from "../support/run-argv.ts";
import { makeRecord } from "../trail/records.ts";
import { BROKEN, startBroken } from "./support/broken-server.ts";

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

/** A long run tries all of them. */
const TRIED = drawSome(Object.entries(BROKEN), 0.4);

test.each(TRIED)(
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

const SILENT = new Set(["no HTTP", "a reset", "no answer"]);

test.each(
  drawSome([...SILENT, "HTML", "half of JSON", "deep XML that closes", "XML with entities that grow"], 0.5),
)(
  "a verification, and the admin API, at %s",
  async (name) => {
    using server = startBroken(BROKEN[name] ?? (() => {}));
    const verify = ["cloudtrail", "verify", "--input", input, "--endpoint", server.url];
    const { exitCode, stdout, stderr } = await runHere(verify);
    // What answers is read, whatever it says; what is silent was not reached.
    const isSilent = SILENT.has(name);
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

test.each(["a reset", "HTML"])("waiting for %s", async (name) => {
  using server = startBroken(BROKEN[name] ?? (() => {}));
  const { exitCode, stderr } = await runHere(["wait", "--endpoint", server.url, "--timeout", "300ms"]);
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 4,
    stderr: expect.stringContaining("is not ready after"),
  });
});

test("an endpoint that dies in the middle: what it answered stands, and the others are told with their cause", async () => {
  let asked = 0;
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      // Who it is is asked for first, by requests that are none of the log's.
      if (!request.headers.get("authorization")?.includes("Credential=111122223333/"))
        return new Response(null, { status: 404 });
      asked++;
      if (asked === 3) void server.stop(true);
      return new Response(null, { headers: { connection: "close" } });
    },
  });
  const to = ["--input", input, "--endpoint", `http://127.0.0.1:${server.port}`, "--no-create-missing"];
  const flags = ["--concurrency", "1", "--keep-accounts", "--fail-on-error", "--format", "json"];
  const { exitCode, stdout } = await runHere(["cloudtrail", "replay", ...to, ...flags]);
  const { replayed, failed } = JSON.parse(stdout);
  expect({ exitCode, replayed, isSome: failed >= 3 }).toEqual({ exitCode: 1, replayed: 6, isSome: true });
  expect(stdout).toContain("nothing listens at the endpoint");
});
