/** What the admin API shows of what things hold, and that looking changes nothing. */
import { expect, test } from "bun:test";
import * as v from "valibot";
import { loadOperation } from "../../src/aws/model/table.ts";
import { realClock } from "../../src/base/clock.ts";
import { merge } from "../../src/instance/engines/engine.ts";
import rows from "../../src/instance/items/looks.json" with { type: "json" };
import { LookRow } from "../../src/instance/items/looks.ts";
import { makeInstance, startTestAdmin } from "./support.ts";

const PLACE = { account: "111122223333", region: "eu-west-1" };
type Json = Readonly<Record<string, unknown>>;

function start(allowEdit = false) {
  const instance = makeInstance();
  const admin = startTestAdmin("http://127.0.0.1:9", { allowEdit }, realClock, instance);
  const at = (arn: string) => `${admin.url}/api/items/${encodeURIComponent(arn)}`;
  return {
    instance,
    async call(service: string, operation: string, input: Json): Promise<Json> {
      const done = await instance.ask({
        service,
        operation,
        input: merge(input as Parameters<typeof merge>[0]),
        caller: PLACE,
      });
      if ("error" in done) throw new Error(`${done.error.code}: ${done.error.message}`);
      return done.output;
    },
    look: async (arn: string, query = "") => (await fetch(`${at(arn)}?${query}`)).json() as Promise<Json>,
    edit: async (arn: string, body: unknown) =>
      (await fetch(at(arn), { method: "POST", body: JSON.stringify(body) })).json() as Promise<Json>,
    [Symbol.asyncDispose]: () => admin[Symbol.asyncDispose](),
  };
}

type Server = ReturnType<typeof start>;

