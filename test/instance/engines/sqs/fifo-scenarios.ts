/** Scenarios of queues that keep the order, by the names of their recordings. */
import type { Scenario } from "../support/recorded.ts";
import { BY_CONTENT, callSqs, FIFO, makeQueue, readMessages, receive, send } from "./support.ts";

const deduplicate: Scenario = async ({ client, answer }) => {
  const QueueUrl = await makeQueue(client, "q.fifo", BY_CONTENT);
  await send(client, QueueUrl, '{"foo": "bar"}', { MessageGroupId: "g1" });
  await send(client, QueueUrl, '{"foo": "bar"}', { MessageGroupId: "g2" });
  const first = await receive(client, QueueUrl, { VisibilityTimeout: 1 });
  answer("get-messages", first);
  const ReceiptHandle = readMessages(first)[0]?.["ReceiptHandle"];
  await callSqs(client, "DeleteMessage", { QueueUrl, ReceiptHandle });
  answer("get-dedup-messages", await receive(client, QueueUrl));
};

const requireIds: Scenario = async ({ client, answer }) => {
  const QueueUrl = await makeQueue(client, "q.fifo", FIFO);
  const [noId, noGroup] = [
    await send(client, QueueUrl, "body", { MessageGroupId: "g" }),
    await send(client, QueueUrl, "body", { MessageDeduplicationId: "d" }),
  ];
  for (const end of ["", "-query"]) {
    answer(`invalid-parameter-value${end}`, noId);
    answer(`missing-parameter${end}`, noGroup);
  }
};

/** Three messages of a group are taken, and the first so many are let go again. */
function showSome(count: number): Scenario {
  return async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q.fifo", BY_CONTENT);
    for (const body of ["foo", "bar", "baz"]) await send(client, QueueUrl, body, { MessageGroupId: "g" });
    const all = await receive(client, QueueUrl, { MaxNumberOfMessages: 10, VisibilityTimeout: 5 });
    answer("receive_all_messages", all);
    for (const [at, { ReceiptHandle }] of readMessages(all).entries())
      await callSqs(client, "ChangeMessageVisibility", {
        QueueUrl,
        ReceiptHandle,
        VisibilityTimeout: at < count ? 0 : 30,
      });
    client.now += 6000;
    answer("some-messages-invisible", await receive(client, QueueUrl, { MaxNumberOfMessages: 10 }));
  };
}

export const FIFO_SCENARIOS: Readonly<Record<string, Scenario>> = {
  "fifo_queue_send_message_with_delay_seconds_fails[sqs_query]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q.fifo", BY_CONTENT);
    answer("send_message", await send(client, QueueUrl, "m", { MessageGroupId: "1", DelaySeconds: 2 }));
  },
  "fifo_message_attributes[sqs]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q.fifo", FIFO);
    const ids = { MessageGroupId: "group-1", MessageDeduplicationId: "dedup-1" };
    answer("send_message", await send(client, QueueUrl, "message-body-1", ids));
    const more = { AttributeNames: ["All"], VisibilityTimeout: 0 };
    answer("receive_message_0", await receive(client, QueueUrl, more));
    answer("receive_message_1", await receive(client, QueueUrl, more));
  },
  "fifo_delete_after_visibility_timeout[sqs]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q.fifo", BY_CONTENT);
    await send(client, QueueUrl, "foobar", { MessageGroupId: "1" });
    const received = await receive(client, QueueUrl, { VisibilityTimeout: 1 });
    answer("received_sqs_message", received);
    client.now += 2000;
    const ReceiptHandle = readMessages(received)[0]?.["ReceiptHandle"];
    answer("delete_after_timeout_fifo", await callSqs(client, "DeleteMessage", { QueueUrl, ReceiptHandle }));
  },
  "fifo_deduplication_not_on_message_group_id[sqs-True]": deduplicate,
  "fifo_deduplication_not_on_message_group_id[sqs-False]": deduplicate,
  "fifo_deduplication_not_on_message_group_id[sqs_query-True]": deduplicate,
  "fifo_deduplication_not_on_message_group_id[sqs_query-False]": deduplicate,
  "posting_to_fifo_requires_deduplicationid_group_id[sqs]": requireIds,
  "posting_to_fifo_requires_deduplicationid_group_id[sqs_query]": requireIds,
  "fifo_queue_send_message_with_zero_delay_defaults_to_queue_delay[sqs]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q.fifo", { ...BY_CONTENT, DelaySeconds: "2" });
    const sent = await send(client, QueueUrl, "message-1", { MessageGroupId: "1", DelaySeconds: 0 });
    answer("send_message_result", sent);
    answer("receive_message_initial_result", await receive(client, QueueUrl));
    client.now += 2000;
    answer("receive_message_after_delay_result", await receive(client, QueueUrl));
  },
  "fifo_group_visibility_extends_with_change_message_visibility[sqs-all-invisible]": showSome(0),
  "fifo_group_visibility_extends_with_change_message_visibility[sqs-1-visible]": showSome(1),
  "fifo_group_visibility_extends_with_change_message_visibility[sqs-2-visible]": showSome(2),
  "fifo_group_visibility_extends_with_change_message_visibility[sqs_query-2-visible]": showSome(2),
};
