/** Reads the texts of the flags of `cloudmock admin`, each with a message that says what to write. */
import { realpathSync, statSync } from "node:fs";
import { isIP } from "node:net";
import type { Parsed } from "../base/parsed.ts";
import { isLocalAddress, isLocalhost } from "../replay/addresses.ts";

/** Where the server listens unless it is told otherwise: this machine alone. */
export const DEFAULT_HOST = "127.0.0.1";

/** Where the admin API listens unless it is told otherwise. */
export const ADMIN_PORT = "4599";

/** In characters; a shorter token could be guessed. */
export const SHORTEST_TOKEN = 16;

const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9 };

/** `--max-body`: `500mb`, `1gb`, or a number of bytes. */
export function parseSize(text: string): Parsed<number> {
  const [, digits, unit = "b"] = /^(\d+(?:\.\d+)?)([a-z]+)?$/i.exec(text) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  const bytes = Math.floor(Number(digits) * (factor ?? Number.NaN));
  if (Number.isSafeInteger(bytes) && bytes > 0) return { value: bytes };
  return { error: `${JSON.stringify(text)} is not a size; write it like 500mb or 1gb` };
}

/** `--port`. */
export function parsePort(text: string): Parsed<number> {
  const value = Number(text);
  if (/^\d{1,5}$/.test(text) && value <= 65_535) return { value };
  return { error: `${JSON.stringify(text)} is not a port; give a number up to 65535, or 0 for any free one` };
}

/** `--host`: an address or a name, without brackets. */
export function parseHost(text: string): Parsed<string> {
  const value = text.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  const isName = /^(?!-)[a-z0-9_.-]+$/.test(value);
  if (isIP(value) !== 0 || isName) return { value };
  return { error: `${JSON.stringify(text)} is neither an address nor a name; write it like ${DEFAULT_HOST}` };
}

/** `--allow-origin`: origins as browsers send them, `http://localhost:3000`. */
export function parseOrigins(given: readonly string[]): Parsed<readonly string[]> {
  const wrong = given.find(
    (text) => !URL.canParse(text) || new URL(text).origin !== text || !text.includes("//"),
  );
  if (wrong === undefined) return { value: given };
  return {
    error: `${JSON.stringify(wrong)} is not an origin; write it as a browser does, like http://localhost:3000`,
  };
}

/** `--admin-token`. It goes into a header: printable ASCII without spaces. The message never repeats it. */
export function parseToken(text: string): Parsed<string> {
  if (text.length >= SHORTEST_TOKEN && /^[!-~]+$/.test(text)) return { value: text };
  return {
    error: `the token must have ${SHORTEST_TOKEN} or more characters, all of them printable ASCII without spaces; 'openssl rand -hex 32' makes one`,
  };
}

/** Whether only this machine can reach a server that listens on `host`. */
export function isLoopback(host: string): boolean {
  if (isIP(host) === 0) return isLocalhost(host);
  return isLocalAddress(host) && /^(?:127\.|::1$)/.test(host);
}

/** How others name a server's host: the one of this machine where it listens at all addresses. */
export function nameHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return DEFAULT_HOST;
  return host.includes(":") ? `[${host}]` : host;
}

/** `--files`: the real path of a folder. */
export function parseFolder(path: string): Parsed<string> {
  const quoted = JSON.stringify(path);
  try {
    const real = realpathSync(path);
    return statSync(real).isDirectory() ? { value: real } : { error: `${quoted} is a file; give a folder` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { error: `${quoted} cannot be read (${reason}); give a folder that exists` };
  }
}
