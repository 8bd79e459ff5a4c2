/** Sends one request: the only fetch of the replay. */
import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { listHeaders } from "../aws/list-headers.ts";
import type { ReadyRequest, Sent } from "../aws/wire.ts";
import { describeFailure } from "../base/failure.ts";
import { Known } from "../base/known.ts";
import { watchTurns } from "../base/turn.ts";
import { HeldBody } from "./body-budget.ts";
import { limitTime, type TimeLimit } from "./time-limits.ts";

export interface SendLimits extends TimeLimit {
  /** The IP address to connect to in the place of the URL's host, which stays the request's Host. */
  readonly address?: string | undefined;
  /** How much of an answer's body is kept, in bytes; 64 MB unless told. */
  readonly maxBodyBytes?: number;
}

const MAX_BODY_BYTES = 64 * 1024 * 1024;
/** What is cut cannot be read as what it was to be: its beginning is told. */
const KEPT_OF_CUT = 65_536;

interface ReadBody {
  readonly bytes: Uint8Array;
  readonly note?: string;
}

/** An answer whose body is still to come. */
interface Answering {
  readonly status: number;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | null;
}

/** What gives a body piece by piece. */
interface Pieces {
  next(): Promise<{ readonly done?: boolean | undefined; readonly value?: Uint8Array | undefined }>;
  /** Leaves what is still to come. */
  cancel(): Promise<unknown> | undefined;
}

/** A stream's own iterator takes three times as long as its reader. */
function openPieces(body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>): Pieces {
  if (body instanceof ReadableStream) {
    const reader = body.getReader();
    return { next: () => reader.read(), cancel: () => reader.cancel() };
  }
  const all = body[Symbol.asyncIterator]();
  return { next: () => all.next(), cancel: () => all.return?.() };
}

/** One piece is not copied. */
function join(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces;
  if (only?.length !== length) return Buffer.concat(pieces, length);
  return Buffer.from(only.buffer, only.byteOffset, length);
}

/** Reads a body to its end; where it breaks off or is too long, what came is kept and noted. */
async function readBody({ body }: Answering, maxBytes: number, signal: AbortSignal): Promise<ReadBody> {
  if (body === null) return { bytes: Buffer.alloc(0) };
  const chunks: Uint8Array[] = [];
  let length = 0;
  const held = new HeldBody();
  try {
    const pieces = openPieces(body);
    for (let { value: chunk } = await pieces.next(); chunk; { value: chunk } = await pieces.next()) {
      const hasRoom = held.take(chunk.length);
      if (hasRoom) {
        chunks.push(chunk);
        length += chunk.length;
      }
      if (length > maxBytes || !hasRoom) {
        await pieces.cancel();
        const kept = Math.min(length, maxBytes, KEPT_OF_CUT);
        return { bytes: Buffer.concat(chunks, kept), note: `the answer was cut off after ${kept} bytes` };
      }
    }
  } catch (thrown) {
    // node:http tells of a reset, whoever gave the request up.
    const { code, message } = describeFailure(signal.aborted ? signal.reason : thrown);
    return {
      bytes: Buffer.concat(chunks, length),
      note: `the answer's body is not whole: ${code}: ${message}`,
    };
  } finally {
    held.release();
  }
  return { bytes: join(chunks, length) };
}

/** Where a request goes: a URL to connect to, the Host header, and the name that a certificate has to be for. */
interface Addressed {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly serverName?: string;
}

/** Where the host of a URL is reached instead. */
interface PlacedHost {
  /** All that comes before the path. */
  readonly start: string;
  readonly host: string;
  readonly serverName: string | undefined;
}

/** Calls of a log go to one host, or to a few. */
const placedHosts = new Known<PlacedHost | undefined>(1_000);

/** `start`: of a URL, up to its path. undefined of a host that is an address itself. */
function placeHost(start: string, address: string): PlacedHost | undefined {
  const { hostname, host, port } = new URL(start);
  if (isIP(hostname.replace(/^\[|\]$/g, "")) !== 0) return undefined;
  const at = `${isIP(address) === 6 ? `[${address}]` : address}${port === "" ? "" : `:${port}`}`;
  const scheme = start.slice(0, start.indexOf("://") + 3);
  return { start: scheme + at, host, serverName: scheme === "https://" ? hostname : undefined };
}

