/** What a call says of the object that it puts, and what reads tell of it. */
import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { readAcl } from "./acl.ts";
import { refuseAcl } from "./blocked.ts";
import type { Bucket } from "./bucket.ts";
import { readWords } from "./encoded-words.ts";
import { readEncryption } from "./encryption.ts";
import { isRefusal, refuse, type S3Refusal } from "./errors.ts";
import { readLock } from "./lock.ts";
import { findNewOwners } from "./object-ownership.ts";
import type { Description, Texts } from "./stored.ts";
import { readTagHeader } from "./tags.ts";

/** What reads tell in headers as it was put. */
const SYSTEM = [
  "CacheControl",
  "ContentDisposition",
  "ContentEncoding",
  "ContentLanguage",
  "ContentType",
  "Expires",
  "WebsiteRedirectLocation",
] as const;

/** What an object is whose putting says nothing of it. */
const USUAL_TYPE = "binary/octet-stream";
/** The class of what is put without one, which no read tells. */
export const USUAL_CLASS = "STANDARD";
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html; the others are not for buckets of this kind. */
const CLASSES: ReadonlySet<string> = new Set([
  USUAL_CLASS,
  "DEEP_ARCHIVE",
  "GLACIER",
  "GLACIER_IR",
  "INTELLIGENT_TIERING",
  "ONEZONE_IA",
  "REDUCED_REDUNDANCY",
  "STANDARD_IA",
]);
const LARGEST_METADATA = 2_048;
const LONGEST_KEY = 1_024;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html */
const REDIRECTS = ["/", "http://", "https://"];

function writeText(value: Value | undefined): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return value instanceof Date ? value.toUTCString() : undefined;
}

/** What reads tell in headers, of what a call says. */
export function readHeaders(input: Structure): Texts {
  const said: Record<string, string> = {};
  for (const name of SYSTEM) {
    const text = writeText(input[name]);
    if (text !== undefined) said[name] = text;
  }
  said["ContentType"] ??= USUAL_TYPE;
  return said;
}

/** What the user says of it. */
export function readMetadata(input: Structure): Texts {
  const { Metadata: metadata } = input;
  if (!isStructure(metadata)) return {};
  const texts = Object.entries(metadata).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[name.toLowerCase(), readWords(value)]] : [],
  );
  return Object.fromEntries(texts);
}

/** What is wrong with a storage class; undefined where nothing is. */
function refuseClass(name: unknown): S3Refusal | undefined {
  if (typeof name !== "string" || CLASSES.has(name)) return undefined;
  return refuse("InvalidStorageClass", "The storage class you specified is not valid", 400, {
    StorageClassRequested: name,
  });
}

/** What is wrong with a key; undefined where nothing is. */
export function refuseKey(key: string): S3Refusal | undefined {
  const size = Buffer.byteLength(key);
  if (size <= LONGEST_KEY) return undefined;
  return refuse("KeyTooLongError", "Your key is too long", 400, {
    Size: String(size),
    MaxSizeAllowed: String(LONGEST_KEY),
  });
}

/** What is wrong with where an object leads; undefined where nothing is. */
function refuseRedirect(location: unknown): S3Refusal | undefined {
  if (typeof location !== "string" || REDIRECTS.some((start) => location.startsWith(start))) return undefined;
  return refuse(
    "InvalidRedirectLocation",
    "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
  );
}

function refuseMetadata(metadata: Texts): S3Refusal | undefined {
  let size = 0;
  for (const [name, text] of Object.entries(metadata))
    size += Buffer.byteLength(name) + Buffer.byteLength(text);
  if (size <= LARGEST_METADATA) return undefined;
  return refuse("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", 400, {
    Size: String(size),
    MaxSizeAllowed: String(LARGEST_METADATA),
  });
}

/** What a call says of the object that it puts, or what is wrong with that. */
export function readDescription(context: Context, bucket: Bucket): Description | S3Refusal {
  const { input, told } = context;
  const { Tagging, StorageClass } = input;
  const metadata = readMetadata(input);
  if (!told) {
    const refused =
      refuseKey(String(input["Key"] ?? "")) ??
      refuseClass(StorageClass) ??
      refuseRedirect(input["WebsiteRedirectLocation"]) ??
      refuseMetadata(metadata);
    if (refused) return refused;
  }
  const tags = typeof Tagging === "string" && Tagging !== "" ? readTagHeader(Tagging) : undefined;
  if (isRefusal(tags) && !told) return tags;
  const { owner, bucketOwner } = findNewOwners(context, bucket);
  const grants = readAcl(input, { owner, bucketOwner });
  if (isRefusal(grants) && !told) return grants;
  const blocked = told || isRefusal(grants) ? undefined : refuseAcl(bucket, input, grants);
  if (blocked) return blocked;
  const lock = readLock(context, bucket);
  if (isRefusal(lock)) return lock;
  const encryption = readEncryption(context, bucket);
  if (isRefusal(encryption)) return encryption;
  return {
    headers: readHeaders(input),
    metadata,
    ...(tags && !isRefusal(tags) && { tags }),
    ...(typeof StorageClass === "string" && StorageClass !== USUAL_CLASS && { storageClass: StorageClass }),
    ...(grants && !isRefusal(grants) && { grants }),
    ...(owner !== bucketOwner && { owner }),
    ...(lock && { lock }),
    encryption,
  };
}

/** What answers to calls that put an object tell of how it is encrypted, and under which version it stands. */
export function tellPut({
  encryption,
  version,
}: Pick<Description, "encryption"> & { readonly version?: string | undefined }): Structure {
  const isNamed = version !== undefined && version !== "null";
  return { ...encryption, ...(isNamed && { VersionId: version }) };
}
