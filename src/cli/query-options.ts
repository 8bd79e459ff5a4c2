/** The options of `cloudtrail query`: flags, checked once, as one typed object. */

import * as v from "valibot";
import { UsageError } from "../base/errors.ts";
import { nameFlag, type Said, say } from "../base/message.ts";
import { checkFlags, one, parseChoice } from "../options/flag-readers.ts";
import type { Flags } from "../options/flags.ts";
import { gatherFilters, makeSelectionEntries } from "../options/selection-flags.ts";
import type { Wanted } from "../query/conditions.ts";
import { describeAthena, describeLake, type Engine } from "../query/engine.ts";
import { parseDatePartition, parseEventDataStore, parseTable } from "../query/names.ts";

/** What can run a query. */
export const ENGINES = ["athena", "lake"] as const;

/** What AWS calls the table in its documentation. */
export const DEFAULT_TABLE = "cloudtrail_logs";

/** Which query was asked for. */
export interface QueryOptions extends Wanted {
  readonly engine: Engine;
}

function makeSchema(now: number) {
  return v.object({
    engine: one(parseChoice(ENGINES)),
    table: v.optional(one(parseTable)),
    "date-partition": v.optional(one(parseDatePartition)),
    "event-data-store": v.optional(one(parseEventDataStore)),
    ...makeSelectionEntries(now),
  });
}

type Given = v.InferOutput<ReturnType<typeof makeSchema>>;

function chooseEngine(given: Given): Engine {
  const refuse = (flag: keyof Given, why: Said) => {
    if (given[flag] !== undefined) throw new UsageError(why, flag);
  };
  if (given.engine === "athena") {
    refuse(
      "event-data-store",
      say`belongs to ${nameFlag("engine")} lake; Athena looks into a ${nameFlag("table")}`,
    );
    if (!given.from && !given.to)
      refuse(
        "date-partition",
        say`only limits a query that has ${nameFlag("from")} or ${nameFlag("to")}; give one of them`,
      );
    return describeAthena(given.table ?? DEFAULT_TABLE, given["date-partition"]);
  }
  for (const flag of ["table", "date-partition"] as const)
    refuse(
      flag,
      say`belongs to ${nameFlag("engine")} athena; CloudTrail Lake looks into an ${nameFlag("event-data-store")}`,
    );
  const store = given["event-data-store"];
  if (store === undefined) {
    throw new UsageError(
      say`${nameFlag("event-data-store")} is missing: aws cloudtrail list-event-data-stores prints its ARN`,
    );
  }
  return describeLake(store);
}

/**
 * Checks the flags of `cloudtrail query`; `now` (milliseconds since 1970) is what relative times count from. Throws a
 * UsageError that names the flag.
 */
export function parseQueryOptions(flags: Flags, now: number): QueryOptions {
  if (flags["engine"] === undefined) {
    throw new UsageError(
      say`${nameFlag("engine")} is missing: say athena or lake, whichever will run the SQL`,
    );
  }
  const given = checkFlags(makeSchema(now), flags);
  const filters = gatherFilters(given);
  return { engine: chooseEngine(given), filters, includeReads: given["include-reads"] };
}
