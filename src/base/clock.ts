/** Time as the replay sees it, injected so that tests take none of the real one. */

export interface Clock {
  /** Milliseconds, with fractions, from an arbitrary start; never goes backwards. */
  now(): number;
  /** Resolves once `ms` milliseconds have passed, or as soon as `signal` is aborted. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Rings once so many milliseconds have passed, unless what it gives is called before. It keeps no process running. */
export type SetAlarm = (ms: number, ring: () => void) => () => void;

/** A longer timer fires at once, with a warning. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function waitOnce(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener("abort", finish, { once: true });
  });
}

/** The machine's monotonic clock. A sleep longer than a timer can be is cut into several. */
export const realClock: Clock = {
  now: () => performance.now(),
  async sleep(ms, signal) {
    const end = performance.now() + ms;
    let left = ms;
    while (left > 0 && !signal.aborted) {
      await waitOnce(Math.min(left, LONGEST_TIMER_MS), signal);
      left = end - performance.now();
    }
  },
};

/** An alarm of the machine's clock. One that is farther off than a timer can be is cut into several. */
export const setAlarm: SetAlarm = (ms, ring) => {
  let timer: NodeJS.Timeout;
  const wait = (left: number): void => {
    const part = Math.min(left, LONGEST_TIMER_MS);
    timer = setTimeout(() => (left > part ? wait(left - part) : ring()), part);
    timer.unref();
  };
  wait(ms);
  return () => clearTimeout(timer);
};
