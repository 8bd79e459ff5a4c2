/** Makes the request that goes out for a step: encoded, addressed and authorized. */

import { authorizeRequest, type Place } from "../aws/authorize.ts";
import { renderUrl } from "../aws/bindings/uri.ts";
import { encodeRequest } from "../aws/protocols/requests.ts";
import { compileLightly } from "../base/compiling.ts";
import type { Call } from "../dialect/call.ts";
import type { Step } from "../plan/steps.ts";
import { addChecksum } from "./checksum.ts";
import type { Prepared } from "./run.ts";

export interface Destination {
  /** A checked base URL. */
  readonly endpoint: string;
  /** This program's version, for the user agent. */
  readonly version: string;
  /** The account and region that a call's request is for; as recorded where it is left out. */
  readonly place?: (call: Pick<Call, "account" | "region">) => Place;
}

/**
 * The request of a step, or why it cannot be sent. The same step gives the same request every time: an idempotency
 * token that was not recorded is the call's id.
 */
export function prepareRequest(step: Step, destination: Destination): Prepared {
  const { operation, input } = step;
  const { metadata } = operation.model;
  const encoded = encodeRequest(operation, input, { idempotencyToken: step.id });
  if ("unsendable" in encoded) return encoded;
  const signingName = metadata.signingName ?? metadata.endpointPrefix;
  const caller = { signingName, version: destination.version };
  const authorized = authorizeRequest(encoded.request, step, caller, destination.place?.(step));
  const { method, body } = authorized;
  const headers = addChecksum(operation, authorized);
  return { request: { method, url: renderUrl(destination.endpoint, authorized), headers, body } };
}

compileLightly(prepareRequest);
