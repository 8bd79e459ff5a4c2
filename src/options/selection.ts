/** Which records are selected, as `replay`, `verify` and `query` have it in common. */

import { loadIndex } from "../aws/model/table.ts";
import { UsageError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import { suggestNames } from "../base/suggest.ts";
import { findServices } from "../dialect/lookup.ts";
import type { Filters } from "../trail/filters.ts";
import type { OptionsOf } from "./flag-table.ts";
import type { Remarks } from "./surroundings.ts";

/** The filters of checked flags. Throws a UsageError where they leave no time. */
export function gatherFilters(
  given: Pick<OptionsOf<"query">, "services" | "events" | "regions" | "accounts" | "from" | "to">,
): Filters {
  const { services, events, regions, accounts, from, to } = given;
  if (from !== undefined && to !== undefined && from >= to) {
    throw new UsageError(say`is not before ${nameFlag("to")}, so no event could be replayed`, "from");
  }
  return { services, events, regions, accounts, from, to };
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
