/** An emulator's answer to an operation's output or to an error, by the service's protocol. */
import { listMembers, type ResolvedShape, resolveShape } from "../model/shape.ts";
import type { Operation, Protocol, ServiceModel, ShapeRef, ShapeType } from "../model/types.ts";
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
  readonly ref: ShapeRef;
  readonly type: ShapeType;
}

/** The output member that is the whole body, where there is one. */
function findPayload(model: ServiceModel, output: ResolvedShape): Payload | undefined {
  const name = output.payload;
  const ref = name === undefined ? undefined : output.members?.[name];
  return name !== undefined && ref ? { name, ref, type: resolveShape(model, ref).type } : undefined;
}

function hasEvents(model: ServiceModel, output: ResolvedShape): boolean {
  return listMembers(output).some(([, ref]) => resolveShape(model, ref).eventstream);
}

/** Whether the body is the user's own data, in which an error cannot be told from a success. */
function isForeignData(model: ServiceModel, output: ResolvedShape): boolean {
  const type = findPayload(model, output)?.type;
  return type === "blob" || type === "string" || hasEvents(model, output);
}

function isErrorInSuccess(
  model: ServiceModel,
  output: ResolvedShape | undefined,
  response: WireResponse,
): boolean {
  if (!ERRORS_IN_SUCCESS.has(model.service) || (output && isForeignData(model, output))) return false;
  const root = parseXml(decodeText(response.body) ?? "");
  return root !== undefined && nameOf(root) === "Error";
}

function readBody(
  model: ServiceModel,
  operation: Operation,
  output: ResolvedShape,
  outputRef: ShapeRef,
  response: WireResponse,
  protocol: Protocol,
): Read {
  if (hasEvents(model, output)) return { problem: "a stream of events, which is not read" };
  const payload = findPayload(model, output);
  if (payload?.type === "blob") return { output: { [payload.name]: response.body } };
  if (payload?.type === "string") {
    const text = decodeText(response.body);
    return text === undefined
      ? { problem: "a body that is not UTF-8" }
      : { output: { [payload.name]: text } };
  }
  const body = openBody(model, operation, protocol, response.body);
  if ("problem" in body) return body;
  if (payload) return { output: { [payload.name]: body.read(payload.ref) } };
  const unwrapped = UNWRAPPED_OUTPUTS[model.service]?.[operation.name];
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
  model: ServiceModel,
  operation: Operation,
  response: WireResponse,
  protocol: Protocol = model.metadata.protocol,
): Answer {
  if (protocol !== "query") return readSpoken(model, operation, response, protocol);
  const restored = restoreQueryNames(model);
  return readSpoken(restored, restored.operations[operation.name] ?? operation, response, protocol);
}

function readSpoken(
  model: ServiceModel,
  operation: Operation,
  response: WireResponse,
  protocol: Protocol,
): Answer {
  const output = operation.output && resolveShape(model, operation.output);
  if (response.status < 200 || response.status > 299 || isErrorInSuccess(model, output, response)) {
    return readFailure(response);
  }
  if (!output || !operation.output) {
    const isForeign = isPage(decodeText(response.body) ?? "");
    return { ok: true, output: makeStructure(), ...(isForeign && { note: "the answer has an HTML page" }) };
  }
  const body = readBody(model, operation, output, operation.output, response, protocol);
  const isRest = protocol === "rest-json" || protocol === "rest-xml";
  const bound = isRest ? readHeaders(model, output, response) : makeStructure();
  if ("problem" in body) return { ok: true, output: bound, note: `the answer has ${body.problem}` };
  return { ok: true, output: Object.assign(makeStructure(), body.output, bound) };
}
