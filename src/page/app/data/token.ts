/** The server's token, where it has one: asked for once, and kept for as long as this tab is open. */
import { useEffect, useState } from "preact/hooks";

const KEY = "cloudmock.token";
let isNeeded = false;
const watchers = new Set<() => void>();

function tell(): void {
  for (const watcher of watchers) watcher();
}

function read(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

let token = read();

/** What requests show. */
export function tokenHeaders(): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** The server refused the token, or the lack of one. */
export function askForToken(): void {
  if (isNeeded) return;
  isNeeded = true;
  tell();
}

/** Takes the token that somebody typed. What failed for the lack of it is asked for again. */
export function giveToken(text: string): void {
  token = text;
  isNeeded = false;
  try {
    sessionStorage.setItem(KEY, text);
  } catch {
    // It is asked for again after a reload.
  }
  tell();
}

/** Calls back whenever a token was given or asked for; what is given ends that. */
export function watchToken(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Whether the page has to ask. */
export function useTokenNeeded(): boolean {
  const [needed, setNeeded] = useState(isNeeded);
  useEffect(() => {
    // The server may have refused something before anybody watched.
    setNeeded(isNeeded);
    return watchToken(() => setNeeded(isNeeded));
  }, []);
  return needed;
}

/** Whether requests wait for somebody to type the token. */
export function isTokenNeeded(): boolean {
  return isNeeded;
}
