/**
 * Lets calls in, and does something while none is inside: what a call changes is kept whole or not at all, though it may wait in
 * the middle for a key that is made or a table that is loaded.
 */

/** Goes out while something is waited for that others may bring about, or that takes as long as it likes: a message, a client. */
export type Pause = <T>(wait: () => Promise<T>) => Promise<T>;

/** What pauses whenever it is done. */
export function pausing<Given extends unknown[], T>(
  pause: Pause,
  wait: (...given: Given) => Promise<T>,
): (...given: Given) => Promise<T> {
  return (...given) => pause(() => wait(...given));
}

/** Pieces for which is waited outside. */
export async function* pausingPieces<T>(pause: Pause, pieces: AsyncIterable<T>): AsyncGenerator<T> {
  const all = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await pause(() => all.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await all.return?.();
  }
}

/** The place that a call has inside. */
export interface Visit {
  readonly pause: Pause;
  readonly leave: () => void;
}

/** Where calls come in and go out. */
export class Turnstile {
  #inside = 0;
  /** Set while somebody waits until all are out. */
  #closed: PromiseWithResolvers<void> | undefined;
  #tellEmpty: (() => void) | undefined;

  /** `patience`: in milliseconds. A call that takes longer is waited for no more; nothing may hold up the others for longer. */
  constructor(readonly patience: number) {}

  async #goIn(): Promise<void> {
    while (this.#closed) await this.#closed.promise;
    this.#inside++;
  }

  #goOut(): void {
    this.#inside--;
    if (this.#inside === 0) this.#tellEmpty?.();
  }

  /** Comes in, after who waits until all are out. */
  async enter(): Promise<Visit> {
    await this.#goIn();
    let [isIn, isOver] = [true, false];
    const goOut = () => {
      if (isIn) this.#goOut();
      isIn = false;
    };
    return {
      pause: async (wait) => {
        goOut();
        try {
          return await wait();
        } finally {
          if (!isOver && !isIn) {
            await this.#goIn();
            // Of two waits of one call, the other may have come back meanwhile.
            if (isIn || isOver) this.#goOut();
            else isIn = true;
          }
        }
      },
      leave: () => {
        isOver = true;
        goOut();
      },
    };
  }

  /** Resolves once nobody is inside, or after a while. Until `open`, nobody comes in. */
  async close(): Promise<void> {
    this.#closed ??= Promise.withResolvers<void>();
    if (this.#inside === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.patience);
    this.#tellEmpty = resolve;
    await promise;
    clearTimeout(timer);
    this.#tellEmpty = undefined;
  }

  /** Whether nobody is inside. */
  get isEmpty(): boolean {
    return this.#inside === 0;
  }

  open(): void {
    this.#closed?.resolve();
    this.#closed = undefined;
  }
}
