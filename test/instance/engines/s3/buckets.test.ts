// Buckets: their names, where they are, whose they are, and what is set on them.
import { describe, expect, test } from "bun:test";
import { TestClient } from "../support/client.ts";
import { makeBucket, makeVersioned, useBucket } from "./support.ts";

const OTHER = "444455556666";

test.each(["ab", "Upper", "a..b", "a.-b", "a-.b", "-a-b", "10.0.0.1", "x".repeat(64)])(
  "%s is no name",
  async (Bucket) => {
    const client = new TestClient();
    expect((await client.call("s3", "CreateBucket", { Bucket })).Error?.Code).toBe("InvalidBucketName");
  },
);

describe("a name", () => {
  test("is one for all accounts", async () => {
    const client = new TestClient();
    const bucket = await makeBucket(client);
    const ask = (name: string, more = {}) =>
      client.call("s3", name, { Bucket: "bucket", ...more }, { account: OTHER });
    expect((await ask("CreateBucket")).Error?.Code).toBe("BucketAlreadyExists");
    expect((await ask("ListObjectsV2")).Error?.Code).toBe("AccessDenied");
    const Statement = [
      { Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::bucket/*" },
    ];
    await bucket.call("DeletePublicAccessBlock");
    await bucket.call("PutBucketPolicy", { Policy: JSON.stringify({ Statement }) });
    await bucket.put("k", "x");
    expect(await ask("GetObject", { Key: "k" })).toMatchObject({ ContentLength: 1 });
  });

  test("is free again once its bucket is gone, and what was in it is not there any more", async () => {
    const client = new TestClient();
    const bucket = await makeVersioned(client);
    const { VersionId } = await bucket.put("k", "x");
    await bucket.call("DeleteObject", { Key: "k", VersionId: String(VersionId) });
    expect((await bucket.call("DeleteBucket")).ResponseMetadata.HTTPStatusCode).toBe(204);
    expect(client.instance.store.records.listAll().next().done).toBe(true);
    await makeBucket(client);
    expect(await bucket.call("GetBucketVersioning")).not.toHaveProperty("Status");
  });
});

describe("what is blocked", () => {
  test("by somebody stays blocked", async () => {
    const client = new TestClient();
    const bucket = await makeBucket(client);
    const set = { BlockPublicAcls: true, BlockPublicPolicy: true };
    await bucket.call("PutPublicAccessBlock", { PublicAccessBlockConfiguration: set });
    expect((await bucket.call("PutBucketAcl", { ACL: "public-read" })).Error?.Code).toBe("AccessDenied");
    expect((await bucket.put("k", "", { ACL: "public-read" })).Error?.Code).toBe("AccessDenied");
    const Statement = [{ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::bucket" }];
    expect(
      (await bucket.call("PutBucketPolicy", { Policy: JSON.stringify({ Statement }) })).Error?.Code,
    ).toBe("AccessDenied");
  });

  test("by nobody is told, and stops no test", async () => {
    const client = new TestClient();
    const bucket = await makeBucket(client);
    expect(await bucket.call("GetPublicAccessBlock")).toMatchObject({
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
    });
    expect(await bucket.call("GetBucketOwnershipControls")).toMatchObject({
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    });
    expect((await bucket.put("k", "", { ACL: "public-read" })).Error).toBeUndefined();
    await bucket.call("DeletePublicAccessBlock");
    expect((await bucket.call("GetPublicAccessBlock")).Error?.Code).toBe(
      "NoSuchPublicAccessBlockConfiguration",
    );
  });
});

test.each([
  ["{", "Policies must be valid JSON and the first byte must be '{'"],
  ["[]", "Policies must be valid JSON and the first byte must be '{'"],
  ["{}", "Missing required field Statement"],
  [
    '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}]}',
    "Missing required field Resource",
  ],
  [
    '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::other/x"}]}',
    "Policy has invalid resource",
  ],
])("the policy %s is none", async (Policy, Message) => {
  const bucket = await makeBucket(new TestClient());
  expect((await bucket.call("PutBucketPolicy", { Policy })).Error).toMatchObject({
    Code: "MalformedPolicy",
    Message,
  });
});

test.each([
  [{ Status: "Enabled", Filter: { Prefix: "" } }, "InvalidRequest"],
  [{ Status: "Enabled", Expiration: { Days: 1 } }, "MalformedXML"],
  [{ Status: "Enabled", Filter: {}, Expiration: { Days: 0 } }, "InvalidArgument"],
  [{ Status: "Enabled", Filter: {}, Expiration: { Date: new Date(1_800_000_000_001) } }, "InvalidArgument"],
  [{ Status: "Sometimes", Filter: {}, Expiration: { Days: 1 } }, "MalformedXML"],
])("the rule %j of a life cycle is none", async (rule, code) => {
  const bucket = await makeBucket(new TestClient());
  const LifecycleConfiguration = { Rules: [rule] };
  const shown = await bucket.call("PutBucketLifecycleConfiguration", { LifecycleConfiguration });
  expect(shown.Error?.Code).toBe(code);
});

test("what a bucket tells of nothing that is there", async () => {
  const client = new TestClient();
  const none = useBucket(client, "none");
  for (const name of [
    "GetBucketCors",
    "GetBucketPolicy",
    "GetBucketTagging",
    "ListObjectsV2",
    "GetBucketAcl",
  ])
    expect((await none.call(name)).Error).toMatchObject({ Code: "NoSuchBucket", BucketName: "none" });
});

test("a bucket with periods in its name has no acceleration", async () => {
  const client = new TestClient();
  const asked = { Bucket: "a.b", AccelerateConfiguration: { Status: "Enabled" } };
  await client.call("s3", "CreateBucket", { Bucket: "a.b" });
  expect((await client.call("s3", "PutBucketAccelerateConfiguration", asked)).Error?.Code).toBe(
    "InvalidRequest",
  );
});
