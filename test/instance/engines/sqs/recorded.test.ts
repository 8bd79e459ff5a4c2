// Queues and their messages, as AWS answered.
import { ACCOUNT, type Given, type Shown, type TestClient } from "../support/client.ts";
import { type Scenario, testRecorded } from "../support/recorded.ts";
import { FIFO_SCENARIOS } from "./fifo-scenarios.ts";
import { SQS_MESSAGE_SCENARIOS } from "./message-scenarios.ts";
import { MOVE_SCENARIOS } from "./move-scenarios.ts";
import { callSqs, makeQueue } from "./support.ts";

const ALL = { AttributeNames: ["All"] };

async function tellAttributes(client: TestClient, QueueUrl: Given): Promise<Shown> {
  return callSqs(client, "GetQueueAttributes", { QueueUrl, ...ALL });
}

/** A queue of every attribute, and the one for what is received too often. */
function makeWhole(isFifo: boolean, attributes: Record<string, string>): Scenario {
  return async ({ client, answer }) => {
    const end = isFifo ? ".fifo" : "";
    const fifo = isFifo ? { FifoQueue: "true" } : {};
    const dead = await makeQueue(client, `dead${end}`, {
      ...fifo,
      RedriveAllowPolicy: '{"redrivePermission":"allowAll"}',
    });
    const QueueUrl = await makeQueue(
      client,
      `whole${end}`,
      {
        ...fifo,
        ...attributes,
        KmsMasterKeyId: "alias/aws/sqs",
        RedrivePolicy: `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:${ACCOUNT}:dead${end}","maxReceiveCount":7}`,
      },
      { Department: "Finance", Environment: "Production" },
    );
    answer("attributes", await tellAttributes(client, QueueUrl));
    answer("tags", await callSqs(client, "ListQueueTags", { QueueUrl }));
    answer(
      "dlq_attributes",
      await callSqs(client, "GetQueueAttributes", { QueueUrl: dead, AttributeNames: ["RedriveAllowPolicy"] }),
    );
  };
}

