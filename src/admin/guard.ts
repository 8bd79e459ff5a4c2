/** Decides who may ask: programs on this machine, holders of the token, and the page that this very server serves; no other page in somebody's browser. */
import { isIP } from "node:net";
import { showsToken } from "../base/token.ts";
import { isLoopback } from "../options/server-readers.ts";
import { ApiError } from "./answer.ts";
import type { AdminOptions } from "./options.ts";
import { PAGE_PATH } from "./page.ts";

/** What the guard needs to know of the server. */
export type GuardOptions = Pick<AdminOptions, "host" | "token">;

/** What needs no token: the health, so that whoever starts the server can wait for it, and the page, which asks for the token. */
const OPEN_PATHS: readonly string[] = ["/api/health", PAGE_PATH];

/** `name:port` without the port and the brackets, in lower case; undefined where it is no such thing. */
function readHost(header: string): string | undefined {
  const [, bracketed, plain] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+))(?::\d{1,5})?$/i.exec(header) ?? [];
  const host = (bracketed ?? plain)?.toLowerCase();
  return bracketed !== undefined && isIP(bracketed) !== 6 ? undefined : host;
}

/**
 * Refuses what names this server by a foreign name: a page whose own name was made to lead here (DNS rebinding). Any
 * port will do, as tunnels and containers have their own. With a token, a server for other machines goes by any name.
 */
function checkHost(headers: Headers, { host, token }: GuardOptions): void {
  const asked = readHost(headers.get("host") ?? "");
  const isOwn = asked !== undefined && (isLoopback(asked) || asked === host);
  if (isOwn || (asked !== undefined && token !== undefined && !isLoopback(host))) return;
  throw new ApiError(
    403,
    "forbidden_host",
    "the Host header names another server; ask for http://localhost or http://127.0.0.1, or start the server with --host",
  );
}

/**
 * Whether somebody follows a link to the page itself, from a chat or another site. The page holds no data, and nobody can frame
 * it or reach into its window.
 */
function opensPage(headers: Headers, pathname: string): boolean {
  const isWhole =
    headers.get("sec-fetch-mode") === "navigate" && headers.get("sec-fetch-dest") === "document";
  return pathname === PAGE_PATH && isWhole && headers.get("origin") === null;
}

/**
 * Refuses what a page of another origin sends, another port of this machine included. Under a name of its own the page of this
 * server has to show the token, which no page has that was only made to have this server's name.
 */
function checkOrigin(headers: Headers, pathname: string, isTrusted: boolean): void {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const host = headers.get("host") ?? "";
  const isOwn = isLoopback(readHost(host) ?? "")
    ? origin === `http://${host}`
    : isTrusted && (origin === `http://${host}` || origin === `https://${host}`);
  const isOwnPage = origin === null || isOwn;
  if (isOwnPage && (site === null || site === "same-origin" || site === "none")) return;
  if (opensPage(headers, pathname)) return;
  throw new ApiError(
    403,
    "forbidden_origin",
    "the request comes from a web page, and this server answers programs only",
  );
}

/** Throws an ApiError where the request may not be answered. Gives whether it showed the token. */
export function guardRequest(headers: Headers, pathname: string, options: GuardOptions): boolean {
  const isTrusted = options.token !== undefined && showsToken(headers, options.token);
  checkOrigin(headers, pathname, isTrusted);
  checkHost(headers, options);
  if (options.token === undefined || isTrusted) return isTrusted;
  if (OPEN_PATHS.includes(pathname)) return false;
  throw new ApiError(401, "unauthorized", "send the server's token: 'Authorization: Bearer TOKEN'", {
    "www-authenticate": 'Bearer realm="cloudmock"',
  });
}
