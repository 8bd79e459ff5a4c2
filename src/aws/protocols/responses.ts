/** Answers of operations, successes and errors: a server's writing and a client's reading. */
import { compileLightly } from "../../base/compiling.ts";
import { decodeText, isPage } from "../formats/text.ts";
import { Unsendable } from "../formats/unsendable.ts";
import { nameOf, parseXml } from "../formats/xml-elements.ts";
import type { Operation, Protocol, ServiceModel } from "../model/types.ts";
import { makeStructure, type Structure } from "../values.ts";
import type { WireResponse } from "../wire.ts";
import { hasEventStream } from "./body.ts";
import { findErrorShape } from "./error-shapes.ts";
import { encodeEventStream } from "./event-streams.ts";
import { type FailedAnswer, readFailure } from "./failures.ts";
import { addAnswerChecksum, ERRORS_IN_SUCCESS } from "./oddities.ts";
import type { ServiceError } from "./protocol.ts";
import { chooseProtocol } from "./protocols.ts";
import { findPayload } from "./rest.ts";

/** What came of a call. A note says why the body of a success could not be read; `quote` is how that begins. */
export type CallAnswer =
  | { readonly ok: true; readonly output: Structure; readonly note?: string; readonly quote?: string }
  | FailedAnswer;

/** Whether the body is the user's own data, in which an error cannot be told from a success. */
function isForeignData({ output }: Operation): boolean {
  const type = output && findPayload(output)?.shape.type;
  return type === "blob" || type === "string" || hasEventStream(output);
}

function isErrorInSuccess(operation: Operation, response: WireResponse): boolean {
  if (!ERRORS_IN_SUCCESS.has(operation.model.service) || isForeignData(operation)) return false;
  const root = parseXml(decodeText(response.body) ?? "");
  return root !== undefined && nameOf(root) === "Error";
}

/**
 * What `response` says of a call of `operation`.
 *
 * Any 2xx is a success, but for S3's 200 with an `<Error>` document. Its output has the member names of the
 * operation's output shape (Date, Uint8Array, Digits, null-prototype structures); what does not fit its type is
 * kept as it came, and a body that cannot be read leaves the output empty but for its headers and is told in a
 * note. Everything else, a redirect too, is a failure. No body makes it throw; a model that names a shape it does not have does.
 *
 * `protocol` is what the request was sent in, where that is not the model's own.
 */
export function decodeResponse(
  operation: Operation,
  response: WireResponse,
  protocol?: Protocol,
): CallAnswer {
  if (response.status < 200 || response.status > 299 || isErrorInSuccess(operation, response)) {
    return readFailure(response);
  }
  if (!operation.output) {
    const isForeign = isPage(decodeText(response.body) ?? "");
    return { ok: true, output: makeStructure(), ...(isForeign && { note: "the answer has an HTML page" }) };
  }
  const read = hasEventStream(operation.output)
    ? { problem: "a stream of events, which is not read" }
    : chooseProtocol(operation, protocol).decodeResponse(operation, response);
  const output: Structure = Object.assign(makeStructure(), read.value);
  if (!("problem" in read)) return { ok: true, output };
  const { problem, quote } = read;
  return { ok: true, output, note: `the answer has ${problem}`, ...(quote !== undefined && { quote }) };
}

/** What a server says besides the values themselves. */
export interface AnswerOptions {
  readonly requestId: string;
  /** What the request was in, where that is not the service's own. */
  readonly protocol?: Protocol | undefined;
  /** What follows in a stream of events. */
  readonly events?: AsyncIterable<Structure> | undefined;
}

/** An answer, or the plain reason why the output cannot be written. */
export type EncodedResponse = { readonly response: WireResponse } | { readonly unsendable: string };

/** The answer to a success. Members that are null or that the model does not have are left out. */
export function encodeResponse(
  operation: Operation,
  output: Structure,
  { requestId, protocol, events }: AnswerOptions,
): EncodedResponse {
  try {
    if (hasEventStream(operation.output)) {
      const options = { requestId, protocol: protocol ?? operation.model.metadata.protocol };
      return { response: encodeEventStream(operation, output, options, events) };
    }
    const response = chooseProtocol(operation, protocol).encodeResponse(operation, output, requestId);
    return { response: addAnswerChecksum(operation.model, response) };
  } catch (error) {
    if (error instanceof Unsendable) return { unsendable: error.message };
    throw error;
  }
}

/**
 * The answer to a failure; `operation` is undefined where the request names none that the API has. The code is the one
 * that SDKs show, or the name of the error's shape. Throws Unsendable where the members do not fit the shape.
 */
export function encodeError(
  api: { readonly model: ServiceModel; readonly operation?: Operation | undefined },
  error: ServiceError,
  { requestId, protocol }: AnswerOptions,
): WireResponse {
  const known = findErrorShape(api.operation, error.code);
  const answered = {
    ...error,
    code: known?.code ?? error.code,
    status: error.status ?? known?.status ?? 400,
  };
  const response = chooseProtocol(api, protocol).encodeError(api.model, answered, known?.shape, requestId);
  return addAnswerChecksum(api.model, response);
}

/** A failure with what the model knows of it: the members of its shape, without the message. */
export function decodeError(
  operation: Operation,
  response: WireResponse,
  protocol?: Protocol,
): FailedAnswer & { readonly members: Structure } {
  const failure = readFailure(response);
  const known = findErrorShape(operation, failure.code);
  const members = known && chooseProtocol(operation, protocol).decodeError(known.shape, response);
  return { ...failure, members: members ?? makeStructure() };
}

compileLightly(encodeResponse);
