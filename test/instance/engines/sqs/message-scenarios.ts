/** Scenarios of messages, by the names of their recordings. */
import type { Given, Shown, TestClient } from "../support/client.ts";
import type { Scenario } from "../support/recorded.ts";
import { BY_CONTENT, callSqs, FIFO, makeQueue, readMessages, receive, send } from "./support.ts";

function listEntries(count: number): Given[] {
  return Array.from({ length: count }, (_, at) => ({ Id: `m${at}`, MessageBody: `message ${at}` }));
}

async function deleteBatch(client: TestClient, ids: readonly string[]): Promise<Shown> {
  const QueueUrl = await makeQueue(client, "q");
  const Entries = ids.map((Id) => ({ Id, ReceiptHandle: "handle" }));
  return callSqs(client, "DeleteMessageBatch", { QueueUrl, Entries });
}

function refuseId(id: string): Scenario {
  return async ({ client, answer }) => answer("error_response", await deleteBatch(client, [id]));
}

function refuseFifoId(given: Record<string, Given>, attributes: Record<string, string> = {}): Scenario {
  return async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "FifoQueue" in attributes ? "q.fifo" : "q", attributes);
    answer("error-response", await send(client, QueueUrl, "body", given));
  };
}

const tooMany: (operation: string, label: string) => Scenario =
  (operation, label) =>
  async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    answer(label, await callSqs(client, operation, { QueueUrl, Entries: listEntries(20) }));
  };

const ATTRIBUTES = {
  Hello: { StringValue: "There", DataType: "String" },
  General: { StringValue: "Kenobi", DataType: "String" },
  "Help.Me": { StringValue: "Me", DataType: "String" },
};

