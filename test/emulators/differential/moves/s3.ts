/** S3: two buckets and a few keys. */
import { type Draw, type Learnt, type Move, maybe, pick, seldom } from "../scenarios.ts";

const bucket = (draw: Draw) => pick(draw, "one-bucket", "one-bucket", "one-bucket", "no-such-bucket");
const key = (draw: Draw) => pick(draw, "a", "b/c", "b/d", "e f+g");
const version = (draw: Draw, learnt: Learnt) => maybe(draw, learnt.get("version"));

export const s3: readonly Move[] = [
  {
    operation: "CreateBucket",
    input: (draw) => ({ Bucket: seldom(draw, "one-bucket", "Bad_Name") }),
  },
  {
    operation: "PutObject",
    input: (draw) => ({
      Bucket: bucket(draw),
      Key: key(draw),
      Body: Buffer.from(pick(draw, "hello", "", "a longer body")),
      ContentType: maybe(draw, "text/plain"),
      Metadata: maybe(draw, { by: "me" }),
      Tagging: maybe(draw, "k=v&l="),
    }),
    learns: { version: "VersionId" },
  },
  {
    operation: "GetObject",
    reads: true,
    input: (draw, learnt) => ({
      Bucket: bucket(draw),
      Key: key(draw),
      Range: maybe(draw, pick(draw, "bytes=1-2", "bytes=-3", "bytes=100-200")),
      VersionId: version(draw, learnt),
    }),
  },
  {
    operation: "HeadObject",
    reads: true,
    input: (draw, learnt) => ({ Bucket: bucket(draw), Key: key(draw), VersionId: version(draw, learnt) }),
  },
  {
    operation: "ListObjectsV2",
    reads: true,
    input: (draw) => ({
      Bucket: bucket(draw),
      Prefix: maybe(draw, "b/"),
      Delimiter: maybe(draw, "/"),
      MaxKeys: maybe(draw, pick(draw, 1, 0)),
      StartAfter: maybe(draw, "a"),
    }),
  },
  {
    operation: "ListObjectVersions",
    reads: true,
    input: (draw) => ({ Bucket: bucket(draw), Prefix: maybe(draw, "b/") }),
  },
  {
    operation: "PutBucketVersioning",
    input: (draw) => ({
      Bucket: bucket(draw),
      VersioningConfiguration: { Status: seldom(draw, "Enabled", "Suspended") },
    }),
  },
  { operation: "GetBucketVersioning", reads: true, input: (draw) => ({ Bucket: bucket(draw) }) },
  {
    operation: "CopyObject",
    input: (draw) => ({
      Bucket: bucket(draw),
      Key: key(draw),
      CopySource: `one-bucket/${pick(draw, "a", "b/c", "none")}`,
    }),
  },
  {
    operation: "DeleteObject",
    input: (draw, learnt) => ({ Bucket: bucket(draw), Key: key(draw), VersionId: version(draw, learnt) }),
  },
  {
    operation: "DeleteObjects",
    input: (draw) => ({ Bucket: bucket(draw), Delete: { Objects: [{ Key: key(draw) }, { Key: "none" }] } }),
  },
  {
    operation: "CreateMultipartUpload",
    input: (draw) => ({ Bucket: bucket(draw), Key: key(draw) }),
    learns: { upload: "UploadId", key: "Key" },
  },
  {
    operation: "UploadPart",
    input: (draw, learnt) => ({
      Bucket: "one-bucket",
      Key: seldom(draw, learnt.get("key") ?? "a", "other"),
      UploadId: learnt.get("upload") ?? "none",
      PartNumber: 1,
      Body: Buffer.from("part"),
    }),
  },
  {
    operation: "PutBucketTagging",
    input: (draw) => ({ Bucket: bucket(draw), Tagging: { TagSet: [{ Key: "k", Value: "v" }] } }),
  },
  { operation: "GetBucketTagging", reads: true, input: (draw) => ({ Bucket: bucket(draw) }) },
  { operation: "GetObjectTagging", reads: true, input: (draw) => ({ Bucket: bucket(draw), Key: key(draw) }) },
  { operation: "GetBucketPolicy", reads: true, input: (draw) => ({ Bucket: bucket(draw) }) },
  { operation: "GetBucketCors", reads: true, input: (draw) => ({ Bucket: bucket(draw) }) },
  { operation: "GetBucketLifecycleConfiguration", reads: true, input: (draw) => ({ Bucket: bucket(draw) }) },
  { operation: "GetBucketEncryption", reads: true, input: (draw) => ({ Bucket: bucket(draw) }) },
  { operation: "GetBucketLocation", reads: true, input: (draw) => ({ Bucket: bucket(draw) }) },
  { operation: "GetBucketAcl", reads: true, input: (draw) => ({ Bucket: bucket(draw) }) },
  { operation: "DeleteBucket", input: (draw) => ({ Bucket: bucket(draw) }) },

  {
    operation: "ListParts",
    reads: true,
    input: (draw, learnt) => ({
      Bucket: bucket(draw),
      Key: learnt.get("key") ?? "a",
      UploadId: learnt.get("upload") ?? "none",
    }),
  },
  { operation: "ListMultipartUploads", reads: true, input: (draw) => ({ Bucket: bucket(draw) }) },
  {
    operation: "AbortMultipartUpload",
    input: (draw, learnt) => ({
      Bucket: bucket(draw),
      Key: learnt.get("key") ?? "a",
      UploadId: learnt.get("upload") ?? "none",
    }),
  },
  {
    operation: "PutObjectTagging",
    input: (draw) => ({
      Bucket: bucket(draw),
      Key: key(draw),
      Tagging: { TagSet: [{ Key: "t", Value: "u" }] },
    }),
  },
  { operation: "DeleteBucketTagging", input: (draw) => ({ Bucket: bucket(draw) }) },
  { operation: "ListBuckets", reads: true, input: () => ({}) },
];
