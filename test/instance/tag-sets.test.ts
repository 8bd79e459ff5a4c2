// Tags that are put and taken as a whole, and those of what stands in another thing.
import { expect, test } from "bun:test";
import { HOME, makeCaller } from "./support/world.ts";

const a = { Key: "a", Value: "1" };
const b = { Key: "b", Value: "2" };

test("a bucket has the tags that were put last, until they are taken off", async () => {
  const call = makeCaller();
  await call("s3.CreateBucket", {
    Bucket: "bucket",
    CreateBucketConfiguration: { LocationConstraint: HOME.region },
  });
  await call("s3.PutBucketTagging", { Bucket: "bucket", Tagging: { TagSet: [a] } });
  await call("s3.PutBucketTagging", { Bucket: "bucket", Tagging: { TagSet: [b] } });
  expect((await call("s3.GetBucketTagging", { Bucket: "bucket" })).TagSet).toEqual([b]);
  await call("s3.DeleteBucketTagging", { Bucket: "bucket" });
  expect(await call("s3.GetBucketTagging", { Bucket: "bucket" })).toBe("NoSuchTagSet");
});

test("an object has tags of its own", async () => {
  const call = makeCaller();
  const at = { Bucket: "bucket", Key: "k" };
  const readTags = async () => (await call("s3.GetObjectTagging", at)).TagSet;
  await call("s3.CreateBucket", {
    Bucket: "bucket",
    CreateBucketConfiguration: { LocationConstraint: HOME.region },
  });
  await call("s3.PutObject", { ...at, Tagging: "a=1&b=2" });
  expect(await readTags()).toEqual([a, b]);
  await call("s3.CopyObject", { Bucket: "bucket", Key: "copy", CopySource: "bucket/k" });
  expect((await call("s3.GetObjectTagging", { Bucket: "bucket", Key: "copy" })).TagSet).toEqual([a, b]);
  await call("s3.PutObjectTagging", { ...at, Tagging: { TagSet: [b] } });
  expect(await readTags()).toEqual([b]);
  expect(await call("s3.GetBucketTagging", { Bucket: "bucket" })).toBe("NoSuchTagSet");
  await call("s3.DeleteObjectTagging", at);
  expect(await readTags()).toEqual([]);
  expect(await call("s3.GetObjectTagging", { Bucket: "bucket", Key: "none" })).toBe("NoSuchKey");
  expect(await call("s3.PutObjectTagging", { Bucket: "bucket", Key: "none", Tagging: { TagSet: [a] } })).toBe(
    "NoSuchKey",
  );
});

test("a zone's tags are added and taken off by one call, and told with what it is", async () => {
  const call = makeCaller();
  const { HostedZone } = await call("route53.CreateHostedZone", { Name: "a.example", CallerReference: "1" });
  const ResourceId = String(HostedZone.Id).replace("/hostedzone/", "");
  const of = { ResourceType: "hostedzone", ResourceId };
  await call("route53.ChangeTagsForResource", { ...of, AddTags: [a, b] });
  expect(await call("route53.ListTagsForResource", of)).toEqual({ ResourceTagSet: { ...of, Tags: [a, b] } });
  await call("route53.ChangeTagsForResource", { ...of, RemoveTagKeys: ["a"] });
  expect(
    await call("route53.ListTagsForResources", { ResourceType: "hostedzone", ResourceIds: [ResourceId] }),
  ).toEqual({ ResourceTagSets: [{ ...of, Tags: [b] }] });
});
