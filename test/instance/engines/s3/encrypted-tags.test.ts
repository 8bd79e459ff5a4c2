// The tags of what a key of KMS or a customer's encrypts, which are the MD5 of nothing that anybody knows:
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { type Given, TestClient } from "../support/client.ts";
import { CUSTOMER } from "./recorded-multipart-help.ts";
import { makeBucket, upload } from "./support.ts";

const md5 = (text: string) => `"${createHash("md5").update(text).digest("hex")}"`;
const TAG = /^"[0-9a-f]{32}"$/;
const KMS = { ServerSideEncryption: "aws:kms" };
const DUAL = { ServerSideEncryption: "aws:kms:dsse" };

type More = { readonly [name: string]: Given };

test.each([
  ["KMS", KMS, {}],
  ["KMS twice", DUAL, {}],
  ["a customer's key", CUSTOMER, CUSTOMER],
] as readonly (readonly [string, More, More])[])("of an object of %s", async (_, put, read) => {
  const bucket = await makeBucket(new TestClient());
  const { ETag } = await bucket.put("k", "x", put);
  expect(String(ETag)).toMatch(TAG);
  expect(ETag).not.toBe(md5("x"));
  expect((await bucket.get("k", read))["ETag"]).toBe(ETag);
  expect((await bucket.get("k", { ...read, IfMatch: String(ETag) })).Error).toBeUndefined();
  expect((await bucket.get("k", { ...read, IfMatch: md5("x") })).Error?.Code).toBe("PreconditionFailed");
  expect(
    (await bucket.get("k", { ...read, IfNoneMatch: String(ETag) })).ResponseMetadata.HTTPStatusCode,
  ).toBe(304);
  expect((await bucket.put("k", "y", { ...put, IfMatch: md5("x") })).Error?.Code).toBe("PreconditionFailed");
  expect((await bucket.put("k", "y", { ...put, IfMatch: String(ETag) })).Error).toBeUndefined();
});

test("of what S3's own keys encrypt is its MD5", async () => {
  const bucket = await makeBucket(new TestClient());
  expect((await bucket.put("k", "x", { ServerSideEncryption: "AES256" }))["ETag"]).toBe(md5("x"));
});

test("of a copy by how the copy is encrypted", async () => {
  const bucket = await makeBucket(new TestClient());
  await bucket.put("plain", "x");
  await bucket.put("kms", "x", KMS);
  const copy = async (from: string, more: More = {}) => {
    const shown = await bucket.call("CopyObject", { Key: "to", CopySource: `bucket/${from}`, ...more });
    return (shown["CopyObjectResult"] as { ETag: string }).ETag;
  };
  expect(await copy("plain")).toBe(md5("x"));
  expect(await copy("kms")).toBe(md5("x"));
  expect(await copy("plain", KMS)).not.toBe(md5("x"));
  expect(await copy("plain", KMS)).toMatch(TAG);
});

test("of parts, and of what is put in them with the number of those", async () => {
  const bucket = await makeBucket(new TestClient());
  const whole = String((await upload(bucket, "k", ["x"], KMS))["ETag"]);
  expect(whole).toMatch(/^"[0-9a-f]{32}-1"$/);
  expect((await bucket.call("HeadObject", { Key: "k" }))["ETag"]).toBe(whole);
  const { UploadId } = await bucket.call("CreateMultipartUpload", { Key: "k", ...KMS });
  const part = { Key: "k", UploadId: String(UploadId), PartNumber: 1 };
  const { ETag } = await bucket.call("UploadPart", { ...part, Body: Buffer.from("x") });
  expect(String(ETag)).toMatch(TAG);
  expect(ETag).not.toBe(md5("x"));
  await bucket.put("plain", "x");
  const { CopyPartResult } = await bucket.call("UploadPartCopy", { ...part, CopySource: "bucket/plain" });
  expect((CopyPartResult as { ETag: string }).ETag).toMatch(TAG);
  expect((CopyPartResult as { ETag: string }).ETag).not.toBe(md5("x"));
});
