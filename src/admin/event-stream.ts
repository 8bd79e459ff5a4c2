/** Streams a replay's events as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
import type { Clock } from "../base/clock.ts";
import { printJson } from "../report/unprintable.ts";
import type { ReadableLog } from "./event-log.ts";

/** So that a connection that nothing is said on is not taken for dead. */
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 2_000;

/** One event's text. JSON has no line break in it. */
function renderEvent(id: number, name: string, json: string): string {
  return `id: ${id}\nevent: ${name}\ndata: ${json}\n\n`;
}

/** The last event that a client has, as it says: from the beginning where it says nothing that can be. */
export function readAfter(headers: Headers, { last }: ReadableLog): number {
  const given = Number(headers.get("last-event-id") || 0);
  return Number.isSafeInteger(given) && given >= 0 && given <= last ? given : 0;
}

/** What a stream is made from. */
export interface EventStream {
  readonly log: ReadableLog;
  /** The last event that the client has. */
  readonly after: number;
  /** The data of the event that ends the stream, once the log has ended; without it none does. */
  readonly renderEnd?: () => Promise<string>;
  readonly clock: Clock;
}

/**
 * The events after number `after`, as they come, then one named `result`, and the end. Where some are kept no more, an
 * event `dropped` says how many. Nothing is read ahead of the client.
 */
export function streamEvents({ log, after, renderEnd, clock }: EventStream): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const left = new AbortController();
  let last = after;

  const takeKept = (): string => {
    const { events, dropped } = log.readAfter(last);
    last = events.at(-1)?.id ?? last;
    const gap = dropped === 0 ? "" : `event: dropped\ndata: ${JSON.stringify({ events: dropped })}\n\n`;
    return gap + events.map(({ id, name, data }) => renderEvent(id, name, printJson(data))).join("");
  };

  const waitForMore = async () => {
    const done = new AbortController();
    const either = AbortSignal.any([left.signal, done.signal]);
    await Promise.race([log.waitForMore(either), clock.sleep(HEARTBEAT_MS, either)]);
    done.abort();
  };

  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`));
    },
    async pull(controller) {
      const enqueue = (text: string) => controller.enqueue(encoder.encode(text));
      if (log.readAfter(last).events.length === 0 && !log.isEnded) await waitForMore();
      if (left.signal.aborted) return;
      const kept = takeKept();
      if (kept !== "") return enqueue(kept);
      if (!log.isEnded) return enqueue(": nothing new\n\n");
      if (renderEnd) enqueue(renderEvent(log.last + 1, "result", await renderEnd()));
      controller.close();
    },
    cancel() {
      left.abort();
    },
  });
}
