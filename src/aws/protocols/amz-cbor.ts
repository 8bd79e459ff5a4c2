/**
 * AWS's older CBOR, which the SDK for Java speaks to Kinesis: X-Amz-Target names the operation as for json, bodies are CBOR. Moments
 * are whole milliseconds behind the tag for seconds:
 * https://github.com/aws/aws-sdk-java-v2/tree/master/core/protocols/aws-cbor-protocol
 */
import { isStructure, makeStructure, type Structure, type Value } from "../values.ts";
import type { WireRequest, WireResponse } from "../wire.ts";
import { JSON_PROTOCOL } from "./json.ts";
import type { WireProtocol } from "./protocol.ts";
import { CBOR_PROTOCOL } from "./rpc-v2-cbor.ts";

/** What bodies are called that are of this kind. */
export const AMZ_CBOR = "application/x-amz-cbor-1.1";

/** A value with other moments. */
function mapMoments(value: Value, change: (at: number) => number): Value {
  if (value instanceof Date) return new Date(change(value.getTime()));
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => mapMoments(item, change));
  return isStructure(value) ? mapMembers(value, change) : value;
}

function mapMembers(values: Structure, change: (at: number) => number): Structure {
  const mapped = makeStructure();
  for (const [name, value] of Object.entries(values))
    if (value !== undefined) mapped[name] = mapMoments(value, change);
  return mapped;
}

const asSeconds = (at: number) => at * 1000;
const asMilliseconds = (at: number) => Math.round(at / 1000);

function rename({ status, headers, body }: WireResponse): WireResponse {
  const { "smithy-protocol": _, ...rest } = headers;
  return { status, headers: { ...rest, "content-type": AMZ_CBOR }, body };
}

export const AMZ_CBOR_PROTOCOL: WireProtocol = {
  ...CBOR_PROTOCOL,
  encodeRequest(operation, input): WireRequest {
    const { body } = CBOR_PROTOCOL.encodeRequest(operation, mapMembers(input, asSeconds));
    const json = JSON_PROTOCOL.encodeRequest(operation, makeStructure());
    return { ...json, headers: { ...json.headers, "content-type": AMZ_CBOR }, body };
  },
  decodeRequest: (operation, request) =>
    mapMembers(CBOR_PROTOCOL.decodeRequest(operation, request), asMilliseconds),
  encodeResponse: (operation, output, requestId) =>
    rename(CBOR_PROTOCOL.encodeResponse(operation, mapMembers(output, asSeconds), requestId)),
  decodeResponse(operation, response) {
    const read = CBOR_PROTOCOL.decodeResponse(operation, response);
    return "problem" in read ? read : { value: mapMembers(read.value, asMilliseconds) };
  },
  encodeError: (model, error, shape, requestId) =>
    rename(CBOR_PROTOCOL.encodeError(model, error, shape, requestId)),
};
