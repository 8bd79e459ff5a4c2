// What comes of a delivery that fails, of a subscription that somebody else has to confirm, and of endpoints whose application ends.
import { expect, test } from "bun:test";
import { ACCOUNT, TestClient } from "../support/client.ts";
import { callSns, drain, makeTopic, queueArn, subscribe } from "./support.ts";

const ENDPOINT = "http://127.0.0.1:8080/";

/** What becomes of a notification for an address that answers so, one time after the other: how often it is posted, and whether it is a dead letter. */
async function post(answers: readonly (number | "nothing")[], attributes: Record<string, string> = {}) {
  let count = -1;
  const client = new TestClient({
    // Nothing is as late as that here.
    sleep: () => new Promise(() => undefined),
    post: async ({ headers }) => {
      if (headers["x-amz-sns-message-type"] !== "Notification") return 200;
      count++;
      const status = answers[Math.min(count, answers.length - 1)] ?? 200;
      if (status === "nothing") throw new Error("refused");
      return status;
    },
  });
  const TopicArn = await makeTopic(client);
  const { QueueUrl } = await client.call("sqs", "CreateQueue", { QueueName: "dead" });
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dead") });
  await subscribe(client, TopicArn, ENDPOINT, { RedrivePolicy, ...attributes }, "http");
  const token = [...client.instance.store.records.listAll()].find(({ part }) => part === "tokens")?.key;
  await callSns(client, "ConfirmSubscription", { TopicArn, Token: String(token) });
  await callSns(client, "Publish", { TopicArn, Message: "hello" });
  const { Messages = [] } = await drain(client, String(QueueUrl));
  return [count + 1, (Messages as unknown[]).length];
}

test("what is not taken is tried three times more, and is a dead letter then", async () => {
  expect(await post([200])).toEqual([1, 0]);
  expect(await post([500, 503, 200])).toEqual([3, 0]);
  expect(await post(["nothing", 200])).toEqual([2, 0]);
  expect(await post([429, 200])).toEqual([2, 0]);
  expect(await post([500])).toEqual([4, 1]);
  expect(await post(["nothing"])).toEqual([4, 1]);
});

test("what is refused for good is not tried again", async () => {
  expect(await post([403])).toEqual([1, 1]);
  expect(await post([302])).toEqual([1, 1]);
});

test("a delivery policy says how often", async () => {
  const healthyRetryPolicy = { minDelayTarget: 1, maxDelayTarget: 2, numRetries: 5 };
  expect(await post([500], { DeliveryPolicy: JSON.stringify({ healthyRetryPolicy }) })).toEqual([6, 1]);
});

test("a queue of another account confirms by what it gets, and its owner needs not to", async () => {
  const client = new TestClient();
  const other = "222222222222";
  const TopicArn = await makeTopic(client);
  const { QueueUrl } = await client.call("sqs", "CreateQueue", { QueueName: "q" }, { account: other });
  const Endpoint = `arn:aws:sqs:us-east-1:${other}:q`;
  const given = { TopicArn, Protocol: "sqs", Endpoint };
  expect(await callSns(client, "Subscribe", given)).toMatchObject({
    SubscriptionArn: "pending confirmation",
  });
  await Bun.sleep(5);
  const receive = async () => {
    const { Messages } = await client.call("sqs", "ReceiveMessage", { QueueUrl: String(QueueUrl) });
    return ((Messages ?? []) as { Body: string }[]).map(({ Body }) => JSON.parse(Body));
  };
  await callSns(client, "Publish", { TopicArn, Message: "too early" });
  const [asked, ...more] = await receive();
  expect(more).toEqual([]);
  expect(asked).toMatchObject({ Type: "SubscriptionConfirmation", TopicArn });
  const confirmed = await callSns(client, "ConfirmSubscription", { TopicArn, Token: asked.Token });
  expect(confirmed["SubscriptionArn"]).toStartWith(`arn:aws:sns:us-east-1:${ACCOUNT}:topic:`);
  await callSns(client, "Publish", { TopicArn, Message: "hello" });
  expect(await receive()).toMatchObject([{ Type: "Notification", Message: "hello" }]);
  await client.call("sqs", "CreateQueue", { QueueName: "own" }, { account: other });
  const own = { ...given, Endpoint: `arn:aws:sqs:us-east-1:${other}:own` };
  const done = await client.call("sns", "Subscribe", own, { account: other });
  expect(done["SubscriptionArn"]).toStartWith(`arn:aws:sns:us-east-1:${ACCOUNT}:topic:`);
});

test.each([
  ["randomtoken", "Invalid token"],
  ["51b2ff3edb475b7d91550e0a", "Invalid parameter: Token"],
])("nobody confirms with %p", async (Token, Message) => {
  const client = new TestClient();
  const TopicArn = await makeTopic(client);
  expect((await callSns(client, "ConfirmSubscription", { TopicArn, Token })).Error).toMatchObject({
    Code: "InvalidParameter",
    Message,
  });
});

test("endpoints end with their application, and one that is switched off says so before it looks at a message", async () => {
  const client = new TestClient();
  const Attributes = { PlatformCredential: "secret" };
  const application = { Name: "app", Platform: "GCM", Attributes };
  const { PlatformApplicationArn } = await callSns(client, "CreatePlatformApplication", application);
  const made = await callSns(client, "CreatePlatformEndpoint", {
    PlatformApplicationArn: String(PlatformApplicationArn),
    Token: "token",
    Attributes: { Enabled: "false" },
  });
  const EndpointArn = String(made["EndpointArn"]);
  const message = { TargetArn: EndpointArn, Message: "no JSON", MessageStructure: "json" };
  expect((await callSns(client, "Publish", message)).Error).toMatchObject({ Code: "EndpointDisabled" });
  await callSns(client, "DeletePlatformApplication", {
    PlatformApplicationArn: String(PlatformApplicationArn),
  });
  expect((await callSns(client, "GetEndpointAttributes", { EndpointArn })).Error).toMatchObject({
    Code: "NotFound",
    Message: "Endpoint does not exist",
  });
});

test("a switch of a topic is said in any case", async () => {
  const attributes = { FifoTopic: "True", ContentBasedDeduplication: "False" };
  expect(await makeTopic(new TestClient(), "a.fifo", attributes)).toEndWith(":a.fifo");
});
