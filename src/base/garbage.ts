/**
 * Bounds what reading, and the stages of a replay, leave behind: the engine would let it grow with the length of the input,
 * and to the size of all that is kept.
 */
import { edenGC } from "bun:jsc";

/** Often enough for a flat course of memory, and seldom enough to take no time that can be measured. */
const BYTES_BETWEEN = 16_000_000;

let bytesLeft = 0;
let wasQuick = false;

/** Takes note of bytes that will be done with soon. They are collected with those that leaveBytes is told of. */
export function noteBytes(bytes: number): void {
  bytesLeft += bytes;
}

/** Takes note of bytes that were read and done with, over all sources; now and then they are collected. */
export function leaveBytes(bytes: number): void {
  bytesLeft += bytes;
  if (bytesLeft < BYTES_BETWEEN) return;
  bytesLeft = 0;
  // What was young too long for the quick collections goes every other time, which takes 20 milliseconds.
  if (wasQuick) Bun.gc(true);
  else edenGC();
  wasQuick = !wasQuick;
}

/** From so many calls on, collecting all that a stage leaves behind is worth its time, some 50 ms. */
const MANY = 25_000;

/** By how much the heap may grow from one collection of everything to the next: each takes as long as all that is kept is large. */
const GROWTH = 1.4;

/** A stage leaves some 4 KB a call behind. */
const CALLS_BETWEEN = 16_000;

let callsLeft = 0;

/** Takes note that a stage is done with so many calls. Now and then what is young is collected, in two milliseconds. */
export function leaveCalls(count: number): void {
  callsLeft += count;
  if (callsLeft < CALLS_BETWEEN) return;
  callsLeft = 0;
  edenGC();
}

/** How large the heap was after all of it was collected last, in bytes. */
let leftThen = 0;

/** Collects what a stage, or a part of one, left behind of `calls`: what is young, and all where that has become much. */
export function collect({ length }: { readonly length: number }): void {
  if (length < MANY) return;
  // The engine counts the heap whenever it collects.
  edenGC();
  if (process.memoryUsage().heapUsed < leftThen * GROWTH) return;
  Bun.gc(true);
  leftThen = process.memoryUsage().heapUsed;
}

/**
 * Ends a stage that went through `calls`: signals, and whoever else a server answers, have their turn, since each stage
 * takes seconds of a large log; and what it left behind is collected.
 */
export async function endStage(calls: { readonly length: number }): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  collect(calls);
}
