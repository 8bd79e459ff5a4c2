/**
 * The body that a client means, of the one that it sends: without aws-chunked, whole, and as its checksums say.
 * The words are S3's, which alone has bodies of this kind: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */

import { readChunks } from "../aws/formats/aws-chunked.ts";
import { CHECKSUMS } from "../aws/formats/checksums.ts";
import type { Operation } from "../aws/model/types.ts";
import { bytesOf } from "../aws/protocols/body.ts";
import { hasBareErrors } from "../aws/protocols/oddities.ts";
import type { ServiceError } from "../aws/protocols/protocol.ts";
import type { WireRequest } from "../aws/wire.ts";
import { compileLightly } from "../base/compiling.ts";

/** The encoding of a body in chunks. */
const CHUNKED = "aws-chunked";

/** A body that is received, or what S3 answers to one that is not. */
type Received =
  | { readonly request: WireRequest; readonly body?: undefined }
  | { readonly error: ServiceError };

const NONE: readonly never[] = [];

/** How a body is encoded, the first first. */
function listEncodings({ headers }: WireRequest): readonly string[] {
  const said = headers["content-encoding"];
  if (said === undefined) return NONE;
  return said
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/**
 * Whether a body comes in chunks. Not all clients that send chunks say so as an encoding, and one that says so may send none: it tells
 * the hash of what it sends.
 */
export function isChunked(request: WireRequest): boolean {
  const { "x-amz-content-sha256": hash, "x-amz-decoded-content-length": length } = request.headers;
  if (hash?.startsWith("STREAMING-")) return true;
  return listEncodings(request).includes(CHUNKED) && (hash === undefined || length !== undefined);
}

/** The request without the encoding of chunks, which is of its way alone. */
export function withoutChunked(request: WireRequest): WireRequest {
  const listed = listEncodings(request);
  if (!listed.includes(CHUNKED)) return request;
  const { "content-encoding": _, ...headers } = request.headers;
  const kept = listed.filter((name) => name !== CHUNKED).join(", ");
  return { ...request, headers: { ...headers, ...(kept !== "" && { "content-encoding": kept }) } };
}

/** What S3 answers to chunks that do not say how much is in them, and to a body that is not as long as it says. */
export const NO_LENGTH: ServiceError = {
  code: "MissingContentLength",
  message: "You must provide the Content-Length HTTP header.",
  status: 411,
};
export const INCOMPLETE: ServiceError = {
  code: "IncompleteBody",
  message: "You did not provide the number of bytes specified by the Content-Length HTTP header",
  status: 400,
};

function joinChunks(request: WireRequest): Received {
  const unchunked = readChunks(bytesOf(request));
  const said = request.headers["x-amz-decoded-content-length"];
  if (said === undefined) return { error: NO_LENGTH };
  if (unchunked === undefined || said !== String(unchunked.content.length)) return { error: INCOMPLETE };
  const { content, trailers } = unchunked;
  const { headers } = withoutChunked(request);
  return {
    request: { ...request, headers: { ...headers, ...trailers, "content-length": said }, body: content },
  };
}

const CHECKSUM_HEADER = /^x-amz-checksum-([a-z0-9]+)$/;
/** What such a header says besides checksums. */
const NO_SUM: ReadonlySet<string> = new Set(["algorithm", "mode", "type"]);

/** The checksums that a request says of its own body, by their names. */
export function listChecksums(
  { httpChecksum }: Operation,
  { headers }: WireRequest,
): readonly (readonly [string, string])[] {
  // Elsewhere such a header is of the whole of an object whose parts are there already.
  if (httpChecksum?.requestAlgorithmMember === undefined) return NONE;
  const found: [string, string][] = [];
  for (const header in headers) {
    const name = header.startsWith("x-amz-checksum-") ? CHECKSUM_HEADER.exec(header)?.[1] : undefined;
    if (name !== undefined && !NO_SUM.has(name)) found.push([name, headers[header] ?? ""]);
  }
  return found;
}

const DIGEST_BYTES = 16;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** What is wrong with the MD5 that a request says of its body; `compute`: of what came. */
export function checkDigest(
  { http, input }: Operation,
  said: string,
  compute: () => string,
): ServiceError | undefined {
  const given = Buffer.from(said, "base64");
  if (!BASE64.test(said) || given.length !== DIGEST_BYTES)
    return {
      code: "InvalidDigest",
      message: "The Content-MD5 you specified was invalid.",
      status: 400,
      members: { "Content-MD5": said },
    };
  const calculated = compute();
  if (calculated === said) return undefined;
  // Of a part, which is put with the number of it, the expected one is told as it came.
  const isPart = http.method === "PUT" && input?.members?.["PartNumber"] !== undefined;
  return {
    code: "BadDigest",
    message: "The Content-MD5 you specified did not match what we received.",
    status: 400,
    members: { ExpectedDigest: isPart ? said : given.toString("hex"), CalculatedDigest: calculated },
  };
}

function refuseRequest(message: string): ServiceError {
  return { code: "InvalidRequest", message, status: 400 };
}

/** The number of bytes of a checksum, by its name. */
const SIZES = new Map(
  Object.entries(CHECKSUMS).map(([name, compute]) => [
    name,
    Buffer.from(compute(new Uint8Array()), "base64").length,
  ]),
);

function checkSums(operation: Operation, request: WireRequest): ServiceError | undefined {
  const digest = request.headers["content-md5"];
  const sums = listChecksums(operation, request);
  return digest === undefined && sums.length === 0 ? undefined : checkAll(operation, request, digest, sums);
}

function checkAll(
  operation: Operation,
  request: WireRequest,
  digest: string | undefined,
  sums: ReturnType<typeof listChecksums>,
): ServiceError | undefined {
  const compute = (name: string) => CHECKSUMS[name]?.(bytesOf(request)) ?? "";
  const wrong = digest === undefined ? undefined : checkDigest(operation, digest, () => compute("md5"));
  return wrong ?? compareSums(sums, compute);
}

/** What is wrong with the checksums that a request says of its body; `compute`: of what came, by their names. */
export function compareSums(
  sums: readonly (readonly [name: string, said: string])[],
  compute: (name: string) => string,
): ServiceError | undefined {
  if (sums.length > 1)
    return refuseRequest(
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  for (const [name, said] of sums) {
    const size = SIZES.get(name);
    // What nothing here can compute is believed.
    if (size === undefined) continue;
    if (!BASE64.test(said) || Buffer.from(said, "base64").length !== size)
      return refuseRequest(`Value for x-amz-checksum-${name} header is invalid.`);
    if (compute(name) === said) continue;
    const message = `The ${name.toUpperCase()} you specified did not match the calculated checksum.`;
    return { code: "BadDigest", message, status: 400 };
  }
  return undefined;
}

/** How the headers begin that say something of the body, of which whoever makes a presigned URL knows nothing. */
const OF_BODY = ["x-amz-checksum-", "x-amz-sdk-"] as const;

/**
 * The request with the headers that a presigned URL has in its query, where S3 takes them, too:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function takeHeadersOfQuery({ model }: Operation, request: WireRequest): WireRequest {
  if (request.query.length === 0 || !hasBareErrors(model)) return request;
  if (!request.query.some(([name]) => name.startsWith("x-amz-"))) return request;
  const hoisted = request.query.flatMap(([name, value]) =>
    name.startsWith("x-amz-") && !OF_BODY.some((begin) => name.startsWith(begin))
      ? [[name, value ?? ""] as const]
      : [],
  );
  return { ...request, headers: { ...Object.fromEntries(hoisted), ...request.headers } };
}

/** The request with the headers and the body that are meant, or the error that S3 answers to a body that is cut or altered. */
export function receiveBody(operation: Operation, given: WireRequest): Received {
  const request = takeHeadersOfQuery(operation, given);
  const received = isChunked(request) ? joinChunks(request) : { request: withoutChunked(request) };
  if ("error" in received) return received;
  const error = checkSums(operation, received.request);
  return error ? { error } : received;
}

compileLightly(checkSums, receiveBody);
