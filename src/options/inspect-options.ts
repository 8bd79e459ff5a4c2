/** The options of `cloudtrail inspect`: flags, checked once, as one typed object. */
import { readOptions } from "./flag-table.ts";
import type { Env, Flags } from "./flags.ts";
import { parseReplayOptions, type ReplayOptions } from "./options.ts";
import { DEFAULT_ENDPOINT } from "./table/replay-flags.ts";

/** What an inspection was asked for. */
export interface InspectOptions {
  /** The dry run of the replay that it is about. */
  readonly replay: ReplayOptions;
  readonly format: "text" | "json";
  /** How many rows of each list are printed; Infinity for all. */
  readonly top: number;
}

/** Variables that say where a replay goes: an inspection contacts nothing, so that they may be wrong. */
const NOWHERE = { AWS_ENDPOINT_URL: undefined, CLOUDMOCK_ADMIN_TOKEN: undefined };

/**
 * Checks the flags of `cloudtrail inspect`. Of `env` a job's index is read; `now` (milliseconds since 1970) is what relative
 * times count from. Throws a UsageError that names the flag.
 */
export function parseInspectOptions(flags: Flags, env: Env, now: number): InspectOptions {
  const { format: printed, top } = readOptions("inspect", flags, { now, env });
  const format = printed === "json" ? "json" : "text";
  const { format: _format, top: _top, quiet: _quiet, ...asked } = flags;
  const created = asked["no-create-missing"] ? {} : { "create-missing": true };
  // What a dry run leaves out of a plan, a replay does not.
  const dry = { ...created, ...asked, endpoint: [DEFAULT_ENDPOINT], "dry-run": true };
  return { replay: parseReplayOptions(dry, { ...env, ...NOWHERE }, now), format, top };
}
