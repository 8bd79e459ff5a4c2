// An endpoint's name that leads elsewhere once it was checked: calls still go to where it led then.
import { expect, mock, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseReplayOptions } from "../../src/options/options.ts";
import { openSession } from "../../src/run/open-session.ts";
import { replaySession } from "../../src/run/replay-session.ts";

const NAME = "emulator.invalid";

test("a name is resolved once, and the connection goes to that address", async () => {
  const { lookup } = Bun.dns;
  const answers = ["127.0.0.1", "203.0.113.9"];
  let asked = 0;
  const moving = async () => [{ address: answers[asked++] ?? "203.0.113.9", family: 4 as const, ttl: 0 }];
  Object.assign(Bun.dns, { lookup: moving });
  const hosts = new Set<string | null>();
  using server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      hosts.add(request.headers.get("host"));
      return new Response("{}");
    },
  });
  const folder = mkdtempSync(join(tmpdir(), "rebinding-"));
  try {
    const trail = join(folder, "trail.json");
    const record = {
      eventVersion: "1.08",
      eventID: "e1",
      eventTime: "2026-03-01T10:00:00Z",
      eventType: "AwsApiCall",
      eventSource: "sqs.amazonaws.com",
      eventName: "CreateQueue",
      awsRegion: "eu-west-1",
      recipientAccountId: "111122223333",
      requestParameters: { queueName: "q" },
      responseElements: null,
    };
    writeFileSync(trail, JSON.stringify({ Records: [record] }));
    const options = parseReplayOptions(
      { input: [trail], endpoint: [`http://${NAME}:${server.port}`] },
      {},
      0,
    );
    const around = { remarks: { warn: mock(), info: mock() }, signal: new AbortController().signal };
    const { result } = await replaySession(await openSession(options, around), options, around);
    expect(result).toMatchObject({ succeeded: 1, endpoint: `http://${NAME}:${server.port}` });
    expect([...hosts]).toEqual([`${NAME}:${server.port}`]);
    expect(asked).toBe(1);
  } finally {
    Object.assign(Bun.dns, { lookup });
    rmSync(folder, { recursive: true });
  }
});