async function makeTable(server: Server): Promise<string> {
  await server.call("dynamodb", "CreateTable", {
    TableName: "orders",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  for (const id of ["a", "b", "c"])
    await server.call("dynamodb", "PutItem", { TableName: "orders", Item: { id: { S: id }, n: { N: "1" } } });
  return "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";
}

test("every row names operations and members of the models", async () => {
  for (const row of rows) {
    const { service, list, open, put, remove } = v.parse(LookRow, row);
    for (const asked of [list, open, put, remove]) {
      if (!asked) continue;
      const { operation, input, ...members } = asked as Json & { operation: string; input: Json };
      const { input: given, output } = await loadOperation(service, operation);
      const named = [
        ...Object.keys(input),
        ...["limit", "after", "item"].flatMap((name) => members[name] ?? []),
      ];
      for (const name of named) expect(Object.keys(given?.members ?? {})).toContain(name as string);
      for (const name of ["items", "next", "body", "type"].flatMap((key) => members[key] ?? []))
        expect(Object.keys(output?.members ?? {})).toContain(name as string);
    }
  }
});

test("a table's items are told page by page", async () => {
  await using server = start();
  const arn = await makeTable(server);
  const first = await server.look(arn, "limit=2");
  expect(first["can"]).toEqual([]);
  const rest = await server.look(arn, `limit=2&after=${first["next"]}`);
  const ids = [first, rest].flatMap(({ items }) => items as { id: { S: string } }[]).map(({ id }) => id.S);
  expect(ids.sort()).toEqual(["a", "b", "c"]);
  expect(rest["next"]).toBeUndefined();
  expect(await server.look(arn, "after=nonsense")).toMatchObject({ error: "not_shown" });
  expect(await server.look(arn, "limit=0")).toMatchObject({ error: "invalid_parameter" });
});

test("a queue's messages are told without being received", async () => {
  await using server = start();
  const { QueueUrl } = await server.call("sqs", "CreateQueue", { QueueName: "jobs" });
  for (const MessageBody of ["one", "two", "three"])
    await server.call("sqs", "SendMessage", { QueueUrl, MessageBody });
  const arn = "arn:aws:sqs:eu-west-1:111122223333:jobs";
  const seen = async (query = "") => ((await server.look(arn, query))["items"] as Json[]) ?? [];
  expect(await seen()).toMatchObject(
    ["one", "two", "three"].map((Body) => ({ Body, State: "ready", Received: 0 })),
  );
  const { next } = await server.look(arn, "limit=2");
  expect(await seen(`after=${next}`)).toMatchObject([{ Body: "three" }]);
  await server.call("sqs", "ReceiveMessage", { QueueUrl, MaxNumberOfMessages: 1 });
  expect((await seen()).map(({ State }) => State).sort()).toEqual(["ready", "ready", "taken"]);
  const { Messages } = await server.call("sqs", "ReceiveMessage", { QueueUrl, MaxNumberOfMessages: 10 });
  expect((Messages as Json[]).length).toBe(2);
});

test("an object is opened, and one that is no text is told as base64", async () => {
  await using server = start();
  await server.call("s3", "CreateBucket", {
    Bucket: "reports",
    CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
  });
  const put = (Key: string, body: string | Uint8Array) =>
    server.call("s3", "PutObject", {
      Bucket: "reports",
      Key,
      Body: new Uint8Array(Buffer.from(body as string)),
    });
  await put("hello.txt", "good morning");
  await put("large.txt", "ä".repeat(40_000));
  await put("logo.png", new Uint8Array([0, 255, 1]));
  const arn = "arn:aws:s3:::reports";
  expect((await server.look(arn))["items"]).toMatchObject([
    { Key: "hello.txt", Size: 12 },
    { Key: "large.txt" },
    { Key: "logo.png" },
  ]);
  expect(await server.look(arn, "open=hello.txt")).toMatchObject({
    size: 12,
    cut: false,
    text: "good morning",
  });
  expect(await server.look(arn, "open=large.txt")).toMatchObject({ size: 65_536, cut: true });
  expect(await server.look(arn, "open=logo.png")).toMatchObject({ base64: "AP8B" });
  expect(await server.look(arn, "open=none")).toMatchObject({ error: "not_shown" });
});

test("streams, log groups and topics show what they hold", async () => {
  await using server = start();
  await server.call("kinesis", "CreateStream", { StreamName: "clicks", ShardCount: 2 });
  for (const PartitionKey of ["k1", "k2", "k3"])
    await server.call("kinesis", "PutRecord", {
      StreamName: "clicks",
      PartitionKey,
      Data: new Uint8Array(Buffer.from("click")),
    });
  const { items } = await server.look("arn:aws:kinesis:eu-west-1:111122223333:stream/clicks");
  expect(items).toHaveLength(3);
  expect((items as Json[])[0]).toMatchObject({ Data: "click", ShardId: expect.stringMatching(/^shardId-/) });
  await server.call("logs", "CreateLogGroup", { logGroupName: "/app" });
  await server.call("logs", "CreateLogStream", { logGroupName: "/app", logStreamName: "s" });
  await server.call("logs", "PutLogEvents", {
    logGroupName: "/app",
    logStreamName: "s",
    logEvents: [{ timestamp: Date.now(), message: "started" }],
  });
  expect((await server.look("arn:aws:logs:eu-west-1:111122223333:log-group:/app"))["items"]).toMatchObject([
    { message: "started" },
  ]);
  await server.call("sns", "CreateTopic", { Name: "alerts" });
  const TopicArn = "arn:aws:sns:eu-west-1:111122223333:alerts";
  await server.call("sns", "Subscribe", { TopicArn, Protocol: "sms", Endpoint: "+4915112345678" });
  await server.call("sns", "Publish", { TopicArn, Message: "fire" });
  expect((await server.look(TopicArn))["items"]).toMatchObject([{ protocol: "sms", message: "fire" }]);
});

test("a secret's value is never told, and an encrypted parameter's stays encrypted", async () => {
  await using server = start();
  const { ARN } = await server.call("secretsmanager", "CreateSecret", {
    Name: "db",
    SecretString: "correct horse battery",
  });
  await server.call("ssm", "PutParameter", {
    Name: "key",
    Value: "correct horse battery",
    Type: "SecureString",
  });
  const told = [
    await server.look(ARN as string),
    await server.look("arn:aws:ssm:eu-west-1:111122223333:parameter/key"),
  ];
  expect(told.map(({ items }) => (items as Json[]).length)).toEqual([1, 1]);
  expect(JSON.stringify(told)).not.toContain("horse");
});

test("nothing is changed without --allow-edit, and with it what the service takes", async () => {
  await using looking = start();
  expect(await looking.edit(await makeTable(looking), { put: { id: { S: "d" } } })).toMatchObject({
    error: "not_allowed",
  });
  await using server = start(true);
  const arn = await makeTable(server);
  expect(await server.edit(arn, { put: { id: { S: "d" }, n: { N: "4" } } })).toEqual({ done: "put" });
  expect(await server.edit(arn, { remove: { id: { S: "a" }, n: { N: "1" } } })).toEqual({ done: "removed" });
  const { items, can } = await server.look(arn);
  expect(can).toEqual(["put", "remove"]);
  expect((items as { id: { S: string } }[]).map(({ id }) => id.S).sort()).toEqual(["b", "c", "d"]);
  expect(await server.edit(arn, { put: { n: { N: "4" } } })).toMatchObject({
    error: "not_shown",
    message: expect.stringContaining("ValidationException"),
  });
  for (const body of [1, {}, { put: 1 }, { put: {}, remove: {} }])
    expect(await server.edit(arn, body)).toMatchObject({ error: "invalid_parameter" });
  const { QueueUrl } = await server.call("sqs", "CreateQueue", { QueueName: "jobs" });
  const queue = "arn:aws:sqs:eu-west-1:111122223333:jobs";
  expect(await server.edit(queue, { put: { MessageBody: "hello" } })).toEqual({ done: "put" });
  expect(await server.edit(queue, { put: { Nonsense: "hello" } })).toMatchObject({ error: "not_shown" });
  expect((await server.call("sqs", "ReceiveMessage", { QueueUrl }))["Messages"]).toMatchObject([
    { Body: "hello" },
  ]);
});

test("messages of a queue are removed one by one, received or not, and of a queue in order the next one comes up", async () => {
  await using server = start(true);
  for (const [name, Attributes] of [
    ["jobs", {}],
    ["jobs.fifo", { FifoQueue: "true" }],
  ] as const) {
    const { QueueUrl } = await server.call("sqs", "CreateQueue", { QueueName: name, Attributes });
    const more = (id: string) => (name === "jobs" ? {} : { MessageGroupId: "g", MessageDeduplicationId: id });
    for (const MessageBody of ["one", "two", "three"])
      await server.call("sqs", "SendMessage", { QueueUrl, MessageBody, ...more(MessageBody) });
    const arn = `arn:aws:sqs:eu-west-1:111122223333:${name}`;
    const list = async () => (await server.look(arn))["items"] as Json[];
    expect((await server.look(arn))["can"]).toEqual(["put", "remove"]);
    const [one, two] = await list();
    await server.call("sqs", "ReceiveMessage", { QueueUrl, MaxNumberOfMessages: 1 });
    // As the list told it: that it was received since makes it no other.
    expect(await server.edit(arn, { remove: one })).toEqual({ done: "removed" });
    expect((await list()).map(({ Body }) => Body)).toEqual(["two", "three"]);
    expect(await server.edit(arn, { remove: two })).toEqual({ done: "removed" });
    const { Messages } = await server.call("sqs", "ReceiveMessage", { QueueUrl, MaxNumberOfMessages: 10 });
    expect(Messages).toMatchObject([{ Body: "three" }]);
    for (const item of [one, { MessageId: "x" }, { ...two, MessageId: "x" }, { ...two, Sent: "y" }])
      expect(await server.edit(arn, { remove: item })).toMatchObject({ error: "not_shown" });
    const counted = await server.call("sqs", "GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
    expect(counted["Attributes"]).toMatchObject({
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesNotVisible: "1",
    });
  }
});

test("what holds nothing says so", async () => {
  await using server = start();
  await server.call("iam", "CreateRole", {
    RoleName: "r",
    AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
  });
  expect(await server.look("arn:aws:iam::111122223333:role/r")).toMatchObject({ error: "holds_nothing" });
  expect(await server.look("arn:aws:iam::111122223333:role/other")).toMatchObject({
    error: "unknown_resource",
  });
});
