/** Answers that are given once what they say is on the disk. */
import type { Journal } from "./store.ts";
import type { Pause } from "./turnstile.ts";

/** Does something and keeps what it changed. Rejects where that cannot be kept, and then nothing of it stands. */
export async function keepAnswer<T>(journal: Journal, find: (pause: Pause) => T | Promise<T>): Promise<T> {
  const visit = await journal.enter();
  let found: T;
  try {
    found = await find(visit.pause);
  } finally {
    visit.leave();
    await journal.flush();
  }
  const loss = visit.loss();
  if (loss) throw loss;
  return found;
}
