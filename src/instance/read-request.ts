/** A request of HTTP as the gateway takes it, with no more of its body than its operation takes. */
import { parsePairs } from "../aws/formats/percent.ts";
import type { Operation } from "../aws/model/types.ts";
import { findPayload } from "../aws/protocols/rest.ts";
import { routeRequest } from "../aws/routing/route.ts";
import type { WireRequest } from "../aws/wire.ts";
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

/** Bun gives no more than the target where the Host header is none. */
const URL_PARTS = /^(?:[a-z]+:\/\/[^/?#]*)?([^?#]*)\??([^#]*)/;

/** The path and the query of a request, whatever its Host header says. */
export function splitUrl({ url }: Request): { readonly path: string; readonly query: string } {
  const [, path = "", query = ""] = URL_PARTS.exec(url) ?? [];
  return { path, query };
}

/** A request without its body. */
export function readHead(request: Request): ReadRequest {
  const { path, query } = splitUrl(request);
  const pairs = parsePairs(query);
  const head = {
    method: request.method,
    path: path || "/",
    query: pairs ?? [],
    headers: Object.fromEntries(request.headers),
    body: undefined,
  };
  return { request: head, ...(!pairs && { refusal: "no query" }) };
}

/** Whether an operation takes its body as it comes. */
const takesStream = ({ model, name }: Operation) => STREAMED[model.service]?.includes(name) === true;

/** Operations by their services. */
const STREAMED: Readonly<Partial<Record<string, readonly string[]>>> = { s3: ["PutObject", "UploadPart"] };

/** How large a body is, as far as its request says it: chunks say how much is in them. */
function readLength({ headers }: WireRequest): number {
  return Number(headers["x-amz-decoded-content-length"] ?? headers["content-length"] ?? 0);
}

/** The request with its body as it comes, where it is large and its operation takes it so. */
async function readStreamed(head: WireRequest, body: Bun.BodyInit | null): Promise<ReadRequest | undefined> {
  const length = readLength(head);
  if (!(length > LARGEST_WHOLE) || !(body instanceof ReadableStream)) return undefined;
  const route = await routeRequest(head);
  if (!("operation" in route) || !takesStream(route.operation)) return undefined;
  if (length > LARGEST_OBJECT) return { request: head, refusal: "too large" };
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

/** The body; undefined where it is larger than it may be. */
async function readBody(given: Request, head: WireRequest): Promise<Uint8Array | undefined> {
  const said = head.headers["content-length"];
  if (said === undefined) return given.body ? await collect(given.body, head) : new Uint8Array();
  const length = Number(said);
  return length > LARGEST_INPUT && length > (await findLimit(head)) ? undefined : await given.bytes();
}

/** Reads a request, whatever it is. */
export async function readRequest(given: Request): Promise<ReadRequest> {
  const head = readHead(given);
  const { request, refusal } = head;
  if (refusal !== undefined || !given.body) return head;
  const streamed = await readStreamed(request, given.body);
  if (streamed) return streamed;
  try {
    const body = await readBody(given, request);
    return body ? { request: { ...request, body } } : { request, refusal: "too large" };
  } catch {
    // The client has gone, or has sent nothing for long.
    return { request, refusal: "cut" };
  }
}
