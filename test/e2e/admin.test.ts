/** `cloudmock admin` as a program: how it starts, what it refuses, and how it ends. */
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { listCalls, startHoldingServer, waitUntil } from "../admin/support.ts";
import { postTrail, startAdmin } from "./support/admin.ts";
import { runBinary } from "./support/binary.ts";
import { findDeadEndpoint, startRecordingServer } from "./support/recording-server.ts";
import { formatTrail, makeFolder, makeRecord } from "./support/trails.ts";

const TOKEN = "0123456789abcdef";
const trail = formatTrail(makeRecord());

async function listReplays({ url }: { readonly url: string }) {
  return JSON.parse(await (await fetch(`${url}/api/cloudtrail/replays`)).text()).replays;
}

describe("at its start", () => {
  test("it says where it is, what it is in front of, and how to go on", async () => {
    using server = startRecordingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    const local = admin.url.replace("127.0.0.1", "localhost");
    expect(admin.greeting.split("\n").slice(1)).toEqual([
      `The admin API is served at ${admin.url}`,
      `Replays go to ${server.endpoint}, where a server of unknown kind answers.`,
      "Replay a trail:",
      `  curl -X POST ${local}/api/cloudtrail/replay -H "Content-Type: application/json" -d @trail.json`,
      `Every path: ${local}/api/openapi.json. Ctrl-C stops it.`,
      "",
    ]);
  });

  test("it says how to start an emulator where none answers, and goes on", async () => {
    const endpoint = findDeadEndpoint();
    await using admin = await startAdmin([], { AWS_ENDPOINT_URL: endpoint });
    expect(admin.greeting).toContain(
      `Replays go to ${endpoint}, where nothing answers yet. Start an emulator`,
    );
    expect(admin.greeting).toContain(`cloudmock start --port ${new URL(endpoint).port}\n`);
    const health = JSON.parse(await (await fetch(`${admin.url}/api/health`)).text());
    expect(health).toMatchObject({ status: "ok", endpoint, emulator: { reachable: false } });
    expect(await postTrail(admin, trail)).toMatchObject({
      status: 502,
      json: { error: "endpoint_unreachable" },
    });
  });

  test("it refuses a port that is in use, by itself too", async () => {
    using server = startRecordingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    for (const [who, url] of [
      ["something", server.endpoint],
      ["the admin API", admin.url],
    ] as const) {
      const { origin, port } = new URL(url);
      expect(await runBinary(["admin", "--port", port])).toEqual({
        exitCode: 4,
        stdout: "",
        stderr: `error: --port: ${who} listens at ${origin} already; stop it, or give another port (--port 0 takes any free one)\n`,
      });
    }
  });

  test.each<[string[], string]>([
    [["--host", "0.0.0.0"], "--host: 0.0.0.0 can be reached by other machines; that needs a token"],
    [["--endpoint", "https://s3.amazonaws.com"], "--endpoint: s3.amazonaws.com is AWS itself"],
    [
      ["--host", "203.0.113.1", "--admin-token", TOKEN, "--port", "0"],
      "--host: cannot listen at 203.0.113.1",
    ],
    [["trail.json"], 'unexpected argument "trail.json"; trails are sent to the running server'],
    [["--prot", "1"], "cloudmock admin has no flag --prot; did you mean --port?"],
  ])("it refuses %j", async (args, problem) => {
    const { exitCode, stdout, stderr } = await runBinary(["admin", ...args]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toStartWith(`error: ${problem}`);
  });
});

describe("with a token", () => {
  test("only who shows it is answered, and may name the server's files", async () => {
    using folder = makeFolder();
    using server = startRecordingServer();
    const output = `${folder.path}/result.json`;
    const args = ["--endpoint", server.endpoint, "--files", folder.path];
    await using admin = await startAdmin(args, { CLOUDMOCK_ADMIN_TOKEN: TOKEN });
    expect(admin.greeting).toContain(' -H "Authorization: Bearer $CLOUDMOCK_ADMIN_TOKEN" -d @trail.json\n');
    expect(admin.greeting).not.toContain(TOKEN);
    const query = `?output=${output}&id-map=ids.json`;
    expect(await postTrail(admin, trail, query)).toMatchObject({ status: 401 });
    const headers = { authorization: `Bearer ${TOKEN}` };
    const { status, json } = await postTrail(admin, trail, query, { headers });
    expect(status).toBe(200);
    expect(await Bun.file(output).json()).toEqual(json);
    expect(await Bun.file(`${folder.path}/ids.json`).json()).toMatchObject({ endpoint: server.endpoint });
    expect((await fetch(`${admin.url}/api/health`)).status).toBe(200);
    const outside = await postTrail(admin, trail, "?output=/tmp/result.json", { headers });
    expect(outside).toMatchObject({ status: 403, json: { error: "not_allowed" } });
    expect(outside.json["message"]).toStartWith("output: ");
    const elsewhere = await postTrail(admin, trail, "?endpoint=http://127.0.0.1:9", { headers });
    expect(elsewhere).toMatchObject({ status: 403, json: { error: "not_allowed" } });
    expect(listCalls(server)).toHaveLength(1);
  });

  test.skipIf(!existsSync("/dev/full"))("a file that cannot be written loses no result", async () => {
    using server = startRecordingServer();
    const args = ["--endpoint", server.endpoint, "--files", "/dev"];
    await using admin = await startAdmin(args, { CLOUDMOCK_ADMIN_TOKEN: TOKEN });
    const headers = { authorization: `Bearer ${TOKEN}` };
    const { status, json } = await postTrail(admin, trail, "?output=full", { headers });
    expect({ status, error: json["error"] }).toEqual({ status: 500, error: "output_failed" });
    const [, path] = /; the calls are made, and (\S+) has the result$/.exec(String(json["message"])) ?? [];
    const kept = await (await fetch(`${admin.url}${path}`, { headers })).json();
    expect(kept).toMatchObject({ state: "failed", result: { replayed: 1, succeeded: 1 } });
  });

  test("it serves all addresses, under any name", async () => {
    using server = startRecordingServer();
    const args = ["--endpoint", server.endpoint, "--host", "0.0.0.0", "--admin-token", TOKEN];
    await using admin = await startAdmin(args);
    const headers = { authorization: `Bearer ${TOKEN}`, host: "cloudmock.internal" };
    expect((await fetch(`${admin.url}/api/version`, { headers })).status).toBe(200);
    const refused = await fetch(`${admin.url}/api/version`, { headers: { host: "cloudmock.internal" } });
    expect(refused.status).toBe(401);
  });
});

describe("at its end", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "%s ends what runs, tells its client, and is no failure",
    async (signal) => {
      using server = startHoldingServer();
      await using admin = await startAdmin(["--endpoint", server.endpoint]);
      const events = formatTrail(makeRecord(), makeRecord(), makeRecord());
      const replay = postTrail(admin, events, "?concurrency=1");
      await waitUntil(() => server.calls.length === 1);
      const ended = admin.end(signal);
      const { status, headers, json } = await replay;
      expect([status, headers.get("x-cloudmock-exit-code")]).toEqual([200, "130"]);
      expect(json).toMatchObject({ total_events: 3, replayed: 1, interrupted: true, skipped: 2 });
      const { exitCode, stderr, leftovers } = await ended;
      expect({ exitCode, leftovers }).toEqual({ exitCode: 0, leftovers: [] });
      expect(stderr).toContain("cancelled after 3 events, 1 replayed, 2 skipped, 0 succeeded, 1 failed\n");
      expect(stderr).toEndWith("stopped; replays cancelled: 1\n");
    },
  );

  test("new replays are refused while it stops, and events come to their end", async () => {
    using server = startHoldingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    const { json } = await postTrail(admin, trail, "?async");
    await waitUntil(() => server.calls.length === 1);
    const events = await fetch(`${admin.url}${json["events_url"]}`);
    const ended = admin.end("SIGTERM");
    await Bun.sleep(50);
    expect(await postTrail(admin, trail)).toMatchObject({ status: 503, json: { error: "shutting_down" } });
    server.release();
    expect(await events.text()).toContain('\nevent: result\ndata: {"id":');
    expect((await ended).exitCode).toBe(0);
  });

  test("a second signal ends it at once, and leaves nothing behind", async () => {
    using server = startHoldingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    await postTrail(admin, trail, "?async");
    await waitUntil(() => server.calls.length === 1);
    const start = performance.now();
    const { exitCode, leftovers } = await admin.end("SIGTERM", "SIGTERM");
    expect({ exitCode, leftovers }).toEqual({ exitCode: 130, leftovers: [] });
    expect(performance.now() - start).toBeLessThan(1_500);
  });

  test("with nothing to do it ends at once", async () => {
    await using admin = await startAdmin(["--endpoint", findDeadEndpoint()]);
    // A connection that is kept open for the next request must not keep the server.
    await fetch(`${admin.url}/api/version`);
    const start = performance.now();
    const { exitCode, stderr } = await admin.end("SIGTERM");
    expect(exitCode).toBe(0);
    expect(stderr).toEndWith("stopped; no replay was running\n");
    expect(performance.now() - start).toBeLessThan(2_500);
  });
});

