/** Serves the console: one page, which holds no data and asks this API for what it shows. */
import { loadPage } from "../page/load-page.ts";
import { readPolicy } from "../page/template.ts";
import type { ApiRequest } from "./context.ts";

/** Where the page is. It needs no token: it asks whoever looks at it. */
export const PAGE_PATH = "/";

/** What may be done with the page, besides its own policy: no site frames it, or holds on to its window. */
const HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-cache",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  vary: "accept-encoding",
};

async function open() {
  const { html, packed } = await loadPage();
  const etag = `"${Bun.hash(packed).toString(36)}"`;
  const policy = `${readPolicy(html)}; frame-ancestors 'none'`;
  return { html, packed, etag, headers: { ...HEADERS, "content-security-policy": policy, etag } };
}

let opened: ReturnType<typeof open> | undefined;

/** GET /. */
export async function getPage({ request }: ApiRequest): Promise<Response> {
  opened ??= open();
  const { html, packed, etag, headers } = await opened;
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  const takesGzip = /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");
  if (!takesGzip) return new Response(html, { headers });
  return new Response(packed, { headers: { ...headers, "content-encoding": "gzip" } });
}
