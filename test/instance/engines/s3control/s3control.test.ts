// S3 Control: access points, those of several regions, an account's own block, Storage Lens.
import { expect, test } from "bun:test";
import { ACCOUNT, type Given, type Shown, TestClient } from "../support/client.ts";

const OTHER = "222222222222";

function useControl(client: TestClient) {
  return (name: string, input: { readonly [name: string]: Given } = {}): Promise<Shown> =>
    client.call("s3control", name, { AccountId: ACCOUNT, ...input });
}

async function makeWorld() {
  const client = new TestClient();
  await client.call("s3", "CreateBucket", { Bucket: "bucket" });
  return useControl(client);
}

const policyFor = (Principal: string) =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Principal, Action: "s3:GetObject", Resource: "*" }] });

test("an access point has an alias, addresses and what is shut", async () => {
  const call = await makeWorld();
  const made = await call("CreateAccessPoint", { Name: "point", Bucket: "bucket" });
  expect(made["Alias"]).toMatch(/^point-[a-z0-9]{34}-s3alias$/);
  expect(made["AccessPointArn"]).toBe(`arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/point`);
  const got = await call("GetAccessPoint", { Name: "point" });
  expect(got).toMatchObject({
    ...{ Name: "point", Bucket: "bucket", NetworkOrigin: "Internet", Alias: made["Alias"] },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    Endpoints: { ipv4: "s3-accesspoint.us-east-1.amazonaws.com" },
  });
  await call("DeleteAccessPoint", { Name: "point" });
  const gone = await call("GetAccessPoint", { Name: "point" });
  expect(gone.Error).toMatchObject({ Code: "NoSuchAccessPoint", AccessPointName: "point" });
  expect(gone.ResponseMetadata.HTTPStatusCode).toBe(404);
});

test("access points are listed by bucket and in pages", async () => {
  const call = await makeWorld();
  for (const [Name, Bucket] of [
    ["one", "bucket"],
    ["two", "bucket"],
    ["two-more", "other"],
  ] as const)
    await call("CreateAccessPoint", { Name, Bucket });
  const names = ({ AccessPointList }: Shown) =>
    (AccessPointList as { Name: string }[]).map(({ Name }) => Name);
  expect(names(await call("ListAccessPoints", { Bucket: "bucket" }))).toEqual(["one", "two"]);
  const first = await call("ListAccessPoints", { MaxResults: 2 });
  expect(names(first)).toEqual(["one", "two"]);
  expect(names(await call("ListAccessPoints", { NextToken: String(first["NextToken"]) }))).toEqual([
    "two-more",
  ]);
  const wrong = await call("ListAccessPoints", { NextToken: "invalid" });
  expect(wrong.Error?.Code).toBe("InvalidNextTokenException");
});

test("an access point's policy is told, judged and taken away", async () => {
  const call = await makeWorld();
  await call("CreateAccessPoint", { Name: "point", Bucket: "bucket" });
  const none = await call("GetAccessPointPolicyStatus", { Name: "point" });
  expect(none.Error).toMatchObject({ Code: "NoSuchAccessPointPolicy", AccessPointName: "point" });
  await call("PutAccessPointPolicy", { Name: "point", Policy: policyFor("*") });
  expect((await call("GetAccessPointPolicy", { Name: "point" }))["Policy"]).toBe(policyFor("*"));
  expect(await call("GetAccessPointPolicyStatus", { Name: "point" })).toMatchObject({
    PolicyStatus: { IsPublic: true },
  });
  await call("DeleteAccessPointPolicy", { Name: "point" });
  expect((await call("GetAccessPointPolicy", { Name: "point" })).Error?.Code).toBe("NoSuchAccessPointPolicy");
});

