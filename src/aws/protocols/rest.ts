/**
 * What rest-json and rest-xml have in common: members bound to the path, the query and headers, and a body in a format.
 * See https://smithy.io/2.0/spec/http-bindings.html.
 */
import { bindHeaders, findStatusMember, readHeaders } from "../bindings/headers.ts";
import { type BoundMember, bindMembers } from "../bindings/members.ts";
import { bindTarget, readTarget } from "../bindings/target.ts";
import { LENIENT, type ReadingRules, STRICT } from "../formats/reading.ts";
import { formatScalar, readScalar } from "../formats/scalars.ts";
import { decodeText } from "../formats/text.ts";
import type { Operation, Shape } from "../model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../values.ts";
import type { WireRequest, WireResponse } from "../wire.ts";
import { bytesOf, describeProblem, successOf } from "./body.ts";
import { type Problem, type ReadAnswer, Unreadable } from "./protocol.ts";

interface Body {
  readonly content: string | Uint8Array;
  readonly contentType: string;
}

/** Reads the value of a shape from a whole body that is in the format. */
type ReadBody = (shape: Shape, reading: ReadingRules) => Value;

/** How a rest protocol writes and reads a structured body. */
export interface BodyFormat {
  readonly contentType: string;
  readonly write: (shape: Shape, value: Value, payloadMember: string | undefined) => string;
  /** What is sent where the model has a structured body and the input has nothing for it. */
  readonly empty: string | undefined;
  /** An empty body reads as an empty structure. */
  readonly open: (body: Uint8Array) => ReadBody | Problem;
}

/** A blob or text payload, which is the body as it is; nothing where it is empty. */
function writeRawBody(shape: Shape, value: Value | undefined): Body | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const contentType = shape.type === "blob" ? "application/octet-stream" : "text/plain";
  if (value instanceof Uint8Array) return value.length > 0 ? { content: value, contentType } : undefined;
  const isText = typeof value === "string";
  return { content: isText ? value : formatScalar(value, shape, { body: "iso8601" }), contentType };
}

function writeEmptyBody(format: BodyFormat): Body | undefined {
  return format.empty === undefined ? undefined : { content: format.empty, contentType: format.contentType };
}

/** Whether a payload is the body as it is. */
export const isRaw = (shape: Shape) => shape.type === "blob" || shape.type === "string";

function writePayload(
  format: BodyFormat,
  name: string,
  shape: Shape,
  value: Value | undefined,
): Body | undefined {
  if (isRaw(shape)) return writeRawBody(shape, value);
  if (value !== undefined && value !== null) {
    return { content: format.write(shape, value, name), contentType: format.contentType };
  }
  // `{}` is no value of a union, which has exactly one member set.
  return shape.union ? undefined : writeEmptyBody(format);
}

const bodied = new WeakMap<Shape, boolean>();

function hasBody(shape: Shape): boolean {
  return bodied.getOrInsertComputed(shape, ({ members = {} }) =>
    Object.values(members).some((member) => member.location === undefined),
  );
}

/** The members that are in the body. */
export function pickUnbound(bound: readonly BoundMember[]): Structure {
  const values = makeStructure();
  for (const { name, shape, value } of bound) if (shape.location === undefined) values[name] = value;
  return values;
}

/** The body made of the members that have no other place. */
function writeMembers(format: BodyFormat, shape: Shape, bound: readonly BoundMember[]): Body | undefined {
  const values = pickUnbound(bound);
  if (Object.keys(values).length === 0) return hasBody(shape) ? writeEmptyBody(format) : undefined;
  return { content: format.write(shape, values, undefined), contentType: format.contentType };
}

interface Payload {
  readonly name: string;
  readonly shape: Shape;
}

/** The member that is the whole body, where there is one. */
export function findPayload(whole: Shape): Payload | undefined {
  const name = whole.payload;
  const shape = name === undefined ? undefined : whole.members?.[name];
  return name !== undefined && shape ? { name, shape } : undefined;
}

/** The body of a request or of an answer. */
function writeBody(
  format: BodyFormat,
  shape: Shape,
  bound: readonly BoundMember[],
  values: Structure,
): Body | undefined {
  const payload = findPayload(shape);
  if (!payload) return writeMembers(format, shape, bound);
  return writePayload(format, payload.name, payload.shape, values[payload.name]);
}

