/** Keeps the engine from compiling for the long run what runs once for each call of a log. */
import { noFTL } from "bun:jsc";

/**
 * Has large functions compiled by all of the engine's compilers but the last. That one takes 20 to 120 ms of a processor for
 * each of them, beside the main thread: a fifth of all that planning 20,000 calls takes, and no gain in time by 200,000.
 */
export function compileLightly(...functions: readonly Parameters<typeof noFTL>[0][]): void {
  for (const one of functions) noFTL(one);
}

/** The same of a function that is written where it is used; gives it back. */
export function lightly<Called extends Parameters<typeof noFTL>[0]>(called: Called): Called {
  noFTL(called);
  return called;
}
