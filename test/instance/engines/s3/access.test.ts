// Whom S3 lets do what: by a bucket's policy, by the lists of buckets and objects, and by what is locked.
import { describe, expect, test } from "bun:test";
import { holdAll } from "../../../../src/instance/engines/s3/access/conditions.ts";
import { ACCOUNT, type Given, TestClient } from "../support/client.ts";
import { send } from "./recorded-front.ts";
import { makeBucket } from "./support.ts";

const OTHER = "222222222222";
type Input = { readonly [name: string]: Given | undefined };

async function makeWorld(more: Input = {}) {
  const client = new TestClient();
  const bucket = await makeBucket(client, more as never);
  await bucket.put("k", "x");
  const by = async (account: string, name: string, input: Input = {}) => {
    const shown = await client.call("s3", name, { Bucket: "bucket", ...input }, { account });
    return shown.Error?.Code ?? "ok";
  };
  const asOther = (name: string, input: Input = {}) => by(OTHER, name, input);
  const asNobody = async (method: string, path: string) => (await send(client, { method, path })).status;
  const policy = (...Statement: Given[]) =>
    bucket.call("PutBucketPolicy", { Policy: JSON.stringify({ Version: "2012-10-17", Statement }) });
  return { client, bucket, by, asOther, asNobody, policy };
}

function statement(Action: string, more: { readonly [name: string]: Given } = {}): Given {
  return {
    ...{ Effect: "Allow", Principal: "*", Action },
    Resource: ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"],
    ...more,
  };
}

describe("a bucket that nobody opened", () => {
  test("is its account's alone", async () => {
    const { by, asOther, asNobody } = await makeWorld();
    for (const name of [
      "GetObject",
      "HeadObject",
      "PutObject",
      "DeleteObject",
      "ListObjectsV2",
      "GetBucketAcl",
    ])
      expect([name, await asOther(name, { Key: "k" })]).toEqual([
        name,
        name === "HeadObject" ? "403" : "AccessDenied",
      ]);
    expect(await by(ACCOUNT, "GetObject", { Key: "k" })).toBe("ok");
    expect(await asNobody("GET", "/bucket/k")).toBe(403);
    expect(await asNobody("PUT", "/bucket/k")).toBe(403);
    expect(await asNobody("DELETE", "/bucket")).toBe(403);
    expect(await asNobody("GET", "/none/k")).toBe(404);
  });
});

test.each([
  ["private", "private", ""],
  ["private", "public-read", "get"],
  ["public-read", "private", "list"],
  ["public-read", "public-read", "get list"],
  ["public-read-write", "private", "list put"],
  ["authenticated-read", "authenticated-read", "get list"],
])(
  "a bucket that is %s with an object that is %s lets others: %s",
  async (bucketAcl, objectAcl, expected) => {
    const { bucket, asOther, asNobody } = await makeWorld();
    await bucket.call("PutBucketAcl", { ACL: bucketAcl });
    await bucket.call("PutObjectAcl", { Key: "k", ACL: objectAcl });
    const done: string[] = [];
    if ((await asOther("GetObject", { Key: "k" })) === "ok") done.push("get");
    if ((await asOther("ListObjectsV2")) === "ok") done.push("list");
    if ((await asOther("PutObject", { Key: "new" })) === "ok") done.push("put");
    expect(done.join(" ")).toBe(expected);
    const isSigned = objectAcl === "authenticated-read";
    expect(await asNobody("GET", "/bucket/k")).toBe(expected.includes("get") && !isSigned ? 200 : 403);
  },
);

test("whom a list names has what it grants, and what he puts is his", async () => {
  const { client, bucket, asOther } = await makeWorld();
  const { Owner } = await client.call("s3", "ListBuckets", {}, { account: OTHER });
  const { ID } = Owner as { ID: string };
  await bucket.call("PutBucketAcl", { GrantWrite: `id=${ID}`, GrantWriteACP: `id=${ID}` });
  expect(await asOther("ListObjectsV2")).toBe("AccessDenied");
  expect(await asOther("PutObject", { Key: "his" })).toBe("ok");
  expect(await asOther("GetObject", { Key: "his" })).toBe("ok");
  expect(await bucket.call("GetObjectAcl", { Key: "his" })).toMatchObject({ Owner: { ID } });
  expect(await asOther("PutBucketAcl", { ACL: "public-read" })).toBe("ok");
  expect(await asOther("ListObjectsV2")).toBe("ok");
});

