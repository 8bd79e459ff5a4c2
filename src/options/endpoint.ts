/** The endpoint of a command: which one was asked for, and whether calls may go there. */

import { EndpointError, UsageError } from "../base/errors.ts";
import { checkEndpoint, type Endpoint, type EndpointRules } from "../replay/endpoint.ts";
import type { Env, Flags, FlagValue } from "./flags.ts";

/** Where emulators listen as they come. */
export const DEFAULT_ENDPOINT = "http://localhost:4566";

/** What `--endpoint` says; where it is not given AWS_ENDPOINT_URL, else the default. Not yet checked. */
export function readEndpoint(flags: Flags, env: Env): FlagValue {
  return flags["endpoint"] ?? [env["AWS_ENDPOINT_URL"] || DEFAULT_ENDPOINT];
}

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
