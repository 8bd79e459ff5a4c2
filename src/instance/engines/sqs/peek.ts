/** What a queue holds, without receiving it. */
import type { JsonObject } from "../../../base/values.ts";
import type { Peek } from "../../items/peeks.ts";
import { tellValue } from "../../items/tell-value.ts";
import type { Attributes } from "./digest.ts";
import { type Letter, Mailbox } from "./mailbox.ts";
import { readQueue } from "./queue.ts";

function tellAttributes(attributes: Attributes | undefined): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes ?? {}).map(([name, { value }]) => [name, tellValue(value)]),
  );
}

function tellLetter({ message, state }: Letter): JsonObject {
  const { id, body, sentAt, attributes, group, deduplication, source } = message;
  const told = tellAttributes(attributes);
  return {
    MessageId: id,
    Body: body,
    State: state?.kind ?? "ready",
    Sent: new Date(sentAt).toISOString(),
    Received: state?.count ?? 0,
    ...(Object.keys(told).length > 0 && { MessageAttributes: told }),
    ...(group !== undefined && { MessageGroupId: group }),
    ...(deduplication !== undefined && { MessageDeduplicationId: deduplication }),
    ...(source !== undefined && { DeadLetterQueueSourceArn: source }),
  };
}

/** The messages that a queue holds, the oldest first: `ready`, `delayed`, or `taken` by whoever received them. */
export const peekQueue: Peek = (store, thing, { limit, after }) => {
  const mailbox = new Mailbox(store, readQueue(thing));
  const letters = mailbox.listAll(limit + 1, after);
  const shown = letters.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(tellLetter),
    ...(letters.length > limit && last && { next: last.key }),
  };
};
