// In which region a bucket is that is older than the log.
import { expect, test } from "bun:test";
import { makeCall, makeRead, tell } from "./tell.ts";

function read(eventName: string, awsRegion: string, Host?: string) {
  return makeRead("s3", eventName, { bucketName: "files", ...(Host && { Host }) }, { awsRegion });
}

async function findRegion(...records: Parameters<typeof tell>[0]) {
  const { steps } = await tell(records);
  const make = steps.find(({ operation }) => operation.name === "CreateBucket");
  const { LocationConstraint } = (make?.input["CreateBucketConfiguration"] ?? {}) as {
    LocationConstraint?: string;
  };
  expect(make?.region).toBe(LocationConstraint ?? "us-east-1");
  return LocationConstraint;
}

test.each([
  ["files.s3.eu-west-1.amazonaws.com", "eu-west-1"],
  ["s3-eu-west-1.amazonaws.com", "eu-west-1"],
  ["files.s3.dualstack.eu-central-1.amazonaws.com", "eu-central-1"],
  ["s3.cn-north-1.amazonaws.com.cn", "cn-north-1"],
  ["my-eu-west-1.s3.amazonaws.com", undefined],
  ["s3.amazonaws.com", undefined],
])("the host %s says %p", async (host, region) => {
  expect(await findRegion(read("GetBucketLocation", "us-east-1", host))).toBe(region);
});

test("where objects are read, rather than the first region, which answers for all", async () => {
  expect(await findRegion(read("GetBucketLocation", "us-east-1"), read("ListObjects", "eu-west-1"))).toBe(
    "eu-west-1",
  );
});

test("not the region of what another service names it in", async () => {
  const trail = { name: "all", s3BucketName: "files" };
  const create = makeCall("cloudtrail", "CreateTrail", trail, { awsRegion: "eu-west-1" });
  expect(await findRegion(create, read("GetBucketAcl", "us-east-1"))).toBeUndefined();
});

test("one keeps versions where an object was read by the id of one", async () => {
  const read = (versionId?: string) =>
    tell([
      makeRead("s3", "GetObject", { bucketName: "files", key: "a.txt", ...(versionId && { versionId }) }),
    ]);
  const list = async (versionId?: string) => (await read(versionId)).made.map(({ operation }) => operation);
  expect(await list("3sL4kqtJlcpXroDTDmJ")).toEqual(["CreateBucket", "PutBucketVersioning", "PutObject"]);
  expect(await list("null")).toEqual(["CreateBucket", "PutObject"]);
  expect(await list()).toEqual(["CreateBucket", "PutObject"]);
});
