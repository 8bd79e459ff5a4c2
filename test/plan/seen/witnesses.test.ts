// What a log's reads, and the ARNs of its records, say to be there.
import { expect, test } from "bun:test";
import { makeCall, makeRead, tell } from "./tell.ts";

const orders = (pk: string, sk: number) =>
  makeRead("dynamodb", "GetItem", { tableName: "orders", key: { pk, sk } });

test("a table with the keys by which its items are read", async () => {
  const { made } = await tell([orders("a", 1), orders("b", 2)]);
  expect(made).toMatchObject([
    {
      kind: "seen",
      operation: "CreateTable",
      input: {
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
        AttributeDefinitions: [
          { AttributeName: "pk", AttributeType: "S" },
          { AttributeName: "sk", AttributeType: "N" },
        ],
      },
    },
  ]);
});

test("reads that failed are no evidence, nor is what the log makes itself", async () => {
  const { made } = await tell([
    makeCall("sqs", "CreateQueue", { queueName: "own" }),
    makeRead("sqs", "GetQueueUrl", { queueName: "own" }),
    makeRead("sqs", "GetQueueUrl", { queueName: "none" }, { errorCode: "QueueDoesNotExist" }),
  ]);
  expect(made).toEqual([]);
});

test("what a call needs anyway is its prerequisite, even where a read came first", async () => {
  const { made } = await tell([
    makeRead("iam", "GetUser", { userName: "ci" }),
    makeCall("iam", "CreateAccessKey", { userName: "ci" }),
  ]);
  expect(made.map(({ kind, operation }) => [kind, operation])).toEqual([["prerequisite", "CreateUser"]]);
});

test("what was deleted later stands until then", async () => {
  const { steps } = await tell([
    makeRead("sqs", "GetQueueUrl", { queueName: "old" }),
    makeCall("sqs", "DeleteQueue", { queueUrl: "https://sqs.us-east-1.amazonaws.com/111122223333/old" }),
  ]);
  expect(steps.map(({ operation }) => operation.name)).toEqual(["CreateQueue", "DeleteQueue"]);
});

test("the ARNs of what was touched, and of the role that made a call", async () => {
  const key = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555";
  const { made } = await tell([
    makeRead("kms", "Decrypt", {}, { resources: [{ accountId: "111122223333", ARN: key }] }),
    makeCall(
      "sqs",
      "CreateQueue",
      { queueName: "own" },
      {
        userIdentity: {
          type: "AssumedRole",
          accountId: "111122223333",
          sessionContext: {
            sessionIssuer: { type: "Role", arn: "arn:aws:iam::111122223333:role/app/deploy" },
          },
        },
      },
    ),
    makeRead("s3", "GetObject", {}, { resources: [{ ARN: "arn:aws:iam::444455556666:role/others" }] }),
  ]);
  expect(made.map(({ type }) => type)).toEqual(["kms-key", "role"]);
  expect(made[1]?.input).toMatchObject({ RoleName: "deploy", Path: "/app/" });
});

test("the service that takes a role is in its trust policy; what is decrypted is secret; a queue is as its name says", async () => {
  const { made } = await tell([
    makeRead(
      "sts",
      "AssumeRole",
      { roleArn: "arn:aws:iam::111122223333:role/worker" },
      {
        userIdentity: { type: "AWSService", invokedBy: "lambda.amazonaws.com" },
      },
    ),
    makeRead("ssm", "GetParameter", { name: "/app/url", withDecryption: true }),
    makeRead("sqs", "GetQueueAttributes", {
      queueUrl: "https://sqs.us-east-1.amazonaws.com/111122223333/jobs.fifo",
    }),
  ]);
  expect(made[0]?.input["AssumeRolePolicyDocument"]).toContain('"Service":"lambda.amazonaws.com"');
  expect(made[1]?.input["Type"]).toBe("SecureString");
  expect(made[2]?.input["Attributes"]).toEqual({ FifoQueue: "true" });
});

