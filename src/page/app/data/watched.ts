/** A value that outlives the components that show it, and is one for all of them. */
import { useEffect, useState } from "preact/hooks";

export class Watched<T> {
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
export function useWatched<T>(watched: Watched<T>): T {
  const [, setTurn] = useState(0);
  const { value } = watched;
  useEffect(() => {
    const draw = () => setTurn((turn) => turn + 1);
    // It may have been set between the drawing and this.
    if (watched.value !== value) draw();
    return watched.watch(draw);
  }, [watched]);
  return value;
}
