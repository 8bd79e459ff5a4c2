/**
 * The rest-json protocol: HTTP bindings and JSON bodies; x-amzn-errortype names an error.
 * See https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html.
 */
import { readHeaders } from "../bindings/headers.ts";
import { parseJson, readJsonValue, writeJson } from "../formats/json.ts";
import { LENIENT, Malformed, STRICT } from "../formats/reading.ts";
import { decodeText } from "../formats/text.ts";
import { makeStructure } from "../values.ts";
import { describeBody } from "./body.ts";
import { joinMembers, withoutMessage } from "./error-shapes.ts";
import { writeJsonError } from "./json.ts";
import { describeMisfit } from "./json-misfits.ts";
import type { WireProtocol } from "./protocol.ts";
import {
  type BodyFormat,
  bindErrorMembers,
  decodeRestRequest,
  decodeRestResponse,
  encodeRestRequest,
  encodeRestResponse,
} from "./rest.ts";

const JSON_FORMAT: BodyFormat = {
  contentType: "application/json",
  write: (shape, value) => writeJson(shape, value),
  empty: "{}",
  open(body) {
    const text = decodeText(body);
    const json = text?.trim() === "" ? {} : text === undefined ? undefined : parseJson(text);
    if (json === undefined) return describeBody("JSON", body);
    // Servers that have nothing to say also say null.
    return (shape, reading) => readJsonValue(shape, json ?? {}, reading);
  },
};

export const REST_JSON_PROTOCOL: WireProtocol = {
  encodeRequest: (operation, input) => encodeRestRequest(JSON_FORMAT, operation, input),
  decodeRequest: (operation, request) => decodeRestRequest(JSON_FORMAT, operation, request, STRICT),
  encodeResponse: (operation, output, requestId) =>
    encodeRestResponse(JSON_FORMAT, operation, output, { "x-amzn-requestid": requestId }),
  decodeResponse: (operation, response) => decodeRestResponse(JSON_FORMAT, operation, response),
  encodeError(_model, error, shape, requestId) {
    const bound = bindErrorMembers(shape, joinMembers(error, shape));
    return {
      status: error.status,
      headers: {
        "content-type": "application/json",
        "x-amzn-requestid": requestId,
        ...bound.headers,
        // Some models have it as a member, too.
        "x-amzn-errortype": error.code,
      },
      body: Buffer.from(writeJsonError(error, shape, bound.body)),
    };
  },
  decodeError(shape, response) {
    const json = parseJson(decodeText(response.body) ?? "") ?? {};
    const members = readJsonValue(shape, json, LENIENT);
    const bound = readHeaders(shape, response.headers, LENIENT);
    return withoutMessage(shape, Object.assign(makeStructure(), members, bound));
  },
  describeUnreadable(_model, reason) {
    const message = reason instanceof Malformed ? describeMisfit(reason) : "";
    return { code: "SerializationException", message };
  },
};
