/** Reads server-sent events over fetch: an EventSource could not show the token. */
import { type ApiFailure, ask, toFailure } from "./api.ts";
import { EventReader, type ServerEvent } from "./event-reader.ts";
import { watchToken } from "./token.ts";

/** How a stream goes. */
export type StreamState = "connecting" | "open" | "lost" | "ended";

/** Who reads a stream. */
export interface StreamReader {
  readonly signal: AbortSignal;
  readonly onEvents: (events: readonly ServerEvent[]) => void;
  readonly onState?: (state: StreamState, failure?: ApiFailure) => void;
}

const AGAIN_MS = 2_000;

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    const unwatch = watchToken(done);
    signal.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      unwatch();
      resolve();
    }
  });
}

/** Follows the events at `path` until the signal is aborted or, where it ends by itself, to its end; comes back where it broke off. */
export async function followEvents(path: string, { signal, onEvents, onState }: StreamReader): Promise<void> {
  let last: string | undefined;
  while (!signal.aborted) {
    try {
      onState?.("connecting");
      const headers: Record<string, string> = last === undefined ? {} : { "last-event-id": last };
      const response = await ask(path, { headers, signal });
      onState?.("open");
      if (response.status === 204 || !response.body) return onState?.("ended");
      const reader = new EventReader();
      let hasResult = false;
      for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
        const events = reader.read(piece);
        last = events.findLast(({ id }) => id !== undefined)?.id ?? last;
        hasResult ||= events.some(({ name }) => name === "result");
        if (events.length > 0) onEvents(events);
      }
      if (hasResult) return onState?.("ended");
      onState?.("lost");
    } catch (error) {
      if (signal.aborted) return;
      const failure = toFailure(error);
      onState?.("lost", failure);
      if (failure.status === 404) return;
    }
    await wait(AGAIN_MS, signal);
  }
}
