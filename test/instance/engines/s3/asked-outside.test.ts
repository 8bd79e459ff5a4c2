// What suites of others ask of S3, in their words what AWS answers.
import { expect, test } from "bun:test";
import { TestClient } from "../support/client.ts";
import { list, makeBucket, makeVersioned } from "./support.ts";

const POLICY = "The XML you provided was not well-formed or did not validate against our published schema";

test("a document of tags without a set takes all tags away", async () => {
  const bucket = await makeBucket(new TestClient());
  await bucket.call("PutBucketTagging", { Tagging: { TagSet: [{ Key: "a", Value: "b" }] } });
  expect((await bucket.call("PutBucketTagging", { Tagging: {} })).Error).toBeUndefined();
  expect((await bucket.call("GetBucketTagging")).Error?.Code).toBe("NoSuchTagSet");
});

test("tags of a header stand in the order of their keys, and are none of AWS's own", async () => {
  const bucket = await makeBucket(new TestClient());
  await bucket.put("k", "x", { Tagging: "foo=bar&bar" });
  expect(await bucket.call("GetObjectTagging", { Key: "k" })).toMatchObject({
    TagSet: [
      { Key: "bar", Value: "" },
      { Key: "foo", Value: "bar" },
    ],
  });
  const refused = await bucket.put("k", "x", { Tagging: "aws:a=b" });
  expect(refused.Error?.Message).toBe("Your TagKey cannot be prefixed with aws:");
});

test("a list of versions begins with empty markers, and goes on with both or a key alone", async () => {
  const bucket = await makeVersioned(new TestClient());
  await bucket.put("k", "x");
  const ask = (KeyMarker: string, VersionIdMarker: string) =>
    bucket.call("ListObjectVersions", { KeyMarker, VersionIdMarker });
  expect(await ask("", "")).toMatchObject({ Versions: [{ Key: "k" }] });
  expect((await ask("a", "")).Error?.Message).toBe("A version-id marker cannot be empty.");
});

test("a list that goes on does not tell where it was to begin", async () => {
  const bucket = await makeBucket(new TestClient());
  for (const key of ["a", "b", "c"]) await bucket.put(key);
  const first = await list(bucket, { StartAfter: "a", MaxKeys: 1 });
  expect(first["StartAfter"]).toBe("a");
  const ContinuationToken = String(first["NextContinuationToken"]);
  const second = await list(bucket, { StartAfter: "a", ContinuationToken });
  expect(second).toMatchObject({ Contents: [{ Key: "c" }] });
  expect(second["StartAfter"]).toBeUndefined();
});

test("what is archived is copied when it is restored, and restored again at once", async () => {
  const bucket = await makeBucket(new TestClient());
  await bucket.put("k", "x", { StorageClass: "GLACIER" });
  const copy = { Key: "copy", CopySource: "bucket/k" };
  expect((await bucket.call("CopyObject", copy)).Error?.Code).toBe("ObjectNotInActiveTierError");
  const restore = () => bucket.call("RestoreObject", { Key: "k", RestoreRequest: { Days: 1 } });
  expect((await restore()).ResponseMetadata.HTTPStatusCode).toBe(202);
  expect((await restore()).ResponseMetadata.HTTPStatusCode).toBe(200);
  expect((await bucket.call("CopyObject", copy)).Error).toBeUndefined();
});

test("keys of KMS are told by their ARNs, and what is no key as it was given", async () => {
  const bucket = await makeBucket(new TestClient());
  const put = (SSEKMSKeyId: string, more = { ServerSideEncryption: "aws:kms" } as object) =>
    bucket.put("k", "x", { SSEKMSKeyId, ...more });
  expect((await put("testkey-1"))["SSEKMSKeyId"]).toBe("testkey-1");
  const id = "11111111-2222-3333-4444-555555555555";
  expect((await put(id))["SSEKMSKeyId"]).toBe(`arn:aws:kms:us-east-1:111111111111:key/${id}`);
  expect((await put(id, {})).Error?.Code).toBe("InvalidArgument");
});

test("malformed lists of who may do what have an error of their own", async () => {
  const bucket = await makeBucket(new TestClient());
  const Owner = (await bucket.call("GetBucketAcl"))["Owner"] as never;
  const Grantee = { Type: "Group", URI: "http://acs.amazonaws.com/groups/s3/LogDelivery" };
  for (const AccessControlPolicy of [
    { Owner, Grants: [{ Grantee, Permission: "no" }] },
    { Grants: [{ Grantee, Permission: "READ" }] },
  ]) {
    const refused = await bucket.call("PutBucketAcl", { AccessControlPolicy });
    expect(refused.Error).toMatchObject({ Code: "MalformedACLError", Message: POLICY });
  }
});

test("who may do what is told either by headers or by a document", async () => {
  const bucket = await makeBucket(new TestClient());
  const Owner = (await bucket.call("GetBucketAcl"))["Owner"] as never;
  const AccessControlPolicy = { Owner, Grants: [] };
  const grant = { GrantRead: "uri=http://acs.amazonaws.com/groups/s3/LogDelivery" };
  for (const more of [{ ACL: "private" }, grant])
    expect((await bucket.call("PutBucketAcl", { AccessControlPolicy, ...more })).Error).toMatchObject({
      Code: "UnexpectedContent",
      Message: "This request does not support content",
    });
});

test("a name of an account's own namespace ends with the account and the region", async () => {
  const client = new TestClient();
  const make = (Bucket: string) =>
    client.call("s3", "CreateBucket", { Bucket, BucketNamespace: "account-regional" });
  expect((await make("wrong-suffix")).Error?.Code).toBe("InvalidNamespaceHeader");
  expect((await make("right-111111111111-us-east-1-an")).Error).toBeUndefined();
});

test.each<[string, { readonly [name: string]: number }, string]>([
  ["ListObjectsV2", { MaxKeys: -1 }, "Argument maxKeys must be an integer between 0 and 2147483647"],
  ["ListObjectsV2", { MaxKeys: 2 ** 31 }, "Provided max-keys not an integer or within integer range"],
  ["ListParts", { MaxParts: -42 }, "Argument max-parts must be an integer between 0 and 2147483647"],
  ["ListParts", { MaxParts: 2 ** 31 + 41 }, "Provided max-parts not an integer or within integer range"],
  [
    "ListParts",
    { PartNumberMarker: -42 },
    "Argument part-number-marker must be an integer between 0 and 2147483647",
  ],
  [
    "ListParts",
    { PartNumberMarker: 2 ** 31 + 41 },
    "Provided part-number-marker not an integer or within integer range",
  ],
])("%s is not asked with %o", async (operation, input, message) => {
  const bucket = await makeBucket(new TestClient());
  const Key = "key";
  const { UploadId } = await bucket.call("CreateMultipartUpload", { Key });
  const named = operation === "ListParts" ? { Key, UploadId: String(UploadId) } : {};
  const { Error: error } = await bucket.call(operation, { ...named, ...input });
  expect([error?.Code, error?.Message]).toEqual(["InvalidArgument", message]);
});
