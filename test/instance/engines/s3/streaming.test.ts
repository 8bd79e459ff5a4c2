// Objects that are larger than what is in memory of them at a time.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { readChunks } from "../../../../src/aws/formats/aws-chunked.ts";
import { readChunksOf } from "../../../../src/aws/formats/aws-chunked-stream.ts";
import { CHECKSUMS } from "../../../../src/aws/formats/checksums.ts";
import type { WireResponse } from "../../../../src/aws/wire.ts";
import { nameThing } from "../../../../src/instance/state/thing-text.ts";
import type { Thing } from "../../../../src/instance/thing.ts";
import { TestClient } from "../support/client.ts";
import { makeBucket, upload } from "./support.ts";

/** Bytes in pieces of these sizes, and what is left. */
async function* cut(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

/** A body in chunks, with a checksum behind it. */
function chunk(content: Uint8Array, size: number, trailer: string): Buffer {
  const parts: (string | Uint8Array)[] = [];
  for (let at = 0; at < content.length; at += size) {
    const part = content.subarray(at, at + size);
    parts.push(`${part.length.toString(16)};chunk-signature=0\r\n`, part, "\r\n");
  }
  parts.push(`0\r\n${trailer}\r\n\r\n`);
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

test("chunks are read the same as they come as when all are there", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 60 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 8 }),
      fc.nat(200),
      async (content, size, sizes, lost) => {
        const body = chunk(content, size, "x-amz-checksum-crc32:AAAA");
        const given = body.subarray(0, Math.max(0, body.length - (lost > 100 ? 0 : lost)));
        const whole = readChunks(given);
        const reader = readChunksOf(cut(given, sizes));
        const pieces: Uint8Array[] = [];
        try {
          for await (const piece of reader.content) pieces.push(piece);
        } catch {
          expect(whole).toBeUndefined();
          return;
        }
        expect(Buffer.concat(pieces)).toEqual(Buffer.from(whole?.content ?? "missing"));
        expect({ ...reader.trailers }).toEqual({ ...whole?.trailers });
      },
    ),
  );
});

const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=test/20260401/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";

function put(
  client: TestClient,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
  query: readonly (readonly [string, string])[] = [],
): Promise<WireResponse> {
  return client.instance.answer({
    ...{ method: "PUT", path: "/bucket/k", query, body: undefined, stream: cut(body, [7, 1, 70_000, 3]) },
    headers: { host: "localhost", authorization: AUTHORIZATION, ...headers },
  });
}

const CONTENT = Buffer.alloc(3 * 1024 ** 2 + 5, "0123456789");
const PLAIN = { "content-length": String(CONTENT.length) };
const STREAMED = {
  "content-encoding": "aws-chunked",
  "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
  "x-amz-decoded-content-length": String(CONTENT.length),
  "x-amz-trailer": "x-amz-checksum-crc32c",
};

