/** Headers and addresses of a request and its answer, without secrets. */

import { foldLine } from "../aws/formats/text.ts";
import { listMembers } from "../aws/model/shape.ts";
import type { Shape } from "../aws/model/types.ts";
import { HIDDEN, hasHidden, type SecretTexts } from "../aws/secrets/secret-texts.ts";
import type { Structure } from "../aws/values.ts";
import { matchesPattern } from "../base/pattern.ts";
import type { JsonObject, JsonValue } from "../base/values.ts";

/** Longer ones are cut, in characters. */
export const MAX_HEADER = 1_024;
const MAX_URL = 4_096;

/** Headers that are secrets by themselves, whoever sends them. */
const SECRET_HEADERS = /^(set-cookie|cookie|x-amz-security-token|proxy-authorization)$/;

/** What the caller shows who it is by: of no use to who reads, and of much to who steals. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  "authorization",
  "x-amz-security-token",
  "x-amz-signature",
  "x-amz-credential",
  "signature",
  "awsaccesskeyid",
]);

/** Whether a header, or a parameter of a presigned address, is a credential or a part of one. */
export function isCredential(name: string): boolean {
  return CREDENTIALS.has(name.toLowerCase());
}

/** One side of an exchange: what is bound to the members of `ref`, with the headers it came with. */
export interface ExchangeSide {
  readonly ref: Shape | undefined;
  readonly value: Structure;
  readonly headers: Readonly<Record<string, string>>;
}

/** The names of the headers, and with `*` the beginnings of names, that hold members with something hidden. */
function findHiddenHeaders({ ref }: ExchangeSide, shown: JsonValue): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [name, member] of ref ? listMembers(ref) : []) {
    const { location, locationName = name } = member;
    const isHidden = hasHidden((shown as JsonObject)[name]);
    if (!isHidden) continue;
    if (location === "header") names.add(locationName.toLowerCase());
    if (location === "headers") names.add(`${locationName.toLowerCase()}*`);
  }
  return names;
}

/** The headers of a side of which `shown` is what may be shown. */
export function showHeaders(
  side: ExchangeSide,
  shown: JsonValue,
  secrets: SecretTexts,
): Readonly<Record<string, string>> {
  const hidden = findHiddenHeaders(side, shown);
  const isHidden = (name: string) =>
    SECRET_HEADERS.test(name) || [...hidden].some((own) => matchesPattern(own, name));
  const masked = Object.entries(side.headers).map(([name, value]) => [
    name,
    isHidden(name) ? HIDDEN : foldLine(secrets.hide(value), MAX_HEADER),
  ]);
  return Object.fromEntries(masked);
}

/**
 * The query parameters that are credentials, as of a presigned address, or that hold members with something hidden are hidden
 * whole; in the rest, secrets are looked for.
 */
export function showUrl({ ref }: ExchangeSide, url: string, shown: JsonValue, secrets: SecretTexts): string {
  const hidden = new Set<string>();
  for (const [name, member] of ref ? listMembers(ref) : []) {
    const { location, locationName = name } = member;
    const value = (shown as JsonObject)[name];
    if (location === "querystring" && hasHidden(value)) hidden.add(encodeURIComponent(locationName));
  }
  const [path = "", ...query] = url.split("?");
  const pairs = query.join("?").split("&");
  const masked = pairs.map((pair) => {
    const name = pair.split("=", 1)[0] ?? "";
    return hidden.has(name) || isCredential(name) ? `${name}=${HIDDEN}` : secrets.hide(pair);
  });
  const text = query.length === 0 ? secrets.hide(path) : `${secrets.hide(path)}?${masked.join("&")}`;
  return foldLine(text, MAX_URL);
}
