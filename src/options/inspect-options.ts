/** The options of `cloudtrail inspect`: flags, checked once, as one typed object. */
import { readOptions } from "./flag-table.ts";
import type { Env, Flags } from "./flags.ts";
import type { ReplayOptions } from "./options.ts";
import { parseUnsentReplay } from "./unsent-replay.ts";

/** What an inspection was asked for. */
export interface InspectOptions {
  /** The dry run of the replay that it is about. */
  readonly replay: ReplayOptions;
  readonly format: "text" | "json";
  /** How many rows of each list are printed; Infinity for all. */
  readonly top: number;
  /** How many calls are planned, the first of the log; Infinity for all. */
  readonly planCalls: number;
}

/**
 * Checks the flags of `cloudtrail inspect`. Of `env` a job's index is read; `now` (milliseconds since 1970) is what relative
 * times count from. Throws a UsageError that names the flag.
 */
export function parseInspectOptions(flags: Flags, env: Env, now: number): InspectOptions {
  const { format, top, "plan-calls": planCalls } = readOptions("inspect", flags, { now, env });
  return {
    replay: parseUnsentReplay(flags, env, now),
    format: format === "json" ? "json" : "text",
    top,
    planCalls,
  };
}
