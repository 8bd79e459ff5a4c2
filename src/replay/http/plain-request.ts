/**
 * Tells the requests that connections of our own can send: those that every call of most services is. All others go by fetch, whose
 * rules for URLs and headers are not written here a second time.
 */
import { isIP } from "node:net";
import type { ReadyRequest } from "../../aws/wire.ts";

/** Where a connection leads. */
export interface Place {
  /** An IP address. */
  readonly address: string;
  readonly port: number;
}

/** A request with all that goes over the wire. */
export interface PlainRequest {
  readonly place: Place;
  /** The request line and the headers, in ASCII, but for the length of the body. */
  readonly head: string;
  readonly body: string | Uint8Array | undefined;
}

/** A URL that stays as it is when it is parsed; no path with a dot as its step is one. */
const URL_PARTS =
  /^http:\/\/((?:[\w-]+\.)*[\w-]+|\[[\da-f:]+\])(?::([1-9]\d{0,4}))?(\/[\w\-.~!$&()*+,;=:@%/]*(?:\?[\w\-.~!$&()*+,;=:@%/?]*)?)$/;
const DOTS = /\/(?:\.|%2e)/i;

/** Those that fetch sets itself, or that say how the request is sent. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "cookie",
  "expect",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const NAME = /^[a-z\d-]+$/;
/** What is written as it is; blanks at an end are cut off by fetch. */
const VALUE = /^[!-~](?: ?[!-~])*$/;

interface Target {
  readonly place: Place;
  readonly host: string;
  readonly path: string;
}

function readTarget(url: string, address: string | undefined): Target | undefined {
  const [, name = "", digits, path] = URL_PARTS.exec(url) ?? [];
  if (path === undefined || DOTS.test(path)) return undefined;
  const own = name.startsWith("[") ? name.slice(1, -1) : name;
  // What the URL's parser would write otherwise is no plain host: 127.1, or a name in capital letters.
  const isAddress = isIP(own) !== 0;
  const port = digits === undefined ? 80 : Number(digits);
  const at = isAddress ? own : address;
  if (at === undefined || port > 65_535 || digits === "80") return undefined;
  if (!isAddress && (/[A-Z]/.test(name) || /(?:^|\.)(?:\d+|0x[\da-f]*)$/i.test(name))) return undefined;
  if (isAddress && new URL(url).hostname !== name) return undefined;
  return { place: { address: at, port }, host: digits === undefined ? name : `${name}:${digits}`, path };
}

/** The last targets: most calls go to one URL. */
const targets = new Map<string, Target | undefined>();
const MOST_TARGETS = 64;

function findTarget(url: string, address: string | undefined): Target | undefined {
  const key = `${address} ${url}`;
  if (targets.has(key)) return targets.get(key);
  const target = readTarget(url, address);
  if (targets.size >= MOST_TARGETS) targets.clear();
  targets.set(key, target);
  return target;
}

/** The request as it is written; undefined of one that only fetch can send. */
export function writePlainly(
  { method, url, headers, body }: ReadyRequest,
  address: string | undefined,
): PlainRequest | undefined {
  // Others go on connections of their own, which are not kept.
  if (method !== "POST") return undefined;
  const target = findTarget(url, address);
  if (!target) return undefined;
  const isSame = target === lastHead?.target && isAlike(headers, lastHead.headers);
  const head = isSame ? lastHead?.head : writeHead(target, headers);
  if (head === undefined) return undefined;
  if (!isSame) lastHead = { target, headers, head };
  return { place: target.place, head, body };
}

/** The last head that was written: calls of one operation mostly come one after another, and differ in their bodies. */
let lastHead:
  | { readonly target: Target; readonly headers: ReadyRequest["headers"]; readonly head: string }
  | undefined;

function isAlike(one: ReadyRequest["headers"], other: ReadyRequest["headers"]): boolean {
  let count = 0;
  for (const name in one) {
    if (one[name] !== other[name]) return false;
    count++;
  }
  for (const _ in other) count--;
  return count === 0;
}

/** The request line and the headers; undefined where one is not plain. */
function writeHead({ path, host }: Target, headers: ReadyRequest["headers"]): string | undefined {
  let head = `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: keep-alive\r\n`;
  let accepts = false;
  for (const name in headers) {
    const value = headers[name] ?? "";
    if (!NAME.test(name) || OWN_HEADERS.has(name) || !(value === "" || VALUE.test(value))) return undefined;
    if (name === "accept") accepts = true;
    head += `${name}: ${value}\r\n`;
  }
  return accepts ? head : `${head}Accept: */*\r\n`;
}