/** The request's URL with an address in the place of its host's name. All that comes after the host stays as it is. */
function addressRequest({ url, headers }: ReadyRequest, address: string | undefined): Addressed {
  if (address === undefined) return { url, headers };
  const scheme = url.indexOf("://") + 3;
  const rest = url.slice(scheme).search(/[/?#]/);
  const end = rest < 0 ? url.length : scheme + rest;
  const start = url.slice(0, end);
  const placed = placedHosts.take(`${start} ${address}`, () => placeHost(start, address));
  if (!placed) return { url, headers };
  const { serverName, host } = placed;
  const addressed = { url: placed.start + url.slice(end), headers: { ...headers, host } };
  return serverName === undefined ? addressed : { ...addressed, serverName };
}

/**
 * Sends a GET that has a body, which fetch refuses (https://fetch.spec.whatwg.org/#dom-request) and one operation of
 * AWS's needs: EFS's DescribeAccountPreferences.
 */
function fetchWithBody(
  { url, headers: given, serverName }: Addressed,
  method: string,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<Answering> {
  const { promise, resolve, reject } = Promise.withResolvers<Answering>();
  const { request: open } = url.startsWith("https:") ? https : http;
  const headers = { ...given, "content-length": String(body.length) };
  const outgoing = open(
    url,
    { method, headers, signal, agent: false, ...(serverName !== undefined && { servername: serverName }) },
    (incoming) => {
      const pairs = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
      resolve({ status: incoming.statusCode ?? 0, headers: Object.fromEntries(pairs), body: incoming });
    },
  );
  outgoing.on("error", reject);
  outgoing.end(body);
  return promise;
}

async function fetchAnswer(
  request: ReadyRequest,
  address: string | undefined,
  signal: AbortSignal,
): Promise<Answering> {
  const addressed = addressRequest(request, address);
  // An empty body of GET or HEAD would be refused.
  const given = request.body?.length ? request.body : null;
  if (given && request.method === "GET") return fetchWithBody(addressed, "GET", Buffer.from(given), signal);
  // As bytes, so that fetch adds no content-type.
  const body = given && "content-type" in request.headers ? given : given && Buffer.from(given);
  const { url, headers, serverName } = addressed;
  const response = await fetch(url, {
    method: request.method,
    headers,
    ...(serverName !== undefined && { tls: { serverName } }),
    body,
    redirect: "manual",
    // An object stored with a content-encoding is not always encoded, and undoing it would fail.
    decompress: false,
    // Bun sends anything but POST and PATCH a second time, silently, when a kept-alive socket is reset.
    keepalive: request.method === "POST",
    signal,
  });
  return { status: response.status, headers: listHeaders(response.headers), body: response.body };
}

const endTurn = watchTurns();
let underWay = 0;

/**
 * Sends a request and reads the whole answer. Of several at a time, those of one turn of the event loop go out one directly after
 * the other, which takes a tenth less: Bun's thread for HTTP is woken once for all of them.
 *
 * Redirects are answers like any other, and bodies stay as they come.
 * Once a status has come the endpoint has answered, whatever happens to the body. Never throws for what the
 * network or the endpoint does.
 */
export async function sendRequest(request: ReadyRequest, limits: SendLimits): Promise<Sent> {
  if (underWay > 0) await endTurn();
  underWay++;
  const { signal, release } = limitTime(limits);
  try {
    const answering = await fetchAnswer(request, limits.address, signal);
    const { bytes, note } = await readBody(answering, limits.maxBodyBytes ?? MAX_BODY_BYTES, signal);
    const answer = { status: answering.status, headers: answering.headers, body: bytes };
    return note === undefined ? { response: answer } : { response: answer, note };
  } catch (thrown) {
    return { failure: describeFailure(thrown) };
  } finally {
    underWay--;
    release();
  }
}