describe("a replay that does not wait", () => {
  test("can be followed, and its result read", async () => {
    using server = startRecordingServer(
      ({ body }) => new Response("{}", { status: body.includes("refused") ? 400 : 200 }),
    );
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    const sent = await postTrail(
      admin,
      formatTrail(makeRecord(), makeRecord({ requestParameters: { queueName: "refused" } }), makeRecord()),
      "?async&concurrency=1",
    );
    const { id, status_url, events_url } = sent.json;
    expect([sent.status, sent.headers.get("location")]).toEqual([202, String(status_url)]);
    const events = await (await fetch(`${admin.url}${events_url}`)).text();
    const names = [...events.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);
    expect(names).toEqual(expect.arrayContaining(["progress", "failure"]));
    expect(names.at(-1)).toBe("result");
    const job = JSON.parse(await (await fetch(`${admin.url}${status_url}`)).text());
    expect(job).toMatchObject({
      id,
      state: "succeeded",
      exit_code: 0,
      progress: { read: 3, planned: 3, sent: 3, succeeded: 2, failed: 1 },
      result: { total_events: 3, failed: 1 },
    });
    expect(JSON.parse(/^event: result\ndata: (.*)$/m.exec(events)?.[1] ?? "")).toEqual(job);
    const last = [...events.matchAll(/^id: (\d+)$/gm)].length;
    const headers = { "last-event-id": String(last - 1) };
    const rest = await (await fetch(`${admin.url}${events_url}`, { headers })).text();
    expect(rest).toBe(`retry: 2000\n\nid: ${last}\nevent: result\ndata: ${JSON.stringify(job)}\n\n`);
  });

  test("can be stopped, as often as one likes, and keeps what it did", async () => {
    using server = startHoldingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    const { json } = await postTrail(admin, formatTrail(makeRecord(), makeRecord()), "?async&concurrency=1");
    const url = `${admin.url}${json["status_url"]}`;
    await waitUntil(() => server.calls.length === 1);
    const stop = async () => {
      const response = await fetch(url, { method: "DELETE" });
      return [response.status, JSON.parse(await response.text()).state];
    };
    expect(await stop()).toEqual([202, "sending"]);
    expect(await stop()).toEqual([202, "sending"]);
    server.release();
    await waitUntil(async () => (await stop())[0] === 200);
    expect(await stop()).toEqual([200, "cancelled"]);
    const job = JSON.parse(await (await fetch(url)).text());
    expect(job).toMatchObject({ state: "cancelled", exit_code: 130 });
    expect(job.result).toMatchObject({ total_events: 2, replayed: 1, skipped: 1, interrupted: true });
    expect(server.calls).toHaveLength(1);
  });

  test("stopped while it reads back, has what it did and no half a verification", async () => {
    const isRead = (headers: Readonly<Record<string, string>>) => headers["x-amz-target"]?.includes(".Get");
    const queueUrl = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders";
    using server = startRecordingServer(({ headers }) =>
      isRead(headers) ? new Promise<Response>(() => {}) : Response.json({ QueueUrl: queueUrl }),
    );
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    const created = makeRecord({ responseElements: { queueUrl } });
    const { json } = await postTrail(admin, formatTrail(created), "?async&verify");
    const url = `${admin.url}${json["status_url"]}`;
    const readJob = async () => JSON.parse(await (await fetch(url)).text());
    await waitUntil(async () => (await readJob()).state === "verifying");
    await fetch(url, { method: "DELETE" });
    await waitUntil(async () => (await readJob()).state === "cancelled");
    const { exit_code, result } = await readJob();
    expect(exit_code).toBe(130);
    expect(result).toMatchObject({ replayed: 1, succeeded: 1, interrupted: true });
    expect(result).not.toHaveProperty("verification");
  });

  test("outlives the client that asked for it", async () => {
    using server = startHoldingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    await postTrail(admin, trail, "?async", { headers: { connection: "close" } });
    await Bun.sleep(100);
    server.release();
    await waitUntil(async () => (await listReplays(admin))[0].state === "succeeded");
  });

  test("only the last hundred are remembered", async () => {
    using server = startRecordingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    const ids: unknown[] = [];
    for (let nth = 0; nth < 110; nth++)
      ids.push((await postTrail(admin, trail)).headers.get("x-cloudmock-replay-id"));
    const remembered = (await listReplays(admin)).map(({ id }: { id: string }) => id);
    expect(remembered).toEqual(ids.slice(-100).reverse());
    expect(admin.listFiles()).toHaveLength(100);
    expect((await fetch(`${admin.url}/api/cloudtrail/replays/${ids[0]}`)).status).toBe(404);
  });
});
