// What SNS refuses, and how it tells delivery policies back, as AWS does.
import { expect, test } from "bun:test";
import { ACCOUNT, type Given, REGION, TestClient } from "../support/client.ts";

const client = new TestClient();
const call = (name: string, input: { readonly [name: string]: Given }) => client.call("sns", name, input);
const TopicArn = String((await call("CreateTopic", { Name: "t" }))["TopicArn"]);
const Endpoint = `arn:aws:sqs:${REGION}:${ACCOUNT}:q`;
const SubscriptionArn = String(
  (await call("Subscribe", { TopicArn, Protocol: "sqs", Endpoint }))["SubscriptionArn"],
);

const UNREAD =
  "failed to parse JSON. Unexpected character ('i' (code 105)): was expecting double-quote to start field name\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]";
const set = (AttributeName: string) => ({ SubscriptionArn, AttributeName, AttributeValue: "{invalid}" });

test.each<[string, { readonly [name: string]: Given }, string]>([
  [
    "Publish",
    { TopicArn: "", Message: "m" },
    "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
  ],
  [
    "Publish",
    { Message: "m" },
    "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter",
  ],
  [
    "Unsubscribe",
    { SubscriptionArn: "" },
    "Invalid parameter: SubscriptionArn Reason: no value for required parameter",
  ],
  ["Subscribe", { TopicArn, Protocol: "sms", Endpoint: "NAA+1555" }, "Invalid SMS endpoint: NAA+1555"],
  ["SetSubscriptionAttributes", set("RedrivePolicy"), `Invalid parameter: RedrivePolicy: ${UNREAD}`],
  ["SetSubscriptionAttributes", set("FilterPolicy"), `Invalid parameter: FilterPolicy: ${UNREAD}`],
  ["SetSubscriptionAttributes", set("DeliveryPolicy"), `Invalid parameter: DeliveryPolicy: ${UNREAD}`],
])("%s of %j: %s", async (name, input, message) => {
  expect((await call(name, input)).Error?.Message).toBe(message);
});

test("a topic's delivery policy is told as it was given, without what it says nothing of", async () => {
  const told = async (http: { readonly [name: string]: Given } | null) => {
    const AttributeValue = JSON.stringify({ http });
    await call("SetTopicAttributes", { TopicArn, AttributeName: "DeliveryPolicy", AttributeValue });
    const { Attributes } = await call("GetTopicAttributes", { TopicArn });
    const { DeliveryPolicy } = Attributes as unknown as { readonly DeliveryPolicy: string };
    return JSON.parse(DeliveryPolicy);
  };
  const defaultHealthyRetryPolicy = { minDelayTarget: 5, maxDelayTarget: 6, numRetries: 1 };
  expect(await told({ defaultHealthyRetryPolicy })).toEqual({
    http: { defaultHealthyRetryPolicy, disableSubscriptionOverrides: false },
  });
  expect(await told(JSON.parse('{"defaultHealthyRetryPolicy": null}'))).toEqual({
    http: { disableSubscriptionOverrides: false },
  });
});
