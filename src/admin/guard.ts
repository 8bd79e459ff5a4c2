/** Decides who may ask: programs on this machine and holders of the token, never a page in somebody's browser. */
import { isIP } from "node:net";
import { showsToken } from "../base/token.ts";
import { isLoopback } from "../options/server-readers.ts";
import { ApiError } from "./answer.ts";
import type { AdminOptions } from "./options.ts";

/** What the guard needs to know of the server. */
export type GuardOptions = Pick<AdminOptions, "host" | "token">;

/** The one path that needs no token, so that whoever starts the server can wait for it. */
const OPEN_PATH = "/api/health";

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

/** Refuses what a page of another origin sends, another port of this machine included. */
function checkOrigin(headers: Headers): void {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const host = headers.get("host") ?? "";
  const isOwnPage = origin === null || (origin === `http://${host}` && isLoopback(readHost(host) ?? ""));
  if (isOwnPage && (site === null || site === "same-origin" || site === "none")) return;
  throw new ApiError(
    403,
    "forbidden_origin",
    "the request comes from a web page, and this server answers programs only",
  );
}

/** Throws an ApiError where the request may not be answered. Gives whether it showed the token. */
export function guardRequest(headers: Headers, pathname: string, options: GuardOptions): boolean {
  checkOrigin(headers);
  checkHost(headers, options);
  if (options.token === undefined) return false;
  if (showsToken(headers, options.token)) return true;
  if (pathname === OPEN_PATH) return false;
  throw new ApiError(401, "unauthorized", "send the server's token: 'Authorization: Bearer TOKEN'", {
    "www-authenticate": 'Bearer realm="cloudmock"',
  });
}
