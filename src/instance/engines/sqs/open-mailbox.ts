/** Mailboxes as they are at a moment. */
import type { Store } from "../../store.ts";
import { Mailbox } from "./mailbox.ts";
import { type Queue, readQueue } from "./queue.ts";
import type { Counts } from "./tally.ts";

/** Works on the messages of a queue at a moment: what is due is there, and what is too old is gone. */
export function openMailbox(store: Store, queue: Queue, now: number): Mailbox {
  const mailbox = new Mailbox(store, queue);
  mailbox.tidy(now);
  return mailbox;
}

/** How many messages a queue has at a moment. */
export function countMessages(store: Store, thing: Queue["thing"], now: number): Counts {
  const mailbox = openMailbox(store, readQueue(thing), now);
  const { all, delayed, taken } = mailbox.counts;
  mailbox.close();
  return { all, delayed, taken };
}
