/** What becomes of messages that were received: they are deleted, or hidden for another time; and all messages of a queue. */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { readText } from "../engine.ts";
import { refusal } from "../refusal.ts";
import { doEntries, readEntries } from "./batch.ts";
import { readHandle } from "./handles.ts";
import type { Mailbox } from "./mailbox.ts";
import { openMailbox } from "./open-mailbox.ts";
import { findQueue } from "./queue.ts";
import { refuseParameter } from "./refuse.ts";
import { wake } from "./waiters.ts";

/** In seconds. */
const LONGEST_VISIBILITY = 43_200;
/** A queue can be emptied once in so long, in milliseconds. */
const PURGE_PAUSE = 60_000;

/** Deletes the message of a receipt. One that is gone is gone already. */
function deleteOne(mailbox: Mailbox, given: Structure): void {
  const text = readText(given, "ReceiptHandle");
  const { key, mark } = readHandle(mailbox.queue.arn, text);
  const state = mailbox.findState(key);
  if (!state) return;
  const isExpired = state.kind !== "taken" || state.mark !== mark;
  if (mailbox.queue.isFifo && isExpired)
    throw refuseParameter(text, "ReceiptHandle", "The receipt handle has expired.");
  mailbox.remove(key);
}

/** Hides the message of a receipt for so many seconds from now on. */
function hideOne(mailbox: Mailbox, given: Structure, now: number): void {
  const text = readText(given, "ReceiptHandle");
  const { VisibilityTimeout: seconds } = given;
  if (typeof seconds !== "number" || seconds < 0 || seconds > LONGEST_VISIBILITY)
    throw refuseParameter(
      typeof seconds === "number" ? seconds : "null",
      "VisibilityTimeout",
      `VisibilityTimeout must be an integer between 0 and ${LONGEST_VISIBILITY}.`,
    );
  const { key } = readHandle(mailbox.queue.arn, text);
  const state = mailbox.findState(key);
  if (!state)
    throw refuseParameter(
      text,
      "ReceiptHandle",
      "Message does not exist or is not available for visibility timeout change.",
    );
  const isTooLong = now + seconds * 1000 > state.first + LONGEST_VISIBILITY * 1000;
  if (state.count === 1 && isTooLong)
    throw refuseParameter(
      seconds,
      "VisibilityTimeout",
      `Total VisibilityTimeout for the message is beyond the limit [${LONGEST_VISIBILITY} seconds]`,
    );
  mailbox.move(key, state, now, now + seconds * 1000);
}

/** Does something with the messages of the queue that a call names. */
function work<T>(context: Context, act: (mailbox: Mailbox) => T): T {
  const mailbox = openMailbox(context.store, findQueue(context), context.now);
  try {
    return act(mailbox);
  } finally {
    mailbox.close();
    wake(context.store, mailbox.owner);
  }
}

/** DeleteMessage. */
export function deleteMessage(context: Context): Structure {
  work(context, (mailbox) => deleteOne(mailbox, context.input));
  return makeStructure();
}

/** DeleteMessageBatch. */
export function deleteMessages(context: Context): Structure {
  return work(context, (mailbox) =>
    doEntries(readEntries(context.input, "DeleteMessageBatchRequestEntry"), (entry) => {
      deleteOne(mailbox, entry);
      return makeStructure();
    }),
  );
}

/** ChangeMessageVisibility. */
export function hideMessage(context: Context): Structure {
  work(context, (mailbox) => hideOne(mailbox, context.input, context.now));
  return makeStructure();
}

/** ChangeMessageVisibilityBatch. */
export function hideMessages(context: Context): Structure {
  return work(context, (mailbox) =>
    doEntries(readEntries(context.input, "ChangeMessageVisibilityBatchRequestEntry"), (entry) => {
      hideOne(mailbox, entry, context.now);
      return makeStructure();
    }),
  );
}

/** PurgeQueue. */
export function purgeQueue(context: Context): Structure {
  const { store, now } = context;
  return work(context, (mailbox) => {
    const space = store.records.space(mailbox.owner, "purge");
    const before = Number(space.get("at") ?? Number.NEGATIVE_INFINITY);
    if (before + PURGE_PAUSE > now)
      throw refusal(
        "AWS.SimpleQueueService.PurgeQueueInProgress",
        `Only one PurgeQueue operation on ${mailbox.queue.name} is allowed every 60 seconds.`,
        403,
      );
    mailbox.purge();
    space.put("at", String(now));
    return makeStructure();
  });
}
