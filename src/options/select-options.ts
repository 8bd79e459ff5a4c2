/** The options of `cloudtrail select`: flags, checked once, as one typed object. */
import type { Keepable } from "../anonymize/keepable.ts";
import { UsageError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import type { Filters } from "../trail/filters.ts";
import { readOptions } from "./flag-table.ts";
import type { Flags } from "./flags.ts";
import { gatherFilters } from "./selection.ts";

/** What is to be cut out of a log. */
export interface SelectingOptions {
  readonly input: readonly string[];
  readonly strict: boolean;
  readonly filters: Filters;
  readonly includeReads: boolean;
  readonly finalState: boolean;
  /** ARNs, ids or names of things; all records where there is none. */
  readonly resources: readonly string[];
  /** How names are replaced; undefined where records stay as they are. A key that is undefined is to be drawn. */
  readonly anonymize:
    | { readonly key: Uint8Array | undefined; readonly keep: ReadonlySet<Keepable> }
    | undefined;
  readonly format: "json" | "jsonl";
  /** A file that could be written when the options were checked. */
  readonly output: string | undefined;
}

/**
 * Checks the flags of `cloudtrail select`; `now` (milliseconds since 1970) is what relative times count from. Throws a
 * UsageError that names the flag.
 */
export function parseSelectOptions(flags: Flags, now: number): SelectingOptions {
  const given = readOptions("select", flags, { now, env: undefined });
  // Whoever keeps something expects that the rest is replaced.
  for (const name of ["keep", "key"] as const)
    if (!given.anonymize && flags[name] !== undefined)
      throw new UsageError(
        say`it is about ${nameFlag("anonymize")}, which is missing: records would be printed as they are`,
        name,
      );
  return {
    input: given.input,
    strict: given.strict,
    filters: gatherFilters(given),
    includeReads: given["include-reads"],
    finalState: given["final-state"],
    resources: given.resource,
    anonymize: given.anonymize ? { key: given.key, keep: new Set(given.keep) } : undefined,
    format: given.format === "jsonl" ? "jsonl" : "json",
    output: given.output,
  };
}