function policyOf(actions: readonly string[]): string {
  const Statement = [{ Effect: "Allow", Principal: "*", Action: actions, Resource: "queue" }];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

const SHARED = ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"];

async function tellPolicy(client: TestClient, QueueUrl: Given): Promise<Shown> {
  return callSqs(client, "GetQueueAttributes", { QueueUrl, AttributeNames: ["Policy"] });
}

async function setPolicy(client: TestClient, QueueUrl: Given, Policy: string): Promise<void> {
  await callSqs(client, "SetQueueAttributes", { QueueUrl, Attributes: { Policy } });
}

const setStrategy: Scenario = async ({ client, answer }) => {
  const QueueUrl = await makeQueue(client, "q.fifo", {
    FifoQueue: "true",
    ContentBasedDeduplication: "true",
  });
  answer("before-update", await tellAttributes(client, QueueUrl));
  const Attributes = { ContentBasedDeduplication: "false" };
  await callSqs(client, "SetQueueAttributes", { QueueUrl, Attributes });
  answer("after-update", await tellAttributes(client, QueueUrl));
};

testRecorded("sqs", 85, {
  "create standard queue with required properties": async ({ client, answer }) => {
    answer("attributes", await tellAttributes(client, await makeQueue(client, "plain")));
  },
  "create standard queue with all properties": makeWhole(false, {
    DelaySeconds: "17",
    KmsDataKeyReusePeriodSeconds: "297",
    MaximumMessageSize: "1234",
    MessageRetentionPeriod: "13579",
    ReceiveMessageWaitTimeSeconds: "18",
    VisibilityTimeout: "45",
  }),
  "create fifo queue with all properties": makeWhole(true, {
    ContentBasedDeduplication: "true",
    DeduplicationScope: "messageGroup",
    DelaySeconds: "13",
    FifoThroughputLimit: "perMessageGroupId",
    KmsDataKeyReusePeriodSeconds: "200",
    MaximumMessageSize: "3232",
    MessageRetentionPeriod: "13425",
    ReceiveMessageWaitTimeSeconds: "15",
    VisibilityTimeout: "42",
  }),
  "update standard queue without explicit name": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "plain", { MaximumMessageSize: "1234" });
    const Attributes = {
      MaximumMessageSize: "4321",
      MessageRetentionPeriod: "17539",
      ReceiveMessageWaitTimeSeconds: "17",
    };
    await callSqs(client, "SetQueueAttributes", { QueueUrl, Attributes });
    answer("updated_attributes", await tellAttributes(client, QueueUrl));
  },
  "update fifo queue remove all properties": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(
      client,
      "q.fifo",
      { FifoQueue: "true", KmsMasterKeyId: "alias/mine" },
      { a: "1" },
    );
    const Attributes = { KmsMasterKeyId: "", SqsManagedSseEnabled: "true" };
    await callSqs(client, "SetQueueAttributes", { QueueUrl, Attributes });
    await callSqs(client, "UntagQueue", { QueueUrl, TagKeys: ["a"] });
    answer("updated_attributes", await tellAttributes(client, QueueUrl));
    answer("updated_tags", await callSqs(client, "ListQueueTags", { QueueUrl }));
  },
  "update sqs remove inlinepolicy": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q", { Policy: policyOf(SHARED) });
    answer("policy_before", await tellPolicy(client, QueueUrl));
    await setPolicy(client, QueueUrl, "");
    answer("policy_after", await tellPolicy(client, QueueUrl));
  },
  "sqs queue policy": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    await setPolicy(client, QueueUrl, policyOf(SHARED));
    answer("policy", await tellPolicy(client, QueueUrl));
  },
  "update remove two queues from policy": async ({ client, answer }) => {
    const urls = await Promise.all(["a", "b", "c"].map((name) => makeQueue(client, name)));
    const first = policyOf([...SHARED, "sqs:ChangeMessageVisibility"]);
    for (const [at, url] of urls.entries()) {
      await setPolicy(client, url, first);
      answer(`queue_${at + 1}_before`, await tellPolicy(client, url));
    }
    for (const [at, url] of urls.entries()) {
      await setPolicy(client, url, at === 0 ? policyOf(SHARED) : "");
      answer(`queue_${at + 1}_after`, await tellPolicy(client, url));
    }
  },
  "tag_untag_queue[sqs_query]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    const Tags = { tag1: "value1", tag2: "value2", tag3: "" };
    await callSqs(client, "TagQueue", { QueueUrl, Tags });
    const tell = () => callSqs(client, "ListQueueTags", { QueueUrl });
    answer("get-tag-1", await tell());
    await callSqs(client, "UntagQueue", { QueueUrl, TagKeys: ["tag1", "tag3"] });
    answer("get-tag-2", await tell());
    await callSqs(client, "UntagQueue", { QueueUrl, TagKeys: ["tag2"] });
    answer("get-tag-after-untag", await tell());
  },
  "create_fifo_queue_with_different_attributes_raises_error[sqs]": async ({ client, answer }) => {
    await makeQueue(client, "q.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
    const Attributes = { FifoQueue: "true", ContentBasedDeduplication: "false" };
    const shown = await callSqs(client, "CreateQueue", { QueueName: "q.fifo", Attributes });
    answer("queue-already-exists", shown);
  },
  "create_queue_with_different_attributes_raises_exception[sqs_query]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q", { ReceiveMessageWaitTimeSeconds: "1", DelaySeconds: "1" });
    const again = (Attributes: Record<string, string>) =>
      callSqs(client, "CreateQueue", { QueueName: "q", Attributes });
    answer("create_queue_01", await again({ ReceiveMessageWaitTimeSeconds: "1", DelaySeconds: "2" }));
    await callSqs(client, "SetQueueAttributes", { QueueUrl, Attributes: { DelaySeconds: "2" } });
    answer("create_queue_02", await again({ ReceiveMessageWaitTimeSeconds: "1", DelaySeconds: "1" }));
  },
  "create_and_update_queue_attributes[sqs]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q", {
      MessageRetentionPeriod: "604800",
      ReceiveMessageWaitTimeSeconds: "10",
      VisibilityTimeout: "20",
    });
    answer("get_queue_attributes", await tellAttributes(client, QueueUrl));
    const Attributes = { MaximumMessageSize: "2048", DelaySeconds: "420", VisibilityTimeout: "69" };
    await callSqs(client, "SetQueueAttributes", { QueueUrl, Attributes });
    answer("get_updated_queue_attributes", await tellAttributes(client, QueueUrl));
  },
  "fifo_set_content_based_deduplication_strategy[sqs]": setStrategy,
  "fifo_set_content_based_deduplication_strategy[sqs_query]": setStrategy,
  "set_unsupported_attribute_standard[sqs_query]": async ({ client, answer }) => {
    const Attributes = { FifoQueue: "false" };
    answer("invalid-attr-name-1", await callSqs(client, "CreateQueue", { QueueName: "q", Attributes }));
    const QueueUrl = await makeQueue(client, "q");
    const given = { QueueUrl, Attributes: { FifoQueue: "true" } };
    answer("invalid-attr-name-2", await callSqs(client, "SetQueueAttributes", given));
  },
  "set_unsupported_attribute_fifo[sqs_query]": async ({ client, answer }) => {
    const Attributes = { FifoQueue: "false" };
    answer("invalid-attr-name-1", await callSqs(client, "CreateQueue", { QueueName: "q", Attributes }));
    const QueueUrl = await makeQueue(client, "q.fifo", { FifoQueue: "true" });
    answer("invalid-attr-name-2", await callSqs(client, "SetQueueAttributes", { QueueUrl, Attributes }));
  },
  ...SQS_MESSAGE_SCENARIOS,
  ...FIFO_SCENARIOS,
  ...MOVE_SCENARIOS,
});
