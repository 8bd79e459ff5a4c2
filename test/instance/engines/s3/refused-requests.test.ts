// What S3 refuses of requests whose members do not go together, whatever stands.
import { describe, expect, test } from "bun:test";
import { TestClient } from "../support/client.ts";
import { send } from "./recorded-front.ts";
import { CUSTOMER } from "./recorded-multipart-help.ts";
import { makeBucket } from "./support.ts";

const client = () => new TestClient();
const tags = (count: number) => Array.from({ length: count }, (_, at) => ({ Key: `k${at}`, Value: "v" }));

describe("a put is refused", () => {
  test.each([
    [{ ObjectLockMode: "GOVERNANCE" }, "InvalidArgument"],
    [{ ObjectLockRetainUntilDate: new Date("2100-01-01T00:00:00Z") }, "InvalidArgument"],
    [
      { ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: new Date("2100-01-01T00:00:00Z") },
      "InvalidRequest",
    ],
  ])("with a lock in a bucket that has none: %j", async (more, code) => {
    const bucket = await makeBucket(client());
    expect((await bucket.put("k", "x", more)).Error?.Code).toBe(code);
  });

  test("that leads to what is no address", async () => {
    const bucket = await makeBucket(client());
    const put = (WebsiteRedirectLocation: string) => bucket.put("k", "x", { WebsiteRedirectLocation });
    expect((await put("ftp://example.com")).Error?.Code).toBe("InvalidRedirectLocation");
    for (const right of ["/other", "http://example.com", "https://example.com"])
      expect((await put(right)).Error).toBeUndefined();
  });
});

test.each([
  ["AES256", {}],
  ["aws:kms", { SSEKMSKeyId: "key" }],
])("a put with a customer's key is not encrypted with %s as well", async (ServerSideEncryption, more) => {
  const bucket = await makeBucket(client());
  const put = bucket.put("k", "x", { ...CUSTOMER, ServerSideEncryption, ...more });
  expect((await put).Error).toMatchObject({
    Code: "InvalidArgument",
    ArgumentName: "x-amz-server-side-encryption",
    ArgumentValue: ServerSideEncryption,
  });
});

test.each([
  ["=", "InvalidArgument"],
  ["key%", "InvalidArgument"],
  ["key=a&key=b", "InvalidArgument"],
  ["key(=a", "InvalidTag"],
  ["key=a!", "InvalidTag"],
  ["key=a&", undefined],
])("tags of a header have the words of tags: %s", async (Tagging, code) => {
  const bucket = await makeBucket(client());
  expect((await bucket.put("k", "x", { Tagging })).Error?.Code).toBe(code);
});

describe("a read is refused", () => {
  test("by the number of a part that none can have, before the object is looked for", async () => {
    const bucket = await makeBucket(client());
    for (const PartNumber of [-3, 0, 10_001]) {
      expect((await bucket.get("none", { PartNumber })).Error?.Code).toBe("InvalidArgument");
      const head = await bucket.call("HeadObject", { Key: "none", PartNumber });
      expect(head.ResponseMetadata.HTTPStatusCode).toBe(400);
    }
  });

  test("that nobody signed and that asks for other headers than were put", async () => {
    const one = client();
    const bucket = await makeBucket(one);
    await bucket.put("k", "x", { ACL: "public-read" });
    const read = async (...query: [string, string][]) =>
      (await send(one, { path: "/bucket/k", query })).status;
    expect(await read()).toBe(200);
    expect(await read(["response-content-type", "text/plain"])).toBe(400);
  });

  test("of attributes, with none asked for", async () => {
    const bucket = await makeBucket(client());
    await bucket.put("k", "x");
    const refused = await bucket.call("GetObjectAttributes", { Key: "k", ObjectAttributes: [] });
    expect(refused.Error?.Code).toBe("InvalidRequest");
  });
});

test("a lock's mode is no other one before its time, unless somebody may do that", async () => {
  const bucket = await makeBucket(client(), { ObjectLockEnabledForBucket: true });
  const RetainUntilDate = new Date("2100-01-01T00:00:00Z");
  await bucket.put("k", "x", { ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: RetainUntilDate });
  const change = async (more: object) => {
    const Retention = { Mode: "COMPLIANCE", RetainUntilDate };
    return (await bucket.call("PutObjectRetention", { Key: "k", Retention, ...more })).Error?.Code;
  };
  expect(await change({})).toBe("AccessDenied");
  expect(await change({ BypassGovernanceRetention: true })).toBeUndefined();
});

