// Words that every object of JavaScript knows are no words of AWS's: they are refused as any other unknown word is.
import { expect, test } from "bun:test";
import { ACCOUNT, TestClient } from "./engines/support/client.ts";

const NAMES = ["constructor", "toString", "hasOwnProperty", "__proto__"];
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:q`;

/** The code of an error as it is with an unknown word, and with one that objects have: they are the same. */
async function expectAlike(
  client: TestClient,
  ...[service, operation, make]: [
    service: string,
    operation: string,
    make: (word: string) => Parameters<TestClient["call"]>[2],
  ]
): Promise<void> {
  const ask = async (word: string) => {
    const { Error: error, ResponseMetadata } = await client.call(service, operation, make(word));
    return [ResponseMetadata.HTTPStatusCode, error?.Code];
  };
  const unknown = await ask("unheardof");
  for (const name of NAMES) expect([name, ...(await ask(name))]).toEqual([name, ...unknown]);
}

test("in patterns and policies", async () => {
  const client = new TestClient();
  const { TopicArn } = await client.call("sns", "CreateTopic", { Name: "t" });
  await expectAlike(client, "sns", "Subscribe", (word) => ({
    TopicArn: String(TopicArn),
    Protocol: "sqs",
    Endpoint: QUEUE,
    Attributes: { FilterPolicy: `{"a":[{"${word}":"x"}]}` },
  }));
  for (const value of ['"x"', '["x"]', "1"]) {
    await expectAlike(client, "events", "PutRule", (word) => ({
      Name: "r",
      EventPattern: `{"a":[{"${word}":${value}}]}`,
    }));
    await expectAlike(client, "events", "PutRule", (word) => ({
      Name: "r",
      EventPattern: `{"a":[{"anything-but":{"${word}":${value}}}]}`,
    }));
  }
});

test("in expressions and statements", async () => {
  const client = new TestClient();
  await client.call("dynamodb", "CreateTable", {
    TableName: "t",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  const Key = { pk: { S: "a" } };
  const ExpressionAttributeValues = { ":a": { S: "a" } };
  await expectAlike(client, "dynamodb", "Scan", (word) => ({
    TableName: "t",
    FilterExpression: `${word}(pk, :a)`,
    ExpressionAttributeValues,
  }));
  await expectAlike(client, "dynamodb", "UpdateItem", (word) => ({
    TableName: "t",
    Key,
    UpdateExpression: `SET a = ${word}(b, :a)`,
    ExpressionAttributeValues,
  }));
  await expectAlike(client, "dynamodb", "ExecuteStatement", (word) => ({
    Statement: `UPDATE "t" SET a = ${word}(b, 'a') WHERE pk = 'a'`,
  }));
  await client.call("logs", "CreateLogGroup", { logGroupName: "g" });
  await expectAlike(client, "logs", "StartQuery", (word) => ({
    logGroupName: "g",
    startTime: 0,
    endTime: 1,
    queryString: `fields ${word}(a) | filter ${word}(b) = 1`,
  }));
});

test("in headers", async () => {
  const client = new TestClient();
  await client.call("s3", "CreateBucket", { Bucket: "files" });
  const authorization = `AWS4-HMAC-SHA256 Credential=${ACCOUNT}/20260401/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0`;
  const put = async (headers: Readonly<Record<string, string>>) => {
    const body = Buffer.from("x");
    const host = "localhost:4566";
    const request = {
      method: "PUT",
      path: "/files/k",
      query: [],
      body,
      headers: { host, authorization, ...headers },
    };
    const { status } = await client.instance.answer(request);
    const stream = new Blob([body]).stream() as unknown as AsyncIterable<Uint8Array>;
    const streamed = {
      ...request,
      body: undefined,
      stream,
      headers: { ...request.headers, "content-length": "1" },
    };
    return [status, (await client.instance.answer(streamed)).status];
  };
  const ways = [
    (word: string) => ({ [`x-amz-checksum-${word}`]: "AAAA" }),
    (word: string) => ({ "x-amz-sdk-checksum-algorithm": word }),
    (word: string) => ({ "x-amz-trailer": `x-amz-checksum-${word}` }),
    (word: string) => ({ [`x-amz-grant-${word}`]: `${word}="x"` }),
    (word: string) => ({ "x-amz-grant-read": `${word}="x"` }),
  ];
  for (const way of ways) {
    const unknown = await put(way("unheardof"));
    for (const name of NAMES)
      expect([name, ...(await put(way(name.toLowerCase())))]).toEqual([name, ...unknown]);
  }
});
