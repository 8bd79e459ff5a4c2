/** The options of `cloudtrail query`: flags, checked once, as one typed object. */

import { UsageError } from "../base/errors.ts";
import { nameFlag, type Said, say } from "../base/message.ts";
import type { Wanted } from "../query/conditions.ts";
import { describeAthena, describeLake, type Engine } from "../query/engine.ts";
import { type OptionsOf, readOptions } from "./flag-table.ts";
import type { Flags } from "./flags.ts";
import { gatherFilters } from "./selection.ts";
import { DEFAULT_TABLE } from "./table/query-flags.ts";

/** Which query was asked for. */
export interface QueryOptions extends Wanted {
  readonly engine: Engine;
}

type Given = OptionsOf<"query">;

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
  const given = readOptions("query", flags, { now, env: undefined });
  const filters = gatherFilters(given);
  return { engine: chooseEngine(given), filters, includeReads: given["include-reads"] };
}
