/** A value that outlives the components that show it, and is one for all of them. */
import { useEffect, useState } from "preact/hooks";

export class Store<T> {
  readonly #watchers = new Set<() => void>();
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  /** Sets the value, and tells whoever watches, be it the same as before. */
  set(value: T): void {
    this.#value = value;
    for (const watcher of this.#watchers) watcher();
  }

  /** Calls back whenever the value was set; what is given ends that. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }
}

/** The value, for a component that is drawn anew whenever it was set. */
export function useStore<T>(store: Store<T>): T {
  const [, setTurn] = useState(0);
  const { value } = store;
  useEffect(() => {
    const draw = () => setTurn((turn) => turn + 1);
    // It may have been set between the drawing and this.
    if (store.value !== value) draw();
    return store.watch(draw);
  }, [store]);
  return value;
}
