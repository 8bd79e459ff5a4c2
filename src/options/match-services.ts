/** Finds the services of the API models that a name may mean. */

import { loadIndex } from "../aws/model/table.ts";
import type { ServiceEntry } from "../aws/model/types.ts";
import { suggestNames } from "../base/suggest.ts";
import { findServices } from "../dialect/lookup.ts";

/**
 * The services that `name` stands for: the one of that very name, else every one it may mean; or a sentence that says
 * there is none, and which may be meant.
 */
export async function matchServices(name: string): Promise<readonly ServiceEntry[] | string> {
  const found = await findServices(name);
  const own = found.filter((entry) => entry.service === name);
  if (own.length > 0) return own;
  if (found.length > 0) return found;
  const { services } = await loadIndex();
  const known = services.flatMap((entry) => [entry.service, entry.endpointPrefix]);
  const near = suggestNames(name, known, 3);
  const advice = near.length > 0 ? `did you mean ${near.join(" or ")}?` : "'cloudmock services' lists them";
  return `no service is named ${JSON.stringify(name)}; ${advice}`;
}
