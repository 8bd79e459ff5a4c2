// S3's objects, as clients put, read, list, copy and end them, whole and in parts.
import { beforeAll, describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { loadOperation } from "../../../../src/aws/model/table.ts";
import { isStructure, type Structure } from "../../../../src/aws/values.ts";
import { HOME, makeWorld } from "../../support/world.ts";

const md5 = (content: string) => `"${createHash("md5").update(content).digest("hex")}"`;

function makeBucket() {
  const world = makeWorld();
  const call = async (name: string, input: Structure = {}): Promise<Structure | string> => {
    const own =
      name === "CreateBucket" ? { CreateBucketConfiguration: { LocationConstraint: HOME.region } } : {};
    const done = await world.call(await loadOperation("s3", name), { Bucket: "bkt", ...own, ...input });
    return "error" in done ? done.error.code : done.output;
  };
  const read = async (Key: string, more: Structure = {}) => {
    const got = await call("GetObject", { Key, ...more });
    return isStructure(got) ? Buffer.from(got["Body"] as Uint8Array).toString() : got;
  };
  return {
    call,
    read,
    put: (Key: string, text: string) => call("PutObject", { Key, Body: Buffer.from(text) }),
  };
}

describe("an object", () => {
  const { call, read, put } = makeBucket();
  beforeAll(async () => {
    await call("CreateBucket");
  });

  test("is told with its tag, its length and its type", async () => {
    expect(await put("k", "hello")).toMatchObject({ ETag: md5("hello") });
    expect(await read("k")).toBe("hello");
    const head = await call("HeadObject", { Key: "k" });
    expect(head).toMatchObject({ ETag: md5("hello"), ContentLength: 5, ContentType: "binary/octet-stream" });
    expect(head).not.toHaveProperty("ReplicationStatus");
  });

  test("is put anew whole", async () => {
    await call("PutObject", {
      Key: "again",
      Body: Buffer.from("1"),
      Metadata: { by: "me" },
      ContentType: "text/plain",
    });
    await put("again", "22");
    expect(await read("again")).toBe("22");
    const head = await call("HeadObject", { Key: "again" });
    expect(head).toMatchObject({ ETag: md5("22"), ContentLength: 2, ContentType: "binary/octet-stream" });
    expect(head).not.toHaveProperty("Metadata.by");
  });

  test.each([
    ["bytes=1-2", "el", "bytes 1-2/5"],
    ["bytes=3-", "lo", "bytes 3-4/5"],
    ["bytes=-2", "lo", "bytes 3-4/5"],
    ["bytes=0-99", "hello", "bytes 0-4/5"],
  ])("in part: %s", async (Range, text, ContentRange) => {
    expect(await read("k", { Range })).toBe(text);
    expect(await call("GetObject", { Key: "k", Range })).toMatchObject({
      ContentRange,
      ContentLength: text.length,
    });
  });

  test("in no part, and what is no range", async () => {
    expect(await call("GetObject", { Key: "k", Range: "bytes=5-" })).toBe("InvalidRange");
    expect(await read("k", { Range: "lines=1-2" })).toBe("hello");
  });

  test("on conditions", async () => {
    expect(await read("k", { IfMatch: md5("hello") })).toBe("hello");
    expect(await read("k", { IfMatch: md5("other") })).toBe("PreconditionFailed");
    expect(await read("k", { IfNoneMatch: md5("hello") })).toBe("NotModified");
    expect(await read("k", { IfNoneMatch: "*" })).toBe("NotModified");
    expect(await read("k", { IfModifiedSince: new Date(1_775_000_000_000) })).toBe("NotModified");
    // A time that is still to come is none.
    expect(await read("k", { IfModifiedSince: new Date(2_000_000_000_000) })).toBe("hello");
    expect(await read("k", { IfUnmodifiedSince: new Date(0) })).toBe("PreconditionFailed");
  });

  test("is copied, with what is said of it", async () => {
    await call("PutObject", { Key: "from/ä b", Body: Buffer.from("x"), Metadata: { by: "me" } });
    const copied = await call("CopyObject", { Key: "to", CopySource: "/bkt/from/%C3%A4%20b" });
    expect(copied).toMatchObject({ CopyObjectResult: { ETag: md5("x") } });
    expect(await call("HeadObject", { Key: "to" })).toMatchObject({ Metadata: { by: "me" } });
    await call("CopyObject", {
      Key: "to",
      CopySource: "bkt/from/ä b",
      MetadataDirective: "REPLACE",
      Metadata: { by: "you" },
    });
    expect(await call("HeadObject", { Key: "to" })).toMatchObject({ Metadata: { by: "you" } });
    expect(await read("to")).toBe("x");
    expect(await call("CopyObject", { Key: "to", CopySource: "bkt/none" })).toBe("NoSuchKey");
  });

  test("is ended, also where it is gone already", async () => {
    await put("end", "x");
    expect(await call("DeleteObject", { Key: "end" })).toBeObject();
    expect(await call("DeleteObject", { Key: "end" })).toBeObject();
    expect(await read("end")).toBe("NoSuchKey");
    await put("one", "x");
    const Objects = [{ Key: "one" }, { Key: "none" }];
    expect(await call("DeleteObjects", { Delete: { Objects } })).toEqual({ Deleted: Objects });
    expect(await call("DeleteObjects", { Delete: { Objects, Quiet: true } })).toEqual({});
  });
});

test("what is not there", async () => {
  const { call, read, put } = makeBucket();
  expect(await put("k", "x")).toBe("NoSuchBucket");
  expect(await read("k")).toBe("NoSuchBucket");
  for (const name of ["ListObjectsV2", "ListObjects", "DeleteBucket"])
    expect(await call(name)).toBe("NoSuchBucket");
  await call("CreateBucket");
  expect(await read("k")).toBe("NoSuchKey");
  await put("k", "x");
  expect(await call("DeleteBucket")).toBe("BucketNotEmpty");
  await call("DeleteObject", { Key: "k" });
  expect(await call("DeleteBucket")).toBeObject();
});

test("a bucket is made once", async () => {
  const { call } = makeBucket();
  expect(await call("CreateBucket")).toMatchObject({ Location: "http://bkt.s3.amazonaws.com/" });
  expect(await call("CreateBucket")).toBe("BucketAlreadyOwnedByYou");
  const world = makeWorld();
  const caller = { account: "111122223333", region: "us-east-1" };
  const operation = await loadOperation("s3", "CreateBucket");
  for (let turn = 0; turn < 2; turn++)
    expect(await world.call(operation, { Bucket: "bkt" }, { caller })).toMatchObject({
      output: { Location: "/bkt" },
    });
});

describe("lists", () => {
  const { call, put } = makeBucket();
  beforeAll(async () => {
    await call("CreateBucket");
    for (const key of ["b/2", "a", "b/1", "b/c/3", "ä é", "z"]) await put(key, key);
  });
  const list = async (input: Structure, name = "ListObjectsV2") => {
    const told = (await call(name, input)) as Structure;
    const of = (member: string, key: string) =>
      ((told[member] ?? []) as readonly Structure[]).map((one) => one[key]);
    return { told, keys: of("Contents", "Key"), common: of("CommonPrefixes", "Prefix") };
  };

  test("in the order of their bytes", async () => {
    const { keys, told } = await list({});
    expect(keys).toEqual(["a", "b/1", "b/2", "b/c/3", "z", "ä é"]);
    expect(told).toMatchObject({ Name: "bkt", KeyCount: 6, MaxKeys: 1000, IsTruncated: false });
    expect(told["Contents"]).toContainEqual(
      expect.objectContaining({ Key: "a", ETag: md5("a"), Size: 1, StorageClass: "STANDARD" }),
    );
  });

  test("as folders", async () => {
    expect(await list({ Delimiter: "/" })).toMatchObject({ keys: ["a", "z", "ä é"], common: ["b/"] });
    expect(await list({ Delimiter: "/", Prefix: "b/" })).toMatchObject({
      keys: ["b/1", "b/2"],
      common: ["b/c/"],
    });
    expect(await list({ EncodingType: "url", Prefix: "ä" })).toMatchObject({ keys: ["%C3%A4+%C3%A9"] });
  });

  test("page by page, none twice", async () => {
    const seen: unknown[] = [];
    let more: Structure = {};
    for (let page = 0; page < 9; page++) {
      const { told, keys, common } = await list({ MaxKeys: 2, Delimiter: "/", ...more });
      seen.push(...keys, ...common);
      if (told["IsTruncated"] !== true) break;
      more = { ContinuationToken: told["NextContinuationToken"] };
    }
    expect(seen).toEqual(["a", "b/", "z", "ä é"]);
    const first = await list({ MaxKeys: 2, Delimiter: "/" }, "ListObjects");
    expect(first.told).toMatchObject({ IsTruncated: true, NextMarker: "b/" });
    expect(await list({ Marker: "b/", Delimiter: "/" }, "ListObjects")).toMatchObject({ keys: ["z", "ä é"] });
    expect((await list({ StartAfter: "b/2" })).keys).toEqual(["b/c/3", "z", "ä é"]);
    expect((await list({ MaxKeys: 0 })).told).toMatchObject({ IsTruncated: false });
  });
});

test("an upload in parts", async () => {
  const { call, read, put } = makeBucket();
  await call("CreateBucket");
  await put("source", "0123456789");
  const begun = (await call("CreateMultipartUpload", { Key: "k", Metadata: { by: "me" } })) as Structure;
  const upload = { Key: "k", UploadId: begun["UploadId"] };
  const send = (PartNumber: number, text: string) =>
    call("UploadPart", { ...upload, PartNumber, Body: Buffer.from(text) });
  const [aa, bb] = ["a", "b"].map((text) => text.repeat(5 * 1024 ** 2)) as [string, string];
  expect(await send(2, bb)).toMatchObject({ ETag: md5(bb) });
  await send(1, "x");
  expect(await send(1, aa)).toMatchObject({ ETag: md5(aa) });
  const copied = await call("UploadPartCopy", {
    ...upload,
    PartNumber: 3,
    CopySource: "bkt/source",
    CopySourceRange: "bytes=2-4",
  });
  expect(copied).toMatchObject({ CopyPartResult: { ETag: md5("234") } });
  const told = (await call("ListParts", upload)) as Structure;
  expect(told["Parts"]).toMatchObject([
    { PartNumber: 1, Size: aa.length },
    { PartNumber: 2 },
    { PartNumber: 3 },
  ]);
  expect(await read("k")).toBe("NoSuchKey");
  const part = (PartNumber: number, text: string) => ({ PartNumber, ETag: md5(text) });
  const end = (...Parts: Structure[]) =>
    call("CompleteMultipartUpload", { ...upload, MultipartUpload: { Parts } });
  expect(await end(part(2, bb), part(1, aa))).toBe("InvalidPartOrder");
  expect(await end(part(1, "x"))).toBe("InvalidPart");
  expect(await end(part(4, "x"))).toBe("InvalidPart");
  const hash = createHash("md5");
  for (const text of [aa, bb, "234"]) hash.update(md5(text).replaceAll('"', ""), "hex");
  const ETag = `"${hash.digest("hex")}-3"`;
  expect(await end(part(1, aa), part(2, bb), part(3, "234"))).toMatchObject({ ETag, Key: "k" });
  expect(await read("k")).toBe(`${aa}${bb}234`);
  expect(await read("k", { Range: `bytes=${aa.length - 2}-${aa.length + 1}` })).toBe("aabb");
  expect(await read("k", { PartNumber: 3 })).toBe("234");
  expect(await call("HeadObject", { Key: "k" })).toMatchObject({
    ETag,
    ContentLength: aa.length + bb.length + 3,
    Metadata: { by: "me" },
  });
  // Who did not hear that it has ended asks again.
  expect(await end(part(1, aa))).toMatchObject({ ETag });
  expect(await send(1, "x")).toBe("NoSuchUpload");
});
