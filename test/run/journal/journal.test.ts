// Replays that keep a journal: what is gone on with, and what is told of it.
import { describe, expect, test } from "bun:test";
import { existsSync, statSync } from "node:fs";
import { startRecordingServer } from "../../e2e/support/recording-server.ts";
import { formatTrail, makeFolder, makeRecord } from "../../e2e/support/trails.ts";
import { answerQueue, NAMES, namesOf, QUEUES, RESUME, replay } from "./support.ts";

test("a journal is for its owner alone, and a replay that has ended is told again without a call", async () => {
  using folder = makeFolder();
  using server = startRecordingServer(answerQueue);
  const first = await replay(folder, server.endpoint);
  expect(statSync(`${folder.path}/j`).mode & 0o777).toBe(0o600);
  expect(existsSync(`${folder.path}/j-wal`)).toBe(false);
  const sent = server.requests.length;
  const again = await replay(folder, server.endpoint, { flags: RESUME });
  expect(again.json).toBe(first.json);
  expect(server.requests.length).toBe(sent);
});

test("what was interrupted goes on where it stopped", async () => {
  using folder = makeFolder();
  const interruption = new AbortController();
  using server = startRecordingServer((request) => {
    if (request.body.includes('"two"')) interruption.abort();
    return answerQueue(request);
  });
  const first = await replay(folder, server.endpoint, { signal: interruption.signal });
  expect(first).toMatchObject({ exitCode: 130, result: { replayed: 2, succeeded: 2, interrupted: true } });
  const second = await replay(folder, server.endpoint, { flags: RESUME });
  expect(second).toMatchObject({ exitCode: 0, result: { replayed: 4, succeeded: 4, interrupted: false } });
  expect(namesOf(server.requests)).toEqual(NAMES);
});

describe("of a call that was under way", () => {
  async function cutOff(isMade: boolean, tells: boolean) {
    using folder = makeFolder();
    const made = new Set<string>();
    let isHanging = true;
    const interruption = new AbortController();
    using server = startRecordingServer(({ headers, body }) => {
      const asked = JSON.parse(body);
      const operation = headers["x-amz-target"]?.split(".")[1];
      if (operation === "CreateQueue") {
        const isCut = isHanging && asked.QueueName === "three";
        if (!isCut || isMade) made.add(asked.QueueName);
        if (!isCut) return answerQueue({ body });
        interruption.abort();
        return new Promise<Response>(() => {});
      }
      if (!tells) return new Response("{}", { status: 500 });
      const name =
        String(asked.QueueUrl ?? "")
          .split("/")
          .at(-1) ?? "";
      if (operation === "ListQueues")
        return Response.json({ QueueUrls: [...made].map((one) => `http://q/111122223333/${one}`) });
      if (made.has(name)) return Response.json({ Attributes: { VisibilityTimeout: "30" } });
      return Response.json({ __type: "QueueDoesNotExist", message: "no such queue" }, { status: 400 });
    });
    await replay(folder, server.endpoint, { signal: interruption.signal });
    isHanging = false;
    const ended = await replay(folder, server.endpoint, { flags: RESUME });
    return { ended, names: namesOf(server.requests) };
  }

  test("a read tells that it was made: it is not sent again", async () => {
    const { ended, names } = await cutOff(true, true);
    expect(names).toEqual(NAMES);
    expect(ended.result).toMatchObject({ succeeded: 4, failed: 0 });
    expect(ended.result.notes.map(({ note }) => note)).toEqual([expect.stringContaining("told by")]);
  }, 20_000);

  test("a read tells that it was not: it is sent", async () => {
    const { ended, names } = await cutOff(false, true);
    expect(names).toEqual(["one", "two", "three", "three", "four"]);
    expect(ended.result).toMatchObject({ succeeded: 4, failed: 0, notes: [] });
  }, 20_000);

  test("no read tells, and a second call does no more than the first: it is sent again", async () => {
    const { ended, names } = await cutOff(true, false);
    expect(names).toEqual(["one", "two", "three", "three", "four"]);
    expect(ended.result).toMatchObject({ succeeded: 4, failed: 0 });
  }, 20_000);

  test("nothing tells, and a second call would do more: it is neither sent again nor dropped", async () => {
    using folder = makeFolder();
    const queueUrl = "https://sqs.eu-west-1.amazonaws.com/111122223333/one";
    const message = makeRecord({
      eventName: "SendMessage",
      eventTime: "2026-04-01T09:00:01Z",
      requestParameters: { queueUrl, messageBody: "HIDDEN_DUE_TO_SECURITY_REASONS" },
      responseElements: { messageId: "5fea7756-0ea4-451a-a703-a558b933e274" },
    });
    const trail = folder.write("message.json", formatTrail(QUEUES[0], message));
    const interruption = new AbortController();
    using server = startRecordingServer(({ headers, body }) => {
      if (!headers["x-amz-target"]?.endsWith("SendMessage")) return answerQueue({ body });
      interruption.abort();
      return new Promise<Response>(() => {});
    });
    await replay(folder, server.endpoint, { signal: interruption.signal, trail });
    const { result } = await replay(folder, server.endpoint, { flags: RESUME, trail });
    expect(result).toMatchObject({ replayed: 2, succeeded: 1, failed: 1, interrupted: false });
    expect(result.errors).toMatchObject([{ event_name: "SendMessage", code: "OutcomeUnknown", status: 0 }]);
    const sent = server.requests.filter((one) => one.headers["x-amz-target"]?.endsWith("SendMessage"));
    expect(sent).toHaveLength(1);
  }, 20_000);
});

test("an endpoint that is gone ends the replay, which goes on once it is back", async () => {
  using folder = makeFolder();
  let stop = () => {};
  let names: string[] = [];
  let port = 0;
  {
    using server = startRecordingServer((request) => {
      if (request.body.includes('"two"')) setTimeout(() => stop(), 0);
      // What comes behind it finds nobody, however soon it comes.
      if (/"(three|four)"/.test(request.body)) return new Promise<Response>(() => {});
      return answerQueue(request);
    });
    stop = () => server[Symbol.dispose]();
    port = Number(new URL(server.endpoint).port);
    const ended = await replay(folder, server.endpoint);
    expect(ended).toMatchObject({ exitCode: 4, stopped: { message: expect.stringContaining("--resume") } });
    names = namesOf(server.requests);
  }
  const more: string[] = [];
  const back = Bun.serve({
    hostname: "127.0.0.1",
    port,
    async fetch(request) {
      const body = await request.text();
      if (!request.headers.get("x-amz-target")?.endsWith("CreateQueue"))
        return Response.json({
          Attributes: {},
          QueueUrls: [...names, ...more].map((one) => `http://q/111122223333/${one}`),
        });
      more.push(JSON.parse(body).QueueName);
      return answerQueue({ body });
    },
  });
  const ended = await replay(folder, `http://127.0.0.1:${port}`, { flags: RESUME });
  await back.stop(true);
  expect(ended.result).toMatchObject({ succeeded: 4, failed: 0, interrupted: false });
  expect([...names, ...more]).toEqual(NAMES);
}, 20_000);

test("a job's shards have a file each in a folder, and begin where there is none to go on with", async () => {
  using folder = makeFolder();
  using server = startRecordingServer(answerQueue);
  const flags = { ...RESUME, journal: [folder.path], shard: ["0/2"] };
  const { told } = await replay(folder, server.endpoint, { flags });
  expect(existsSync(`${folder.path}/shard-0-of-2.journal`)).toBe(true);
  expect(told.join("\n")).toContain("does not exist yet: the replay begins");
});
