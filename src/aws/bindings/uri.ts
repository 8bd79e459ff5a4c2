/** Paths from templates, and whole URLs. */
import { encodePairs, percentEncode } from "../formats/percent.ts";
import { Unsendable } from "../formats/unsendable.ts";
import type { WireRequest } from "../wire.ts";

// A URL parser takes these segments for "here" and "one up" and removes them: https://url.spec.whatwg.org/#double-dot-path-segment
const COLLAPSED_SEGMENT = /(?:^|\/)(?:\.|%2e){1,2}(?=\/|$)/i;

/**
 * A path from a requestUri without its query: `{Name}` takes the label's text with every slash encoded, `{Name+}`
 * keeps slashes. Throws Unsendable where a label is missing or empty, or where a URL parser would collapse the path.
 */
export function renderPath(template: string, labels: ReadonlyMap<string, string>): string {
  const path = template.replace(/\{([^{}+]+)(\+?)\}/g, (_, name: string, greedy: string) => {
    const text = labels.get(name);
    if (text === undefined) throw new Unsendable(`${name}, a part of the path, is missing`);
    if (text === "") throw new Unsendable(`${name}, a part of the path, is empty`);
    return greedy ? text.split("/").map(percentEncode).join("/") : percentEncode(text);
  });
  if (COLLAPSED_SEGMENT.test(path)) {
    throw new Unsendable(`the path ${path} has a segment . or .., which HTTP clients remove`);
  }
  return path;
}

/** The URL of a request at an endpoint (`http://localhost:4566`, or with a base path to put before the request's). */
export function renderUrl(endpoint: string, request: WireRequest): string {
  const query = request.query.length === 0 ? "" : `?${encodePairs(request.query)}`;
  const base = endpoint.endsWith("/") ? endpoint.replace(/(?<!\/)\/+$/, "") : endpoint;
  return base + request.path + query;
}
