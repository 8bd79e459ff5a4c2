/**
 * The json protocols 1.0 and 1.1: X-Amz-Target names the operation, the body is the input.
 * See https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html.
 */
import { compileLightly } from "../../base/compiling.ts";
import { parseJson, readJsonValue, writeJson } from "../formats/json.ts";
import { LENIENT, Malformed, STRICT } from "../formats/reading.ts";
import { decodeText } from "../formats/text.ts";
import { Unsendable } from "../formats/unsendable.ts";
import type { Operation, ServiceMetadata, ServiceModel, Shape } from "../model/types.ts";
import { isStructure, makeStructure, type Structure } from "../values.ts";
import type { WireRequest, WireResponse } from "../wire.ts";
import { describeBody, readBodyText, successOf } from "./body.ts";
import { findPackage, qualifyError } from "./error-packages.ts";
import { faultOf, findMessageMember, joinMembers, nameError, withoutMessage } from "./error-shapes.ts";
import { describeMisfit } from "./json-misfits.ts";
import {
  type AnsweredError,
  type ReadAnswer,
  type ServiceError,
  Unreadable,
  type WireProtocol,
} from "./protocol.ts";

/** Throws Unsendable for a service whose model names no target prefix. */
function encodeRequest(operation: Operation, input: Structure): WireRequest {
  const { targetPrefix, jsonVersion, awsQueryCompatible } = operation.model.metadata;
  if (targetPrefix === undefined || jsonVersion === undefined) {
    throw new Unsendable(`${operation.model.service} does not speak the json protocol`);
  }
  return {
    method: operation.http.method,
    path: "/",
    query: [],
    headers: {
      "x-amz-target": `${targetPrefix}.${operation.name}`,
      "content-type": `application/x-amz-json-${jsonVersion}`,
      ...(awsQueryCompatible && { "x-amzn-query-mode": "true" }),
    },
    body: operation.input ? writeJson(operation.input, input) : "{}",
  };
}

function decodeRequest({ input }: Operation, request: WireRequest): Structure {
  const json = parseJson(readBodyText(request));
  if (json === undefined) throw new Unreadable("not JSON");
  if (!input) return makeStructure();
  const value = readJsonValue(input, json, STRICT);
  // `null` alone is no value of any shape.
  if (!isStructure(value)) throw new Malformed(input, value);
  return value;
}

/** The name of the error that SDKs made when the service still spoke query, in a header: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait */
export function writeQueryError(
  { awsQueryCompatible }: ServiceMetadata,
  error: AnsweredError,
  shape: Shape | undefined,
): Readonly<Record<string, string>> {
  return awsQueryCompatible ? { "x-amzn-query-error": `${error.code};${faultOf(error.status, shape)}` } : {};
}

/** What `__type` has: services that spoke query name the shape in it, and the old code in a header. */
export function typeOf(model: ServiceModel, error: ServiceError, shape: Shape | undefined): string {
  return model.metadata.awsQueryCompatible ? (shape?.name ?? nameError(model, error.code)) : error.code;
}

/** The JSON text of an error, of those members of its shape that are in the body. */
export function writeJsonError(
  error: ServiceError,
  shape: Shape | undefined,
  body: Structure,
  type?: string,
  messageMember = "message",
): string {
  const isSaid = error.message === "" || findMessageMember(shape) !== undefined;
  const parts = [
    type === undefined ? "" : `"__type":${JSON.stringify(type)}`,
    isSaid ? "" : `${JSON.stringify(messageMember)}:${JSON.stringify(error.message)}`,
    shape ? writeJson(shape, body).slice(1, -1) : "",
  ];
  return `{${parts.filter((part) => part !== "").join(",")}}`;
}

const UNREADABLE = "SerializationException";

/** What cannot be read is told in a member with a capital letter by the services that tell the packages of errors. */
function nameMessage({ service }: ServiceModel, { code }: AnsweredError): string {
  return code === UNREADABLE && findPackage(service) !== undefined ? "Message" : "message";
}

export const JSON_PROTOCOL: WireProtocol = {
  encodeRequest,
  decodeRequest,
  encodeResponse(operation, output, requestId): WireResponse {
    const { output: shape, model } = operation;
    return {
      status: successOf(operation),
      headers: {
        "content-type": `application/x-amz-json-${model.metadata.jsonVersion ?? "1.1"}`,
        "x-amzn-requestid": requestId,
      },
      // An operation without an output answers nothing at all.
      body: Buffer.from(shape ? writeJson(shape, output) : ""),
    };
  },
  decodeResponse({ output }, { body }): ReadAnswer {
    const text = decodeText(body);
    const json = text?.trim() === "" ? {} : text === undefined ? undefined : parseJson(text);
    if (json === undefined) return describeBody("JSON", body);
    // Servers that have nothing to say also say null.
    const value = output ? readJsonValue(output, json ?? {}, LENIENT) : makeStructure();
    return isStructure(value) ? { value } : { problem: "a body that is not a structure" };
  },
  encodeError(model, error, shape, requestId): WireResponse {
    return {
      status: error.status,
      headers: {
        "content-type": `application/x-amz-json-${model.metadata.jsonVersion ?? "1.1"}`,
        "x-amzn-requestid": requestId,
        ...writeQueryError(model.metadata, error, shape),
      },
      body: Buffer.from(
        writeJsonError(
          error,
          shape,
          joinMembers(error, shape),
          qualifyError(model.service, typeOf(model, error, shape), shape),
          nameMessage(model, error),
        ),
      ),
    };
  },
  decodeError(shape, { body }): Structure {
    const value = readJsonValue(shape, parseJson(decodeText(body) ?? "") ?? {}, LENIENT);
    return isStructure(value) ? withoutMessage(shape, value) : makeStructure();
  },
  describeUnreadable({ service }, reason): ServiceError {
    const message = reason instanceof Malformed ? describeMisfit(reason, findPackage(service)) : "";
    return { code: UNREADABLE, message };
  },
};

compileLightly(decodeRequest);
