/** Sends again what a target put off because of its rate, as AWS's SDKs do. */
import { isThrottled } from "../aws/protocols/throttling.ts";
import type { Sent } from "../aws/wire.ts";
import type { Clock } from "../base/clock.ts";

/** What waiting needs of the world. */
export interface Patience {
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** Aborting it ends the wait; nothing is sent again. */
  readonly signal: AbortSignal;
}

const MOST_RETRIES = 3;
/** Full jitter, the longest wait doubling: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
const FIRST_WAIT_MS = 1_000;

function addNote(sent: Sent, times: number): Sent {
  if (times === 1 || !("response" in sent)) return sent;
  const said = `the target limited its rate: sent ${times} times`;
  return { ...sent, note: sent.note === undefined ? said : `${sent.note}; ${said}` };
}

/**
 * What comes of a request that is sent until its target does not say that it limits its rate, at most four times. It counts
 * as sent once; its note says how often it was.
 */
export async function sendPatiently(
  send: () => Promise<Sent>,
  { clock, random, signal }: Patience,
): Promise<Sent> {
  for (let times = 1; ; times++) {
    const sent = await send();
    const isOver = !("response" in sent) || times > MOST_RETRIES || !isThrottled(sent.response);
    if (isOver || signal.aborted) return addNote(sent, times);
    await clock.sleep(random() * FIRST_WAIT_MS * 2 ** (times - 1), signal);
    if (signal.aborted) return addNote(sent, times);
  }
}
