/** Waits for the next item of a generator, or for a signal that ends the waiting. */

/**
 * The next of `items`, or "interrupted" as soon as the signal is aborted. (Promise.race with one promise for all rounds
 * would keep what every round gave until the end.)
 */
export function takeNext<T, R>(
  items: AsyncGenerator<T, R>,
  signal: AbortSignal | undefined,
): Promise<IteratorResult<T, R> | "interrupted"> {
  return waitFor(() => items.next(), signal);
}

/** What is to come, or "interrupted" as soon as the signal is aborted. */
export function waitFor<T>(
  next: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | "interrupted"> {
  return new Promise((resolve, reject) => {
    const interrupt = () => resolve("interrupted");
    if (signal?.aborted) interrupt();
    signal?.addEventListener("abort", interrupt, { once: true });
    next()
      .then(resolve, reject)
      .finally(() => signal?.removeEventListener("abort", interrupt));
  });
}
