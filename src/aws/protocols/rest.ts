/**
 * The rest-json and rest-xml protocols: bindings of rest-bindings.ts and a body.
 * See https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html and .../aws-restxml-protocol.html.
 */

import type { Operation, Shape } from "../model/types.ts";
import { makeStructure, type Structure, type Value } from "../values.ts";
import type { WireRequest } from "../wire.ts";
import { writeJson } from "./json.ts";
import { type BoundMember, bindHeaders, bindMembers, bindTarget } from "./rest-bindings.ts";
import { writeXmlBody } from "./rest-xml.ts";
import { formatScalar } from "./scalar.ts";

interface Body {
  readonly content: string | Uint8Array;
  readonly contentType: string;
}

/** How a rest protocol writes a structured body. */
interface Format {
  readonly contentType: string;
  readonly write: (ref: Shape, value: Value, payloadMember: string | undefined) => string;
  /** What is sent where the model has a structured body and the input has nothing for it. */
  readonly empty: string | undefined;
}

const JSON_FORMAT: Format = {
  contentType: "application/json",
  write: (ref, value) => writeJson(ref, value),
  empty: "{}",
};

const XML_FORMAT: Format = { contentType: "application/xml", write: writeXmlBody, empty: undefined };

/** A blob or text payload, which is the body as it is; nothing where it is empty. */
function writeRawBody(shape: Shape, value: Value | undefined): Body | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const contentType = shape.type === "blob" ? "application/octet-stream" : "text/plain";
  if (value instanceof Uint8Array) return value.length > 0 ? { content: value, contentType } : undefined;
  const isText = typeof value === "string";
  return { content: isText ? value : formatScalar(value, shape, { body: "iso8601" }), contentType };
}

function writeEmptyBody(format: Format): Body | undefined {
  return format.empty === undefined ? undefined : { content: format.empty, contentType: format.contentType };
}

function writePayload(
  format: Format,
  name: string,
  shape: Shape,
  value: Value | undefined,
): Body | undefined {
  if (shape.type === "blob" || shape.type === "string") return writeRawBody(shape, value);
  if (value !== undefined && value !== null) {
    return { content: format.write(shape, value, name), contentType: format.contentType };
  }
  // `{}` is no value of a union, which has exactly one member set.
  return shape.union ? undefined : writeEmptyBody(format);
}

/** The body made of the members that have no other place. */
function writeMembers(format: Format, ref: Shape, bound: readonly BoundMember[]): Body | undefined {
  const unbound = bound.filter(({ shape }) => shape.location === undefined);
  if (unbound.length === 0) {
    const members = Object.values(ref.members ?? {});
    const hasBody = members.some((member) => member.location === undefined);
    return hasBody ? writeEmptyBody(format) : undefined;
  }
  const values = makeStructure();
  for (const { name, value } of unbound) values[name] = value;
  return { content: format.write(ref, values, undefined), contentType: format.contentType };
}

function encodeRest(format: Format, operation: Operation, input: Structure): WireRequest {
  const { method } = operation.http;
  const { input: shape } = operation;
  if (shape === undefined) {
    return { method, ...bindTarget(operation, []), headers: {}, body: undefined };
  }
  const members = bindMembers(shape, input);
  const payload = shape.payload === undefined ? undefined : shape.members?.[shape.payload];
  const body =
    payload === undefined || shape.payload === undefined
      ? writeMembers(format, shape, members)
      : writePayload(format, shape.payload, payload, input[shape.payload]);
  const request = { method, ...bindTarget(operation, members) };
  const headers = bindHeaders(members);
  if (body !== undefined && !headers.has("content-type")) headers.set("content-type", body.contentType);
  return { ...request, headers: Object.fromEntries(headers), body: body?.content };
}

/** A rest-json request. Throws Unsendable where a value cannot take its place in the request. */
export function encodeRestJson(operation: Operation, input: Structure): WireRequest {
  return encodeRest(JSON_FORMAT, operation, input);
}

/** A rest-xml request. Throws Unsendable where a value cannot take its place in the request. */
export function encodeRestXml(operation: Operation, input: Structure): WireRequest {
  return encodeRest(XML_FORMAT, operation, input);
}
