/** S3: two buckets and a few keys. */
import { type Draw, type Learnt, type Move, maybe, pick } from "../scenarios.ts";

const bucket = (draw: Draw) => pick(draw, "one-bucket", "one-bucket", "one-bucket", "no-such-bucket");
const key = (draw: Draw) => pick(draw, "a", "b/c", "b/d", "e f+g");
const version = (draw: Draw, learnt: Learnt) => maybe(draw, learnt.get("version"));

export const s3: readonly Move[] = [
  {
    operation: "CreateBucket",
    input: (draw) => ({ Bucket: pick(draw, "one-bucket", "one-bucket", "Bad_Name") }),
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
    input: (draw, learnt) => ({
      Bucket: bucket(draw),
      Key: key(draw),
      Range: maybe(draw, pick(draw, "bytes=1-2", "bytes=-3", "bytes=100-200")),
      VersionId: version(draw, learnt),
    }),
  },
  {
    operation: "HeadObject",
    input: (draw, learnt) => ({ Bucket: bucket(draw), Key: key(draw), VersionId: version(draw, learnt) }),
  },
  {
    operation: "ListObjectsV2",
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
    input: (draw) => ({ Bucket: bucket(draw), Prefix: maybe(draw, "b/") }),
  },
  {
    operation: "PutBucketVersioning",
    input: (draw) => ({
      Bucket: bucket(draw),
      VersioningConfiguration: { Status: pick(draw, "Enabled", "Suspended") },
    }),
  },
  { operation: "GetBucketVersioning", input: (draw) => ({ Bucket: bucket(draw) }) },
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
    learns: { upload: "UploadId" },
  },
  {
    operation: "UploadPart",
    input: (draw, learnt) => ({
      Bucket: "one-bucket",
      Key: key(draw),
      UploadId: learnt.get("upload") ?? "none",
      PartNumber: 1,
      Body: Buffer.from("part"),
    }),
  },
  {
    operation: "PutBucketTagging",
    input: (draw) => ({ Bucket: bucket(draw), Tagging: { TagSet: [{ Key: "k", Value: "v" }] } }),
  },
  { operation: "GetBucketTagging", input: (draw) => ({ Bucket: bucket(draw) }) },
  { operation: "GetObjectTagging", input: (draw) => ({ Bucket: bucket(draw), Key: key(draw) }) },
  { operation: "GetBucketPolicy", input: (draw) => ({ Bucket: bucket(draw) }) },
  { operation: "GetBucketCors", input: (draw) => ({ Bucket: bucket(draw) }) },
  { operation: "GetBucketLifecycleConfiguration", input: (draw) => ({ Bucket: bucket(draw) }) },
  { operation: "GetBucketEncryption", input: (draw) => ({ Bucket: bucket(draw) }) },
  { operation: "GetBucketLocation", input: (draw) => ({ Bucket: bucket(draw) }) },
  { operation: "GetBucketAcl", input: (draw) => ({ Bucket: bucket(draw) }) },
  { operation: "DeleteBucket", input: (draw) => ({ Bucket: bucket(draw) }) },
];
