/** Receipts of a queue that keeps the order, which a call that is made again gets again: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-receiverequestattemptid-request-parameter.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { writeHandle } from "./handles.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Receiving } from "./receiving.ts";
import { showMessage } from "./show-message.ts";

/** So long is a call remembered, in milliseconds. */
const REMEMBERED = 300_000;

interface Receipt {
  readonly key: string;
  readonly mark: string;
}

/** Remembers what a call received. */
export function rememberAttempt(
  { store }: Context,
  { owner }: Mailbox,
  attempt: string,
  receipts: readonly Receipt[],
  now: number,
): void {
  const text = [String(now + REMEMBERED), ...receipts.flatMap(({ key, mark }) => [key, mark])].join("|");
  store.records.space(owner, "attempts").put(attempt, text);
}

/** What the same call received before, where all of that is still as it was; undefined otherwise. */
export function repeatAttempt(
  { store }: Context,
  mailbox: Mailbox,
  { attempt, visibility, asked }: Receiving,
  now: number,
): Structure[] | undefined {
  if (attempt === undefined) return undefined;
  const space = store.records.space(mailbox.owner, "attempts");
  const text = space.get(attempt);
  if (typeof text !== "string") return undefined;
  const [end, ...parts] = text.split("|");
  const receipts = parts.flatMap((key, at) => (at % 2 === 0 ? [{ key, mark: parts[at + 1] ?? "" }] : []));
  const letters = receipts.map(({ key }) => mailbox.find(key));
  const isSame = letters.every(
    (letter, at) => letter?.state?.kind === "taken" && letter.state.mark === receipts[at]?.mark,
  );
  if (Number(end) <= now || !isSame) {
    space.remove(attempt);
    return undefined;
  }
  return letters.flatMap((letter, at) => {
    const receipt = receipts[at];
    if (!letter?.state || !receipt) return [];
    mailbox.move(letter.key, letter.state, now, now + visibility);
    const handle = writeHandle(mailbox.queue.arn, receipt);
    return [showMessage(letter.message, letter.state, handle, asked)];
  });
}
