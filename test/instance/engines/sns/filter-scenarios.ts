/** Scenarios of filter policies, by the names of their recordings. */
import type { Shown, TestClient } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { callSns, drain, makePair, makeTopic, onlyMessages, queueArn } from "./support.ts";

const ALL = { AttributeNames: ["All"] };

const ask = (
  client: TestClient,
  TopicArn: string,
  policy: unknown,
  FilterPolicyScope = "MessageAttributes",
) => {
  const FilterPolicy = typeof policy === "string" ? policy : JSON.stringify(policy);
  const Attributes = { FilterPolicyScope, FilterPolicy };
  return callSns(client, "Subscribe", { TopicArn, Protocol: "sqs", Endpoint: queueArn("queue"), Attributes });
};

/** The recordings have the message without its place beside it. */
function normalize(shown: Shown): Shown {
  if (!shown.Error) return shown;
  const [begin = ""] = shown.Error.Message.split("\n at [");
  return { ...shown, Error: { ...shown.Error, _normalized: begin } };
}

const count = (length: number) => Array.from({ length }, (_, at) => `value${at}`);

/** A pair whose queue gets what fits a policy on the body. */
const makeFiltered = (client: TestClient, policy: unknown, more: Record<string, string> = {}, names = {}) =>
  makePair(client, {
    attributes: { FilterPolicyScope: "MessageBody", FilterPolicy: JSON.stringify(policy), ...more },
    ...names,
  });

const publish = (client: TestClient, TopicArn: string, message: unknown, more = {}) => {
  const Message = typeof message === "string" ? message : JSON.stringify(message);
  return callSns(client, "Publish", { TopicArn, Message, ...more });
};

const event = (id: string, detail: Record<string, string>) => ({
  id,
  source: "test-source",
  "detail-type": "test-detail-type",
  account: "123456789012",
  region: "my-region",
  time: "2022-07-13T13:48:01Z",
  detail,
});

const created = (key: string) => ({
  Records: [
    {
      eventSource: "aws:s3",
      eventTime: "2022-11-21T03:41:29.743Z",
      eventName: "ObjectCreated:Put",
      s3: {
        bucket: { name: "insurance-bucket-demo", arn: "arn:aws:s3:::insurance-bucket-demo" },
        object: { key, size: 17 },
      },
    },
  ],
});

