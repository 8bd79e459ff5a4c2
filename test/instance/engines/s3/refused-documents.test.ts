// What S3 refuses of the documents that set something up, and of those that end an upload.
import { describe, expect, test } from "bun:test";
import { type Given, TestClient } from "../support/client.ts";
import { send } from "./recorded-front.ts";
import { type BucketClient, crc32, makeBucket, sendPart } from "./support.ts";

const bucketOf = () => makeBucket(new TestClient());
const codeOf = async (shown: Promise<{ readonly Error?: { readonly Code: string } | undefined }>) =>
  (await shown).Error?.Code;

describe("a policy", () => {
  const policy = (bucket: BucketClient, more: { readonly [name: string]: Given }) =>
    bucket.call("PutBucketPolicy", {
      Policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            ...{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" },
            Resource: "arn:aws:s3:::bucket/*",
            ...more,
          },
        ],
      }),
    });

  test.each([
    ["s3:GetObject", "arn:aws:s3:::bucket"],
    ["s3:GetObjec?", "arn:aws:s3:::bucket"],
    ["s3:ListBucket", "arn:aws:s3:::bucket/*"],
    ["s3:*Bucket*", "arn:aws:s3:::bucket/*"],
    ["s3:GetObjectVersion", "arn:aws:s3:::bucket"],
    ["s3:GetEncryptionConfiguration", "arn:aws:s3:::bucket/*"],
  ])("of which no action is one of what it names: %s of %s", async (Action, Resource) => {
    const refused = await policy(await bucketOf(), { Action, Resource });
    expect(refused.Error).toMatchObject({
      Code: "MalformedPolicy",
      Message: "Action does not apply to any resource(s) in statement",
    });
  });

  test.each([
    ["s3:*", "arn:aws:s3:::bucket"],
    ["s3:Get*", "arn:aws:s3:::bucket/*"],
    ["s3:ListBucket", "arn:aws:s3:::bucket*"],
    [
      ["s3:ListBucket", "s3:GetObject"],
      ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"],
    ],
    ["s3:SomethingNew", "arn:aws:s3:::bucket"],
  ])("is put where one is: %j of %j", async (Action, Resource) => {
    expect(await codeOf(policy(await bucketOf(), { Action, Resource }))).toBeUndefined();
  });

  const NOBODY = [
    ...["", [], { AWS: "" }, { AWS: [] }, {}],
    ...[{ AWS: "arn:aws:iam::*:root" }, { AWS: ["*", "arn:aws:iam::222222222222:user/*"] }],
  ];
  test.each(NOBODY.map((one) => [one] as const))("for nobody: %j", async (Principal) => {
    const refused = await policy(await bucketOf(), { Principal });
    expect(refused.Error?.Message).toBe("Invalid principal in policy");
  });

  test("that allows all but somebody", async () => {
    const but = { Principal: undefined as never, NotPrincipal: { AWS: "arn:aws:iam::222222222222:root" } };
    const bucket = await bucketOf();
    expect((await policy(bucket, but)).Error).toMatchObject({
      Code: "MalformedPolicy",
      Message: "Allow with NotPrincipal is not allowed.",
    });
    expect(await codeOf(policy(bucket, { ...but, Effect: "Deny" }))).toBeUndefined();
  });

  test("with a condition of no kind that there is", async () => {
    const bucket = await bucketOf();
    const put = (operator: string) => policy(bucket, { Condition: { [operator]: { "aws:UserAgent": "x" } } });
    for (const wrong of ["NotAnOperator", "stringequals", "NullIfExists", "ForSome:StringEquals"])
      expect((await put(wrong)).Error?.Message).toBe(`Invalid Condition type : ${wrong}`);
    for (const right of ["StringNotLike", "ForAnyValue:StringEqualsIfExists", "IpAddress", "Null"])
      expect((await put(right)).Error).toBeUndefined();
  });
});

describe("a website", () => {
  const website = (bucket: BucketClient, RoutingRules: Given) =>
    bucket.call("PutBucketWebsite", {
      WebsiteConfiguration: { IndexDocument: { Suffix: "index.html" }, RoutingRules },
    });
  const HostName = "example.com";

  test.each([
    [Array.from({ length: 51 }, (_, at) => ({ Redirect: { ReplaceKeyWith: `${at}` } })), "InvalidRequest"],
    [[{ Redirect: { HostName, HttpRedirectCode: "300" } }], "InvalidRequest"],
    [[{ Redirect: { HostName, HttpRedirectCode: "3xx" } }], "MalformedXML"],
    [[{ Condition: { KeyPrefixEquals: "docs/" }, Redirect: {} }], "MalformedXML"],
    [[{ Condition: { HttpErrorCodeReturnedEquals: "399" }, Redirect: { HostName } }], "InvalidRequest"],
    [
      [
        {
          Condition: { HttpErrorCodeReturnedEquals: "404" },
          Redirect: { HostName, HttpRedirectCode: "302" },
        },
      ],
      undefined,
    ],
  ])("has at most 50 rules, with codes that there are: %#", async (rules, code) => {
    expect(await codeOf(website(await bucketOf(), rules))).toBe(code);
  });
});

