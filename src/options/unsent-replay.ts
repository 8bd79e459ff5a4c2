/** The options of a replay that is only planned, or stays in this process: for commands that look at a log. */
import type { Env, Flags } from "./flags.ts";
import { parseReplayOptions, type ReplayOptions } from "./options.ts";
import { DEFAULT_ENDPOINT } from "./table/replay-flags.ts";

/** Variables that say where a replay goes: what contacts nothing does not ask whether they are right. */
const NOWHERE = { AWS_ENDPOINT_URL: undefined, CLOUDMOCK_ADMIN_TOKEN: undefined };

/**
 * The dry run that flags of another command ask for, whose own `format` and `output` are about something else. It makes what the
 * log does not hold, as a replay does, unless the flags say otherwise.
 */
export function parseUnsentReplay(flags: Flags, env: Env | undefined, now: number): ReplayOptions {
  const { format: _format, output: _output, ...asked } = flags;
  // What a dry run leaves out of a plan, a replay does not.
  const created = asked["no-create-missing"] ? {} : { "create-missing": true };
  const dry = { ...created, ...asked, endpoint: [DEFAULT_ENDPOINT], "dry-run": true };
  return parseReplayOptions(dry, env && { ...env, ...NOWHERE }, now);
}

/** The same of a log whose end is looked at: what is only read is no part of what stands, unless it is made. */
export function parseStandingLog(flags: Flags, now: number): ReplayOptions {
  const replay = parseUnsentReplay(flags, undefined, now);
  return { ...replay, reads: replay.reads === "counted" ? "passed over" : replay.reads };
}
