/** The options of `cloudmock admin`: flags, checked once, as one typed object. */

import { isIP } from "node:net";
import * as v from "valibot";
import { UsageError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import type { Parsed } from "../base/parsed.ts";
import { readEndpoint, requireEndpoint } from "../options/endpoint.ts";
import { checkFlags, keepText, one, toggle } from "../options/flag-readers.ts";
import type { Env, Flags } from "../options/flags.ts";
import { isLocalAddress, isLocalhost } from "../replay/addresses.ts";
import { type Resolve, resolveName } from "../replay/endpoint.ts";

export const DEFAULT_PORT = 4599;
export const DEFAULT_HOST = "127.0.0.1";
export const DEFAULT_MAX_BODY = "1gb";
/** In characters; a shorter token could be guessed. */
export const SHORTEST_TOKEN = 16;

/** How the server was asked to serve. */
export interface AdminOptions {
  /** An address or a name, without brackets. */
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Where replays are sent unless they say otherwise: a checked base URL. */
  readonly endpoint: string;
  readonly allowRemote: boolean;
  readonly token: string | undefined;
  readonly maxBodyBytes: number;
}

const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9 };

/** `--max-body`: `500mb`, `1gb`, or a number of bytes. */
export function parseSize(text: string): Parsed<number> {
  const [, digits, unit = "b"] = /^(\d+(?:\.\d+)?)([a-z]+)?$/i.exec(text) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  const bytes = Math.floor(Number(digits) * (factor ?? Number.NaN));
  if (Number.isSafeInteger(bytes) && bytes > 0) return { value: bytes };
  return { error: `${JSON.stringify(text)} is not a size; write it like 500mb or 1gb` };
}

function parsePort(text: string): Parsed<number> {
  const value = Number(text);
  if (/^\d{1,5}$/.test(text) && value <= 65_535) return { value };
  return { error: `${JSON.stringify(text)} is not a port; give a number up to 65535, or 0 for any free one` };
}

function parseHost(text: string): Parsed<string> {
  const value = text.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  const isName = /^(?!-)[a-z0-9_.-]+$/.test(value);
  if (isIP(value) !== 0 || isName) return { value };
  return { error: `${JSON.stringify(text)} is neither an address nor a name; write it like ${DEFAULT_HOST}` };
}

/** A token goes into a header: printable ASCII without spaces. The message never repeats it. */
function parseToken(text: string): Parsed<string> {
  if (text.length >= SHORTEST_TOKEN && /^[!-~]+$/.test(text)) return { value: text };
  return {
    error: `the token must have ${SHORTEST_TOKEN} or more characters, all of them printable ASCII without spaces; 'openssl rand -hex 32' makes one`,
  };
}

const SCHEMA = v.object({
  host: v.optional(one(parseHost), [DEFAULT_HOST]),
  port: v.optional(one(parsePort), [String(DEFAULT_PORT)]),
  endpoint: one(keepText),
  "allow-remote": toggle,
  "admin-token": v.optional(one(parseToken)),
  "max-body": v.optional(one(parseSize), [DEFAULT_MAX_BODY]),
});

/** Whether only this machine can reach a server that listens on `host`. */
export function isLoopback(host: string): boolean {
  if (isIP(host) === 0) return isLocalhost(host);
  return isLocalAddress(host) && /^(?:127\.|::1$)/.test(host);
}

/**
 * Checks the flags of `cloudmock admin`. AWS_ENDPOINT_URL and CLOUDMOCK_ADMIN_TOKEN are read from `env` where the flags
 * are not given. Throws a UsageError that names the flag, or an EndpointError for a name that leads nowhere.
 */
export async function parseAdminOptions(
  flags: Flags,
  env: Env,
  resolve: Resolve = resolveName,
): Promise<AdminOptions> {
  const fromEnv = env["CLOUDMOCK_ADMIN_TOKEN"];
  const given = {
    ...(fromEnv ? { "admin-token": [fromEnv] } : {}),
    ...flags,
    endpoint: readEndpoint(flags, env),
  };
  const { host, port, ...checked } = checkFlags(SCHEMA, given);
  const { "allow-remote": allowRemote, "admin-token": token, "max-body": maxBodyBytes } = checked;
  if (token === undefined && !isLoopback(host)) {
    throw new UsageError(
      say`${host} can be reached by other machines; that needs a token (CLOUDMOCK_ADMIN_TOKEN or ${nameFlag("admin-token")})`,
      "host",
    );
  }
  const { url: endpoint } = await requireEndpoint(checked.endpoint, { allowRemote, resolve });
  return { host, port, endpoint, allowRemote, token, maxBodyBytes };
}
