/** Waits for the next item of a generator, or for a signal that ends the waiting. */

/**
 * The next of `items`, or "interrupted" as soon as the signal is aborted. (Promise.race with one promise for all rounds
 * would keep what every round gave until the end.)
 */
export function takeNext<T, R>(
  items: AsyncGenerator<T, R>,
  signal: AbortSignal | undefined,
): Promise<IteratorResult<T, R> | "interrupted"> {
  return new Promise((resolve, reject) => {
    const interrupt = () => resolve("interrupted");
    if (signal?.aborted) interrupt();
    signal?.addEventListener("abort", interrupt, { once: true });
    items
      .next()
      .then(resolve, reject)
      .finally(() => signal?.removeEventListener("abort", interrupt));
  });
}
