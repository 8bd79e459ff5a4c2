/** An emulator's answer to an operation's output or to an error, by the service's protocol. */

import { listMembers, type ResolvedShape, resolveShape } from "../models/shape.ts";
import type { Operation, Protocol, ServiceModel } from "../models/types.ts";
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

interface Read {
  readonly output: Structure;
  readonly problem?: string;
}

/** Whether the body is the user's own bytes or events, in which an error cannot be told from data. */
function isStream(model: ServiceModel, output: ResolvedShape | undefined): boolean {
  const payload = output?.payload === undefined ? undefined : output.members?.[output.payload];
  const type = payload && resolveShape(model, payload).type;
  return type === "blob" || type === "string" || (output !== undefined && hasEvents(model, output));
}

function hasEvents(model: ServiceModel, output: ResolvedShape): boolean {
  return listMembers(output).some(([, ref]) => resolveShape(model, ref).eventstream);
}

function isErrorInSuccess(
  model: ServiceModel,
  output: ResolvedShape | undefined,
  response: WireResponse,
): boolean {
  if (!ERRORS_IN_SUCCESS.has(model.service) || isStream(model, output)) return false;
  const root = parseXml(decodeText(response.body) ?? "");
  return root !== undefined && nameOf(root) === "Error";
}

function readBody(
  model: ServiceModel,
  operation: Operation,
  output: ResolvedShape,
  response: WireResponse,
  protocol: Protocol,
): Read {
  const nothing = makeStructure();
  const { payload } = output;
  const payloadRef = payload === undefined ? undefined : output.members?.[payload];
  const payloadType = payloadRef && resolveShape(model, payloadRef).type;
  if (hasEvents(model, output)) {
    return { output: nothing, problem: "a stream of events, which is not read" };
  }
  if (payload !== undefined && payloadType === "blob") return { output: { [payload]: response.body } };
  if (payload !== undefined && payloadType === "string") {
    const text = decodeText(response.body);
    return text === undefined
      ? { output: nothing, problem: "a body that is not UTF-8" }
      : { output: { [payload]: text } };
  }
  const body = openBody(model, operation, protocol, response.body);
  if ("problem" in body) return { output: nothing, problem: body.problem };
  if (payload !== undefined && payloadRef) return { output: { [payload]: body.read(payloadRef) } };
  const unwrapped = UNWRAPPED_OUTPUTS[model.service]?.[operation.name];
  if (unwrapped !== undefined && body.root && nameOf(body.root) === unwrapped) {
    return { output: { [unwrapped]: textOf(body.root) } };
  }
  const value = operation.output ? body.read(operation.output) : nothing;
  return isStructure(value)
    ? { output: value }
    : { output: nothing, problem: "a body that is not a structure" };
}

/**
 * What `response` says of a call of `operation`.
 *
 * Any 2xx is a success, but for S3's 200 with an `<Error>` document. Its output has the member names of the operation's output
 * shape (Date, Uint8Array, Digits, null-prototype structures); what does not fit its type is kept as it came, and a
 * body that cannot be read leaves the output empty but for its headers and is told in a note. Everything else,
 * a redirect too, is a failure. No body makes it throw; a model that names a shape it does not have does.
 *
 * `protocol` is what the request was sent in, where that is not the model's own.
 */
export function readResponse(
  model: ServiceModel,
  operation: Operation,
  response: WireResponse,
  protocol: Protocol = model.metadata.protocol,
): Answer {
  const output = operation.output && resolveShape(model, operation.output);
  if (response.status < 200 || response.status > 299 || isErrorInSuccess(model, output, response)) {
    return readFailure(response);
  }
  if (!output) {
    const isForeign = isPage(decodeText(response.body) ?? "");
    return { ok: true, output: makeStructure(), ...(isForeign && { note: "the answer has an HTML page" }) };
  }
  const body = readBody(model, operation, output, response, protocol);
  const isRest = protocol === "rest-json" || protocol === "rest-xml";
  const members = Object.assign(makeStructure(), body.output, isRest && readHeaders(model, output, response));
  return body.problem === undefined
    ? { ok: true, output: members }
    : { ok: true, output: members, note: `the answer has ${body.problem}` };
}
