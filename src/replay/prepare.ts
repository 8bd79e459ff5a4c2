/** Makes the request that goes out for a step: encoded, addressed and authorized. */

import { authorizeRequest, type Place } from "../aws/authorize.ts";
import { encodeRequest } from "../aws/protocols/encode.ts";
import { renderUrl } from "../aws/protocols/uri.ts";
import type { Step } from "../plan/steps.ts";
import type { TrailEvent } from "../trail/record.ts";
import type { Prepared } from "./run.ts";

export interface Destination {
  /** A checked base URL. */
  readonly endpoint: string;
  /** This program's version, for the user agent. */
  readonly version: string;
  /** The account and region that an event's request is for; as recorded where it is left out. */
  readonly place?: (event: TrailEvent) => Place;
}

/**
 * The request of a step, or why it cannot be sent. The same step gives the same request every time: an idempotency
 * token that was not recorded is the event's own id.
 */
export function prepareRequest(step: Step, destination: Destination): Prepared {
  const { event, model, operation, input } = step;
  const encoded = encodeRequest(operation, input, { idempotencyToken: event.eventId });
  if ("unsendable" in encoded) return encoded;
  const signingName = model.metadata.signingName ?? model.metadata.endpointPrefix;
  const caller = { signingName, version: destination.version };
  const authorized = authorizeRequest(encoded.request, event, caller, destination.place?.(event));
  const { method, headers, body } = authorized;
  return { request: { method, url: renderUrl(destination.endpoint, authorized), headers, body } };
}
