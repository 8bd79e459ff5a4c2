/** Answers as a bucket's website: https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html */

import { STATUS_CODES } from "node:http";
import type { Structure } from "../../../aws/values.ts";
import type { WireRequest, WireResponse } from "../../../aws/wire.ts";
import { type Bucket, readInner, readItems } from "./bucket.ts";
import { joinContent } from "./content.ts";
import { readCurrent } from "./versions.ts";

/** What a page of an error tells, in its order. */
type Told = readonly (readonly [name: string, text: string])[];

const escapeHtml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function writePage(status: number, told: Told, requestId: string): WireResponse {
  const title = `${status} ${STATUS_CODES[status] ?? ""}`;
  const all = [...told, ["RequestId", requestId], ["HostId", requestId]] as const;
  const items = all.map(([name, text]) => `<li>${name}: ${escapeHtml(text)}</li>\n`).join("");
  const html = `<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n<ul>\n${items}</ul>\n<hr/>\n</body>\n</html>\n`;
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "x-amz-request-id": requestId,
      "x-amz-id-2": requestId,
    },
    body: Buffer.from(html),
  };
}

function redirect(status: number, location: string): WireResponse {
  return { status, headers: { location }, body: new Uint8Array() };
}

/** The page under a key; undefined where there is none. */
function readPage(bucket: Bucket, key: string, status: number): WireResponse | undefined {
  const stored = readCurrent(bucket, key);
  if (!stored) return undefined;
  const { WebsiteRedirectLocation: location, ContentType: type = "" } = stored.headers;
  if (location !== undefined && status === 200) return redirect(301, location);
  return {
    status,
    headers: {
      "content-type": type,
      etag: `"${stored.tag}"`,
      "last-modified": new Date(stored.at).toUTCString(),
    },
    body: joinContent(bucket, stored.pieces, 0, stored.size),
  };
}

/** Where a rule leads. */
function follow(rule: Structure, key: string, host: string): WireResponse {
  const to = (rule["Redirect"] ?? {}) as Structure;
  const prefix = readInner(rule, "Condition", "KeyPrefixEquals");
  const { Protocol = "http", HostName = host, HttpRedirectCode = "301" } = to;
  const { ReplaceKeyWith: whole, ReplaceKeyPrefixWith: begin } = to;
  const rest = typeof prefix === "string" ? key.slice(prefix.length) : key;
  const path = whole ?? (typeof begin === "string" ? `${begin}${rest}` : key);
  return redirect(Number(HttpRedirectCode), `${Protocol}://${HostName}/${path}`);
}

/** The rule that a key, or an error, is led away by. */
function findRule(
  rules: readonly Structure[],
  key: string,
  status: number | undefined,
): Structure | undefined {
  return rules.find((rule) => {
    const prefix = readInner(rule, "Condition", "KeyPrefixEquals");
    const code = readInner(rule, "Condition", "HttpErrorCodeReturnedEquals");
    const isOfKey = typeof prefix !== "string" || key.startsWith(prefix);
    return isOfKey && (code === undefined ? status === undefined : Number(code) === status);
  });
}

/** The answer to a request at the host of a bucket's website. The key is decoded. */
export function answerWebsite(
  { method, headers }: Pick<WireRequest, "method" | "headers">,
  name: string,
  bucket: Bucket | undefined,
  key: string,
  requestId: string,
): WireResponse {
  if (method !== "GET" && method !== "HEAD")
    return writePage(
      405,
      [
        ["Code", "MethodNotAllowed"],
        ["Message", "The specified method is not allowed against this resource."],
        ["Method", method],
        ["ResourceType", "OBJECT"],
      ],
      requestId,
    );
  if (!bucket)
    return writePage(
      404,
      [
        ["Code", "NoSuchBucket"],
        ["Message", "The specified bucket does not exist"],
        ["BucketName", name],
      ],
      requestId,
    );
  const website = readInner(bucket.setting("bucket-website"), "WebsiteConfiguration");
  if (website === undefined)
    return writePage(
      404,
      [
        ["Code", "NoSuchWebsiteConfiguration"],
        ["Message", "The specified bucket does not have a website configuration"],
        ["BucketName", name],
      ],
      requestId,
    );
  const host = headers["host"] ?? "";
  const all = readInner(website, "RedirectAllRequestsTo") as Structure | undefined;
  if (all) return redirect(301, `${String(all["Protocol"] ?? "http")}://${String(all["HostName"])}/${key}`);
  const rules = readItems(website, "RoutingRules");
  const led = findRule(rules, key, undefined);
  if (led) return follow(led, key, host);
  const suffix = String(readInner(website, "IndexDocument", "Suffix") ?? "");
  const isFolder = key === "" || key.endsWith("/");
  const asked = isFolder ? `${key}${suffix}` : key;
  const page = readPage(bucket, asked, 200);
  if (page) return page;
  // A folder without its slash is the folder.
  if (!isFolder && readCurrent(bucket, `${key}/${suffix}`)) return redirect(302, `/${key}/`);
  const failed = findRule(rules, key, 404);
  if (failed) return follow(failed, key, host);
  const error = readInner(website, "ErrorDocument", "Key");
  const own = typeof error === "string" ? readPage(bucket, error, 404) : undefined;
  return (
    own ??
    writePage(
      404,
      [
        ["Code", "NoSuchKey"],
        ["Message", "The specified key does not exist."],
        ["Key", asked],
      ],
      requestId,
    )
  );
}
