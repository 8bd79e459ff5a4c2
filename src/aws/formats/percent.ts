/** Percent-encoding, and the pairs of a query or a form. */
import { compileLightly } from "../../base/compiling.ts";
import type { WireRequest } from "../wire.ts";

const UNRESERVED = /^[\w.~-]*$/;

/**
 * Percent-encodes a text's UTF-8, keeping only letters, digits and `-._~` (RFC 3986's unreserved characters),
 * as AWS's canonical form demands: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function percentEncode(text: string): string {
  if (UNRESERVED.test(text)) return text;
  const escapeChar = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  // A lone surrogate has no UTF-8: encodeURIComponent would throw.
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, escapeChar);
}

/** Pairs as form or query text; a value of undefined leaves a bare name. */
export function encodePairs(pairs: WireRequest["query"]): string {
  return pairs
    .map(([name, value]) =>
      value === undefined ? percentEncode(name) : `${percentEncode(name)}=${percentEncode(value)}`,
    )
    .join("&");
}

/** What a percent-encoded text stands for; undefined where it is none, or no UTF-8. */
export function percentDecode(text: string): string | undefined {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The pairs of a form or query text, where a plus is a space; undefined where a name or a value cannot be decoded. */
export function parsePairs(text: string): WireRequest["query"] | undefined {
  const pairs: [name: string, value: string | undefined][] = [];
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const spaced = pair.replaceAll("+", " ");
    const at = spaced.indexOf("=");
    const name = percentDecode(at < 0 ? spaced : spaced.slice(0, at));
    const value = at < 0 ? undefined : percentDecode(spaced.slice(at + 1));
    if (name === undefined || (value === undefined && at >= 0)) return undefined;
    pairs.push([name, value]);
  }
  return pairs;
}

compileLightly(parsePairs);
