/** What scenarios of S3 have in common. */
import type { Given, Shown, TestClient } from "../support/client.ts";

/** Calls of one bucket. */
export interface BucketClient {
  readonly Bucket: string;
  call(name: string, input?: { readonly [name: string]: Given | undefined }, region?: string): Promise<Shown>;
  /** Puts an object. boto3 sends a CRC32 with each. */
  put(Key: string, body?: string | Uint8Array, more?: { readonly [name: string]: Given }): Promise<Shown>;
  /** Reads one. boto3 asks for checksums with each. */
  get(Key: string, more?: { readonly [name: string]: Given }): Promise<Shown>;
}

/** The CRC32 that boto3 sends. */
export function crc32(body: string | Uint8Array): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(Bun.hash.crc32(Buffer.from(body)));
  return bytes.toString("base64");
}

/** Whether a call says itself which checksum it has. */
const hasSum = (input: object) => Object.keys(input).some((name) => name.startsWith("Checksum"));

/** The calls of a bucket of a name. */
export function useBucket(client: TestClient, Bucket: string): BucketClient {
  const call: BucketClient["call"] = (name, input = {}, region = undefined) =>
    client.call("s3", name, { Bucket, ...input }, region === undefined ? {} : { region });
  return {
    Bucket,
    call,
    put: (Key, body = "", more = {}) =>
      call("PutObject", {
        Key,
        Body: Buffer.from(body),
        // The test client's own type for bytes is another one; boto3 sends none.
        ContentType: "binary/octet-stream",
        ...(hasSum(more) ? {} : { ChecksumCRC32: crc32(body) }),
        ...more,
      }),
    get: (Key, more = {}) => call("GetObject", { Key, ChecksumMode: "ENABLED", ...more }),
  };
}

/** A new bucket of us-east-1. */
export async function makeBucket(
  client: TestClient,
  more: { readonly [name: string]: Given } = {},
  Bucket = "bucket",
): Promise<BucketClient> {
  const bucket = useBucket(client, Bucket);
  await bucket.call("CreateBucket", more);
  return bucket;
}

/** A bucket that keeps versions. */
export async function makeVersioned(client: TestClient): Promise<BucketClient> {
  const bucket = await makeBucket(client);
  await bucket.call("PutBucketVersioning", { VersioningConfiguration: { Status: "Enabled" } });
  return bucket;
}

/** A part as boto3 sends it. */
export async function sendPart(
  bucket: BucketClient,
  Key: string,
  UploadId: string,
  PartNumber: number,
  body: string | Uint8Array,
  more: { readonly [name: string]: Given } = {},
): Promise<Shown> {
  return bucket.call("UploadPart", {
    ...{ Key, UploadId, PartNumber, Body: Buffer.from(body) },
    ...(hasSum(more) ? {} : { ChecksumCRC32: crc32(body) }),
    ...more,
  });
}

/** Puts an object in parts, each a body; gives what the last call answered. */
export async function upload(
  bucket: BucketClient,
  Key: string,
  bodies: readonly (string | Uint8Array)[],
  more: { readonly [name: string]: Given } = {},
): Promise<Shown> {
  const { UploadId } = await bucket.call("CreateMultipartUpload", { Key, ...more });
  const Parts: { PartNumber: number; ETag: string }[] = [];
  for (const [at, body] of bodies.entries()) {
    const { ETag } = await sendPart(bucket, Key, String(UploadId), at + 1, body);
    Parts.push({ PartNumber: at + 1, ETag: String(ETag) });
  }
  return bucket.call("CompleteMultipartUpload", {
    Key,
    UploadId: String(UploadId),
    MultipartUpload: { Parts },
  });
}

/** A list as boto3 asks for it and shows it: keys are told encoded, and shown as they are. */
export function decodeKeys(shown: Shown): Shown {
  const decode = (text: unknown) => decodeURIComponent(String(text).replaceAll("+", " "));
  const fix = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => fix(one, name));
    if (
      typeof value === "object" &&
      value !== null &&
      !(value instanceof Date) &&
      !(value instanceof Uint8Array)
    )
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fix(inner, key)]));
    return ENCODED.has(name) && typeof value === "string" ? decode(value) : value;
  };
  return fix(shown, "") as Shown;
}

const ENCODED: ReadonlySet<string> = new Set([
  ...["Key", "Prefix", "Delimiter", "Marker", "NextMarker", "KeyMarker", "NextKeyMarker"],
]);

/** ListObjectsV2 as boto3 asks for it. */
export async function list(
  bucket: BucketClient,
  more: { readonly [name: string]: Given } = {},
  name = "ListObjectsV2",
): Promise<Shown> {
  return decodeKeys(await bucket.call(name, { EncodingType: "url", ...more }));
}

/** A part that is large enough to be one of several. */
export const LARGE = Buffer.alloc(5 * 1024 ** 2 + 1, "a");
