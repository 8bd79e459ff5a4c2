/** An emulator's answer to an operation's output or to an error, by the service's protocol. */
import { listMembers } from "../model/shape.ts";
import type { Operation, Protocol, Shape, ShapeType } from "../model/types.ts";
import { restoreQueryNames } from "../protocols/query-names.ts";
import { isStructure, makeStructure, type Structure } from "../values.ts";
import type { WireResponse } from "../wire.ts";
import { openBody } from "./bodies.ts";
import { type Failure, readFailure } from "./failures.ts";
import { readHeaders } from "./headers.ts";
import { ERRORS_IN_SUCCESS, UNWRAPPED_OUTPUTS } from "./oddities.ts";
import { decodeText, isPage } from "./text.ts";
import { nameOf, parseXml, textOf } from "./xml.ts";

/** What came of a call. A note says why the body of a success could not be read. */
export type Answer = { readonly ok: true; readonly output: Structure; readonly note?: string } | Failure;

type Read = { readonly output: Structure } | { readonly problem: string };

interface Payload {
  readonly name: string;
  readonly ref: Shape;
  readonly type: ShapeType;
}

/** The output member that is the whole body, where there is one. */
function findPayload(output: Shape): Payload | undefined {
  const name = output.payload;
  const ref = name === undefined ? undefined : output.members?.[name];
  return name !== undefined && ref ? { name, ref, type: ref.type } : undefined;
}

function hasEvents(output: Shape): boolean {
  return listMembers(output).some(([, ref]) => ref.eventstream);
}

/** Whether the body is the user's own data, in which an error cannot be told from a success. */
function isForeignData(output: Shape): boolean {
  const type = findPayload(output)?.type;
  return type === "blob" || type === "string" || hasEvents(output);
}

function isErrorInSuccess(service: string, output: Shape | undefined, response: WireResponse): boolean {
  if (!ERRORS_IN_SUCCESS.has(service) || (output && isForeignData(output))) return false;
  const root = parseXml(decodeText(response.body) ?? "");
  return root !== undefined && nameOf(root) === "Error";
}

function readBody(
  operation: Operation,
  output: Shape,
  outputRef: Shape,
  response: WireResponse,
  protocol: Protocol,
): Read {
  if (hasEvents(output)) return { problem: "a stream of events, which is not read" };
  const payload = findPayload(output);
  if (payload?.type === "blob") return { output: { [payload.name]: response.body } };
  if (payload?.type === "string") {
    const text = decodeText(response.body);
    return text === undefined
      ? { problem: "a body that is not UTF-8" }
      : { output: { [payload.name]: text } };
  }
  const body = openBody(operation, protocol, response.body);
  if ("problem" in body) return body;
  if (payload) return { output: { [payload.name]: body.read(payload.ref) } };
  const unwrapped = UNWRAPPED_OUTPUTS[operation.model.service]?.[operation.name];
  if (unwrapped !== undefined && body.root && nameOf(body.root) === unwrapped) {
    return { output: { [unwrapped]: textOf(body.root) } };
  }
  const value = body.read(outputRef);
  return isStructure(value) ? { output: value } : { problem: "a body that is not a structure" };
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
export function readResponse(
  operation: Operation,
  response: WireResponse,
  protocol: Protocol = operation.model.metadata.protocol,
): Answer {
  if (protocol !== "query") return readSpoken(operation, response, protocol);
  return readSpoken(restoreQueryNames(operation), response, protocol);
}

function readSpoken(operation: Operation, response: WireResponse, protocol: Protocol): Answer {
  const { model } = operation;
  const output = operation.output;
  if (response.status < 200 || response.status > 299 || isErrorInSuccess(model.service, output, response)) {
    return readFailure(response);
  }
  if (!output || !operation.output) {
    const isForeign = isPage(decodeText(response.body) ?? "");
    return { ok: true, output: makeStructure(), ...(isForeign && { note: "the answer has an HTML page" }) };
  }
  const body = readBody(operation, output, operation.output, response, protocol);
  const isRest = protocol === "rest-json" || protocol === "rest-xml";
  const bound = isRest ? readHeaders(output, response) : makeStructure();
  if ("problem" in body) return { ok: true, output: bound, note: `the answer has ${body.problem}` };
  return { ok: true, output: Object.assign(makeStructure(), body.output, bound) };
}
