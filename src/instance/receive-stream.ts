/** A body that is received as it comes: without aws-chunked, and with its checksums compared once all has come. */
import { readChunksOf } from "../aws/formats/aws-chunked-stream.ts";
import { RUNNING_CHECKSUMS, type RunningChecksum } from "../aws/formats/checksums.ts";
import type { Operation } from "../aws/model/types.ts";
import type { ServiceError } from "../aws/protocols/protocol.ts";
import type { WireRequest } from "../aws/wire.ts";
import {
  checkDigest,
  compareSums,
  INCOMPLETE,
  isChunked,
  listChecksums,
  NO_LENGTH,
  takeHeadersOfQuery,
  withoutChunked,
} from "./receive-body.ts";

/** A body on its way. */
export interface ReceivedBody {
  /** Its pieces. They are taken once. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** What is wrong with it, once all has been taken; undefined where nothing is. */
  readonly check: () => ServiceError | undefined;
  /** Whether a checksum is told of it, before or behind it. */
  readonly tellsSum: boolean;
  /** The checksums that are told of it, by their names in lower case, once all has been taken. */
  readonly sums: () => readonly (readonly [name: string, value: string])[];
}

type Received =
  | { readonly request: WireRequest; readonly body: ReceivedBody }
  | { readonly error: ServiceError };

const SUM = "x-amz-checksum-";

/** The names of the checksums that are told before the body, and behind it. */
function listNames(operation: Operation, request: WireRequest): string[] {
  const behind = (request.headers["x-amz-trailer"] ?? "").split(",").map((name) => name.trim().toLowerCase());
  return [
    ...listChecksums(operation, request).map(([name]) => name),
    ...behind.flatMap((name) => (name.startsWith(SUM) ? [name.slice(SUM.length)] : [])),
    ...(request.headers["content-md5"] === undefined ? [] : ["md5"]),
  ];
}

/** The request with the headers of the body that is meant. */
function withoutChunks(request: WireRequest, length: string): WireRequest {
  const meant = withoutChunked(request);
  return { ...meant, headers: { ...meant.headers, "content-length": length } };
}

/** The request as it is meant and its body as it comes, or what S3 answers to one that cannot be received. */
export function receiveStream(
  operation: Operation,
  given: WireRequest,
  stream: AsyncIterable<Uint8Array>,
): Received {
  const asked = takeHeadersOfQuery(operation, given);
  const isInChunks = isChunked(asked);
  const length = asked.headers[isInChunks ? "x-amz-decoded-content-length" : "content-length"];
  if (length === undefined) return { error: NO_LENGTH };
  const chunks = isInChunks ? readChunksOf(stream) : undefined;
  const request = withoutChunks(asked, length);
  const running = new Map<string, RunningChecksum>();
  const names = listNames(operation, asked);
  for (const name of names) {
    const make = RUNNING_CHECKSUMS[name];
    if (make) running.set(name, make());
  }
  const computed = new Map<string, string>();
  let [size, isCut] = [0, false];
  const take = async function* () {
    try {
      for await (const piece of chunks?.content ?? stream) {
        size += piece.length;
        for (const sum of running.values()) sum.update(piece);
        yield piece;
      }
    } catch {
      // The client has gone, or has sent no chunks.
      isCut = true;
    }
    for (const [name, sum] of running) computed.set(name, sum.digest());
  };
  const sums = () =>
    listChecksums(operation, { ...request, headers: { ...request.headers, ...chunks?.trailers } });
  const compute = (name: string) => computed.get(name) ?? "";
  const digest = asked.headers["content-md5"];
  return {
    request: { ...request, stream: undefined, body: undefined },
    body: {
      pieces: take(),
      tellsSum: names.some((name) => name !== "md5"),
      sums,
      check: () => {
        if (isCut || String(size) !== length) return INCOMPLETE;
        const wrong = digest === undefined ? undefined : checkDigest(operation, digest, () => compute("md5"));
        return wrong ?? compareSums(sums(), compute);
      },
    },
  };
}