describe("a body that comes bit by bit", () => {
  test("is the object that it is in one piece", async () => {
    const client = new TestClient();
    const bucket = await makeBucket(client);
    const { status, headers } = await put(client, CONTENT, PLAIN);
    expect([status, headers["x-amz-checksum-crc64nvme"]]).toEqual([200, CHECKSUMS["crc64nvme"]?.(CONTENT)]);
    expect(headers["etag"]).toBe(`"${Bun.CryptoHasher.hash("md5", CONTENT, "hex")}"`);
    expect((await bucket.get("k"))["Body"]).toEqual(CONTENT);
    expect((await bucket.get("k", { Range: "bytes=1048570-1048581" }))["Body"]).toEqual(
      CONTENT.subarray(1048570, 1048582),
    );
  });

  test("in chunks, with its checksum behind it", async () => {
    const client = new TestClient();
    const bucket = await makeBucket(client);
    const sum = CHECKSUMS["crc32c"]?.(CONTENT) ?? "";
    const body = chunk(CONTENT, 65_536, `x-amz-checksum-crc32c:${sum}`);
    const { headers } = await put(client, body, STREAMED);
    expect(headers["x-amz-checksum-crc32c"]).toBe(sum);
    expect(await bucket.get("k")).toMatchObject({ ChecksumCRC32C: sum, ContentLength: CONTENT.length });
    expect(await bucket.get("k")).not.toHaveProperty("ContentEncoding");
  });

  test.each([
    ["of another checksum", chunk(CONTENT, 65_536, "x-amz-checksum-crc32c:AAAAAA=="), STREAMED, "BadDigest"],
    ["that is cut", chunk(CONTENT, 65_536, "").subarray(0, 100_000), STREAMED, "IncompleteBody"],
    ["that is shorter than it says", CONTENT.subarray(9), PLAIN, "IncompleteBody"],
    ["of another MD5", CONTENT, { ...PLAIN, "content-md5": "1B2M2Y8AsgTpgAmY7PhCfg==" }, "BadDigest"],
  ])("%s is no object, and leaves nothing", async (_, body, headers, code) => {
    const client = new TestClient();
    await makeBucket(client);
    const response = await put(client, body, headers);
    expect(Buffer.from(response.body).toString()).toContain(`<Code>${code}</Code>`);
    expect([...client.instance.store.records.listAll()]).toEqual([]);
  });

  test("is a part of an upload, too", async () => {
    const client = new TestClient();
    const bucket = await makeBucket(client);
    const { UploadId } = await bucket.call("CreateMultipartUpload", { Key: "k" });
    const query = [
      ["partNumber", "1"],
      ["uploadId", String(UploadId)],
    ] as const;
    const { headers } = await put(client, CONTENT, PLAIN, query);
    const Parts = [{ PartNumber: 1, ETag: headers["etag"] ?? "" }];
    const done = await bucket.call("CompleteMultipartUpload", {
      ...{ Key: "k", UploadId: String(UploadId), MultipartUpload: { Parts } },
    });
    expect(done["ChecksumCRC64NVME"]).toBe(CHECKSUMS["crc64nvme"]?.(CONTENT));
    expect((await bucket.get("k"))["Body"]).toEqual(CONTENT);
  });
});

test("a large object is answered in pieces to whom takes them", async () => {
  const client = new TestClient();
  const bucket = await makeBucket(client);
  const half = Buffer.alloc(9 * 1024 ** 2, "ab");
  await upload(bucket, "k", [half, half]);
  const request = {
    ...{ method: "GET", path: "/bucket/k", query: [], body: undefined },
    headers: { host: "localhost", authorization: AUTHORIZATION },
  };
  const { body, pieces, headers } = await client.instance.answer(request, undefined, true);
  expect(body.length).toBe(0);
  expect(headers["content-length"]).toBe(String(2 * half.length));
  expect(Buffer.concat([...(pieces ?? [])])).toEqual(Buffer.concat([half, half]));
  expect((await client.instance.answer(request)).body.length).toBe(2 * half.length);
});

test("what came of a body before its process ended is forgotten when the next one comes, and what comes meanwhile is not", async () => {
  const client = new TestClient();
  await makeBucket(client);
  const { records } = client.instance.store;
  const tell = () =>
    [...records.listAll()]
      .filter(({ part }) => part === "content" || part === "unfinished")
      .map(({ key }) => key);
  // As it stands in the folder of a process that was killed.
  const [bucket] = client.instance.store.listAll().filter(({ type }) => type === "bucket");
  const owner = nameThing(bucket as Thing);
  records.space(owner, "unfinished").put("lost", "another process");
  for (let at = 0; at < 40; at++) records.space(owner, "content").put(`lost.${at}`, "chunk");
  records.space(owner, "content").put("lost0.0", "another object's");
  await Promise.all([put(client, CONTENT, PLAIN), put(client, CONTENT, PLAIN)]);
  const left = tell();
  expect(left.filter((key) => String(key).startsWith("lost"))).toEqual(["lost0.0"]);
  // The chunks of one object, as both have the same key.
  expect(left).toHaveLength(1 + 4);
});
