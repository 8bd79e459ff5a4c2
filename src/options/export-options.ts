/** The options of `cloudtrail export`: flags, checked once, as one typed object. */
import { UsageError } from "../base/errors.ts";
import { say } from "../base/message.ts";
import { readOptions } from "./flag-table.ts";
import type { Env, Flags } from "./flags.ts";
import type { ReplayOptions } from "./options.ts";
import type { ExportFormat } from "./table/export-flags.ts";
import { parseStandingLog } from "./unsent-replay.ts";

/** What an export was asked for. */
export interface ExportOptions {
  readonly as: ExportFormat;
  /** A file, a folder, or none for standard output. */
  readonly output: string | undefined;
  /** Whether JSON was asked for, of a template. */
  readonly isJson: boolean;
  /** The replay whose calls are written down in the place of being sent. */
  readonly replay: ReplayOptions;
}

/**
 * Checks the flags of `cloudtrail export`; `now` (milliseconds since 1970) is what relative times count from. Throws a
 * UsageError that names the flag.
 */
export function parseExportOptions(flags: Flags, env: Env | undefined, now: number): ExportOptions {
  const given = readOptions("export", flags, { now, env });
  if (given.format === "json" && given.as !== "cloudformation")
    throw new UsageError(say`only a template of CloudFormation can be JSON`, "format");
  // One call after the other, the same log gives the same text.
  const asked = { ...flags, "final-state": true, "keep-accounts": true, concurrency: ["1"] };
  return {
    as: given.as,
    output: given.output,
    isJson:
      given.format === "json" || (given.as === "cloudformation" && given.output?.endsWith(".json") === true),
    replay: parseStandingLog(asked, now),
  };
}
