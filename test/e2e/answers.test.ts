/** What answers mean: success, failure, and how a failure is told. */
import { expect, test } from "bun:test";
import { startWireServer } from "../replay/wire-server.ts";
import { type Answer, startRecordingServer } from "./support/recording-server.ts";
import { runQuick, runReplay } from "./support/replay.ts";
import { formatTrail, makeFolder, makeRecord } from "./support/trails.ts";

const SQS = makeRecord({ requestParameters: { queueName: "orders" } });
const SNS = makeRecord({
  eventSource: "sns.amazonaws.com",
  eventName: "CreateTopic",
  requestParameters: { name: "orders" },
});
const COPY = makeRecord({
  eventSource: "s3.amazonaws.com",
  eventName: "CopyObject",
  requestParameters: { bucketName: "b", key: "k", "x-amz-copy-source": "a/k" },
});

/** What a replay of one record tells, as text by the whole program and as JSON by one in this process. */
async function replayOne(record: unknown, answer: Answer) {
  using server = startRecordingServer(answer);
  using folder = makeFolder();
  const input = folder.write("trail.json", formatTrail(record));
  const args = ["--input", input, "--endpoint", server.endpoint];
  const { stdout } = await runReplay(args);
  const command = ["cloudtrail", "replay", ...args, "--no-create-missing", "--format", "json"];
  const { stdout: json } = await runQuick(command);
  return { failures: stdout.split("\n").slice(9, -1), result: JSON.parse(json) };
}

test.each<[string, unknown, string, string]>([
  ["JSON", SQS, "not json", "application/x-amz-json-1.0"],
  ["JSON", SQS, "<html>hello</html>", "text/html"],
  ["JSON", SQS, '{"QueueUrl":', "application/json"],
  ["XML", SNS, "{}", "text/xml"],
  ["XML", SNS, "<CreateTopicResponse><open", "text/xml"],
])("a 200 whose body is no %s is a success with a note: %#", async (format, record, body, type) => {
  const { failures, result } = await replayOne(
    record,
    () => new Response(body, { headers: { "content-type": type } }),
  );
  expect(failures).toEqual([]);
  expect(result).toMatchObject({ replayed: 1, succeeded: 1, failed: 0, errors: [] });
  expect(result.notes).toHaveLength(1);
  expect(result.notes[0].note).toContain(`not ${format}`);
});

test("a 200 that says it is compressed and is not is a success", async () => {
  const { result } = await replayOne(
    SQS,
    () => new Response("plain", { headers: { "content-encoding": "gzip" } }),
  );
  expect(result).toMatchObject({ succeeded: 1, failed: 0 });
});

test("S3's 200 with an error in its body is a failure", async () => {
  const { failures, result } = await replayOne(
    COPY,
    () =>
      new Response(
        '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>',
      ),
  );
  expect(failures).toEqual([
    "  [FAIL] s3.CopyObject: SlowDown: Please reduce your request rate. (status 200)",
  ]);
  expect(result).toMatchObject({ succeeded: 0, failed: 1 });
});

test("a page of HTML for a 500 is a failure of one line", async () => {
  const page = `<!doctype html>\n<html>\n<head><title>500 Internal Server Error</title></head>\n<body>\n${"<p>\u001b[31mlong\r\n</p>\n".repeat(500)}</body></html>`;
  const answer = () => new Response(page, { status: 500, headers: { "content-type": "text/html" } });
  for (const record of [SQS, SNS, COPY]) {
    const { failures, result } = await replayOne(record, answer);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatch(/^ {2}\[FAIL\] \w+\.\w+: \S.* \(status 500\)$/);
    expect(failures[0]).not.toMatch(/\p{Cc}/u);
    expect(failures[0]?.length).toBeLessThan(500);
    expect(result.errors[0]).toMatchObject({ status: 500 });
  }
});

test.each<[unknown, Record<string, string>, string, string]>([
  [
    SQS,
    { "content-type": "application/x-amz-json-1.0" },
    '{"__type":"com.amazonaws.sqs#QueueNameExists","message":"It is there\\nalready"}',
    "  [FAIL] sqs.CreateQueue: QueueNameExists: It is there already (status 400)",
  ],
  [
    SNS,
    { "content-type": "text/xml" },
    '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>Bad name &amp; more</Message></Error><RequestId>r</RequestId></ErrorResponse>',
    "  [FAIL] sns.CreateTopic: InvalidParameter: Bad name & more (status 400)",
  ],
  [
    COPY,
    { "content-type": "application/xml" },
    "<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message></Error>",
    "  [FAIL] s3.CopyObject: NoSuchBucket: The specified bucket does not exist (status 400)",
  ],
])("an error of AWS's is told by its code and message: %#", async (record, headers, body, line) => {
  const { failures } = await replayOne(record, () => new Response(body, { status: 400, headers }));
  expect(failures).toEqual([line]);
});

/** Replays one record into a server that answers with these bytes and hangs up. */
async function replayIntoBytes(bytes: string) {
  using server = startWireServer((socket) => void socket.end(bytes));
  const args = ["--input", "-", "--endpoint", server.url, "--format", "json"];
  const { exitCode, stdout } = await runReplay(args, { stdin: formatTrail(SQS) });
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

test("a 200 whose body breaks off is a success with a note", async () => {
  const result = await replayIntoBytes("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}");
  expect(result).toMatchObject({ succeeded: 1, failed: 0 });
  expect(result.notes[0].note).toContain("the answer's body is not whole");
});

test("a 500 whose body breaks off is a failure of its status", async () => {
  const result = await replayIntoBytes("HTTP/1.1 500 Oops\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello");
  expect(result).toMatchObject({ succeeded: 0, failed: 1, errors: [{ status: 500 }] });
});

test("what is no HTTP is a failure of status 0, told without advice on how to call fetch", async () => {
  const result = await replayIntoBytes("SSH-2.0-OpenSSH_9.9\r\n");
  expect(result).toMatchObject({ succeeded: 0, failed: 1, errors: [{ status: 0 }] });
  expect(result.errors[0].message).not.toMatch(/fetch|verbose/);
});