export const SQS_MESSAGE_SCENARIOS: Readonly<Record<string, Scenario>> = {
  "send_receive_max_number_of_messages[sqs_query]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    answer("send_max_number_of_messages", await receive(client, QueueUrl, { MaxNumberOfMessages: 11 }));
  },
  "send_oversized_message[sqs]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    answer("send_oversized_message", await send(client, QueueUrl, "a".repeat(1_048_577)));
  },
  "send_message_with_updated_maximum_message_size[sqs_query]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    const Attributes = { MaximumMessageSize: "1024" };
    await callSqs(client, "SetQueueAttributes", { QueueUrl, Attributes });
    answer("send_oversized_message", await send(client, QueueUrl, "a".repeat(1025)));
  },
  "send_message_batch_with_oversized_contents[sqs_query]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    const bodies = ["a".repeat(1_048_576), "a"];
    const Entries = bodies.map((MessageBody, at) => ({ Id: `${at}`, MessageBody }));
    answer("send_oversized_message_batch", await callSqs(client, "SendMessageBatch", { QueueUrl, Entries }));
  },
  "change_message_visibility_after_visibility_timeout_expiration[sqs_query]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    await send(client, QueueUrl, "foobar");
    const [message] = readMessages(await receive(client, QueueUrl, { VisibilityTimeout: 1 }));
    client.now += 2000;
    const given = { QueueUrl, ReceiptHandle: message?.["ReceiptHandle"], VisibilityTimeout: 2 };
    answer("visibility_timeout_expired", await callSqs(client, "ChangeMessageVisibility", given));
  },
  "too_many_entries_in_batch_request[sqs]": tooMany(
    "SendMessageBatch",
    "test_too_many_entries_in_batch_request",
  ),
  "send batch message size": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q", { MaximumMessageSize: "1024" });
    const Entries = [
      { Id: "a", MessageBody: "a".repeat(1024) },
      { Id: "b", MessageBody: "b".repeat(1025) },
    ];
    answer("send-message-batch-result", await callSqs(client, "SendMessageBatch", { QueueUrl, Entries }));
  },
  "send_batch_missing_message_group_id_for_fifo_queue[sqs]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q.fifo", BY_CONTENT);
    const Entries = listEntries(1);
    const shown = await callSqs(client, "SendMessageBatch", { QueueUrl, Entries });
    answer("test_missing_message_group_id_for_fifo_queue", shown);
  },
  "delete_message_batch_invalid_msg_id[sqs-]": refuseId(""),
  [`delete_message_batch_invalid_msg_id[sqs_query-${"testLongId".repeat(10)}]`]: refuseId(
    "testLongId".repeat(10),
  ),
  "delete_message_batch_invalid_msg_id[sqs_query-invalid:id]": refuseId("invalid:id"),
  "delete_message_batch_with_too_large_batch[sqs]": async ({ client, answer }) => {
    const ids = Array.from({ length: 20 }, (_, at) => `m${at}`);
    answer("error_response", await deleteBatch(client, ids));
  },
  "send_message_with_binary_attributes[sqs_query]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    const text = "traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01";
    const attr1 = { BinaryValue: new Uint8Array(Buffer.from(text)), DataType: "Binary" };
    await send(client, QueueUrl, "test", { MessageAttributes: { attr1 } });
    const shown = await receive(client, QueueUrl, { MessageAttributeNames: ["All"] });
    // Bytes are recorded as Python shows them.
    const shownAs = `b'${text.replace("\x1e", "\\x1e")}'`;
    const [message] = readMessages(shown) as unknown as readonly {
      MessageAttributes: { attr1: { BinaryValue: Uint8Array } };
    }[];
    const isSame = Buffer.from(message?.MessageAttributes.attr1.BinaryValue ?? []).toString() === text;
    const MessageAttributes = { attr1: { BinaryValue: isSame ? shownAs : "", DataType: "Binary" } };
    answer("binary-attrs-msg", { ...shown, Messages: [{ ...message, MessageAttributes }] });
  },
  "send_message_with_empty_string_attribute[sqs]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    const MessageAttributes = { ErrorDetails: { StringValue: "", DataType: "String" } };
    answer("empty-string-attr", await send(client, QueueUrl, "body", { MessageAttributes }));
  },
  "receive_message_message_attribute_names_filters[sqs]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    const sent = await send(client, QueueUrl, "msg", { MessageAttributes: ATTRIBUTES });
    answer("send_message_response", sent);
    const ask = (...MessageAttributeNames: string[]) =>
      receive(client, QueueUrl, { MessageAttributeNames, VisibilityTimeout: 0 });
    const whole: Readonly<Record<string, string[]>> = {
      empty_filter: [],
      all_name: ["All"],
      illegal_name_1: ["AWS."],
      illegal_name_2: [".foo"],
    };
    const alone: Readonly<Record<string, string[]>> = {
      all_wildcard_asterisk: [".*"],
      all_wildcard: [".*"],
      only_non_existing_names: ["Foo", "Help"],
      only_existing: ["Hello", "General"],
      existing_and_non_existing: ["Foo", "Hello"],
      prefix_filter: ["Hel.*"],
    };
    for (const [label, names] of Object.entries(whole)) answer(label, await ask(...names));
    for (const [label, names] of Object.entries(alone)) answer(label, readMessages(await ask(...names))[0]);
  },
  "receive_message_attribute_names_filters[sqs]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    const MessageAttributes = { Foo: { StringValue: "Bar", DataType: "String" } };
    await send(client, QueueUrl, "msg", { MessageAttributes });
    const ask = (more: Record<string, Given>) => receive(client, QueueUrl, { ...more, VisibilityTimeout: 0 });
    answer("all_attributes", await ask({ AttributeNames: ["All"] }));
    answer(
      "all_system_and_message_attributes",
      await ask({ AttributeNames: ["All"], MessageAttributeNames: ["All"] }),
    );
    answer("single_attribute", await ask({ AttributeNames: ["SenderId"] }));
    answer("multiple_attributes", await ask({ AttributeNames: ["SenderId", "SequenceNumber"] }));
  },
  "message_system_attribute_names_with_attribute_names[sqs_query]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    await send(client, QueueUrl, "msg");
    const ask = (...MessageSystemAttributeNames: string[]) =>
      receive(client, QueueUrl, {
        AttributeNames: ["All"],
        MessageSystemAttributeNames,
        VisibilityTimeout: 0,
      });
    answer("same_values", await ask("All"));
    answer("different_values", await ask("SenderId"));
  },
  "send_receive_wait_time_seconds[sqs]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    answer("recieve_message_error_too_large", await receive(client, QueueUrl, { WaitTimeSeconds: 21 }));
    answer("recieve_message_error_too_small", await receive(client, QueueUrl, { WaitTimeSeconds: -1 }));
    await send(client, QueueUrl, "message");
    answer("empty_short_poll_by_default_resp", await receive(client, QueueUrl));
    await send(client, QueueUrl, "message");
    answer("empty_short_poll_explicit_resp", await receive(client, QueueUrl, { WaitTimeSeconds: 0 }));
  },
  "send_empty_message[sqs]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    answer("send_empty_message", await send(client, QueueUrl, ""));
  },
  "delete_after_visibility_timeout[sqs_query]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    await send(client, QueueUrl, "foobar");
    const [message] = readMessages(await receive(client, QueueUrl, { VisibilityTimeout: 1 }));
    client.now += 2000;
    await callSqs(client, "DeleteMessage", { QueueUrl, ReceiptHandle: message?.["ReceiptHandle"] });
    answer("delete_after_timeout_queue_empty", await receive(client, QueueUrl));
  },
  "aws_trace_header_propagation[sqs]": async ({ client, answer }) => {
    const QueueUrl = await makeQueue(client, "q");
    const StringValue = "Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1";
    await send(client, QueueUrl, "test", {
      MessageAttributes: { timestamp: { StringValue: "1493147359900", DataType: "Number" } },
      MessageSystemAttributes: { AWSTraceHeader: { StringValue, DataType: "String" } },
    });
    const shown = await receive(client, QueueUrl, {
      AttributeNames: ["SentTimestamp", "AWSTraceHeader"],
      MessageAttributeNames: ["All"],
    });
    const [message] = readMessages(shown);
    // The recording has a word in the place of the attribute.
    answer("xray-msg", { ...message, MessageAttributes: { timestamp: "1493147359900" } });
  },
  "send_message_to_standard_queue_with_invalid_message_group_id[too_long]": refuseFifoId({
    MessageGroupId: "a".repeat(129),
  }),
  "send_message_to_standard_queue_with_invalid_message_group_id[spaces]": refuseFifoId({
    MessageGroupId: "group 123",
  }),
  "message_deduplication_id_invalid[spaces]": refuseFifoId(
    { MessageGroupId: "g", MessageDeduplicationId: "group 123" },
    FIFO,
  ),
};
