/** When each event is due, from the recorded times, the speed and the cap on waiting. */
import type { Parsed } from "../base/parsed.ts";

export interface Pace {
  /** The factor on recorded time: 1 is real time, 2 twice as fast, 0 as fast as possible. */
  readonly speed: number;
  /** The longest time waited between two consecutive events, after the division by speed; Infinity for no cap. */
  readonly maxGapMs: number;
}

/**
 * The due times of events in milliseconds from the start of the replay, or undefined where the speed is 0
 * and nothing is ever due at a time. `times` are milliseconds since 1970 in the order of sending; a time before
 * the one in front of it counts as equal to it.
 *
 * Due times are anchored to the first event (and to each capped gap), not to when the event before was sent,
 * so delays never add up.
 */
export function planDueTimes(times: readonly number[], pace: Pace): number[] | undefined {
  const { speed, maxGapMs } = pace;
  if (speed === 0) return undefined;
  let anchorTime = times[0] ?? 0;
  let anchorDue = 0;
  let previous = anchorTime;
  let due = 0;
  return times.map((recorded) => {
    const time = Math.max(recorded, previous);
    if ((time - previous) / speed > maxGapMs) {
      anchorDue = due + maxGapMs;
      anchorTime = time;
    }
    previous = time;
    due = anchorDue + (time - anchorTime) / speed;
    return due;
  });
}

const SPEED = /^(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Reads a speed: a finite decimal number of 0 or more. */
export function parseSpeed(text: string): Parsed<number> {
  const value = Number(text);
  if (SPEED.test(text) && Number.isFinite(value)) return { value };
  return {
    error: `${JSON.stringify(text)} is not a speed; give a number of 0 or more: 0 (as fast as possible), 1.0 (real time), 2.0 (double), 0.5 (half)`,
  };
}

const DURATION = /^(\d+(?:\.\d*)?|\.\d+)(ms|s|m|h)$/;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Reads a duration with its unit (`500ms`, `30s`, `1.5m`, `1h`), as milliseconds. */
export function parseDuration(text: string): Parsed<number> {
  const [, number, unit] = DURATION.exec(text) ?? [];
  const value = Number(number) * (UNIT_MS[unit ?? ""] ?? Number.NaN);
  if (Number.isFinite(value)) return { value };
  return {
    error: `${JSON.stringify(text)} is not a duration; give a number with its unit: 500ms, 30s, 5m or 1h`,
  };
}
