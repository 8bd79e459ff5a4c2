/** Long polls: calls that wait until a message comes. Only they are in memory; what is told to them stands in records. */
import type { Clock } from "../../../base/clock.ts";
import type { Store } from "../../store.ts";

const waiting = new WeakMap<Store, Map<string, Set<AbortController>>>();

/** Lets those look again that wait for messages of a mailbox. */
export function wake(store: Store, owner: string): void {
  const all = waiting.get(store)?.get(owner);
  if (all) for (const one of [...all]) one.abort();
}

/** Resolves after so many milliseconds, or once a message may have come: with whether it was that. */
export async function waitFor(
  store: Store,
  owner: string,
  ms: number,
  sleep: Clock["sleep"],
): Promise<boolean> {
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
  return own.signal.aborted;
}
