/** What clients can do to the admin API: many at once, large and broken bodies, hanging up, and nonsense. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect } from "node:net";
import { listCalls, startHoldingServer, waitUntil } from "../admin/support.ts";
import { postTrail, type RunningAdmin, startAdmin } from "./support/admin.ts";
import { type RecordingServer, startRecordingServer } from "./support/recording-server.ts";
import { formatTrail, makeRecord } from "./support/trails.ts";

const REPLAY = "/api/cloudtrail/replay";
const trail = formatTrail(makeRecord());

async function readReplays({ url }: RunningAdmin): Promise<{ id: string; state: string }[]> {
  return JSON.parse(await (await fetch(`${url}/api/cloudtrail/replays`)).text()).replays;
}

/** Sends bytes as they are, and gives what comes back within `waitMs`; hangs up then. */
async function sendRaw(url: string, bytes: string, waitMs = 300): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  socket.on("data", (piece) => {
    answer += piece.toString("latin1");
  });
  const closed = new Promise((resolve) => socket.on("close", resolve));
  socket.on("error", () => {});
  socket.write(bytes);
  await Promise.race([closed, Bun.sleep(waitMs)]);
  socket.destroy();
  return answer;
}

test("fifty clients at once: four run, the others are told to come back, and nobody's replay is lost or mixed", async () => {
  const gate = Promise.withResolvers<void>();
  using server = startRecordingServer(async ({ method }) => {
    if (method !== "GET") await gate.promise;
    return new Response("{}");
  });
  await using admin = await startAdmin(["--endpoint", server.endpoint]);
  let refusals = 0;
  let mostRunning = 0;
  const runClient = async (client: number) => {
    const names = Array.from({ length: 1 + (client % 5) }, (_, nth) => `client-${client}-${nth}`);
    const records = names.map((queueName) => makeRecord({ requestParameters: { queueName } }));
    for (;;) {
      const { status, json, headers } = await postTrail(admin, formatTrail(...records));
      if (status === 200) return { names, json };
      expect([status, json["error"], headers.get("retry-after")]).toEqual([429, "too_many_replays", "1"]);
      refusals++;
      await Bun.sleep(20);
    }
  };
  const clients = Array.from({ length: 50 }, (_, client) => runClient(client));
  await waitUntil(() => refusals >= 46);
  mostRunning = (await readReplays(admin)).filter(({ state }) => state !== "succeeded").length;
  gate.resolve();
  const done = await Promise.all(clients);
  expect(mostRunning).toBe(4);
  for (const { names, json } of done) {
    const { length } = names;
    expect(json).toMatchObject({ total_events: length, replayed: length, succeeded: length, errors: [] });
  }
  const sent = listCalls(server).map(({ body }) => String(JSON.parse(body).QueueName));
  expect(sent.sort()).toEqual(done.flatMap(({ names }) => names).sort());
  expect((await readReplays(admin)).map(({ state }) => state)).toEqual(done.map(() => "succeeded"));
}, 300_000);

