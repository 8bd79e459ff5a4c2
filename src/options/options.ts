/** The options of `cloudtrail replay` and `cloudtrail verify`: flags, checked once, as one typed object. */

import { UsageError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import type { TargetChoice } from "../emulator/connect.ts";
import type { IdMap } from "../identities/id-map.ts";
import type { PlanOptions } from "../plan/plan-replay.ts";
import type { Filters } from "../trail/filters.ts";
import type { Shard } from "../trail/shard.ts";
import { findJournal } from "./flag-readers.ts";
import { readOptions } from "./flag-table.ts";
import type { Env, Flags } from "./flags.ts";
import type { ReportFile } from "./report-files.ts";
import { gatherFilters } from "./selection.ts";

/** What a replay was asked to do. */
export interface ReplayOptions {
  readonly input: readonly string[];
  /** As given, not yet checked. */
  readonly endpoint: string;
  /** Whether the endpoint is an instance of this process; undefined where that is not said. */
  readonly embedded: boolean | undefined;
  /** A file that what stands in that instance can be written to. */
  readonly save: string | undefined;
  readonly filters: Filters;
  readonly includeReads: boolean;
  /** Whether what the log's reads name is made too, or only counted, so that people learn of it. */
  readonly reads: "made" | "counted" | "passed over";
  /** The part of the log to replay; all of it where it is undefined. */
  readonly shard: Shard | undefined;
  /** The factor on recorded time; 0 is as fast as possible. */
  readonly speed: number;
  /** Infinity for no cap. */
  readonly maxGapMs: number;
  /** How many calls may be under way at the same time; 1 is strictly one after the other. */
  readonly concurrency: number;
  readonly dryRun: boolean;
  /** The file of the replay's journal; undefined where none is kept. */
  readonly journal: string | undefined;
  /** Whether a journal that is there already is gone on with. */
  readonly resume: boolean;
  /** A file that could be written when the options were checked. */
  readonly output: string | undefined;
  /** Files that could be written when the options were checked. */
  readonly reports: readonly ReportFile[];
  readonly format: "text" | "json";
  readonly strict: boolean;
  readonly allowRemote: boolean;
  readonly failOnError: boolean;
  readonly plan: PlanOptions;
  readonly choice: TargetChoice;
  /** A file that the pairs of identifiers can be written to. */
  readonly idMap: string | undefined;
  /** The pairs of an earlier run. */
  readonly ids: IdMap | undefined;
  /** What an instance of cloudmock at the endpoint may ask to be shown. */
  readonly adminToken: string | undefined;
  /** Whether what stands in the target is read back after the replay. */
  readonly verify: boolean;
}

/**
 * Checks the flags of `cloudtrail replay`. Of `env` AWS_ENDPOINT_URL and a job's index are read, where it is
 * given; `now` (milliseconds since 1970) is what relative times count from. Throws a UsageError that names the flag.
 */
export function parseReplayOptions(flags: Flags, env: Env | undefined, now: number): ReplayOptions {
  const given = readOptions("replay", flags, { now, env });
  if (given.resume && given.journal === undefined)
    throw new UsageError(
      say`only a replay with a journal can be gone on with; name it with ${nameFlag("journal")}`,
      "resume",
    );
  // A dry run shows the log's own calls unless it is asked for more.
  const createMissing =
    given["create-missing"] ?? (given["from-reads"] || !(given["dry-run"] || given["no-create-missing"]));
  return {
    input: given.input,
    endpoint: given.endpoint,
    embedded: given.embedded,
    save: given.save,
    filters: gatherFilters(given),
    includeReads: given["include-reads"],
    reads: given["from-reads"] ? "made" : createMissing ? "counted" : "passed over",
    shard: given.shard,
    speed: given.speed,
    maxGapMs: given["max-gap"] ?? Number.POSITIVE_INFINITY,
    concurrency: given.concurrency,
    dryRun: given["dry-run"],
    journal: findJournal(given.journal, given.shard),
    resume: given.resume,
    output: given.output,
    reports: given.report,
    format: given.format === "json" ? "json" : "text",
    strict: given.strict,
    allowRemote: given["allow-remote"],
    failOnError: given["fail-on-error"],
    plan: {
      stacks: given.stacks,
      bodyDir: given["body-dir"],
      createMissing,
      finalState: given["final-state"],
    },
    choice: {
      target: given.target,
      mainAccount: given["main-account"],
      keepAccounts: given["keep-accounts"],
      accountMap: given["account-map"],
      regionMap: given["region-map"],
    },
    idMap: given["id-map"],
    ids: given.ids,
    adminToken: given["admin-token"],
    verify: given.verify,
  };
}
