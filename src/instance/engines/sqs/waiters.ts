/** Long polls: calls that wait until a message comes. Only they are in memory; what is told to them stands in records. */
import type { Clock } from "../../../base/clock.ts";
import type { Store } from "../../store.ts";

const waiting = new WeakMap<Store, Map<string, Set<AbortController>>>();

/** Lets those look again that wait for messages of a mailbox. */
export function wake(store: Store, owner: string): void {
  const all = waiting.get(store)?.get(owner);
  if (all) for (const one of [...all]) one.abort();
}

/** Why calls end that wait while another state takes the place of the one that they were made on. */
const REPLACED = "replaced";

/** Ends all calls that wait: what stood is no more what stands. */
export function endWaits(store: Store): void {
  for (const all of [...(waiting.get(store)?.values() ?? [])])
    for (const one of [...all]) one.abort(REPLACED);
}

/** What ended a wait: the time, a message that may have come, or another state. */
export type WaitEnd = "due" | "woken" | typeof REPLACED;

/** Resolves after so many milliseconds, or before, with why. */
export async function waitFor(
  store: Store,
  owner: string,
  ms: number,
  sleep: Clock["sleep"],
): Promise<WaitEnd> {
  const own = new AbortController();
  const mailboxes = waiting.getOrInsertComputed(store, () => new Map());
  const all = mailboxes.getOrInsertComputed(owner, () => new Set());
  all.add(own);
  try {
    await sleep(ms, own.signal);
  } finally {
    all.delete(own);
    if (all.size === 0 && mailboxes.get(owner) === all) mailboxes.delete(owner);
  }
  if (!own.signal.aborted) return "due";
  return own.signal.reason === REPLACED ? REPLACED : "woken";
}