describe("a client that hangs up", () => {
  test("while it sends its trail leaves nothing behind", async () => {
    using server = startRecordingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    const head = `POST ${REPLAY} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n`;
    for (let times = 0; times < 8; times++) await sendRaw(admin.url, `${head}{"Records":[`, 30);
    await waitUntil(async () => (await readReplays(admin)).every(({ state }) => state === "cancelled"));
    expect(await readReplays(admin)).toHaveLength(8);
    await waitUntil(() => admin.listFiles().length === 0);
    expect((await postTrail(admin, trail)).status).toBe(200);
    expect(listCalls(server)).toHaveLength(1);
  });

  test("while its calls are sent ends its replay", async () => {
    using server = startHoldingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    const leave = new AbortController();
    const trails = formatTrail(makeRecord(), makeRecord(), makeRecord());
    const waiting = Array.from({ length: 4 }, () =>
      postTrail(admin, trails, "?concurrency=1", { signal: leave.signal }).catch(() => "left"),
    );
    await waitUntil(() => server.calls.length === 4);
    expect((await postTrail(admin, trail)).status).toBe(429);
    leave.abort();
    expect(await Promise.all(waiting)).toEqual(["left", "left", "left", "left"]);
    // By then the server knows that they left, so nothing follows what is in flight.
    await waitUntil(async () => (await readReplays(admin)).every(({ state }) => state === "cancelled"));
    server.release();
    expect(server.calls).toHaveLength(4);
    expect((await postTrail(admin, trail)).status).toBe(200);
  }, 300_000);

  test("on events does not end the replay", async () => {
    using server = startHoldingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    const { json } = await postTrail(admin, trail, "?async");
    for (let times = 0; times < 20; times++) {
      const events = await fetch(`${admin.url}${json["events_url"]}`);
      await events.body?.cancel();
    }
    server.release();
    await waitUntil(async () => (await readReplays(admin))[0]?.state === "succeeded");
  });

  test("on a dry run frees its place", async () => {
    using server = startRecordingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint]);
    const records = Array.from({ length: 3_000 }, () => makeRecord());
    for (let times = 0; times < 6; times++) {
      const body = formatTrail(...records);
      const response = await fetch(`${admin.url}${REPLAY}?dry-run`, { method: "POST", body });
      expect(response.status).toBe(200);
      await response.body?.cancel();
    }
    await waitUntil(async () => (await readReplays(admin)).every(({ state }) => !/ing$/.test(state)));
    expect((await postTrail(admin, trail)).status).toBe(200);
  });
});

test("trails that are given up early do not wear the server out", async () => {
  using server = startRecordingServer();
  await using admin = await startAdmin(["--endpoint", server.endpoint]);
  // Its file is not read to its end; a file that nobody closes ends the process when it is collected.
  const broken = formatTrail(
    { ...makeRecord(), eventSource: 7 },
    ...Array.from({ length: 3_000 }, () => makeRecord()),
  );
  for (let times = 0; times < 40; times++)
    expect((await postTrail(admin, broken, "?strict")).status).toBe(400);
  expect((await postTrail(admin, trail)).status).toBe(200);
  expect(admin.listFiles()).toHaveLength(1);
  const open = [...new Bun.Glob("*").scanSync({ cwd: `/proc/${admin.pid}/fd`, onlyFiles: false })];
  expect(open.length).toBeLessThan(60);
}, 300_000);

describe("a body that is too large", () => {
  test("is refused by its announced length before it is read", async () => {
    using server = startRecordingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint, "--max-body", "1mb"]);
    const head = `POST ${REPLAY} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000001\r\n\r\n`;
    const answer = await sendRaw(admin.url, head);
    expect(answer).toStartWith("HTTP/1.1 413 ");
    expect(answer).toContain('"error": "body_too_large"');
    expect(await readReplays(admin)).toEqual([]);
  });

  test("is cut off where it announces none", async () => {
    using server = startRecordingServer();
    await using admin = await startAdmin(["--endpoint", server.endpoint, "--max-body", "1mb"]);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
        if (sent > 200_000_000) controller.close();
      },
    });
    const { status } = await postTrail(admin, body).catch(() => ({ status: 413 }));
    expect(status).toBe(413);
    expect(sent).toBeLessThan(100_000_000);
    await waitUntil(() => admin.listFiles().length === 0);
    expect((await readReplays(admin)).map(({ state }) => state)).toEqual(["failed"]);
    expect((await postTrail(admin, trail)).status).toBe(200);
  });
});