/** A request. Throws Unsendable where a value cannot take its place in it. */
export function encodeRestRequest(format: BodyFormat, operation: Operation, input: Structure): WireRequest {
  const { method } = operation.http;
  const { input: shape } = operation;
  if (shape === undefined) {
    return { method, ...bindTarget(operation, []), headers: {}, body: undefined };
  }
  const members = bindMembers(shape, input);
  const body = writeBody(format, shape, members, input);
  const request = { method, ...bindTarget(operation, members) };
  const headers = bindHeaders(members);
  if (body !== undefined && !headers.has("content-type")) headers.set("content-type", body.contentType);
  return { ...request, headers: Object.fromEntries(headers), body: body?.content };
}

/** A payload that is the body as it is: a text where the shape is one. */
function readRawBody(shape: Shape, body: Uint8Array, reading: ReadingRules): Value | undefined {
  if (shape.type === "blob") return body;
  const text = decodeText(body);
  return text === undefined ? undefined : readScalar(shape, text, reading);
}

/** The members in a body. A client reads an answer's payload where the body is empty, too. */
function readBody(format: BodyFormat, shape: Shape, body: Uint8Array, reading: ReadingRules): ReadAnswer {
  const payload = findPayload(shape);
  if (reading.isStrict && (payload ? body.length === 0 : !hasBody(shape))) return { value: makeStructure() };
  if (payload && isRaw(payload.shape)) {
    const value = readRawBody(payload.shape, body, reading);
    return value === undefined
      ? { problem: "a body that is not UTF-8" }
      : { value: { [payload.name]: value } };
  }
  const read = format.open(body);
  if ("problem" in read) return read;
  if (payload) return { value: { [payload.name]: read(payload.shape, reading) } };
  const value = read(shape, reading);
  return isStructure(value) ? { value } : { problem: "a body that is not a structure" };
}

/** The input of a request. `reading` is how strictly the body is read. */
export function decodeRestRequest(
  format: BodyFormat,
  operation: Operation,
  request: WireRequest,
  reading: ReadingRules,
): Structure {
  const target = readTarget(operation, request, STRICT);
  if (target === undefined) throw new Unreadable(`not a path of ${operation.name}`);
  const { input } = operation;
  if (!input) return makeStructure();
  const body = readBody(format, input, bytesOf(request), reading);
  if ("problem" in body) throw new Unreadable(describeProblem(body));
  return Object.assign(makeStructure(), body.value, target, readHeaders(input, request.headers, STRICT));
}

const PARTIAL = 206;

/** An answer whose members are in headers, in the status and in the body. */
export function encodeRestResponse(
  format: BodyFormat,
  operation: Operation,
  output: Structure,
  added: Readonly<Record<string, string>>,
): WireResponse {
  const { output: shape } = operation;
  const members = shape ? bindMembers(shape, output) : [];
  const body = shape && writeBody(format, shape, members, output);
  const statusMember = shape && findStatusMember(shape);
  const status = statusMember === undefined ? undefined : output[statusMember];
  const headers = bindHeaders(members);
  // A success that tells a range is of a part: https://www.rfc-editor.org/rfc/rfc9110#section-15.3.7
  const usual = headers.has("content-range") ? PARTIAL : successOf(operation);
  return {
    status: typeof status === "number" ? status : usual,
    headers: {
      ...added,
      ...(body && { "content-type": body.contentType }),
      ...Object.fromEntries(headers),
    },
    body: Buffer.from(body?.content ?? ""),
  };
}

/** The output of an answer; headers and the status are read where the body cannot be, too. */
export function decodeRestResponse(
  format: BodyFormat,
  { output }: Operation,
  response: WireResponse,
): ReadAnswer {
  if (!output) return { value: makeStructure() };
  const bound: Record<string, Value | undefined> = readHeaders(output, response.headers, LENIENT);
  const statusMember = findStatusMember(output);
  if (statusMember !== undefined) bound[statusMember] = response.status;
  const body = readBody(format, output, response.body, LENIENT);
  if ("problem" in body) return { ...body, value: bound };
  return { value: Object.assign(makeStructure(), body.value, bound) };
}

/** Headers and body of an error's members that are bound to headers, and those that are not. */
export function bindErrorMembers(
  shape: Shape | undefined,
  members: Structure,
): { readonly headers: Readonly<Record<string, string>>; readonly body: Structure } {
  const bound = shape ? bindMembers(shape, members) : [];
  return { headers: Object.fromEntries(bindHeaders(bound)), body: pickUnbound(bound) };
}
