/** The server's token, where it has one: asked for once, and kept for as long as this tab is open. */
import { useWatched, Watched } from "./watched.ts";

const KEY = "cloudmock.token";
const needed = new Watched(false);

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
  if (!needed.value) needed.set(true);
}

/** Takes the token that somebody typed. What failed for the lack of it is asked for again. */
export function giveToken(text: string): void {
  token = text;
  try {
    sessionStorage.setItem(KEY, text);
  } catch {
    // It is asked for again after a reload.
  }
  needed.set(false);
}

/** Calls back whenever a token was given or asked for; what is given ends that. */
export function watchToken(watcher: () => void): () => void {
  return needed.watch(watcher);
}

/** Whether the page has to ask. */
export function useTokenNeeded(): boolean {
  return useWatched(needed);
}

/** Whether requests wait for somebody to type the token. */
export function isTokenNeeded(): boolean {
  return needed.value;
}
