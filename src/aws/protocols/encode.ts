/** Makes the wire request of an operation's input, in the service's protocol. */

import type { Operation, Protocol } from "../model/types.ts";
import type { Structure } from "../values.ts";
import type { WireRequest } from "../wire.ts";
import { completeHeaders, completeInput } from "./additions.ts";
import { encodeCbor } from "./cbor.ts";
import { encodeJson } from "./json.ts";
import { encodeEc2, encodeQuery } from "./query.ts";
import { encodeRestJson, encodeRestXml } from "./rest.ts";
import { Unsendable } from "./unsendable.ts";

export interface EncodeOptions {
  /** Fills members that the model marks as idempotency tokens and the input leaves out. */
  readonly idempotencyToken: string;
  /** Instead of the service's own protocol. */
  readonly protocol?: Protocol;
}

/** A request, or the plain reason why the input cannot be sent. */
export type Encoded = { readonly request: WireRequest } | { readonly unsendable: string };

type Encode = (operation: Operation, input: Structure) => WireRequest;

const ENCODERS: Readonly<Record<Protocol, Encode>> = {
  json: encodeJson,
  "rest-json": encodeRestJson,
  "rest-xml": encodeRestXml,
  query: encodeQuery,
  ec2: encodeEc2,
  "smithy-rpc-v2-cbor": encodeCbor,
};

function hasEventStreamInput(operation: Operation): boolean {
  const members = operation.input?.members;
  return Object.values(members ?? {}).some((ref) => ref.eventstream);
}

/**
 * The request that botocore's serializer makes of the same input, with what additions.ts adds. Members that are null
 * or that the model does not have are left out; host prefixes are ignored; S3 goes by path.
 */
export function encodeRequest(operation: Operation, input: Structure, options: EncodeOptions): Encoded {
  if (hasEventStreamInput(operation)) return { unsendable: `${operation.name} takes a stream of events` };
  const encode = ENCODERS[options.protocol ?? operation.model.metadata.protocol];
  try {
    const complete = completeInput(operation, input, options.idempotencyToken);
    const request = encode(operation, complete);
    return { request: { ...request, headers: completeHeaders(operation, request.headers) } };
  } catch (error) {
    if (error instanceof Unsendable) return { unsendable: error.message };
    throw error;
  }
}
