/** Sends one request: the only fetch of the replay. */
import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import type { ReadyRequest, Sent } from "../aws/wire.ts";
import { describeFailure } from "../base/failure.ts";
import { HeldBody } from "./body-budget.ts";

export interface SendLimits {
  /** The IP address to connect to in the place of the URL's host, which stays the request's Host. */
  readonly address?: string | undefined;
  /** For the whole exchange, in milliseconds. */
  readonly timeoutMs: number;
  /** Aborting it gives the request up. */
  readonly signal: AbortSignal;
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
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** Reads a body to its end; where it breaks off or is too long, what came is kept and noted. */
async function readBody({ body }: Answering, maxBytes: number, signal: AbortSignal): Promise<ReadBody> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const held = new HeldBody();
  try {
    for await (const chunk of body ?? []) {
      const hasRoom = held.take(chunk.length);
      if (hasRoom) {
        chunks.push(chunk);
        length += chunk.length;
      }
      if (length > maxBytes || !hasRoom) {
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
  return { bytes: Buffer.concat(chunks, length) };
}

/** The abort signal of one request, and how to let go of its timer and of the outer signal. */
function limitTime({ timeoutMs, signal }: SendLimits): { signal: AbortSignal; release: () => void } {
  // AbortSignal.timeout would do, but its timer outlives the request: at full speed thousands would be waiting.
  const stop = new AbortController();
  const interrupt = () => stop.abort(new DOMException("interrupted", "AbortError"));
  const timer = setTimeout(() => stop.abort(new DOMException("timed out", "TimeoutError")), timeoutMs);
  signal.addEventListener("abort", interrupt, { once: true });
  if (signal.aborted) interrupt();
  return {
    signal: stop.signal,
    release: () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", interrupt);
    },
  };
}

/** Where a request goes: a URL to connect to, the Host header, and the name that a certificate has to be for. */
interface Addressed {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly serverName?: string;
}

/** The request's URL with an address in the place of its host's name. All that comes after the host stays as it is. */
function addressRequest({ url, headers }: ReadyRequest, address: string | undefined): Addressed {
  const { hostname, host, port } = new URL(url);
  if (address === undefined || isIP(hostname.replace(/^\[|\]$/g, "")) !== 0) return { url, headers };
  const start = url.indexOf("://") + 3;
  const rest = /[/?#]/.exec(url.slice(start));
  const tail = rest ? url.slice(start + rest.index) : "";
  const at = `${isIP(address) === 6 ? `[${address}]` : address}${port === "" ? "" : `:${port}`}`;
  const placed = { url: url.slice(0, start) + at + tail, headers: { ...headers, host } };
  return url.startsWith("https:") ? { ...placed, serverName: hostname } : placed;
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
  // As bytes, so that fetch adds no content-type; an empty body of GET or HEAD would be refused.
  const body = request.body?.length ? Buffer.from(request.body) : null;
  if (body && request.method === "GET") return fetchWithBody(addressed, "GET", body, signal);
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
  return { status: response.status, headers: Object.fromEntries(response.headers), body: response.body };
}

/**
 * Sends a request and reads the whole answer. Redirects are answers like any other, and bodies stay as they come.
 * Once a status has come the endpoint has answered, whatever happens to the body. Never throws for what the
 * network or the endpoint does.
 */
export async function sendRequest(request: ReadyRequest, limits: SendLimits): Promise<Sent> {
  const { signal, release } = limitTime(limits);
  try {
    const answering = await fetchAnswer(request, limits.address, signal);
    const { bytes, note } = await readBody(answering, limits.maxBodyBytes ?? MAX_BODY_BYTES, signal);
    const answer = { status: answering.status, headers: answering.headers, body: bytes };
    return note === undefined ? { response: answer } : { response: answer, note };
  } catch (thrown) {
    return { failure: describeFailure(thrown) };
  } finally {
    release();
  }
}