test("access points of several regions are made, told and ended by requests that can be asked for", async () => {
  const call = await makeWorld();
  const Details = { Name: "many", Regions: [{ Bucket: "bucket" }] };
  const { RequestTokenARN } = await call("CreateMultiRegionAccessPoint", { ClientToken: "a", Details });
  expect(await call("DescribeMultiRegionAccessPointOperation", { RequestTokenARN } as never)).toMatchObject({
    AsyncOperation: {
      ...{ Operation: "CreateMultiRegionAccessPoint", RequestStatus: "SUCCEEDED", RequestTokenARN },
      RequestParameters: { CreateMultiRegionAccessPointRequest: { Name: "many" } },
    },
  });
  const again = await call("CreateMultiRegionAccessPoint", { ClientToken: "b", Details });
  expect(again.Error?.Code).toBe("InvalidRequest");
  expect(await call("GetMultiRegionAccessPoint", { Name: "many" })).toMatchObject({
    AccessPoint: {
      ...{ Name: "many", Status: "READY", Alias: expect.stringMatching(/^m[a-z0-9]{13}\.mrap$/) },
      Regions: [{ Bucket: "bucket", Region: "us-east-1" }],
    },
  });
  const none = await call("GetMultiRegionAccessPointPolicy", { Name: "many" });
  expect(none.Error?.Code).toBe("NoSuchMultiRegionAccessPointPolicy");
  const put = { Name: "many", Policy: policyFor("*") };
  await call("PutMultiRegionAccessPointPolicy", { ClientToken: "c", Details: put });
  expect(await call("GetMultiRegionAccessPointPolicyStatus", { Name: "many" })).toMatchObject({
    Established: { IsPublic: true },
  });
  expect(await call("ListMultiRegionAccessPoints")).toMatchObject({ AccessPoints: [{ Name: "many" }] });
  await call("DeleteMultiRegionAccessPoint", { ClientToken: "d", Details: { Name: "many" } });
  const gone = await call("GetMultiRegionAccessPoint", { Name: "many" });
  expect(gone.Error).toMatchObject({ Code: "NoSuchMultiRegionAccessPoint", Name: "many" });
});

test("an account has one block in all regions, which is its own", async () => {
  const client = new TestClient();
  const call = useControl(client);
  const PublicAccessBlockConfiguration = { BlockPublicAcls: true };
  const none = await call("GetPublicAccessBlock");
  expect(none.Error?.Code).toBe("NoSuchPublicAccessBlockConfiguration");
  const others = { AccountId: OTHER, PublicAccessBlockConfiguration };
  expect((await call("PutPublicAccessBlock", others)).Error?.Code).toBe("AccessDenied");
  const empty = await call("PutPublicAccessBlock", { PublicAccessBlockConfiguration: {} });
  expect(empty.Error?.Message).toBe("Must specify at least one configuration.");
  await call("PutPublicAccessBlock", { PublicAccessBlockConfiguration });
  const asked = { AccountId: ACCOUNT };
  expect(
    await client.call("s3control", "GetPublicAccessBlock", asked, { region: "eu-west-1" }),
  ).toMatchObject({
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: false },
  });
  await call("DeletePublicAccessBlock");
  expect((await call("GetPublicAccessBlock")).Error?.Code).toBe("NoSuchPublicAccessBlockConfiguration");
});

test("Storage Lens tells its ARNs, and what is not there", async () => {
  const call = await makeWorld();
  const StorageLensConfiguration = { Id: "lens", AccountLevel: { BucketLevel: {} }, IsEnabled: true };
  await call("PutStorageLensConfiguration", { ConfigId: "lens", StorageLensConfiguration });
  expect(await call("ListStorageLensConfigurations")).toMatchObject({
    StorageLensConfigurationList: [
      {
        ...{ Id: "lens", HomeRegion: "us-east-1", IsEnabled: true },
        StorageLensArn: `arn:aws:s3:us-east-1:${ACCOUNT}:storage-lens/lens`,
      },
    ],
  });
  await call("DeleteStorageLensConfiguration", { ConfigId: "lens" });
  const gone = await call("GetStorageLensConfiguration", { ConfigId: "lens" });
  expect(gone.Error?.Code).toBe("NoSuchConfiguration");
  const others = await call("GetStorageLensConfigurationTagging", { AccountId: OTHER, ConfigId: "lens" });
  expect(others.Error?.Code).toBe("AccessDenied");
});

test("a bucket's tags are those of S3", async () => {
  const client = new TestClient();
  const call = useControl(client);
  await client.call("s3", "CreateBucket", { Bucket: "bucket" });
  const of = { ResourceArn: "arn:aws:s3:::bucket" };
  const made = await call("TagResource", { ...of, Tags: [{ Key: "a", Value: "1" }] });
  expect(made.ResponseMetadata.HTTPStatusCode).toBe(204);
  await call("TagResource", { ...of, Tags: [{ Key: "b", Value: "2" }] });
  await call("UntagResource", { ...of, TagKeys: ["a"] });
  expect(await call("ListTagsForResource", of)).toMatchObject({ Tags: [{ Key: "b", Value: "2" }] });
  expect(await client.call("s3", "GetBucketTagging", { Bucket: "bucket" })).toMatchObject({
    TagSet: [{ Key: "b", Value: "2" }],
  });
  const tagging = await client.call("resourcegroupstaggingapi", "GetResources", {
    ResourceTypeFilters: ["s3:bucket"],
  });
  expect(tagging).toMatchObject({ ResourceTagMappingList: [{ ResourceARN: "arn:aws:s3:::bucket" }] });
});
