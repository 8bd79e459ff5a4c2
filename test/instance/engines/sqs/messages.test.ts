// What becomes of messages: nothing is lost, nothing comes twice, and what is due comes when it is due.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { ACCOUNT, type Given, TestClient } from "../support/client.ts";
import { callSqs, FIFO, makeQueue, readMessages, receive, send } from "./support.ts";

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;

async function receiveBodies(client: TestClient, url: string, more: Record<string, Given> = {}) {
  return readMessages(await receive(client, url, { MaxNumberOfMessages: 10, ...more })).map(
    ({ Body }) => Body,
  );
}

async function count(client: TestClient, QueueUrl: string): Promise<string[]> {
  const { Attributes } = await callSqs(client, "GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
  const told = Attributes as Record<string, string>;
  return ["", "NotVisible", "Delayed"].map((end) => told[`ApproximateNumberOfMessages${end}`] ?? "");
}

test("a message is hidden while somebody has it, and counted so", async () => {
  const client = new TestClient();
  const url = await makeQueue(client, "q", { VisibilityTimeout: "10" });
  await send(client, url, "one");
  await send(client, url, "two", { DelaySeconds: 5 });
  expect(await count(client, url)).toEqual(["1", "0", "1"]);
  expect(await receiveBodies(client, url)).toEqual(["one"]);
  expect(await receiveBodies(client, url)).toEqual([]);
  expect(await count(client, url)).toEqual(["0", "1", "1"]);
  client.now += 5000;
  expect(await count(client, url)).toEqual(["1", "1", "0"]);
  client.now += 5000;
  expect(await receiveBodies(client, url)).toEqual(["one", "two"]);
});

test("a queue that is asked to wait answers with what comes due, and when nothing does after its time", async () => {
  const client = new TestClient();
  const url = await makeQueue(client, "q");
  const before = client.now;
  await send(client, url, "late", { DelaySeconds: 7 });
  expect(await receiveBodies(client, url, { WaitTimeSeconds: 20 })).toEqual(["late"]);
  expect(client.now - before).toBe(7000);
  expect(await receiveBodies(client, url, { WaitTimeSeconds: 20 })).toEqual([]);
  expect(client.now - before).toBe(27_000);
});

test("who waits is woken by a message", async () => {
  const client = new TestClient({
    sleep: (_, signal) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true })),
  });
  const url = await makeQueue(client, "q");
  const [first, second] = [
    receiveBodies(client, url, { WaitTimeSeconds: 20 }),
    receiveBodies(client, url, { WaitTimeSeconds: 20 }),
  ];
  await Bun.sleep(1);
  await send(client, url, "one");
  await send(client, url, "two");
  expect([...(await first), ...(await second)].toSorted()).toEqual(["one", "two"]);
});

test("what is received too often goes elsewhere, and is told from where it came", async () => {
  const client = new TestClient();
  const dead = await makeQueue(client, "dead");
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf("dead"), maxReceiveCount: 2 });
  const url = await makeQueue(client, "q", { RedrivePolicy, VisibilityTimeout: "0" });
  await send(client, url, "spent");
  for (const _ of [1, 2]) expect(await receiveBodies(client, url)).toEqual(["spent"]);
  expect(await receiveBodies(client, url)).toEqual([]);
  const [message] = readMessages(await receive(client, dead, { AttributeNames: ["All"] }));
  expect(message?.["Attributes"]).toMatchObject({
    DeadLetterQueueSourceArn: arnOf("q"),
    ApproximateReceiveCount: "3",
  });
  expect(await callSqs(client, "ListDeadLetterSourceQueues", { QueueUrl: dead })).toMatchObject({
    queueUrls: [url],
  });
});

test("messages end with their time, and all of them when the queue is emptied, once a minute", async () => {
  const client = new TestClient();
  const url = await makeQueue(client, "q", { MessageRetentionPeriod: "60" });
  await send(client, url, "old");
  client.now += 50_000;
  await send(client, url, "young");
  client.now += 20_000;
  expect(await receiveBodies(client, url)).toEqual(["young"]);
  expect(await callSqs(client, "PurgeQueue", { QueueUrl: url })).not.toHaveProperty("Error");
  expect(await count(client, url)).toEqual(["0", "0", "0"]);
  expect((await callSqs(client, "PurgeQueue", { QueueUrl: url })).Error).toEqual({
    Code: "AWS.SimpleQueueService.PurgeQueueInProgress",
    Message: "Only one PurgeQueue operation on q is allowed every 60 seconds.",
  });
});

