/** The flags that select records, which `replay`, `verify` and `query` have in common. */

import * as v from "valibot";
import { loadIndex } from "../aws/model/table.ts";
import { UsageError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import { suggestNames } from "../base/suggest.ts";
import { findServices } from "../dialect/lookup.ts";
import {
  type Filters,
  parseAccounts,
  parseEvents,
  parseRegions,
  parseServices,
  parseTimeBound,
} from "../trail/filters.ts";
import { list, one, toggle } from "./flag-readers.ts";
import type { Remarks } from "./surroundings.ts";

/** The flags as entries of a schema; `now` (milliseconds since 1970) is what relative times count from. */
export function makeSelectionEntries(now: number) {
  const time = v.optional(one((text) => parseTimeBound(text, new Date(now))));
  return {
    services: v.optional(list(parseServices)),
    events: v.optional(list(parseEvents)),
    regions: v.optional(list(parseRegions)),
    accounts: v.optional(list(parseAccounts)),
    from: time,
    to: time,
    "include-reads": toggle,
  };
}

type Given = v.InferOutput<v.ObjectSchema<ReturnType<typeof makeSelectionEntries>, undefined>>;

/** The filters of checked flags. Throws a UsageError where they leave no time. */
export function gatherFilters({ services, events, regions, accounts, from, to }: Given): Filters {
  if (from !== undefined && to !== undefined && from >= to) {
    throw new UsageError(say`is not before ${nameFlag("to")}, so no event could be replayed`, "from");
  }
  return {
    services: services ?? [],
    events: events ?? [],
    regions: regions ?? [],
    accounts: accounts ?? [],
    from,
    to,
  };
}

/** Warns of the names after --services that no service has. */
export async function warnOfUnknownServices({ services }: Filters, remarks: Remarks): Promise<void> {
  const known = (await loadIndex()).services.map((row) => row.service);
  for (const name of services) {
    if ((await findServices(name)).length > 0) continue;
    const [near] = suggestNames(name, known, 1);
    const advice = near === undefined ? "`cloudmock services` lists them" : `did you mean ${near}?`;
    remarks.warn(`--services: no service is named ${JSON.stringify(name)}; ${advice}`);
  }
}
