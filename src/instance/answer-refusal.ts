/** Answers that refuse a request, as its protocol has them. */
import type { Operation, Protocol, ServiceModel } from "../aws/model/types.ts";
import type { ServiceError } from "../aws/protocols/protocol.ts";
import { encodeError } from "../aws/protocols/responses.ts";
import type { WireResponse } from "../aws/wire.ts";

/** What is answered where not even the service is known. */
export function answerNobody({ message }: ServiceError): WireResponse {
  return {
    status: 404,
    headers: { "content-type": "application/json" },
    body: Buffer.from(JSON.stringify({ message: message || "the request names no service of AWS" })),
  };
}

/** What was asked for, as far as a request says it, and how. */
export interface Api {
  readonly model: ServiceModel;
  readonly operation?: Operation;
  readonly protocol: Protocol;
}

const NOT_MODIFIED = 304;

/** The answer that tells an error. */
export function refuse({ protocol, ...api }: Api, error: ServiceError, requestId: string): WireResponse {
  const response = encodeError(api, error, { requestId, protocol });
  // Who asks for headers alone gets no body that says more, nor who has what is there already.
  const isBare = api.operation?.http.method === "HEAD" || response.status === NOT_MODIFIED;
  return isBare ? { ...response, body: new Uint8Array() } : response;
}
