import { expect, test } from "bun:test";
import { type LimitedSignal, limitTime } from "../../src/replay/time-limits.ts";

const LONG_MS = 60_000;

/** Why a request is given up. */
function waitForAbort({ signal }: LimitedSignal): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const tell = () => resolve(String(signal.reason.name));
  if (signal.aborted) tell();
  signal.addEventListener("abort", tell, { once: true });
  return promise;
}

test("each request is given up once its own time is over, in the order in which they began", async () => {
  const { signal } = new AbortController();
  const started = performance.now();
  const requests = [1, 2, 3].map(() => limitTime({ timeoutMs: 5, signal }));
  const ended: number[] = [];
  await Promise.all(
    requests.map(async (request, at) => {
      expect(await waitForAbort(request)).toBe("TimeoutError");
      ended.push(at);
    }),
  );
  expect(ended).toEqual([0, 1, 2]);
  expect(performance.now() - started).toBeGreaterThanOrEqual(4);
});

test("a request that begins while others are under way has all of its time", async () => {
  const { signal } = new AbortController();
  const first = limitTime({ timeoutMs: 20, signal });
  let isOver = false;
  // Later by more than a timer is early, at the least.
  for (const start = performance.now(); performance.now() - start < 5; );
  const started = performance.now();
  const second = limitTime({ timeoutMs: 20, signal });
  void waitForAbort(first).then(() => {
    isOver = true;
  });
  expect(await waitForAbort(second)).toBe("TimeoutError");
  expect(isOver).toBe(true);
  expect(performance.now() - started).toBeGreaterThanOrEqual(18);
});

test("what has ended is not given up, and neither holds up nor hastens the others", async () => {
  const outer = new AbortController();
  const ended = limitTime({ timeoutMs: 5, signal: outer.signal });
  const other = limitTime({ timeoutMs: 5, signal: outer.signal });
  ended.release();
  expect(await waitForAbort(other)).toBe("TimeoutError");
  expect(ended.signal.aborted).toBe(false);
  other.release();
  outer.abort();
  expect(ended.signal.aborted).toBe(false);
});

test("an interrupt gives all up that are under way, and those that begin after it at once", async () => {
  const outer = new AbortController();
  const requests = [LONG_MS, LONG_MS, LONG_MS + 1].map((timeoutMs) =>
    limitTime({ timeoutMs, signal: outer.signal }),
  );
  const ended = limitTime({ timeoutMs: LONG_MS, signal: outer.signal });
  ended.release();
  outer.abort();
  requests.push(limitTime({ timeoutMs: LONG_MS, signal: outer.signal }));
  for (const request of requests) {
    expect(await waitForAbort(request)).toBe("AbortError");
    request.release();
  }
  expect(ended.signal.aborted).toBe(false);
});