test("the only part of what is empty is the whole of it", async () => {
  const bucket = await makeBucket(client());
  await bucket.put("k", "");
  const read = await bucket.get("k", { PartNumber: 1 });
  expect(read.ResponseMetadata.HTTPStatusCode).toBe(200);
  expect(read["ContentRange"]).toBeUndefined();
  expect(read["ContentLength"]).toBe(0);
});

describe("a bucket", () => {
  test("that takes no lists is not made with one", async () => {
    const make = async (ObjectOwnership: string, ACL: string) => {
      const made = await client().call("s3", "CreateBucket", { Bucket: "bucket", ObjectOwnership, ACL });
      return made.Error?.Code;
    };
    expect(await make("BucketOwnerEnforced", "public-read")).toBe("InvalidBucketAclWithObjectOwnership");
    expect(await make("BucketOwnerEnforced", "private")).toBeUndefined();
    expect(await make("ObjectWriter", "public-read")).toBeUndefined();
  });

  test("has at most 50 tags", async () => {
    const bucket = await makeBucket(client());
    const put = (count: number) => bucket.call("PutBucketTagging", { Tagging: { TagSet: tags(count) } });
    expect((await put(50)).Error).toBeUndefined();
    expect((await put(51)).Error).toMatchObject({
      Code: "BadRequest",
      Message: "Bucket tag count cannot be greater than 50",
    });
    const made = await client().call("s3", "CreateBucket", {
      Bucket: "bucket",
      CreateBucketConfiguration: { Tags: tags(51) },
    });
    expect(made.Error?.Code).toBe("BadRequest");
  });
});

describe("a query that names what the request has not", () => {
  const signed = {
    authorization:
      "AWS4-HMAC-SHA256 Credential=111111111111/20260401/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x",
  };

  test.each([
    ["PUT", [["uploadId", "x"]], 405],
    ["PUT", [["partNumber", "1"]], 400],
    ["GET", [["versions", undefined]], 400],
    ["GET", [["uploads", ""]], 400],
    ["PUT", [["policy", undefined]], 400],
    ["GET", [["acl", undefined]], 200],
    ["GET", [["versionId", ""]], 200],
  ] as const)("is refused, and nothing is done: %s %j", async (method, query, status) => {
    const one = client();
    const bucket = await makeBucket(one);
    await bucket.put("k", "x");
    const answer = await send(one, {
      ...{ method, path: "/bucket/k", headers: signed, query: query as never },
      ...(method === "PUT" && { body: "other" }),
    });
    expect(answer.status).toBe(status);
    expect((await bucket.get("k"))["ContentLength"]).toBe(1);
  });
});

test("what was put before there were versions has the id of none", async () => {
  const bucket = await makeBucket(client());
  await bucket.put("k", "x");
  expect((await bucket.get("k"))["VersionId"]).toBeUndefined();
  await bucket.call("PutBucketVersioning", { VersioningConfiguration: { Status: "Enabled" } });
  expect((await bucket.get("k"))["VersionId"]).toBe("null");
  expect((await bucket.call("HeadObject", { Key: "k", VersionId: "null" }))["VersionId"]).toBe("null");
});

test("tags of a version that is not there are those of no version, and not of no key", async () => {
  const bucket = await makeBucket(client());
  await bucket.call("PutBucketVersioning", { VersioningConfiguration: { Status: "Enabled" } });
  await bucket.put("k", "x");
  const read = async (Key: string, VersionId?: string) =>
    (await bucket.call("GetObjectTagging", { Key, VersionId })).Error?.Code;
  expect(await read("k", "01K97XE6PJQ1A4X5TJFDHK4EMC")).toBe("NoSuchVersion");
  expect(await read("none")).toBe("NoSuchKey");
});

test("what a call says of a lock is looked at before what is locked", async () => {
  const bucket = await makeBucket(client(), { ObjectLockEnabledForBucket: true });
  const lock = async (name: string, more: object) =>
    (await bucket.call(name, { Key: "none", ...more })).Error?.Code;
  const RetainUntilDate = new Date("2000-01-01T00:00:00Z");
  expect(await lock("PutObjectRetention", { Retention: { Mode: "GOVERNANCE", RetainUntilDate } })).toBe(
    "InvalidArgument",
  );
  expect(await lock("PutObjectRetention", {})).toBe("MalformedXML");
  expect(await lock("PutObjectLegalHold", {})).toBe("MalformedXML");
  expect(await lock("PutObjectLegalHold", { LegalHold: { Status: "ON" } })).toBe("NoSuchKey");
});
