/** Requests of clients that nobody wrote: of every protocol, changed in their inputs, their bodies and their heads. */
import { authorizeRequest } from "../../../src/aws/authorize.ts";
import { encodePairs } from "../../../src/aws/formats/percent.ts";
import { loadOperation } from "../../../src/aws/model/table.ts";
import type { Operation, Protocol } from "../../../src/aws/model/types.ts";
import { encodeRequest } from "../../../src/aws/protocols/requests.ts";
import type { Structure } from "../../../src/aws/values.ts";
import type { WireRequest } from "../../../src/aws/wire.ts";
import { isObject } from "../../../src/base/values.ts";
import { START } from "../../instance/engines/support/client.ts";
import type { Draw } from "../../support/make-value.ts";
import { type AdminRequest, drawAdminRequest } from "./admin-cases.ts";
import { drawCount, happens, pick } from "./draw-case.ts";
import { drawText } from "./hostile.ts";
import { drawSentence, findLanguage } from "./languages.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateRequest } from "./mutate-request.ts";
import { mutateValue } from "./mutate-value.ts";
import { drawInput, drawOperation } from "./records.ts";
import type { NamedTexts } from "./seed-world.ts";
import { SENTENCE_CALLS } from "./sentences.ts";
import { ENGINES, OTHERS } from "./services.ts";

/** One after the other to an instance, bytes to its server, or a request to the admin API. */
export type RequestCase =
  | { readonly kind: "requests"; readonly requests: readonly WireRequest[] }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "admin"; readonly request: AdminRequest };

const HOST = "localhost:4566";

/** DynamoDB takes these or expressions, and models have both. */
const OLD_MEMBERS = new Set([
  "AttributesToGet",
  "AttributeUpdates",
  "ConditionalOperator",
  "Expected",
  "KeyConditions",
  "QueryFilter",
  "ScanFilter",
]);

/** Puts what stands, and texts of languages, into an input. */
function fill(draw: Draw, value: unknown, name: string, texts: NamedTexts): unknown {
  if (typeof value === "string") {
    const known = texts.get(name);
    if (known && draw(3) > 0) return pick(draw, known);
    const language = findLanguage(name);
    if (language) return drawSentence(draw, language);
    return happens(draw, 20) ? drawText(draw) : value;
  }
  if (Array.isArray(value)) return value.map((item) => fill(draw, item, name, texts));
  if (!isObject(value)) return value;
  const filled = Object.entries(value).filter(([key]) => !OLD_MEMBERS.has(key) || happens(draw, 10));
  return Object.fromEntries(filled.map(([key, inner]) => [key, fill(draw, inner, key, texts)]));
}

/** Some of the members of an input, so that what excludes another is mostly not there with it. */
function leaveOut(draw: Draw, input: Structure, { input: shape }: Operation): Structure {
  const odds = pick(draw, [1, 2, 4, 8]);
  const entries = Object.entries(input).filter(
    ([name]) =>
      shape?.required?.includes(name) || shape?.members?.[name]?.location === "uri" || happens(draw, odds),
  );
  return Object.fromEntries(entries);
}

function putAt(input: Structure, at: readonly (string | number)[], text: string): Structure {
  const copy = structuredClone(input) as Record<string, unknown>;
  let holder: Record<string, unknown> = copy;
  for (const step of at.slice(0, -1)) holder = holder[step] as Record<string, unknown>;
  holder[String(at.at(-1))] = text;
  return copy as Structure;
}

async function drawCall(draw: Draw, texts: NamedTexts): Promise<{ operation: Operation; input: Structure }> {
  if (happens(draw, 3)) {
    const { service, operation, input, at, language } = pick(draw, SENTENCE_CALLS);
    const sentence = drawSentence(draw, findLanguage(language ?? String(at.at(-1))) ?? ["x"]);
    return { operation: await loadOperation(service, operation), input: putAt(input, at, sentence) };
  }
  const operation = await drawOperation(draw, pick(draw, draw(3) > 0 ? ENGINES : OTHERS));
  const input = leaveOut(draw, drawInput(draw, operation), operation);
  return { operation, input: fill(draw, input, "", texts) as Structure };
}

