/** Removes a message of a queue that nobody has received for that. */
import type { RemoveHeld } from "../../items/removers.ts";
import { pad } from "./keys.ts";
import { type Letter, Mailbox } from "./mailbox.ts";
import { readQueue } from "./queue.ts";
import { wake } from "./waiters.ts";

const PAGE = 100;

/** The message of an id that was sent at a moment: only those sent then are looked at. */
function findLetter(mailbox: Mailbox, id: string, sentAt: number): Letter | undefined {
  // What was sent at a moment stands behind that moment alone.
  for (let after = pad(sentAt); ; ) {
    const letters = mailbox.listAll(PAGE, after);
    const found = letters.find(({ message }) => message.id === id);
    if (found) return found.message.sentAt === sentAt ? found : undefined;
    const last = letters.at(-1);
    if (!last || letters.length < PAGE || last.message.sentAt > sentAt) return undefined;
    after = last.key;
  }
}

/** Removes a message, as the list of what the queue holds told it. */
export const removeMessage: RemoveHeld = (store, thing, { MessageId: id, Sent: sent }) => {
  const sentAt = typeof sent === "string" ? Date.parse(sent) : Number.NaN;
  if (typeof id !== "string" || Number.isNaN(sentAt)) return false;
  const mailbox = new Mailbox(store, readQueue(thing));
  const letter = findLetter(mailbox, id, sentAt);
  if (letter) mailbox.remove(letter.key);
  mailbox.close();
  // Of a queue that keeps the order, another one may be ready now.
  wake(store, mailbox.owner);
  return letter !== undefined;
};