test("as few calls are kept as tell of each thing", async () => {
  const reads = Array.from({ length: 2_000 }, (_, i) => orders(`item-${i}`, i));
  const same = Array.from({ length: 2_000 }, () => makeRead("sqs", "GetQueueUrl", { queueName: "jobs" }));
  expect((await tell([...reads, ...same])).kept).toBe(5);
});

test("an ARN that another service names before the thing is made is no evidence", async () => {
  const PARAMETER_ARN = "arn:aws:ssm:us-east-1:111122223333:parameter/app/key";
  const secret = { name: "/app/key", type: "SecureString" };
  const { steps } = await tell([
    makeRead("kms", "Encrypt", { keyId: "alias/aws/ssm", encryptionContext: { PARAMETER_ARN } }),
    makeCall("ssm", "PutParameter", secret),
  ]);
  expect(steps.map(({ operation }) => operation.name)).toEqual(["PutParameter"]);
  const { made } = await tell([makeRead("kms", "Decrypt", { encryptionContext: { PARAMETER_ARN } })]);
  expect(made.map(({ type }) => type)).toEqual(["parameter"]);
});

test("a FIFO queue that was sent messages without ids tells them apart by their content", async () => {
  const queueUrl = "https://sqs.us-east-1.amazonaws.com/111122223333/jobs.fifo";
  const send = (given: object) =>
    makeCall("sqs", "SendMessage", { queueUrl, messageGroupId: "all", ...given });
  const read = makeRead("sqs", "ReceiveMessage", { queueUrl });
  const attributes = async (...records: Parameters<typeof tell>[0]) =>
    (await tell(records)).made[0]?.input["Attributes"];
  const both = { FifoQueue: "true", ContentBasedDeduplication: "true" };
  expect(await attributes(read, send({}))).toEqual(both);
  expect(await attributes(read, send({ messageDeduplicationId: "one" }))).toEqual({ FifoQueue: "true" });
  expect(await attributes(read)).toEqual({ FifoQueue: "true" });
});

test("the user who made a call, once", async () => {
  const userIdentity = {
    type: "IAMUser",
    accountId: "111122223333",
    arn: "arn:aws:iam::111122223333:user/ops/ann",
  };
  const { made } = await tell([
    makeRead("sqs", "ListQueues", {}, { userIdentity }),
    makeCall("sqs", "CreateQueue", { queueName: "own" }, { userIdentity }),
  ]);
  expect(made.map(({ operation, input }) => [operation, input["UserName"], input["Path"]])).toEqual([
    ["CreateUser", "ann", "/ops/"],
  ]);
});

test("the ARNs of what calls touched that are none of an API", async () => {
  const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:111122223333:${resource}`;
  const touched = (ARN: string) => ({ resources: [{ accountId: "111122223333", ARN }] });
  const issuer = { type: "Role", arn: "arn:aws:iam::111122223333:role/app/reader" };
  const { made, steps } = await tell([
    makeRead(
      "appsync",
      "GraphQL",
      { httpMethod: "POST" },
      touched(arn("appsync", "apis/abcdefghijklmnopqrstuvwx26")),
    ),
    makeCall("cassandra", "Insert", { tableName: "t" }, touched(arn("dynamodb", "table/orders"))),
    makeRead("nosuchservice", "Look", {}, touched(arn("sqs", "looked-at"))),
    makeRead("nosuchservice", "Look", {}, { ...touched(arn("sqs", "denied")), errorCode: "AccessDenied" }),
    makeRead(
      "nosuchservice",
      "Ask",
      { queueName: "unknown" },
      { userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: issuer } } },
    ),
  ]);
  expect(made.map(({ kind, operation }) => `${kind} ${operation}`).sort()).toEqual([
    "seen CreateGraphqlApi",
    "seen CreateQueue",
    "seen CreateRole",
    "seen CreateTable",
  ]);
  expect(steps[0]?.creation?.evidence).toStartWith("GraphQL names it");
});