export const FILTER_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "validate policy exists operator": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client);
    answer("error-condition-none", normalize(await ask(client, TopicArn, '{"key":[{"exists":null}]}')));
    answer("error-condition-string", normalize(await ask(client, TopicArn, '{"key":[{"exists":"no"}]}')));
  },
  "policy complexity": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client);
    const body = (policy: unknown) => ask(client, TopicArn, policy, "MessageBody");
    answer("error-complexity-in-one-condition", await body({ key_a: { key_b: { key_c: count(51) } } }));
    const two = { key_a: { key_b: { key_c: count(4) } }, key_d: { key_e: count(7) } };
    answer("error-complexity-in-two-conditions", await body(two));
    const many = Object.fromEntries(count(6).map((name) => [name, ["value"]]));
    answer("error-complexity-too-many-fields", await body(many));
  },
  "policy complexity with or": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client);
    const body = (policy: unknown) => ask(client, TopicArn, policy, "MessageBody");
    const flat = { source: ["aws.cloudwatch"], $or: [{ metricName: count(100) }, { namespace: count(51) }] };
    answer("error-complexity-or-flat", await body(flat));
    const nested = { $or: [{ a: { b: count(40) } }, { c: { d: { e: count(30) } } }] };
    answer("error-complexity-or-nested", await body(nested));
  },
  "exists filter policy attributes array": async ({ client, answer }) => {
    const { TopicArn, QueueUrl, SubscriptionArn } = await makePair(client, {
      attributes: { RawMessageDelivery: "true", FilterPolicy: '{"store": ["value1"]}' },
    });
    const shown = await callSns(client, "GetSubscriptionAttributes", { SubscriptionArn });
    answer("subscription-attributes-policy", shown);
    answer("messages-init", await drain(client, QueueUrl));
    const send = (Message: string, DataType: string, StringValue: string) =>
      callSns(client, "Publish", {
        TopicArn,
        Message,
        MessageAttributes: { store: { DataType, StringValue } },
      });
    await send("message-1", "String.Array", '["value1"]');
    answer("messages-1", await drain(client, QueueUrl));
    await send("message-2", "String", "value1");
    answer("messages-2", await drain(client, QueueUrl));
    await send("message-3", "String.Array", "value1");
    answer("messages-3", await drain(client, QueueUrl));
  },
  "filter policy on message body dot attribute": async ({ client, answer }) => {
    const { TopicArn, QueueUrl, SubscriptionArn } = await makeFiltered(client, {
      "object.nested": ["string.value"],
    });
    answer("recv-init", await drain(client, QueueUrl));
    const nested = ['{"object": {"nested": "string.value"}}', '{"object.nested": "string.value"}'];
    for (const [at, message] of nested.entries()) {
      await publish(client, TopicArn, message);
      answer(`recv-nested-msg-${at}`, await drain(client, QueueUrl));
    }
    const AttributeValue = '{"object.nested": {"test": ["string.value"]}}';
    const given = { SubscriptionArn, AttributeName: "FilterPolicy", AttributeValue };
    await callSns(client, "SetSubscriptionAttributes", given);
    const deep = [
      '{"object": {"nested": {"test": "string.value"}}}',
      '{"object.nested.test": "string.value"}',
      '{"object.nested": {"test": "string.value"}}',
      '{"object": {"nested.test": "string.value"}}',
    ];
    for (const [at, message] of deep.entries()) {
      await publish(client, TopicArn, message);
      answer(`recv-deep-nested-msg-${at}`, await drain(client, QueueUrl));
    }
  },
  "filter policy on message body array attributes": async ({ client, answer }) => {
    const raw = { RawMessageDelivery: "true" };
    const urls: string[] = [];
    let topic = "";
    for (const name of ["queue1", "queue2"]) {
      const policy = { headers: { "route-to": [name] } };
      const { TopicArn, QueueUrl } = await makeFiltered(client, policy, raw, { queue: name });
      topic = TopicArn;
      urls.push(QueueUrl);
    }
    for (const to of [["queue3"], ["queue1"], ["queue2"], ["queue1", "queue2"]])
      await publish(client, topic, `{"headers": {"route-to": ${JSON.stringify(to).replaceAll(",", ", ")}}}`);
    for (const [at, url] of urls.entries()) answer(`messages-queue-${at}`, await forget(client, url));
  },
  "filter policy on message body array of object attributes": async ({ client, answer }) => {
    const policy = {
      Records: { s3: { object: { key: [{ prefix: "auto-" }] } }, eventName: [{ prefix: "ObjectCreated:" }] },
    };
    const { TopicArn, QueueUrl } = await makeFiltered(client, policy, { RawMessageDelivery: "true" });
    const home = { key: "home-insurance-2314.xml", size: 17 };
    const auto = { key: "auto-insurance-2314.xml", size: 17 };
    await publish(client, TopicArn, created(auto.key));
    await publish(client, TopicArn, created(home.key));
    await publish(client, TopicArn, {
      Records: [
        { eventSource: "aws:s3", eventName: "ObjectCreated:Put", s3: { object: [[auto]] } },
        { eventSource: "aws:s3", eventName: "ObjectRemoved:Delete", s3: { object: home } },
      ],
    });
    answer("messages", named(await forget(client, QueueUrl)));
  },
  "filter policy on message body or attribute": async ({ client, answer }) => {
    const policy = {
      $or: [{ metricName: ["CPUUtilization", "ReadLatency"] }, { namespace: ["AWS/EC2", "AWS/ES"] }],
      detail: {
        scope: ["Service"],
        $or: [{ source: ["aws.cloudwatch"] }, { type: ["CloudWatch Alarm State Change"] }],
      },
    };
    const { TopicArn, QueueUrl } = await makeFiltered(client, policy, { RawMessageDelivery: "true" });
    const watch = { scope: "Service", source: "aws.cloudwatch" };
    for (const message of [
      { metricName: "CPUUtilization", detail: watch },
      { metricName: "ReadLatency", detail: watch },
      { namespace: "AWS/EC2", detail: watch },
      { namespace: "AWS/ES", detail: watch },
      { metricName: "CPUUtilization", detail: { scope: "Service", type: "CloudWatch Alarm State Change" } },
      { metricName: "AnotherMetric", detail: watch },
      { metricName: "CPUUtilization", detail: { scope: "Other", source: "aws.cloudwatch" } },
      { metricName: "CPUUtilization", detail: { scope: "Service" } },
    ])
      await publish(client, TopicArn, message);
    answer("messages-queue", await forget(client, QueueUrl));
  },
  "filter policy ip address condition": async ({ client, answer }) => {
    const policy = {
      detail: {
        $or: [
          { sourceIPAddress: [{ cidr: "10.0.0.0/24" }] },
          { sourceIPAddressV6: [{ cidr: "2001:db8:1234:1a00::/64" }] },
        ],
      },
    };
    const { TopicArn, QueueUrl } = await makeFiltered(client, policy, { RawMessageDelivery: "true" });
    await publish(client, TopicArn, event("1", { sourceIPAddress: "10.0.0.255" }));
    await publish(client, TopicArn, event("2", { sourceIPAddress: "10.0.0.256" }));
    const inside = { sourceIPAddressV6: "2001:0db8:1234:1a00:0000:0000:0000:0000" };
    await publish(client, TopicArn, event("3", inside));
    const outside = { sourceIPAddressV6: "2001:0db8:123f:1a01:0000:0000:0000:0000" };
    await publish(client, TopicArn, event("4", outside));
    answer("messages-queue", dated(await forget(client, QueueUrl)));
  },
};

/** What a queue has; its digests are of other texts than those that were recorded. */
async function forget(client: TestClient, QueueUrl: string) {
  return onlyMessages(await drain(client, QueueUrl, ALL));
}

/** A word stands in the recording for a moment inside of a text. */
function dated(shown: object): unknown {
  return JSON.parse(JSON.stringify(shown).replaceAll("2022-07-13T13:48:01Z", "date"));
}

/** The recording has a bucket's name as another one's. */
function named(shown: object): unknown {
  return JSON.parse(
    JSON.stringify(shown)
      .replaceAll("2022-11-21T03:41:29.743Z", "date")
      .replaceAll("arn:aws:s3", "arn:<partition>:s3"),
  );
}