const PROTOCOLS: readonly Protocol[] = [
  "json",
  "query",
  "rest-json",
  "rest-xml",
  "ec2",
  "smithy-rpc-v2-cbor",
];

/** The request of a call, in the service's own protocol or another one; undefined of what cannot be sent. */
function encode(draw: Draw, operation: Operation, input: Structure): WireRequest | undefined {
  const idempotencyToken = "00000000-0000-4000-8000-000000000000";
  const protocol = happens(draw, 12) ? pick(draw, PROTOCOLS) : undefined;
  try {
    const encoded = encodeRequest(operation, input, { idempotencyToken, ...(protocol && { protocol }) });
    if ("unsendable" in encoded) return undefined;
    const { service, metadata } = operation.model;
    const signed = authorizeRequest(
      encoded.request,
      { service, account: "111111111111", region: "us-east-1", at: START },
      { signingName: metadata.signingName ?? metadata.endpointPrefix, version: "0" },
    );
    return { ...signed, headers: { ...signed.headers, host: HOST } };
  } catch {
    // Not every service can be asked in every protocol.
    return undefined;
  }
}

function mutateBody(draw: Draw, body: string | Uint8Array): Uint8Array {
  const bytes = Buffer.from(body as string);
  const isJson = bytes[0] === 0x7b;
  if (isJson && draw(2) > 0)
    try {
      return Buffer.from(
        JSON.stringify(mutateValue(draw, JSON.parse(bytes.toString()), drawCount(draw))) ?? "",
      );
    } catch {
      // It begins like JSON.
    }
  return mutateBytes(draw, bytes, drawCount(draw));
}

async function drawRequest(draw: Draw, texts: NamedTexts): Promise<WireRequest> {
  for (;;) {
    const { operation, input } = await drawCall(draw, texts);
    const request = encode(draw, operation, input);
    if (!request) continue;
    const { body } = request;
    const changed = body?.length && happens(draw, 3) ? { ...request, body: mutateBody(draw, body) } : request;
    return happens(draw, 3) ? mutateRequest(draw, changed) : changed;
  }
}

/** A request as bytes of HTTP/1.1. */
function writeRequest(draw: Draw, { method, path, query, headers, body }: WireRequest): Buffer {
  const target = query.length === 0 ? path : `${path}?${encodePairs(query)}`;
  const content = Buffer.from((body ?? "") as string);
  const isChunked = happens(draw, 4);
  const framing = isChunked ? "transfer-encoding: chunked" : `content-length: ${content.length}`;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = Buffer.from(
    [`${method} ${target} HTTP/1.1`, ...lines, framing, "", ""].join("\r\n"),
    "latin1",
  );
  if (!isChunked) return Buffer.concat([head, content]);
  const size = Buffer.from(`${content.length.toString(16)}\r\n`);
  const end = Buffer.from(content.length === 0 ? "0\r\n\r\n" : "\r\n0\r\n\r\n");
  return Buffer.concat(content.length === 0 ? [head, end] : [head, size, content, end]);
}

/** A case. */
export async function drawRequestCase(draw: Draw, texts: NamedTexts): Promise<RequestCase> {
  const kind = draw(19);
  if (kind === 0) return { kind: "admin", request: await drawAdminRequest(draw, texts) };
  if (kind < 3) {
    const bytes = writeRequest(draw, await drawRequest(draw, texts));
    return { kind: "bytes", bytes: happens(draw, 3) ? bytes : mutateBytes(draw, bytes, drawCount(draw)) };
  }
  const requests: WireRequest[] = [];
  for (let left = pick(draw, [1, 1, 1, 3]); left > 0; left--) requests.push(await drawRequest(draw, texts));
  return { kind: "requests", requests };
}

/** A case for people. */
export function showRequest(shown: RequestCase): {
  about: string;
  files: Record<string, string | Uint8Array>;
} {
  if (shown.kind === "bytes") return { about: "bytes", files: { bytes: shown.bytes } };
  const print = (_: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value;
  return { about: shown.kind, files: { json: JSON.stringify(shown, print, 2) } };
}
