/** The options of `cloudtrail export`: flags, checked once, as one typed object. */
import { UsageError } from "../base/errors.ts";
import { say } from "../base/message.ts";
import { readOptions } from "./flag-table.ts";
import type { Env, Flags } from "./flags.ts";
import type { ReplayOptions } from "./options.ts";
import { gatherFilters } from "./selection.ts";
import type { ExportFormat } from "./table/export-flags.ts";
import { DEFAULT_ENDPOINT } from "./table/replay-flags.ts";

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
  const createMissing = !given["no-create-missing"];
  return {
    as: given.as,
    output: given.output,
    isJson:
      given.format === "json" || (given.as === "cloudformation" && given.output?.endsWith(".json") === true),
    replay: {
      input: given.input,
      // Nothing is contacted.
      endpoint: DEFAULT_ENDPOINT,
      dryRun: true,
      embedded: undefined,
      save: undefined,
      filters: gatherFilters(given),
      includeReads: false,
      reads: given["from-reads"] ? "made" : "passed over",
      shard: undefined,
      speed: 0,
      maxGapMs: Number.POSITIVE_INFINITY,
      concurrency: 1,
      output: undefined,
      format: "text",
      strict: given.strict,
      allowRemote: false,
      failOnError: false,
      plan: { stacks: "children", bodyDir: given["body-dir"], createMissing, finalState: true },
      choice: {
        target: undefined,
        mainAccount: undefined,
        keepAccounts: true,
        accountMap: new Map(),
        regionMap: given["region-map"],
      },
      idMap: undefined,
      reports: [],
      ids: undefined,
      adminToken: undefined,
      verify: false,
    },
  };
}
