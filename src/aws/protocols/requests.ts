/** Requests of operations: a client's writing and a server's reading. */
import { compileLightly } from "../../base/compiling.ts";
import { Malformed } from "../formats/reading.ts";
import { Unsendable } from "../formats/unsendable.ts";
import type { Operation, Protocol } from "../model/types.ts";
import type { Structure } from "../values.ts";
import type { WireRequest } from "../wire.ts";
import { completeHeaders, completeInput } from "./additions.ts";
import { hasEventStream } from "./body.ts";
import { BadEncoding, inflateInput } from "./compression.ts";
import { failsOnEncodings } from "./oddities.ts";
import { type ServiceError, Unreadable } from "./protocol.ts";
import { chooseProtocol } from "./protocols.ts";

export interface EncodeOptions {
  /** Fills members that the model marks as idempotency tokens and the input leaves out. */
  readonly idempotencyToken: string;
  /** Instead of the service's own protocol. */
  readonly protocol?: Protocol;
}

/** A request, or the plain reason why the input cannot be sent. */
export type Encoded = { readonly request: WireRequest } | { readonly unsendable: string };

/**
 * The request that botocore's serializer makes of the same input, with what additions.ts adds. Members that are null
 * or that the model does not have are left out; host prefixes are ignored; S3 goes by path.
 */
export function encodeRequest(operation: Operation, input: Structure, options: EncodeOptions): Encoded {
  if (hasEventStream(operation.input)) return { unsendable: `${operation.name} takes a stream of events` };
  const protocol = chooseProtocol(operation, options.protocol);
  try {
    const complete = completeInput(operation, input, options.idempotencyToken);
    const request = protocol.encodeRequest(operation, complete);
    const headers = completeHeaders(operation, request.headers);
    return { request: headers === request.headers ? request : { ...request, headers } };
  } catch (error) {
    if (error instanceof Unsendable) return { unsendable: error.message };
    throw error;
  }
}

/** The input of a request, or the error that AWS answers to one that cannot be read. */
export type DecodedRequest = { readonly input: Structure } | { readonly error: ServiceError };

/**
 * The input of a request of an operation, which routing has found. It is read strictly: every value is of its shape's
 * type, members that the shape does not have are left out. Whether the values are allowed is not looked at. No request
 * makes it throw.
 *
 * `protocol` is what the request is in, where that is not the service's own.
 */
export function decodeRequest(operation: Operation, request: WireRequest, name?: Protocol): DecodedRequest {
  const protocol = chooseProtocol(operation, name);
  try {
    return { input: protocol.decodeRequest(operation, inflateInput(operation, request)) };
  } catch (error) {
    if (!(error instanceof Malformed || error instanceof Unreadable)) throw error;
    if (error instanceof BadEncoding && failsOnEncodings(operation.model))
      return { error: { code: "InternalFailure", message: "", status: 500 } };
    return { error: protocol.describeUnreadable(operation.model, error) };
  }
}

compileLightly(decodeRequest);
