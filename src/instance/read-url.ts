/** Reads a request that is not sent, with its whole URL, as the gateway takes one that came. */
import { parsePairs } from "../aws/formats/percent.ts";
import type { ReadyRequest, WireRequest } from "../aws/wire.ts";

interface UrlParts extends Pick<WireRequest, "path" | "query"> {
  readonly url: string;
  readonly host: string;
}

/** Most calls of a log go to one URL. */
let lastParts: UrlParts = { url: "", host: "", path: "/", query: [] };

function splitUrl(url: string): UrlParts {
  if (url === lastParts.url) return lastParts;
  const [, host = "", path = "/", query = ""] = /^https?:\/\/([^/?#]*)([^?#]*)\??([^#]*)$/.exec(url) ?? [];
  lastParts = { url, host, path: path || "/", query: parsePairs(query) ?? [] };
  return lastParts;
}

/** A whole URL's request as a gateway takes it. */
export function readUrl({ method, url, headers, body }: ReadyRequest): WireRequest {
  const { host, path, query } = splitUrl(url);
  return { method, path, query, headers: { host, ...headers }, body };
}
