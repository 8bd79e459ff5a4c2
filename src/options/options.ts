/** The options of `cloudtrail replay` and `cloudtrail verify`: flags, checked once, as one typed object. */

import * as v from "valibot";
import { UsageError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import type { TargetChoice } from "../emulator/connect.ts";
import { parseAccount, parseAccountMap, parseRegionMap, parseTarget } from "../emulator/options.ts";
import type { IdMap } from "../identities/id-map.ts";
import { checkBodyDir } from "../plan/fill/bodies.ts";
import type { PlanOptions } from "../plan/plan-replay.ts";
import { parseDuration, parseSpeed } from "../replay/pace.ts";
import type { Filters } from "../trail/filters.ts";
import { parseShard, type Shard } from "../trail/shard.ts";
import { readEndpoint } from "./endpoint.ts";
import {
  checkFlags,
  keepText,
  list,
  one,
  parseChoice,
  parseConcurrency,
  parseIds,
  parseInputs,
  parseOutput,
  texts,
  toggle,
} from "./flag-readers.ts";
import type { Env, Flags } from "./flags.ts";
import { gatherFilters, makeSelectionEntries } from "./selection-flags.ts";

/** The values of --format. */
export const FORMATS = ["text", "json"] as const;
/** The values of --stacks. */
export const STACKS = ["children", "template"] as const;

function makeSchema(now: number, env: Env | undefined) {
  return v.object({
    input: list(parseInputs),
    endpoint: one(keepText),
    ...makeSelectionEntries(now),
    shard: v.optional(one((text) => parseShard(text, env))),
    speed: v.optional(one(parseSpeed), ["0"]),
    "max-gap": v.optional(one(parseDuration)),
    concurrency: v.optional(one(parseConcurrency), ["16"]),
    "dry-run": toggle,
    output: v.optional(one(parseOutput)),
    format: v.optional(one(parseChoice(FORMATS)), ["text"]),
    stacks: v.optional(one(parseChoice(STACKS)), ["children"]),
    "body-dir": v.optional(one(checkBodyDir)),
    "create-missing": v.optional(v.boolean()),
    "no-create-missing": toggle,
    "final-state": toggle,
    target: v.optional(one(parseTarget)),
    "main-account": v.optional(one(parseAccount)),
    "keep-accounts": toggle,
    "account-map": v.optional(texts(parseAccountMap)),
    "region-map": v.optional(texts(parseRegionMap)),
    "id-map": v.optional(one(parseOutput)),
    ids: v.optional(one(parseIds)),
    verify: toggle,
    strict: toggle,
    "allow-remote": toggle,
    "fail-on-error": toggle,
  });
}

/** What a replay was asked to do. */
export interface ReplayOptions {
  readonly input: readonly string[];
  /** As given, not yet checked. */
  readonly endpoint: string;
  readonly filters: Filters;
  readonly includeReads: boolean;
  /** The part of the log to replay; all of it where it is undefined. */
  readonly shard: Shard | undefined;
  /** The factor on recorded time; 0 is as fast as possible. */
  readonly speed: number;
  /** Infinity for no cap. */
  readonly maxGapMs: number;
  /** How many calls may be under way at the same time; 1 is strictly one after the other. */
  readonly concurrency: number;
  readonly dryRun: boolean;
  /** A file that could be written when the options were checked. */
  readonly output: string | undefined;
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
  /** Whether what stands in the target is read back after the replay. */
  readonly verify: boolean;
}

/** Flags that contradict each other; a dry run has no result. */
export const OPPOSED_FLAGS = [
  ["dry-run", "output"],
  ["dry-run", "format"],
  ["dry-run", "id-map"],
  ["dry-run", "verify"],
  ["dry-run", "verbose"],
  ["create-missing", "no-create-missing"],
  ["keep-accounts", "account-map"],
  ["keep-accounts", "main-account"],
  ["quiet", "verbose"],
] as const;

function refuseConflicts(flags: Flags): void {
  for (const [one, other] of OPPOSED_FLAGS) {
    if (!flags[one] || !flags[other]) continue;
    if (one === "dry-run")
      throw new UsageError("a dry run sends nothing and has no result but its lines", other);
    throw new UsageError(
      say`${nameFlag(one)} and ${nameFlag(other)} contradict each other; give one of them`,
    );
  }
  if (flags["stacks"]?.toString() === "template" && flags["body-dir"] === undefined) {
    throw new UsageError(
      say`${nameFlag("stacks")} template needs the templates: give ${nameFlag("body-dir")} DIR with DIR/cloudformation/STACK.yaml`,
    );
  }
}

/**
 * Checks the flags of `cloudtrail replay`. Of `env` AWS_ENDPOINT_URL and a job's index are read, where it is
 * given; `now` (milliseconds since 1970) is what relative times count from. Throws a UsageError that names the flag.
 */
export function parseReplayOptions(flags: Flags, env: Env | undefined, now: number): ReplayOptions {
  if (flags["input"] === undefined) {
    throw new UsageError(
      say`${nameFlag("input")} is missing: name a trail file, a folder, a glob, or - for standard input`,
    );
  }
  const given = checkFlags(makeSchema(now, env), { ...flags, endpoint: readEndpoint(flags, env ?? {}) });
  refuseConflicts(flags);
  return {
    input: given.input,
    endpoint: given.endpoint,
    filters: gatherFilters(given),
    includeReads: given["include-reads"],
    shard: given.shard,
    speed: given.speed,
    maxGapMs: given["max-gap"] ?? Number.POSITIVE_INFINITY,
    concurrency: given.concurrency,
    dryRun: given["dry-run"],
    output: given.output,
    format: given.format,
    strict: given.strict,
    allowRemote: given["allow-remote"],
    failOnError: given["fail-on-error"],
    plan: {
      stacks: given.stacks,
      bodyDir: given["body-dir"],
      // A dry run shows the log's own calls unless it is asked for more.
      createMissing: given["create-missing"] ?? !(given["dry-run"] || given["no-create-missing"]),
      finalState: given["final-state"],
    },
    choice: {
      target: given.target,
      mainAccount: given["main-account"],
      keepAccounts: given["keep-accounts"],
      accountMap: given["account-map"] ?? new Map(),
      regionMap: given["region-map"] ?? new Map(),
    },
    idMap: given["id-map"],
    ids: given.ids,
    verify: given.verify,
  };
}
