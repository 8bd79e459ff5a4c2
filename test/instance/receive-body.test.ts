// Bodies as clients send them over the wire: in chunks, with checksums, compressed.
import { expect, test } from "bun:test";
import { gzipSync } from "node:zlib";
import { parsePairs } from "../../src/aws/formats/percent.ts";
import type { Structure } from "../../src/aws/values.ts";
import { answerRequest } from "../../src/instance/gateway.ts";

interface Sent {
  readonly signedFor?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What a request is taken for: its input, or the error that is answered. */
async function ask(line: string, { signedFor = "s3", headers = {}, body }: Sent) {
  const [method = "", target = ""] = line.split(" ");
  const [path = "", search = ""] = target.split("?");
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260401/eu-west-1/${signedFor}/aws4_request, SignedHeaders=host, Signature=0`;
  let asked: Structure = {};
  const { response } = await answerRequest(
    {
      method,
      path,
      query: parsePairs(search) ?? [],
      headers: { host: "localhost:4566", authorization, ...headers },
      body,
    },
    {
      caller: { account: "000000000000", region: "us-east-1" },
      behave: async ({ input }) => {
        asked = input;
        return { output: {} };
      },
      tellsClients: true,
      requestId: "1",
    },
  );
  if (response.status < 300) return asked;
  const text = Buffer.from(response.body).toString();
  return `${response.status} ${/<Code>([^<]*)|"__type":"([^"]*)/.exec(text)?.slice(1).join("")}`;
}

const STREAMED = {
  "content-encoding": "aws-chunked,gzip",
  "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
  "x-amz-decoded-content-length": "6",
  "x-amz-trailer": "x-amz-checksum-crc32",
  "content-length": "52",
};
const CHUNKS = "3\r\nabc\r\n3\r\ndef\r\n0\r\nx-amz-checksum-crc32:S4457w==\r\n\r\n";

test("chunks are one body, and what follows them counts as headers", async () => {
  expect(await ask("PUT /b/k", { headers: STREAMED, body: CHUNKS })).toMatchObject({
    Body: Buffer.from("abcdef"),
    ContentEncoding: "gzip",
    ContentLength: 6,
    ChecksumCRC32: "S4457w==",
  });
  const { "content-encoding": _, ...unsaid } = STREAMED;
  const plain = await ask("PUT /b/k", { headers: unsaid, body: CHUNKS });
  expect(plain).toMatchObject({ Body: Buffer.from("abcdef") });
  expect(plain).not.toHaveProperty("ContentEncoding");
});

test.each([
  ["aws-chunked", undefined],
  ["gzip, aws-chunked", "gzip"],
  ["aws-chunked, deflate, gzip", "deflate, gzip"],
])("a body whose hash is of all of it is not in chunks, though it says %s", async (encoding, kept) => {
  const hash = Bun.CryptoHasher.hash("sha256", CHUNKS, "hex");
  const headers = { "content-encoding": encoding, "x-amz-content-sha256": hash };
  const { Body, ContentEncoding } = (await ask("PUT /b/k", { headers, body: CHUNKS })) as Record<
    string,
    unknown
  >;
  expect(Body).toEqual(Buffer.from(CHUNKS));
  expect(ContentEncoding).toBe(kept);
});

test.each<[string, Sent, string]>([
  ["cut", { headers: STREAMED, body: CHUNKS.slice(0, 12) }, "400 IncompleteBody"],
  [
    "of another length than it says",
    { headers: { ...STREAMED, "x-amz-decoded-content-length": "7" }, body: CHUNKS },
    "400 IncompleteBody",
  ],
  [
    "that does not say its length",
    { headers: { "content-encoding": "aws-chunked" }, body: CHUNKS },
    "411 MissingContentLength",
  ],
  ["that was altered", { headers: STREAMED, body: CHUNKS.replace("abc", "abd") }, "400 BadDigest"],
  ["of another checksum", { headers: { "x-amz-checksum-crc32": "AAAAAA==" }, body: "a" }, "400 BadDigest"],
  ["of no checksum", { headers: { "x-amz-checksum-sha256": "AAAA" }, body: "a" }, "400 InvalidRequest"],
  ["of another MD5", { headers: { "content-md5": "1B2M2Y8AsgTpgAmY7PhCfg==" }, body: "a" }, "400 BadDigest"],
  ["of no MD5 at all", { headers: { "content-md5": "AAAA" }, body: "a" }, "400 InvalidDigest"],
])("a body %s", async (_, sent, expected) => {
  expect(await ask("PUT /b/k", sent)).toBe(expected);
});

test("an upload's checksum is of its parts, not of the document that ends it", async () => {
  const headers = { "x-amz-checksum-crc32": "S4457w==" };
  expect(await ask("POST /b/k?uploadId=1", { headers, body: "<CompleteMultipartUpload/>" })).toMatchObject({
    ChecksumCRC32: "S4457w==",
  });
});

test("what a presigned URL has of headers counts as such", async () => {
  const query = "X-Amz-Signature=0&x-amz-meta-by=me&x-amz-acl=private&x-amz-checksum-crc32=AAAAAA%3D%3D";
  const asked = await ask(`PUT /b/k?${query}`, { body: "a", headers: { "x-amz-acl": "public-read" } });
  expect(asked).toMatchObject({ Metadata: { by: "me" }, ACL: "public-read" });
  expect(asked).not.toHaveProperty("ChecksumCRC32");
});

const ZIPPED = { "content-encoding": "gzip" };
const FORM = { ...ZIPPED, "content-type": "application/x-www-form-urlencoded" };
const METRICS = "Action=PutMetricData&Version=2010-08-01&Namespace=n&MetricData.member.1.MetricName=m";

test("what is compressed for its way is read, and what a user stores compressed stays so", async () => {
  const input = { Namespace: "n", MetricData: [{ MetricName: "m" }] };
  const body = gzipSync(METRICS);
  expect(await ask("POST /", { signedFor: "monitoring", headers: FORM, body })).toEqual(input);
  const headers = { ...ZIPPED, "x-amz-target": "DynamoDB_20120810.ListTables" };
  const json = gzipSync('{"Limit":3}');
  expect(await ask("POST /", { signedFor: "dynamodb", headers, body: json })).toEqual({ Limit: 3 });
  expect(await ask("PUT /b/k", { headers: ZIPPED, body })).toMatchObject({ Body: body });
});

test("what is no gzip, or far more than it says", async () => {
  const headers = { ...ZIPPED, "x-amz-target": "TrentService.ListKeys" };
  const ask1 = (body: Uint8Array) => ask("POST /", { signedFor: "kms", headers, body });
  expect(await ask1(Buffer.from("{}"))).toContain("400 ");
  expect(await ask1(gzipSync(Buffer.alloc(100 * 1024 ** 2, " ")))).toContain("SerializationException");
  expect(await ask("POST /", { signedFor: "monitoring", headers: FORM, body: Buffer.from("x") })).toStartWith(
    "40",
  );
});
