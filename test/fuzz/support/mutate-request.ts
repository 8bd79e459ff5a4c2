/** Changes what is around the body of a request: its method, path, query and headers, and how its body is packed. */
import { gzipSync } from "node:zlib";
import type { WireRequest } from "../../../src/aws/wire.ts";
import type { Draw } from "../../support/make-value.ts";
import { drawCount, pick } from "./draw-case.ts";
import { drawText } from "./hostile.ts";
import { mutateBytes } from "./mutate-bytes.ts";

const TYPES = [
  "application/x-amz-json-1.0",
  "application/x-amz-json-1.1",
  "application/json",
  "application/x-www-form-urlencoded",
  "application/xml",
  "application/cbor",
  "application/octet-stream",
  "multipart/form-data; boundary=x",
  "text/html; charset=utf-16",
  "",
] as const;

const METHODS = ["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH", "OPTIONS", "PROPFIND"] as const;

const HEADERS = [
  "x-amz-target",
  "x-amz-date",
  "x-amz-content-sha256",
  "x-amz-decoded-content-length",
  "x-amz-trailer",
  "x-amz-checksum-crc32",
  "x-amz-sdk-checksum-algorithm",
  "x-amz-copy-source",
  "x-amz-copy-source-range",
  "x-amz-meta-a",
  "x-amz-tagging",
  "x-amz-acl",
  "x-amz-grant-read",
  "x-amz-security-token",
  "x-amz-expected-bucket-owner",
  "x-amz-object-lock-mode",
  "x-amz-server-side-encryption-customer-key",
  "content-md5",
  "content-encoding",
  "content-length",
  "range",
  "if-match",
  "if-modified-since",
  "expect",
  "smithy-protocol",
  "x-amzn-query-mode",
  "x-amzn-trace-id",
  "authorization",
  "origin",
  "access-control-request-method",
  "access-control-request-headers",
  "host",
  "accept",
  "accept-encoding",
  "content-type",
  "cookie",
  "x-cloudmock-service",
] as const;

const HOSTS = [
  "files.s3.us-east-1.amazonaws.com",
  "files.s3.localhost.localstack.cloud:4566",
  "sqs.us-east-1.amazonaws.com",
  "127.0.0.1",
  "[::1]:4566",
  "",
] as const;

const QUERIES = [
  ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
  ["X-Amz-Credential", "111111111111/20260401/us-east-1/s3/aws4_request"],
  ["X-Amz-Date", "20260401T000000Z"],
  ["X-Amz-Expires", "60"],
  ["X-Amz-SignedHeaders", "host"],
  ["X-Amz-Signature", "0"],
  ["Expires", "1"],
  ["AWSAccessKeyId", "x"],
  ["Action", "ListUsers"],
  ["Version", "2010-05-08"],
  ["uploadId", "x"],
  ["partNumber", "1"],
  ["versionId", "null"],
  ["list-type", "2"],
  ["prefix", "a/"],
  ["delimiter", "/"],
  ["continuation-token", "x"],
  ["max-keys", "2"],
  ["encoding-type", "url"],
  ["response-content-type", "a\r\nb"],
  ["policy", undefined],
  ["acl", undefined],
  ["tagging", undefined],
  ["uploads", undefined],
  ["delete", undefined],
  ["select", undefined],
  ["cors", undefined],
] as const;

function setHeader(request: WireRequest, name: string, value: string): WireRequest {
  // What no HTTP can carry is not sent.
  const carried = value.replace(/[^\x20-\x7e\xa0-\xff]/g, "?");
  return { ...request, headers: { ...request.headers, [name]: carried } };
}

/** The body as AWS's SDKs send it in chunks, with a checksum or a length that may be none of its. */
function chunk(draw: Draw, request: WireRequest): WireRequest {
  const body = Buffer.from((request.body ?? "") as string);
  const size = pick(draw, [1, 5, 8_192]);
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; at += size) {
    const part = body.subarray(at, at + size);
    const signature = draw(1) === 0 ? `;chunk-signature=${"0".repeat(64)}` : "";
    parts.push(Buffer.from(`${part.length.toString(16)}${signature}\r\n`), part, Buffer.from("\r\n"));
    if (parts.length > 3_000) break;
  }
  const trailer = pick(draw, [
    "",
    "x-amz-checksum-crc32:AAAAAA==\r\n",
    "x-amz-checksum-sha256:x\r\n",
    "a\r\n",
  ]);
  parts.push(Buffer.from(`0\r\n${trailer}\r\n`));
  const length = draw(2) > 0 ? String(body.length) : drawText(draw);
  const chunked = ["x-amz-decoded-content-length", length] as const;
  const told = setHeader({ ...request, body: Buffer.concat(parts) }, ...chunked);
  const typed = setHeader(
    told,
    "content-encoding",
    pick(draw, ["aws-chunked", "aws-chunked,gzip", "AWS-CHUNKED"]),
  );
  return trailer === "" ? typed : setHeader(typed, "x-amz-trailer", trailer.split(":", 1)[0] ?? "");
}

type Change = (draw: Draw, request: WireRequest) => WireRequest;

const CHANGES: readonly Change[] = [
  (draw, request) => ({ ...request, method: pick(draw, METHODS) }),
  (draw, request) => setHeader(request, "content-type", pick(draw, TYPES)),
  (draw, request) => setHeader(request, pick(draw, HEADERS), drawText(draw)),
  (draw, request) => setHeader(request, pick(draw, HEADERS), drawText(draw)),
  (draw, request) => setHeader(request, "host", pick(draw, HOSTS)),
  // A header changed by a bit or a word.
  (draw, request) => {
    const [name, value] = pick(draw, Object.entries(request.headers));
    return setHeader(request, name, mutateBytes(draw, Buffer.from(value), 1).toString("latin1"));
  },
  (draw, request) => {
    const { [pick(draw, Object.keys(request.headers))]: _, ...headers } = request.headers;
    return { ...request, headers: { host: "localhost", ...headers } };
  },
  (draw, request) => {
    const path = mutateBytes(draw, Buffer.from(request.path), drawCount(draw)).toString("latin1");
    return { ...request, path: `/${path.replace(/[^\x21-\x7e]|[?#]/g, "")}` };
  },
  (draw, request) => ({
    ...request,
    path: `${request.path}/${encodeURIComponent(drawText(draw).toWellFormed())}`,
  }),
  (draw, request) => ({
    ...request,
    query: [...request.query, ...Array.from({ length: drawCount(draw) }, () => pick(draw, QUERIES))],
  }),
  (draw, request) => ({
    ...request,
    query: [...request.query, [draw(1) === 0 ? pick(draw, QUERIES)[0] : drawText(draw), drawText(draw)]],
  }),
  (draw, request) => ({ ...request, query: request.query.toSpliced(draw(request.query.length), 1) }),
  // A presigned URL.
  (_, request) => {
    const { authorization: __, ...headers } = request.headers;
    return { ...request, headers, query: [...request.query, ...QUERIES.slice(0, 6)] };
  },
  (draw, request) => {
    const body = gzipSync(Buffer.from((request.body ?? "") as string));
    return setHeader(
      { ...request, body: draw(1) === 0 ? body : mutateBytes(draw, body, 1) },
      "content-encoding",
      "gzip",
    );
  },
  chunk,
  chunk,
];

/** A request with some changes around its body. */
export function mutateRequest(draw: Draw, request: WireRequest): WireRequest {
  let changed = request;
  for (let left = drawCount(draw); left > 0; left--) changed = pick(draw, CHANGES)(draw, changed);
  return changed;
}
