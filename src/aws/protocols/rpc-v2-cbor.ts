/**
 * The smithy-rpc-v2-cbor protocol: the path names service and operation, the body is the input as CBOR.
 * See https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html.
 */
import { writeCbor, writeCborWith } from "../formats/cbor.ts";
import { parseCbor } from "../formats/cbor-items.ts";
import { readJsonValue } from "../formats/json.ts";
import { LENIENT, Malformed, STRICT } from "../formats/reading.ts";
import { Unsendable } from "../formats/unsendable.ts";
import type { Operation } from "../model/types.ts";
import { isStructure, makeStructure, type Structure } from "../values.ts";
import type { WireRequest, WireResponse } from "../wire.ts";
import { bytesOf, describeBody, hasEventStream, successOf } from "./body.ts";
import { findMessageMember, joinMembers, withoutMessage } from "./error-shapes.ts";
import { typeOf, writeQueryError } from "./json.ts";
import { describeMisfit } from "./json-misfits.ts";
import { type ReadAnswer, type ServiceError, Unreadable, type WireProtocol } from "./protocol.ts";

/** Throws Unsendable for a service whose model names no target prefix. */
function encodeRequest(operation: Operation, input: Structure): WireRequest {
  const { targetPrefix, awsQueryCompatible } = operation.model.metadata;
  if (targetPrefix === undefined)
    throw new Unsendable(`${operation.model.service} does not speak the CBOR protocol`);
  const shape = operation.input;
  const accepted = hasEventStream(operation.output)
    ? "application/vnd.amazon.eventstream"
    : "application/cbor";
  return {
    method: "POST",
    path: `/service/${targetPrefix}/operation/${operation.name}`,
    query: [],
    headers: {
      "smithy-protocol": "rpc-v2-cbor",
      accept: accepted,
      ...(shape && { "content-type": "application/cbor" }),
      ...(awsQueryCompatible && { "x-amzn-query-mode": "true" }),
    },
    body: shape && writeCbor(shape, input),
  };
}

function decodeRequest({ input }: Operation, request: WireRequest): Structure {
  const bytes = bytesOf(request);
  const item = bytes.length === 0 ? {} : parseCbor(bytes);
  if (item === undefined) throw new Unreadable("not CBOR");
  if (!input) return makeStructure();
  const value = readJsonValue(input, item, STRICT, "by member");
  if (!isStructure(value)) throw new Malformed(input, value);
  return value;
}

const RESPONSE_HEADERS = { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" };

export const CBOR_PROTOCOL: WireProtocol = {
  encodeRequest,
  decodeRequest,
  encodeResponse(operation, output, requestId): WireResponse {
    const { output: shape } = operation;
    const body = shape ? writeCbor(shape, output) : new Uint8Array();
    return {
      status: successOf(operation),
      headers: { ...RESPONSE_HEADERS, "x-amzn-requestid": requestId },
      body,
    };
  },
  decodeResponse({ output }, { body }): ReadAnswer {
    const item = body.length === 0 ? {} : parseCbor(body);
    if (item === undefined) return describeBody("CBOR", body);
    const value = output ? readJsonValue(output, item, LENIENT, "by member") : makeStructure();
    return isStructure(value) ? { value } : { problem: "a body that is not a structure" };
  },
  encodeError(model, error, shape, requestId): WireResponse {
    const isSaid = error.message === "" || findMessageMember(shape) !== undefined;
    const texts = {
      __type: typeOf(model, error, shape),
      ...(!isSaid && { message: error.message }),
    };
    return {
      status: error.status,
      headers: {
        ...RESPONSE_HEADERS,
        "x-amzn-requestid": requestId,
        ...writeQueryError(model.metadata, error, shape),
      },
      body: writeCborWith(texts, shape, joinMembers(error, shape)),
    };
  },
  decodeError(shape, { body }): Structure {
    const value = readJsonValue(shape, parseCbor(body) ?? {}, LENIENT, "by member");
    return isStructure(value) ? withoutMessage(shape, value) : makeStructure();
  },
  describeUnreadable(_model, reason): ServiceError {
    const message = reason instanceof Malformed ? describeMisfit(reason) : "";
    return { code: "SerializationException", message };
  },
};