describe("nonsense", () => {
  const HOST = "Host: localhost\r\n";
  // One server for all of it: none of it may change how it answers the next.
  let server: RecordingServer;
  let admin: RunningAdmin;
  beforeAll(async () => {
    server = startRecordingServer();
    admin = await startAdmin(["--endpoint", server.endpoint]);
  });
  afterAll(async () => {
    await admin?.[Symbol.asyncDispose]();
    server?.[Symbol.dispose]();
  });

  test.each<[string, string, RegExp]>([
    ["no Host", "GET /api/version HTTP/1.1\r\n\r\n", /^HTTP\/1\.1 400 /],
    ["no Host, an old client", "GET /api/version HTTP/1.0\r\n\r\n", /^HTTP\/1\.1 403 /],
    ["two Hosts", `GET /api/version HTTP/1.1\r\n${HOST}Host: evil.example\r\n\r\n`, /^HTTP\/1\.1 403 /],
    ["a Host that is none", "GET /api/version HTTP/1.1\r\nHost: a b<>\r\n\r\n", /^HTTP\/1\.1 403 /],
    [
      "a foreign absolute address",
      `GET http://evil.example/api/version HTTP/1.1\r\n${HOST}\r\n`,
      /^HTTP\/1\.1 200 /,
    ],
    [
      "a header of 30 KB",
      `GET /api/version HTTP/1.1\r\n${HOST}X: ${"x".repeat(30_000)}\r\n\r\n`,
      /^HTTP\/1\.1 431 /,
    ],
    ["a broken path", `GET /api/%zz/%ff?%=%&= HTTP/1.1\r\n${HOST}\r\n`, /^HTTP\/1\.1 404 /],
    ["a path upwards", `GET /api/../api/./version HTTP/1.1\r\n${HOST}\r\n`, /^HTTP\/1\.1 200 /],
    ["an unknown method", `BREW /api/version HTTP/1.1\r\n${HOST}\r\n`, /^$/],
    ["TRACE", `TRACE /api/version HTTP/1.1\r\n${HOST}\r\n`, /^HTTP\/1\.1 405 /],
    ["no HTTP", "\x16\x03\x01\x02\x00\x01\x00", /^(?:HTTP\/1\.1 400 |$)/],
    [
      "two lengths",
      `POST ${REPLAY} HTTP/1.1\r\n${HOST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      /^HTTP\/1\.1 400 /,
    ],
    [
      "a broken chunk",
      `POST ${REPLAY} HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
      /^HTTP\/1\.1 400 /,
    ],
    [
      "a length below nothing",
      `POST ${REPLAY} HTTP/1.1\r\n${HOST}Content-Length: -5\r\n\r\n`,
      /^HTTP\/1\.1 400 /,
    ],
    [
      "a query of wild bytes",
      `POST ${REPLAY}?%00=%ff&speed=%f0%9f HTTP/1.1\r\n${HOST}Content-Length: 0\r\n\r\n`,
      /^HTTP\/1\.1 400 /,
    ],
    [
      "a Last-Event-ID of words",
      `GET /api/cloudtrail/replays/x/events HTTP/1.1\r\n${HOST}Last-Event-ID: NaN\r\n\r\n`,
      /^HTTP\/1\.1 404 /,
    ],
  ])("%s", async (_name, bytes, status) => {
    const answer = await sendRaw(admin.url, bytes);
    expect(answer).toMatch(status);
    expect(answer).not.toMatch(/<html|at \w+ \(/);
    expect((await fetch(`${admin.url}/api/version`)).status).toBe(200);
  });

  test("a body of any JSON is no trail, and no failure", async () => {
    const bodies = [
      "null",
      "0",
      '""',
      "[]",
      "{}",
      '{"Records":{}}',
      '{"Records":[null,1,"x",[],{}]}',
      "[".repeat(100_000),
      '{"a":'.repeat(100_000),
      "\0\0\0",
      "\uFEFF",
      '{"Records":[{"eventSource":{}}]}',
    ];
    for (const body of bodies) {
      const { status, json } = await postTrail(admin, body);
      expect([body.slice(0, 40), [200, 400].includes(status)]).toEqual([body.slice(0, 40), true]);
      if (status === 400) expect(json["error"]).toBe("invalid_trail");
    }
    expect(listCalls(server)).toHaveLength(0);
  });
});