test("a name is free a minute after its queue was deleted, and nothing of the old one is left", async () => {
  const client = new TestClient();
  const url = await makeQueue(client, "q");
  await send(client, url, "gone");
  await callSqs(client, "DeleteQueue", { QueueUrl: url });
  expect((await send(client, url, "none")).Error?.Code).toBe("AWS.SimpleQueueService.NonExistentQueue");
  const again = await callSqs(client, "CreateQueue", { QueueName: "q" });
  expect(again.Error?.Code).toBe("AWS.SimpleQueueService.QueueDeletedRecently");
  client.now += 60_000;
  expect(await receiveBodies(client, await makeQueue(client, "q"))).toEqual([]);
});

test("a call that is made again gets the same receipts again", async () => {
  const client = new TestClient();
  const url = await makeQueue(client, "q.fifo", { ...FIFO, ContentBasedDeduplication: "true" });
  await send(client, url, "one", { MessageGroupId: "g" });
  const ask = () => receive(client, url, { ReceiveRequestAttemptId: "again" });
  const [first] = readMessages(await ask());
  expect(readMessages(await ask())).toEqual(first ? [first] : []);
  expect(await receiveBodies(client, url)).toEqual([]);
});

test("handles that are none, or another queue's, are refused one by one in a batch", async () => {
  const client = new TestClient();
  const [one, two] = [await makeQueue(client, "one"), await makeQueue(client, "two")];
  await send(client, one, "message");
  const [message] = readMessages(await receive(client, one));
  const ReceiptHandle = message?.["ReceiptHandle"] ?? "";
  const Entries = [
    { Id: "none", ReceiptHandle: "none" },
    { Id: "own", ReceiptHandle },
  ];
  expect(await callSqs(client, "DeleteMessageBatch", { QueueUrl: one, Entries })).toMatchObject({
    Successful: [{ Id: "own" }],
    Failed: [
      {
        Id: "none",
        SenderFault: true,
        Code: "ReceiptHandleIsInvalid",
        Message: 'The input receipt handle "none" is not a valid receipt handle.',
      },
    ],
  });
  const elsewhere = await callSqs(client, "DeleteMessage", { QueueUrl: two, ReceiptHandle });
  expect(elsewhere.Error?.Code).toBe("ReceiptHandleIsInvalid");
});

test("tasks with a speed move as much as their time has been, and can be ended", async () => {
  const client = new TestClient();
  const dead = await makeQueue(client, "dead");
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf("dead"), maxReceiveCount: 1 });
  const url = await makeQueue(client, "q", { RedrivePolicy });
  for (let at = 0; at < 10; at++) await send(client, url, `${at}`);
  for (const _ of [1, 2]) await receiveBodies(client, url, { VisibilityTimeout: 0 });
  expect(await count(client, dead)).toEqual(["10", "0", "0"]);
  const SourceArn = arnOf("dead");
  const given = { SourceArn, MaxNumberOfMessagesPerSecond: 2 };
  const { TaskHandle } = await callSqs(client, "StartMessageMoveTask", given);
  const list = async () => (await callSqs(client, "ListMessageMoveTasks", { SourceArn }))["Results"];
  expect(await list()).toMatchObject([{ Status: "RUNNING", ApproximateNumberOfMessagesMoved: 0 }]);
  client.now += 2500;
  expect(await list()).toMatchObject([{ Status: "RUNNING", ApproximateNumberOfMessagesMoved: 5 }]);
  const ended = await callSqs(client, "CancelMessageMoveTask", { TaskHandle: String(TaskHandle) });
  expect(ended).toMatchObject({ ApproximateNumberOfMessagesMoved: 5 });
  client.now += 60_000;
  expect(await count(client, url)).toEqual(["5", "0", "0"]);
  const target = await makeQueue(client, "target");
  await callSqs(client, "StartMessageMoveTask", { ...given, DestinationArn: arnOf("target") });
  client.now += 500;
  expect(await count(client, target)).toEqual(["1", "0", "0"]);
  client.now += 500;
  await callSqs(client, "DeleteQueue", { QueueUrl: target });
  client.now += 1000;
  expect(await list()).toMatchObject([
    {
      Status: "FAILED",
      ApproximateNumberOfMessagesMoved: 2,
      FailureReason: "AWS.SimpleQueueService.NonExistentQueue",
    },
  ]);
});

test("queues of other accounts are found and used by their URLs", async () => {
  const client = new TestClient();
  const other = { account: "222222222222" };
  await client.call("sqs", "CreateQueue", { QueueName: "q" }, other);
  const given = { QueueName: "q", QueueOwnerAWSAccountId: "222222222222" };
  const QueueUrl = String((await callSqs(client, "GetQueueUrl", given))["QueueUrl"]);
  expect(QueueUrl).toEndWith("/222222222222/q");
  await send(client, QueueUrl, "across");
  const received = await client.call("sqs", "ReceiveMessage", { QueueUrl }, other);
  expect(readMessages(received).map(({ Body }) => Body)).toEqual(["across"]);
});