describe("a policy", () => {
  test("lets others do what it allows, and nothing else", async () => {
    const { bucket, policy, asOther, asNobody } = await makeWorld();
    await policy(statement("s3:Get*", { Resource: "arn:aws:s3:::bucket/k*" }));
    await bucket.put("other", "x");
    expect(await asOther("GetObject", { Key: "k" })).toBe("ok");
    expect(await asNobody("GET", "/bucket/k")).toBe(200);
    expect(await asOther("GetObject", { Key: "other" })).toBe("AccessDenied");
    // That nothing is there is told to who may list.
    expect(await asOther("GetObject", { Key: "k2" })).toBe("AccessDenied");
    expect(await asOther("PutObject", { Key: "k" })).toBe("AccessDenied");
  });

  test("denies its owner what it denies all, but not to take it back", async () => {
    const { policy, by } = await makeWorld();
    await policy(statement("s3:*", { Effect: "Deny" }));
    expect(await by(ACCOUNT, "GetObject", { Key: "k" })).toBe("AccessDenied");
    expect(await by(ACCOUNT, "DeleteBucketPolicy")).toBe("ok");
    expect(await by(ACCOUNT, "GetObject", { Key: "k" })).toBe("ok");
  });

  test("of what the instance does not know lets nobody in, and shuts nobody out", async () => {
    const { policy, by, asOther } = await makeWorld();
    const Condition = { StringEquals: { "aws:SourceVpc": "vpc-1" } };
    await policy(statement("s3:GetObject", { Condition }));
    expect(await asOther("GetObject", { Key: "k" })).toBe("AccessDenied");
    await policy(
      statement("s3:*", { Effect: "Deny", Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } } }),
      statement("s3:*", { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    );
    expect(await by(ACCOUNT, "GetObject", { Key: "k" })).toBe("ok");
  });

  test.each<[string, Input, string]>([
    ["encryption", {}, "AccessDenied"],
    ["encryption", { ServerSideEncryption: "AES256" }, "ok"],
  ])("looks at %s %j", async (_, input, expected) => {
    const { policy, by } = await makeWorld();
    const Condition = { Null: { "s3:x-amz-server-side-encryption": "true" } };
    await policy(statement("s3:PutObject", { Effect: "Deny", Condition }));
    expect(await by(ACCOUNT, "PutObject", { Key: "k", ...input })).toBe(expected);
  });

  test("looks at tags, each deletion and where a copy comes from", async () => {
    const { client, bucket, policy, asOther } = await makeWorld();
    await bucket.put("open", "x", { Tagging: "a=b" });
    const Condition = { StringEquals: { "s3:ExistingObjectTag/a": "b" } };
    const only = { Resource: "arn:aws:s3:::bucket/open" };
    await policy(statement("s3:GetObject", { Condition }), statement("s3:DeleteObject", only));
    const copy = (key: string) =>
      asOther("CopyObject", { Bucket: "his", Key: "c", CopySource: `bucket/${key}` });
    await client.call("s3", "CreateBucket", { Bucket: "his" }, { account: OTHER });
    expect([await copy("k"), await copy("open")]).toEqual(["AccessDenied", "ok"]);
    const Delete = { Objects: [{ Key: "k" }, { Key: "open" }] };
    const shown = await client.call("s3", "DeleteObjects", { Bucket: "bucket", Delete }, { account: OTHER });
    expect(shown).toMatchObject({
      ...{ Deleted: [{ Key: "open" }], Errors: [{ Key: "k", Code: "AccessDenied" }] },
    });
  });
});

test("what is locked is shut to everybody, whatever lists and policies say", async () => {
  const { bucket, policy, asOther } = await makeWorld();
  await bucket.call("PutObjectAcl", { Key: "k", ACL: "public-read" });
  await policy(statement("s3:ListBucket"));
  expect([await asOther("GetObject", { Key: "k" }), await asOther("ListObjectsV2")]).toEqual(["ok", "ok"]);
  await bucket.call("PutPublicAccessBlock", {
    PublicAccessBlockConfiguration: { IgnorePublicAcls: true, RestrictPublicBuckets: true },
  });
  expect([await asOther("GetObject", { Key: "k" }), await asOther("ListObjectsV2")]).toEqual([
    ...["AccessDenied", "AccessDenied"],
  ]);
});

test.each<[unknown, boolean | undefined]>([
  [{ StringEquals: { a: "1" } }, true],
  [{ StringEquals: { a: ["2", "1"] } }, true],
  [{ StringNotEquals: { a: ["2", "1"] } }, false],
  [{ StringNotEquals: { none: "1" } }, true],
  [{ StringEquals: { none: "1" } }, false],
  [{ StringEqualsIfExists: { none: "1" } }, true],
  [{ Null: { none: "true" } }, true],
  [{ Null: { a: "true" } }, false],
  [{ StringLike: { A: "?" } }, true],
  [{ NumericLessThan: { a: "2" } }, true],
  [{ DateGreaterThan: { at: "2025-01-01T00:00:00Z" } }, true],
  [{ "ForAllValues:StringEquals": { both: ["x", "y", "z"] } }, true],
  [{ "ForAnyValue:StringEquals": { both: ["y"] } }, true],
  [{ "ForAllValues:StringEquals": { both: ["x"] } }, false],
  [{ StringEquals: { unknown: "1" } }, undefined],
  [{ StringEquals: { unknown: "1", a: "2" } }, false],
  [{ IpAddress: { a: "1" } }, undefined],
  [undefined, true],
])("%j holds: %p", (conditions, expected) => {
  const facts: Readonly<Record<string, readonly string[]>> = {
    ...{ a: ["1"], none: [], at: ["2026-01-01T00:00:00Z"], both: ["x", "y"] },
  };
  expect(holdAll(conditions, (key) => facts[key])).toBe(expected);
});
