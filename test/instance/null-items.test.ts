// Lists of requests that have nothing in the place of an item, which no SDK sends: refused in the service's words, and never a fault.
import { expect, test } from "bun:test";
import { TestClient } from "./engines/support/client.ts";

async function ask(target: string, service: string, body: object, client = new TestClient()) {
  const { status, body: answer } = await client.instance.answer({
    ...{ method: "POST", path: "/", query: [], body: Buffer.from(JSON.stringify(body)) },
    headers: {
      host: "localhost:4566",
      authorization: `AWS4-HMAC-SHA256 Credential=111111111111/20260401/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=x`,
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": target,
    },
  });
  const { message, Message = message, __type } = JSON.parse(Buffer.from(answer).toString());
  return { status, type: String(__type).split("#").at(-1), message: String(Message) };
}

const dynamo = (name: string, body: object, client?: TestClient) =>
  ask(`DynamoDB_20120810.${name}`, "dynamodb", body, client);

test.each<[string, object, string]>([
  ["TransactWriteItems", { TransactItems: [null] }, "transactItems.1.member"],
  ["TransactGetItems", { TransactItems: [null] }, "transactItems.1.member"],
  ["BatchExecuteStatement", { Statements: [null] }, "statements.1.member"],
  ["GetItem", { TableName: "orders", Key: {}, AttributesToGet: ["a", null] }, "attributesToGet.2.member"],
  [
    "BatchGetItem",
    { RequestItems: { orders: { Keys: [null] } } },
    "requestItems.orders.member.keys.1.member",
  ],
  ["BatchWriteItem", { RequestItems: { orders: [null] } }, "requestItems.orders.member.1.member"],
  [
    "TagResource",
    { ResourceArn: "arn:aws:dynamodb:us-east-1:111111111111:table/orders", Tags: [null] },
    "tags.1.member",
  ],
])("%s tells where nothing is", async (name, body, place) => {
  const answer = await dynamo(name, body);
  expect(answer).toMatchObject({ status: 400, type: "ValidationException" });
  expect(answer.message).toContain(
    `Value null at '${place}' failed to satisfy constraint: Member must not be null`,
  );
});

test("a set of DynamoDB's has nothing in it that is nothing", async () => {
  const client = new TestClient();
  await client.call("dynamodb", "CreateTable", {
    TableName: "orders",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  });
  for (const set of [{ SS: [null] }, { SS: ["a", null] }, { NS: [null] }, { BS: [null] }, { L: [null] }]) {
    const put = { TableName: "orders", Item: { id: { S: "1" }, set } };
    expect(await dynamo("PutItem", put, client)).toMatchObject({ status: 400, type: "ValidationException" });
    const update = {
      ...{ TableName: "orders", Key: { id: { S: "1" } }, UpdateExpression: "SET a = :a" },
      ExpressionAttributeValues: { ":a": set },
    };
    expect(await dynamo("UpdateItem", update, client)).toMatchObject({ status: 400 });
  }
});

test("a table of a batch that nothing is to be written to is refused", async () => {
  const answer = await dynamo("BatchWriteItem", { RequestItems: { orders: null } });
  expect(answer).toMatchObject({ status: 400, type: "ValidationException" });
});

test("other services refuse them, too", async () => {
  const answers = [
    await ask("TrentService.TagResource", "kms", { KeyId: "k", Tags: [null] }),
    await ask("AmazonSSM.GetParameters", "ssm", { Names: [null] }),
    await ask("Kinesis_20131202.PutRecords", "kinesis", { StreamName: "s", Records: [null] }),
    await ask("AWSEvents.PutEvents", "events", { Entries: [null] }),
    await ask("Logs_20140328.PutLogEvents", "logs", {
      ...{ logGroupName: "g", logStreamName: "s", logEvents: [null] },
    }),
    await ask("AmazonSQS.SendMessageBatch", "sqs", { QueueUrl: "http://localhost/q", Entries: [null] }),
  ];
  for (const answer of answers) expect(answer.status).toBe(400);
});
