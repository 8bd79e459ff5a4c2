/** A request of HTTP as the gateway takes it, with no more of its body than its operation takes. */

import { parsePairs } from "../aws/formats/percent.ts";
import { listHeaders } from "../aws/list-headers.ts";
import type { Operation } from "../aws/model/types.ts";
import { findPayload } from "../aws/protocols/rest.ts";
import { routeRequest } from "../aws/routing/route.ts";
import type { WireRequest } from "../aws/wire.ts";
import { compileLightly } from "../base/compiling.ts";
import type { BadRequest } from "./refuse-request.ts";

/** The largest object that one request puts: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
export const LARGEST_OBJECT = 5 * 1024 ** 3;
/** The largest data of a user that is read at once. */
const LARGEST_BLOB = 1024 ** 3;
/** A body that is read at once is no larger, where it can come bit by bit. */
const LARGEST_WHOLE = 16 * 1024 ** 2;
/** More than any other request of AWS's has: Lambda's packages, at 70 MB, are the largest of them. */
const LARGEST_INPUT = 100 * 1024 ** 2;

/** A request, or why it is refused; then it has neither query nor body. */
export interface ReadRequest {
  readonly request: WireRequest;
  readonly refusal?: BadRequest;
}

const NO_PAIRS: WireRequest["query"] = [];

/** Bun gives no more than the target where the Host header is none. */
const URL_PARTS = /^(?:[a-z]+:\/\/[^/?#]*)?([^?#]*)\??([^#]*)/;

/** A request without its body, whatever its Host header says. */
export function readHead({ url, method, headers }: Request): ReadRequest {
  const [, path = "", query = ""] = URL_PARTS.exec(url) ?? [];
  const pairs = query === "" ? NO_PAIRS : parsePairs(query);
  const head = {
    method,
    path: path || "/",
    query: pairs ?? NO_PAIRS,
    headers: listHeaders(headers),
    body: undefined,
  };
  return pairs ? { request: head } : { request: head, refusal: "no query" };
}

/** Whether an operation takes its body as it comes. */
const takesStream = ({ model, name }: Operation) => STREAMED[model.service]?.includes(name) === true;

/** Operations by their services. */
const STREAMED: Readonly<Partial<Record<string, readonly string[]>>> = { s3: ["PutObject", "UploadPart"] };

/** How large a body is, as far as its request says it: chunks say how much is in them. */
function readLength({ headers }: WireRequest): number {
  return Number(headers["x-amz-decoded-content-length"] ?? headers["content-length"] ?? 0);
}

/** The request with its body as it comes, where its operation takes a large one so. */
async function readStreamed(head: WireRequest, given: Request): Promise<ReadRequest | undefined> {
  const { body } = given;
  if (!(body instanceof ReadableStream)) return undefined;
  const route = await routeRequest(head);
  if (!("operation" in route) || !takesStream(route.operation)) return undefined;
  if (readLength(head) > LARGEST_OBJECT) return { request: head, refusal: "too large" };
  return { request: { ...head, stream: body as ReadableStream<Uint8Array> } };
}

/** How large the body may be: the user's own data where the operation takes it as it is, else a document. */
async function findLimit(head: WireRequest): Promise<number> {
  const route = await routeRequest(head);
  const input = "operation" in route ? route.operation.input : undefined;
  const payload = input && findPayload(input);
  return payload?.shape.type === "blob" ? LARGEST_BLOB : LARGEST_INPUT;
}

/**
 * A body whose length is not said; undefined where it is larger than it may be. S3 takes none but those that tell how much is in
 * their chunks: all others are small, whatever they are.
 */
async function collect(body: ReadableStream<Uint8Array>, head: WireRequest): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  const tellsChunks = head.headers["x-amz-decoded-content-length"] !== undefined;
  let [length, limit] = [0, LARGEST_INPUT];
  for await (const piece of body) {
    length += piece.length;
    if (length > limit && tellsChunks && limit < LARGEST_BLOB) limit = await findLimit(head);
    if (length > limit) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Whether there is a body at all. To ask Bun for it as a stream takes as long as to read it, so that only who says no length is asked. */
function hasBody(given: Request, { headers }: WireRequest): boolean {
  const said = headers["content-length"];
  return said === undefined ? given.body !== null : Number(said) > 0;
}

/** The body; undefined where it is larger than it may be. */
async function readBody(given: Request, head: WireRequest): Promise<Uint8Array | undefined> {
  const said = head.headers["content-length"];
  if (said === undefined) return given.body ? await collect(given.body, head) : new Uint8Array();
  const length = Number(said);
  return length > LARGEST_INPUT && length > (await findLimit(head)) ? undefined : await given.bytes();
}

/** Reads the body of a request whose head was read, whatever it is; at once where it has none. */
export function readRest(head: ReadRequest, given: Request): ReadRequest | Promise<ReadRequest> {
  const { request, refusal } = head;
  if (refusal !== undefined || !hasBody(given, request)) return head;
  const length = Number(request.headers["content-length"] ?? Number.NaN);
  const isSmall = length <= LARGEST_WHOLE && readLength(request) <= LARGEST_WHOLE;
  return isSmall ? readSmall(request, given) : readLarge(request, given);
}

async function readSmall(request: WireRequest, given: Request): Promise<ReadRequest> {
  try {
    return { request: { ...request, body: await given.bytes() } };
  } catch {
    return { request, refusal: "cut" };
  }
}

/** The same for a body that is large, or may be. */
async function readLarge(request: WireRequest, given: Request): Promise<ReadRequest> {
  const streamed = readLength(request) > LARGEST_WHOLE ? await readStreamed(request, given) : undefined;
  if (streamed) return streamed;
  try {
    const body = await readBody(given, request);
    return body ? { request: { ...request, body } } : { request, refusal: "too large" };
  } catch {
    // The client has gone, or has sent nothing for long.
    return { request, refusal: "cut" };
  }
}

compileLightly(readHead, readRest);