test("a reset takes messages and counts back to what stood", async () => {
  const client = new TestClient();
  const url = await makeQueue(client, "q");
  await send(client, url, "kept");
  client.instance.mark();
  await send(client, url, "more");
  await receiveBodies(client, url);
  client.instance.reset();
  expect(await count(client, url)).toEqual(["1", "0", "0"]);
  expect(await receiveBodies(client, url)).toEqual(["kept"]);
});

const Step = fc.oneof(
  fc.record({ kind: fc.constant("send" as const), group: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ kind: fc.constant("receive" as const), limit: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ kind: fc.constant("delete" as const), at: fc.nat(20) }),
  fc.record({ kind: fc.constant("show" as const), at: fc.nat(20) }),
  fc.record({ kind: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 12 }) }),
);

test("of a group, messages come in their order, whatever is taken, let go and deleted", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { maxLength: 40 }), async (steps) => {
      const client = new TestClient();
      const QueueUrl = await makeQueue(client, "q.fifo", { ...FIFO, VisibilityTimeout: "10" });
      let sent = 0;
      const handles: string[] = [];
      const left = new Map<string, number[]>();
      for (const step of steps) {
        if (step.kind === "send") {
          const MessageGroupId = `g${step.group}`;
          await send(client, QueueUrl, `${sent}`, { MessageGroupId, MessageDeduplicationId: `${sent}` });
          left.set(MessageGroupId, [...(left.get(MessageGroupId) ?? []), sent++]);
        } else if (step.kind === "receive") {
          const more = { MaxNumberOfMessages: step.limit, AttributeNames: ["All"] };
          const byGroup = new Map<string, number[]>();
          for (const message of readMessages(await receive(client, QueueUrl, more))) {
            handles.push(message["ReceiptHandle"] ?? "");
            const { MessageGroupId = "" } = message["Attributes"] as unknown as Record<string, string>;
            byGroup.set(MessageGroupId, [...(byGroup.get(MessageGroupId) ?? []), Number(message["Body"])]);
          }
          // They are the first ones of their group that are left.
          for (const [group, numbers] of byGroup)
            expect(left.get(group)?.slice(0, numbers.length)).toEqual(numbers);
        } else if (step.kind === "wait") client.now += step.seconds * 1000;
        else {
          const ReceiptHandle = handles[step.at];
          if (ReceiptHandle === undefined) continue;
          const isDelete = step.kind === "delete";
          const more = isDelete ? {} : { VisibilityTimeout: 0 };
          const operation = isDelete ? "DeleteMessage" : "ChangeMessageVisibility";
          const before = Number((await count(client, QueueUrl)).reduce((sum, one) => sum + Number(one), 0));
          await callSqs(client, operation, { QueueUrl, ReceiptHandle, ...more });
          const after = Number((await count(client, QueueUrl)).reduce((sum, one) => sum + Number(one), 0));
          if (after === before) continue;
          const key = Buffer.from(ReceiptHandle, "base64").toString().split(" ")[2];
          const number = Number.parseInt(key?.slice(14) ?? "", 36);
          for (const [group, numbers] of left)
            left.set(
              group,
              numbers.filter((one) => numberOf(one) !== number),
            );
        }
      }
      const all = [...left.values()].reduce((sum, numbers) => sum + numbers.length, 0);
      expect((await count(client, QueueUrl)).reduce((sum, one) => sum + Number(one), 0)).toBe(all);
    }),
    { numRuns: 60 },
  );
});

/** Each message takes a number for its place and one for its sequence. */
function numberOf(sent: number): number {
  return 2 * sent + 2;
}

test("a message has the trace of the request that sent it", async () => {
  const { instance } = new TestClient();
  const ask = async (operation: string, input: object, more: Record<string, string> = {}) => {
    const headers = {
      host: "localhost:4566",
      "x-amz-target": `AmazonSQS.${operation}`,
      authorization: "AWS4-HMAC-SHA256 Credential=test/20260401/us-east-1/sqs/aws4_request",
      ...more,
    };
    const request = { method: "POST", path: "/", query: [], headers, body: JSON.stringify(input) };
    return JSON.parse(Buffer.from((await instance.answer(request)).body).toString());
  };
  const { QueueUrl } = await ask("CreateQueue", { QueueName: "q" });
  await ask("SendMessage", { QueueUrl, MessageBody: "m" }, { "x-amzn-trace-id": "Root=1-2" });
  const { Messages } = await ask("ReceiveMessage", {
    QueueUrl,
    MessageSystemAttributeNames: ["AWSTraceHeader"],
  });
  expect(Messages[0].Attributes).toEqual({ AWSTraceHeader: "Root=1-2" });
});
