// What queues and messages may be given, and how it is told back.
import { expect, test } from "bun:test";
import { ACCOUNT, TestClient } from "../support/client.ts";
import { callSqs, makeQueue, readMessages, receive, send } from "./support.ts";

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;

async function tell(client: TestClient, QueueUrl: string): Promise<Record<string, string>> {
  const { Attributes } = await callSqs(client, "GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
  return Attributes as Record<string, string>;
}

test("a policy of dead letters is told back with a number, however it was given", async () => {
  const client = new TestClient();
  await makeQueue(client, "dead");
  const target = { deadLetterTargetArn: arnOf("dead") };
  const told = JSON.stringify({ ...target, maxReceiveCount: 7 });
  const RedrivePolicy = JSON.stringify({ ...target, maxReceiveCount: "7" }, undefined, 2);
  const QueueUrl = await makeQueue(client, "q", { RedrivePolicy });
  expect((await tell(client, QueueUrl))["RedrivePolicy"]).toBe(told);
  expect(await makeQueue(client, "q", { RedrivePolicy })).toBe(QueueUrl);
  const other = await makeQueue(client, "other");
  await callSqs(client, "SetQueueAttributes", { QueueUrl: other, Attributes: { RedrivePolicy } });
  expect((await tell(client, other))["RedrivePolicy"]).toBe(told);
});

test("blanks around the name of an attribute are no part of it", async () => {
  const client = new TestClient();
  const url = await makeQueue(client, "q", { "VisibilityTimeout ": "7" });
  expect(await tell(client, url)).toMatchObject({ VisibilityTimeout: "7" });
});

test("a key of one's own and managed encryption exclude each other", async () => {
  const client = new TestClient();
  const QueueUrl = await makeQueue(client, "q");
  const Attributes = { KmsMasterKeyId: "testKeyId", SqsManagedSseEnabled: "true" };
  expect((await callSqs(client, "SetQueueAttributes", { QueueUrl, Attributes })).Error).toMatchObject({
    Code: "InvalidAttributeName",
    Message:
      "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
  });
});

test.each([
  ["öther", "String", "The message attribute name 'öther' is invalid. "],
  ["name", "Text", "The message attribute 'name' has an invalid message attribute type, "],
])("an attribute %p of type %p is refused", async (name, DataType, message) => {
  const client = new TestClient();
  const url = await makeQueue(client, "q");
  const MessageAttributes = { [name]: { DataType, StringValue: "a" } };
  const { Error: error } = await send(client, url, "m", { MessageAttributes });
  expect(error?.Code).toBe("InvalidParameterValue");
  expect(error?.Message).toStartWith(message);
});

test("who adds a permission has to say for what", async () => {
  const client = new TestClient();
  const QueueUrl = await makeQueue(client, "q");
  const given = { QueueUrl, Label: "label", AWSAccountIds: ["111111111111"], Actions: [] };
  expect((await callSqs(client, "AddPermission", given)).Error).toMatchObject({
    Code: "MissingParameter",
    Message: "The request must contain the parameter Actions.",
  });
});

test("each queue counts for itself how often a message may be received", async () => {
  const client = new TestClient();
  const to = (name: string) => ({
    VisibilityTimeout: "0",
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(name), maxReceiveCount: 1 }),
  });
  const [third, second] = [await makeQueue(client, "third"), await makeQueue(client, "second", to("third"))];
  const first = await makeQueue(client, "first", to("second"));
  await send(client, first, "m");
  const count = async (url: string) =>
    readMessages(await receive(client, url, { AttributeNames: ["All"] })).map(
      ({ Attributes }) => (Attributes as unknown as Record<string, string>)["ApproximateReceiveCount"],
    );
  expect([await count(first), await count(first)]).toEqual([["1"], []]);
  expect([await count(second), await count(second)]).toEqual([["2"], []]);
  expect(await count(third)).toEqual(["3"]);
});

test.each(["no JSON", "{}", '{"Statement":[]}', '{"Statement":{"Effect":"allow","Action":"*"}}'])(
  "%s is no policy",
  async (Policy) => {
    const client = new TestClient();
    const QueueUrl = await makeQueue(client, "q");
    const { Error: error } = await callSqs(client, "SetQueueAttributes", {
      QueueUrl,
      Attributes: { Policy },
    });
    expect(error).toMatchObject({
      Code: "InvalidAttributeValue",
      Message: "Invalid value for the parameter Policy.",
    });
  },
);
