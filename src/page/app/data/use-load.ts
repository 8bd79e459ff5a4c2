/** Something that is loaded, as a component sees it. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type ApiFailure, toFailure } from "./api.ts";
import { isTokenNeeded, watchToken } from "./token.ts";

export type Loaded<T> =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly value: T }
  | { readonly state: "failed"; readonly failure: ApiFailure };

/** What was loaded, and how to load it again. What stood before stays until there is something new. */
export type Loading<T> = Loaded<T> & { readonly reload: () => void };

/** Loads when it is first used, when `key` changes, and when a token was given. */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, key: string): Loading<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: "loading" });
  const [turn, setTurn] = useState(0);
  const shownKey = useRef(key);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  useEffect(() => {
    const left = new AbortController();
    if (shownKey.current !== key) setLoaded({ state: "loading" });
    shownKey.current = key;
    load(left.signal).then(
      (value) => left.signal.aborted || setLoaded({ state: "ready", value }),
      (error) => left.signal.aborted || setLoaded({ state: "failed", failure: toFailure(error) }),
    );
    return () => left.abort();
  }, [key, turn]);
  useEffect(() => watchToken(() => !isTokenNeeded() && reload()), [reload]);
  return { ...loaded, reload };
}

/** Does something again and again while the page is in sight; never where no time is given. */
export function useEvery(ms: number | undefined, run: () => void): void {
  useEffect(() => {
    if (ms === undefined) return;
    const timer = setInterval(() => document.hidden || run(), ms);
    return () => clearInterval(timer);
  }, [ms, run]);
}
