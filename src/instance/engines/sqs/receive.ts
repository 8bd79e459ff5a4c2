/** Receiving messages: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { refusal } from "../refusal.ts";
import { rememberAttempt, repeatAttempt } from "./attempts.ts";
import { writeHandle } from "./handles.ts";
import type { Letter, Mailbox } from "./mailbox.ts";
import { advanceMoves } from "./move-tasks.ts";
import { openMailbox } from "./open-mailbox.ts";
import { findByArn, findQueue, type Queue, readQueue } from "./queue.ts";
import type { Receiving } from "./receiving.ts";
import { refuseParameter } from "./refuse.ts";
import { readAsked, showMessage } from "./show-message.ts";
import { waitFor, wake } from "./waiters.ts";

const MOST_MESSAGES = 10;
/** In seconds. */
const LONGEST_WAIT = 20;
const LONGEST_VISIBILITY = 43_200;
/** So many messages of a queue can be taken at a time. */
const MOST_TAKEN = 120_000;

/** A number of the input between two bounds; undefined where it is not given. */
function readNumber(input: Structure, name: string, least: number, most: number, reason: string) {
  const value = input[name];
  if (typeof value !== "number") return undefined;
  if (value < least || value > most) throw refuseParameter(value, name, reason);
  return value;
}

function readReceiving(input: Structure, queue: Queue): Receiving {
  const between = (least: number, most: number) => `Must be >= ${least} and <= ${most}, if provided.`;
  const limit = readNumber(
    input,
    "MaxNumberOfMessages",
    1,
    MOST_MESSAGES,
    `Must be between 1 and ${MOST_MESSAGES}, if provided.`,
  );
  const wait = readNumber(input, "WaitTimeSeconds", 0, LONGEST_WAIT, between(0, LONGEST_WAIT));
  const visibility = readNumber(
    input,
    "VisibilityTimeout",
    0,
    LONGEST_VISIBILITY,
    between(0, LONGEST_VISIBILITY),
  );
  const { ReceiveRequestAttemptId: attempt } = input;
  return {
    limit: limit ?? 1,
    wait: wait === undefined ? queue.wait : wait * 1000,
    visibility: visibility === undefined ? queue.visibility : visibility * 1000,
    asked: readAsked(input),
    attempt: queue.isFifo && typeof attempt === "string" ? attempt : undefined,
  };
}

/** How often a message was received from the queue that it is in now: what is told of it counts the one before, too. */
function countHere({ message, state }: Letter): number {
  return (state?.count ?? 0) - (message.before ?? 0);
}

/** Lets a message that was received too often go to the queue that is for such; false where that does not stand. */
function bury({ store }: Context, mailbox: Mailbox, { key, message, state }: Letter, now: number): boolean {
  const { redrive, arn } = mailbox.queue;
  const target = redrive && findByArn(store, redrive.target);
  if (!target || target === mailbox.queue.thing) return false;
  mailbox.remove(key);
  const other = openMailbox(store, readQueue(target), now);
  other.put({ ...message, source: arn, before: state?.count }, now, now, state?.count, state?.first);
  other.close();
  wake(store, other.owner);
  return true;
}

/** Takes what is there for a call. */
function takeReady(context: Context, mailbox: Mailbox, receiving: Receiving, now: number): Structure[] {
  const { arn, redrive } = mailbox.queue;
  const { limit, visibility, asked, attempt } = receiving;
  const taken: { readonly letter: Letter; readonly mark: string }[] = [];
  const seen = new Set<string>();
  const messages: Structure[] = [];
  while (messages.length < limit) {
    const letters = mailbox.listReady(limit).filter(({ key }) => !seen.has(key));
    if (letters.length === 0) break;
    for (const letter of letters.slice(0, limit - messages.length)) {
      seen.add(letter.key);
      const isSpent = redrive !== undefined && countHere(letter) >= redrive.most;
      if (isSpent && bury(context, mailbox, letter, now)) continue;
      const mark = context.mint(12);
      const state = mailbox.take(letter, now, now + visibility, mark);
      taken.push({ letter, mark });
      messages.push(showMessage(letter.message, state, writeHandle(arn, { key: letter.key, mark }), asked));
    }
    // What is not hidden would be found again.
    if (visibility === 0 && !mailbox.queue.isFifo) break;
  }
  if (attempt !== undefined && messages.length > 0)
    rememberAttempt(
      context,
      mailbox,
      attempt,
      taken.map(({ letter, mark }) => ({ key: letter.key, mark })),
      now,
    );
  return messages;
}

/** ReceiveMessage: with what is there, or with what comes while it waits. */
export async function receiveMessages(context: Context): Promise<Structure> {
  const { store, input } = context;
  const receiving = readReceiving(input, findQueue(context));
  let { now } = context;
  const end = now + receiving.wait;
  for (;;) {
    advanceMoves(context, now);
    // It may have been changed meanwhile, or deleted.
    const mailbox = openMailbox(store, findQueue(context), now);
    if (mailbox.counts.taken >= MOST_TAKEN) {
      mailbox.close();
      throw refusal("OverLimit", "Too many messages are in flight.", 403);
    }
    const messages =
      repeatAttempt(context, mailbox, receiving, now) ?? takeReady(context, mailbox, receiving, now);
    mailbox.close();
    if (messages.length > 0) return Object.assign(makeStructure(), { Messages: messages });
    if (now >= end) return makeStructure();
    const until = Math.min(end, Math.max(now + 1, mailbox.findNextDue() ?? end));
    const why = await waitFor(store, mailbox.owner, until - now, context.sleep);
    if (why === "replaced") return makeStructure();
    now = why === "woken" ? Math.max(now, context.clock()) : Math.max(until, context.clock());
  }
}
