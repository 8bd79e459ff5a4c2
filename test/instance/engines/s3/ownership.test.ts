// Whose what others put in a bucket is, by what was asked of it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
import { describe, expect, test } from "bun:test";
import { type Given, type Shown, TestClient } from "../support/client.ts";
import { makeBucket } from "./support.ts";

const OTHER = "222222222222";
type Input = { readonly [name: string]: Given | undefined };
const OPEN = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      ...{ Effect: "Allow", Principal: "*", Action: "*" },
      Resource: ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"],
    },
  ],
});

/** A bucket in which another account may do everything. */
async function makeOpen(more: { readonly [name: string]: Given } = {}) {
  const client = new TestClient();
  const bucket = await makeBucket(client, more);
  const asOther = (name: string, input: Input = {}): Promise<Shown> =>
    client.call("s3", name, { Bucket: "bucket", ...input }, { account: OTHER });
  await bucket.call("PutBucketPolicy", { Policy: OPEN });
  const ownerOf = async (Key: string): Promise<string> => {
    const { Owner } = (await asOther("GetObjectAcl", { Key })) as Shown & { Owner: { ID: string } };
    const { Owner: mine } = (await bucket.call("GetBucketAcl")) as Shown & { Owner: { ID: string } };
    return Owner.ID === mine.ID ? "the bucket's owner" : "who put it";
  };
  return { bucket, asOther, ownerOf };
}

const controls = (ObjectOwnership: string) => ({ OwnershipControls: { Rules: [{ ObjectOwnership }] } });
const FULL = "bucket-owner-full-control";

describe.each<[string, string, string]>([
  ["BucketOwnerEnforced", "the bucket's owner", "the bucket's owner"],
  ["BucketOwnerPreferred", "who put it", "the bucket's owner"],
  ["ObjectWriter", "who put it", "who put it"],
])("in a bucket with %s", (ObjectOwnership, usually, withFull) => {
  test.each(["when it is made", "afterwards"])("an object is whose it says, told %s", async (when) => {
    const isFirst = when === "when it is made";
    const { bucket, asOther, ownerOf } = await makeOpen(isFirst ? { ObjectOwnership } : {});
    if (!isFirst) await bucket.call("PutBucketOwnershipControls", controls(ObjectOwnership));
    await asOther("PutObject", { Key: "a" });
    await asOther("PutObject", { Key: "b", ACL: FULL });
    await asOther("CopyObject", { Key: "c", CopySource: "bucket/a" });
    await asOther("CopyObject", { Key: "d", CopySource: "bucket/a", ACL: FULL });
    expect(await Promise.all(["a", "b", "c", "d"].map(ownerOf))).toEqual([
      usually,
      withFull,
      usually,
      withFull,
    ]);
  });

  test("lists are taken or refused", async () => {
    const { bucket, asOther } = await makeOpen({ ObjectOwnership });
    await bucket.put("k");
    const code = ObjectOwnership === "BucketOwnerEnforced" ? "AccessControlListNotSupported" : undefined;
    for (const [name, input] of [
      ["PutObject", { Key: "p" }],
      ["CreateMultipartUpload", { Key: "p" }],
      ["CopyObject", { Key: "p", CopySource: "bucket/k" }],
      ["PutObjectAcl", { Key: "k" }],
      ["PutBucketAcl", {}],
    ] as const)
      expect([name, (await asOther(name, { ...input, ACL: "private" })).Error?.Code]).toEqual([name, code]);
  });
});

test("a bucket whose list names others cannot be told to take none", async () => {
  const bucket = await makeBucket(new TestClient(), { ACL: "public-read" });
  const refused = await bucket.call("PutBucketOwnershipControls", controls("BucketOwnerEnforced"));
  expect(refused.Error?.Code).toBe("InvalidBucketAclWithObjectOwnership");
  await bucket.call("PutBucketAcl", { ACL: "private" });
  expect((await bucket.call("PutBucketOwnershipControls", controls("BucketOwnerEnforced"))).Error).toBe(
    undefined,
  );
});

test("the lists of objects say nothing where a bucket takes none", async () => {
  const client = new TestClient();
  const bucket = await makeBucket(client);
  await bucket.put("k", "x", { ACL: "public-read" });
  const read = async () => {
    const call = client.call("s3", "GetObject", { Bucket: "bucket", Key: "k" }, { account: OTHER });
    return (await call).Error?.Code;
  };
  expect(await read()).toBe(undefined);
  await bucket.call("PutBucketOwnershipControls", controls("BucketOwnerEnforced"));
  expect(await read()).toBe("AccessDenied");
  expect((await bucket.call("GetObjectAcl", { Key: "k" }))["Grants"]).toHaveLength(1);
  await bucket.call("DeleteBucketOwnershipControls");
  expect(await read()).toBe(undefined);
});
