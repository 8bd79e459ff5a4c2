/** How late requests went out, in two numbers. */

/** Milliseconds between when events were due and when they were sent; zeros where no event had a due time. */
export interface Lag {
  readonly worstMs: number;
  /** 99 % of the events were at most this late (nearest rank). */
  readonly p99Ms: number;
}

/** Sums up lag samples (milliseconds, in any order). */
export function measureLag(samples: readonly number[]): Lag {
  const sorted = Float64Array.from(samples).sort();
  return {
    worstMs: sorted.at(-1) ?? 0,
    p99Ms: sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0,
  };
}
