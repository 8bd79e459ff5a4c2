/**
 * Decides who may ask: programs, and pages of the origins that were let in. Nothing else in a browser: any page could
 * otherwise read and change what stands here.
 */

import { isIP } from "node:net";
import { AWS_SUFFIXES } from "../aws/model/partitions.ts";
import { LOCAL_SUFFIXES } from "../aws/routing/host.ts";
import type { WireRequest } from "../aws/wire.ts";
import { compileLightly } from "../base/compiling.ts";
import { Known } from "../base/known.ts";

/** Top-level domains that public DNS never has: RFC 6761, RFC 6762, and ICANN's resolution of 2024-07-29 for `internal`. */
const PRIVATE_DOMAINS: ReadonlySet<string> = new Set(["localhost", "local", "test", "internal"]);

/**
 * The origin of a page that may ask; undefined of a program. `isGuest`: a page of another origin may ask, or a program that says it
 * is one, which S3 answers as the bucket's own rules have it, and nothing else does.
 */
export type WhoAsks =
  | { readonly page: string | undefined; readonly isGuest?: boolean }
  | { readonly refusal: string };

/** What is said to a page that may not ask. */
export const NO_PAGES = "cloudmock answers programs only; --allow-origin lets the pages of an origin in";

/**
 * Methods by which a browser lets a page ask only after the server has let it, or that change nothing. A form is posted without
 * asking.
 */
const ASKED_FOR: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/**
 * Whether public DNS could have the name lead somewhere else, so that a page which was loaded from there may ask here
 * (DNS rebinding). A name of one label, such as a container's, is no such one.
 */
function readForeignName(header: string): boolean {
  const host = header.toLowerCase().replace(/:\d{1,5}$/, "");
  if (isIP(host.replace(/^\[(.*)\]$/, "$1")) !== 0 || !host.includes(".")) return false;
  if (PRIVATE_DOMAINS.has(host.slice(host.lastIndexOf(".") + 1))) return false;
  return ![...LOCAL_SUFFIXES, ...AWS_SUFFIXES].some(
    (suffix) => host === suffix || host.endsWith(`.${suffix}`),
  );
}

/** A client has the same host all day. */
const foreignNames = new Known<boolean>(1_000);

function isForeignName(header: string): boolean {
  return foreignNames.take(header, readForeignName);
}

/**
 * Whether a page says that it came from here: what was put as a page, or one whose name was led here since. A browser does not ask
 * beforehand whether such a page may change something.
 */
function isOwnPage(origin: string, header: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === header.toLowerCase();
}

/** Whom a server answers. */
export interface GuardRules {
  /** The origins of the pages in a browser that may ask. */
  readonly allowedOrigins: readonly string[];
  /** Whether only this machine reaches it. Others may know it by any name. */
  readonly isLocal: boolean;
}

const PROGRAM: WhoAsks = { page: undefined };

/** Who asks. */
export function findAsker(
  { headers, method }: Pick<WireRequest, "headers" | "method">,
  { allowedOrigins, isLocal }: GuardRules,
): WhoAsks {
  const { origin, host = "", "sec-fetch-site": site = "none" } = headers;
  if (origin !== undefined && allowedOrigins.includes(origin)) return { page: origin };
  const isForeign = isLocal && isForeignName(host);
  if (origin !== undefined && ASKED_FOR.has(method) && !isForeign && !isOwnPage(origin, host))
    return { page: undefined, isGuest: true };
  if (origin !== undefined || site !== "none") return { refusal: NO_PAGES };
  if (isForeign)
    return { refusal: "the Host header names another server; ask for http://localhost or http://127.0.0.1" };
  return PROGRAM;
}

/** What lets a page read the answer: https://fetch.spec.whatwg.org/#http-cors-protocol */
export function listPageHeaders(page: string): Readonly<Record<string, string>> {
  return { "access-control-allow-origin": page, "access-control-expose-headers": "*", vary: "Origin" };
}

const PREFLIGHT_SECONDS = "600";

/** The answer to a browser that asks whether a page may ask; undefined of every other request. */
export function answerPreflight(
  { method, headers }: Pick<WireRequest, "headers" | "method">,
  page: string,
): Response | undefined {
  const { "access-control-request-method": asked, "access-control-request-headers": names = "" } = headers;
  if (method !== "OPTIONS" || asked === undefined) return undefined;
  return new Response(null, {
    status: 204,
    headers: {
      ...listPageHeaders(page),
      "access-control-allow-methods": asked,
      "access-control-allow-headers": names,
      "access-control-allow-private-network": "true",
      "access-control-max-age": PREFLIGHT_SECONDS,
    },
  });
}

compileLightly(findAsker);