describe("pages of other origins", () => {
  test("name headers as headers are named", async () => {
    const bucket = await bucketOf();
    const put = (AllowedHeaders: string[], ExposeHeaders: string[]) =>
      bucket.call("PutBucketCors", {
        CORSConfiguration: {
          CORSRules: [{ AllowedOrigins: ["*"], AllowedMethods: ["GET"], AllowedHeaders, ExposeHeaders }],
        },
      });
    expect(await codeOf(put(["X(Custom)"], []))).toBe("InvalidRequest");
    expect(await codeOf(put(["*"], ["two words"]))).toBe("InvalidRequest");
    expect(await codeOf(put(["x-amz-*", "*"], ["ETag"]))).toBeUndefined();
  });

  test("ask for a method that there is, from where they are", async () => {
    const client = new TestClient();
    await makeBucket(client);
    const ask = async (headers: { [name: string]: string }) =>
      (await send(client, { method: "OPTIONS", path: "/bucket/k", headers })).status;
    expect(await ask({ origin: "", "access-control-request-method": "GET" })).toBe(400);
    expect(await ask({ origin: "http://a", "access-control-request-method": "get" })).toBe(400);
    expect(await ask({ origin: "http://a", "access-control-request-method": "GET" })).toBe(403);
  });
});

describe("an upload", () => {
  async function begin(more: { readonly [name: string]: Given } = {}) {
    const bucket = await bucketOf();
    const { UploadId } = await bucket.call("CreateMultipartUpload", { Key: "k", ...more });
    const id = String(UploadId);
    const part = async (input = {}) => String((await sendPart(bucket, "k", id, 1, "abc", input))["ETag"]);
    const end = (one: Given, input = {}) =>
      codeOf(
        bucket.call("CompleteMultipartUpload", {
          ...{ Key: "k", UploadId: id, MultipartUpload: { Parts: [one] } },
          ...input,
        }),
      );
    return { bucket, id, part, end };
  }

  test("is as large as the call that ends it says", async () => {
    const { part, end } = await begin();
    const one = { PartNumber: 1, ETag: await part() };
    expect(await end(one, { MpuObjectSize: -1 })).toBe("InvalidRequest");
    expect(await end(one, { MpuObjectSize: 4 })).toBe("InvalidRequest");
    expect(await end(one, { MpuObjectSize: 3 })).toBeUndefined();
  });

  test("ends with parts that have a number and a tag", async () => {
    const { part, end } = await begin();
    const ETag = await part();
    expect(await end({ PartNumber: -4, ETag })).toBe("InvalidArgument");
    expect(await end({ PartNumber: 1 })).toBe("MalformedXML");
    expect(await end({ ETag })).toBe("MalformedXML");
  });

  test("ends with one checksum of a part, which is the part's", async () => {
    const { part, end } = await begin({ ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT" });
    const one = { PartNumber: 1, ETag: await part() };
    const sum = crc32("abc");
    expect(await end({ ...one, ChecksumCRC32: sum, ChecksumCRC32C: sum })).toBe("InvalidArgument");
    expect(await end({ ...one, ChecksumCRC32C: sum })).toBe("BadDigest");
    expect(await end({ ...one, ChecksumCRC32: sum })).toBeUndefined();
  });

  test("whose checksum is made of those of its parts takes no part without one", async () => {
    const { bucket, id } = await begin({ ChecksumAlgorithm: "SHA256", ChecksumType: "COMPOSITE" });
    const refused = await bucket.call("UploadPart", {
      ...{ Key: "k", UploadId: id, PartNumber: 1, Body: Buffer.from("abc") },
    });
    expect(refused.Error).toMatchObject({
      Code: "InvalidRequest",
      Message: "Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: null",
    });
  });
});

test("of what is empty the last bytes are all there are", async () => {
  const bucket = await bucketOf();
  await bucket.put("k", "");
  expect((await bucket.get("k", { Range: "bytes=-1" })).ResponseMetadata.HTTPStatusCode).toBe(200);
  expect((await bucket.get("k", { Range: "bytes= -1" })).ResponseMetadata.HTTPStatusCode).toBe(200);
  for (const Range of ["bytes=0-", "bytes=-0", "bytes=0-0"])
    expect(await codeOf(bucket.get("k", { Range }))).toBe("InvalidRange");
});

test("a lock's time is looked at before what is to be locked", async () => {
  const bucket = await bucketOf();
  const past = new Date("2000-01-01T00:00:00Z");
  const put = bucket.put("k", "x", { ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: past });
  expect(await codeOf(put)).toBe("InvalidArgument");
});
