/** Bounds what the stages of a replay leave behind, which the engine would let grow to the size of all that is kept. */
import { edenGC } from "bun:jsc";

/** From so many calls on, collecting all that a stage leaves behind is worth its time, some 50 ms. */
const MANY = 5_000;

/** A stage leaves some 4 KB a call behind. */
const CALLS_BETWEEN = 1_000;

let left = 0;

/** Takes note that a stage is done with so many calls. Now and then what is young is collected, in two milliseconds. */
export function leaveCalls(count: number): void {
  left += count;
  if (left < CALLS_BETWEEN) return;
  left = 0;
  edenGC();
}

/** Collects all that a stage, or a part of one, left behind of `calls`. */
export function collect({ length }: { readonly length: number }): void {
  if (length >= MANY) Bun.gc(true);
}

/**
 * Ends a stage that went through `calls`: signals, and whoever else a server answers, have their turn, since each stage
 * takes seconds of a large log; and what it left behind is collected.
 */
export async function endStage(calls: { readonly length: number }): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  collect(calls);
}
