/** The endpoint of a command: whether calls may go there. */

import { EndpointError, UsageError } from "../base/errors.ts";
import { checkEndpoint, type Endpoint, type EndpointRules } from "../replay/endpoint.ts";

/**
 * The endpoint and where it is. Throws a UsageError for one that is not allowed, and an EndpointError for an allowed name
 * that leads nowhere.
 */
export async function requireEndpoint(endpoint: string, rules: EndpointRules): Promise<Endpoint> {
  const checked = await checkEndpoint(endpoint, rules);
  if ("url" in checked) return checked;
  if (checked.kind === "unreachable") throw new EndpointError(checked.error);
  throw new UsageError(checked.error, "endpoint");
}
