/** Sending messages: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import { readText } from "../engine.ts";
import { refusal } from "../refusal.ts";
import { doEntries, readEntries } from "./batch.ts";
import { checkBody, measureMessage, readDelay, readFifoId, readMessageAttributes } from "./check-message.ts";
import { SentBefore } from "./deduplicate.ts";
import { digest, digestAttributes } from "./digest.ts";
import { Mailbox } from "./mailbox.ts";
import type { QueueMessage } from "./message.ts";
import { findQueue, type Queue } from "./queue.ts";
import { refuseMissing, refuseParameter, refuseValue } from "./refuse.ts";
import { writeSequence } from "./sequence.ts";
import { wake } from "./waiters.ts";

/** What a batch has at most, in bytes. */
const LARGEST_BATCH = 1_048_576;

const NO_ID =
  "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly";

function hash(body: string): string {
  return Bun.CryptoHasher.hash("sha256", body, "hex");
}

/** How a message is told from others, of a queue that keeps the order; undefined of any other queue. */
function readOrder(given: Structure, queue: Queue) {
  const deduplication = readFifoId(given, "MessageDeduplicationId");
  const group = readFifoId(given, "MessageGroupId");
  if (!queue.isFifo) {
    if (deduplication !== undefined)
      throw refuseParameter(
        deduplication,
        "MessageDeduplicationId",
        "The request includes a parameter that is not valid for this queue type.",
      );
    return { group };
  }
  if (group === undefined) throw refuseMissing("MessageGroupId");
  const id =
    deduplication ?? (queue.deduplicates === "by content" ? hash(readText(given, "MessageBody")) : "");
  if (id === "") throw refuseValue(NO_ID);
  return { group, deduplication: id };
}

/** Puts a message or an entry into a mailbox. `verb`: what is said of parameters that do not fit. */
function send(context: Context, mailbox: Mailbox, given: Structure, verb: string): Structure {
  const { queue } = mailbox;
  const { now, store, caller, told } = context;
  checkBody(given, queue, verb);
  const attributes = readMessageAttributes(given, "MessageAttributes");
  const system = readMessageAttributes(given, "MessageSystemAttributes");
  const traced =
    context.trace === undefined ? {} : { AWSTraceHeader: { type: "String", value: context.trace } };
  const delay = readDelay(given, queue);
  const order = readOrder(given, queue);
  const body = readText(given, "MessageBody");
  const output = makeStructure();
  output["MD5OfMessageBody"] = digest(body);
  const md5 = digestAttributes(attributes);
  if (md5 !== undefined) output["MD5OfMessageAttributes"] = md5;
  const systemMd5 = digestAttributes(system);
  if (systemMd5 !== undefined) output["MD5OfMessageSystemAttributes"] = systemMd5;
  let id = makeUuid(context.mint(32));
  if (queue.isFifo) {
    const before = new SentBefore(store.records, mailbox.owner);
    const name = queue.isApart ? `${order.group}\0${order.deduplication}` : (order.deduplication ?? "");
    const sent = before.find(name, now);
    const sequence = sent?.sequence ?? writeSequence(mailbox.number());
    id = sent?.id ?? id;
    output["MessageId"] = id;
    output["SequenceNumber"] = sequence;
    if (sent) return output;
    before.put(name, { id, sequence }, now);
  }
  const told_id = told?.output["MessageId"];
  if (typeof told_id === "string") id = told_id;
  output["MessageId"] = id;
  const sequence = output["SequenceNumber"];
  const message: QueueMessage = {
    id,
    body,
    sentAt: now,
    sender: caller.account,
    attributes,
    system: { ...traced, ...system },
    ...order,
    sequence: typeof sequence === "string" ? sequence : undefined,
  };
  mailbox.put(message, now, now + delay);
  return output;
}

/** SendMessage. */
export function sendMessage(context: Context): Structure {
  const mailbox = new Mailbox(context.store, findQueue(context));
  const output = send(context, mailbox, context.input, "are invalid");
  mailbox.close();
  wake(context.store, mailbox.owner);
  return output;
}

/** A batch is refused as a whole for what its entries lack, where its queue keeps the order. */
function checkOrder(entries: readonly Structure[], { isFifo, deduplicates }: Queue): void {
  if (!isFifo) return;
  for (const entry of entries) {
    if (deduplicates === "by id" && readText(entry, "MessageDeduplicationId") === "")
      throw refuseValue(NO_ID);
    if (readText(entry, "MessageGroupId") === "")
      throw refuseValue("The request must contain the parameter MessageGroupId.");
  }
}

/** SendMessageBatch. */
export function sendMessages(context: Context): Structure {
  const queue = findQueue(context);
  const entries = readEntries(context.input, "SendMessageBatchRequestEntry");
  checkOrder(entries, queue);
  const size = entries.reduce((sum, entry) => sum + measureMessage(entry), 0);
  if (size > LARGEST_BATCH)
    throw refusal(
      "AWS.SimpleQueueService.BatchRequestTooLong",
      `Batch requests cannot be longer than ${LARGEST_BATCH} bytes. You have sent ${size} bytes.`,
    );
  const mailbox = new Mailbox(context.store, queue);
  const output = doEntries(entries, (entry) => send(context, mailbox, entry, "cannot be validated"));
  mailbox.close();
  wake(context.store, mailbox.owner);
  return output;
}
