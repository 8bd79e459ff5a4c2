/** Reads objects, and what is said of them: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
import type { Structure, Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { merge, readText } from "../engine.ts";
import type { Bucket } from "./bucket.ts";
import { tellChecksum } from "./checksums.ts";
import { refuseRead, toSeconds } from "./conditions.ts";
import { joinContent, readContent } from "./content.ts";
import { tellPut } from "./description.ts";
import { writeWords } from "./encoded-words.ts";
import { refuseWithoutKey } from "./encryption.ts";
import { invalidArgument, invalidRequest, isRefusal, type S3Refusal } from "./errors.ts";
import { tellExpiration } from "./expiration.ts";
import { findObject, isArchived, refuseArchived } from "./find-object.ts";
import { isLatin1 } from "./latin1.ts";
import { tellLock } from "./lock.ts";
import { openBucket } from "./open-bucket.ts";
import { refusePartNumber } from "./part-number.ts";
import { type AskedRange, readRange } from "./ranges.ts";
import { NULL_VERSION, type StoredChecksum, type StoredObject } from "./stored.ts";

/** What is larger is answered piece by piece. */
const LARGEST_WHOLE = 16 * 1024 ** 2;

/** What a read may ask to be told instead of what was put. */
const OVERRIDES: readonly (readonly [asked: string, told: string])[] = [
  ["ResponseCacheControl", "CacheControl"],
  ["ResponseContentDisposition", "ContentDisposition"],
  ["ResponseContentEncoding", "ContentEncoding"],
  ["ResponseContentLanguage", "ContentLanguage"],
  ["ResponseContentType", "ContentType"],
  ["ResponseExpires", "Expires"],
];

/** Why a read cannot be answered as it asks to be told; undefined where it can. */
function refuseOverrides({ input, operation, signer }: Context): S3Refusal | undefined {
  const isAnonymous = signer?.().isSigned === false;
  for (const [asked] of OVERRIDES) {
    const text = input[asked];
    if (isAnonymous && text !== undefined)
      return invalidRequest("Request specific response headers cannot be used for anonymous GET requests.");
    if (typeof text === "string" && !isLatin1(text))
      return invalidArgument(
        "Header value cannot be represented using ISO-8859-1.",
        operation.input?.members?.[asked]?.locationName ?? asked,
        text,
      );
  }
  return undefined;
}

/** The checksum of what is answered: of a part there is one where it was put as such. */
function chooseTold({ checksum, parts }: StoredObject, range: AskedRange): StoredChecksum | undefined {
  const { part, isPartial } = range;
  if (!checksum || !isPartial) return checksum;
  if (!parts) return checksum;
  if (checksum.type === "FULL_OBJECT") return part && parts.length === 1 ? checksum : undefined;
  return part?.checksum === undefined ? undefined : { ...checksum, value: part.checksum };
}

function tellRestore(stored: StoredObject, now: number): Structure {
  if (!isArchived(stored) || stored.restoredUntil === undefined || stored.restoredUntil <= now) return {};
  const until = new Date(stored.restoredUntil).toUTCString();
  return { Restore: `ongoing-request="false", expiry-date="${until}"` };
}

function tellMetadata({ metadata }: StoredObject): Structure {
  return Object.fromEntries(Object.entries(metadata).map(([name, text]) => [name, writeWords(text)]));
}

/** What reads of an object tell but for its content. */
function describe(context: Context, bucket: Bucket, stored: StoredObject, range: AskedRange): Structure {
  const { input, now } = context;
  const { first, end, isPartial, part } = range;
  const told: Record<string, Value | undefined> = merge(stored.headers);
  for (const [asked, name] of OVERRIDES) {
    const text = input[asked];
    if (typeof text === "string" || text instanceof Date) told[name] = text;
  }
  const tellsSum = input["ChecksumMode"] === "ENABLED" && !(isPartial && typeof input["Range"] === "string");
  return {
    ...told,
    AcceptRanges: "bytes",
    ContentLength: end - first,
    ...(isPartial && { ContentRange: `bytes ${first}-${Math.max(end - 1, 0)}/${stored.size}` }),
    ...(part && { PartsCount: stored.parts?.length ?? 1 }),
    ETag: `"${stored.tag}"`,
    LastModified: new Date(toSeconds(stored.at)),
    Metadata: tellMetadata(stored),
    ...(stored.storageClass !== undefined && { StorageClass: stored.storageClass }),
    ...(stored.tags && stored.tags.length > 0 && { TagCount: stored.tags.length }),
    ...(tellsSum && tellChecksum(chooseTold(stored, range))),
    ...tellPut(stored),
    // What was put before its bucket had versions is the one without an id.
    ...(stored.version === undefined && bucket.versioning && { VersionId: NULL_VERSION }),
    ...(stored.version === NULL_VERSION && { VersionId: NULL_VERSION }),
    ...tellLock(stored),
    ...tellExpiration(bucket, readText(input, "Key"), stored),
    ...tellRestore(stored, now),
  };
}

/** An object that is read, and the range that is asked for. */
interface Opened {
  readonly bucket: Bucket;
  readonly stored: StoredObject;
  readonly range: AskedRange;
}

function open(context: Context): Opened | S3Refusal {
  const { input, now } = context;
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const none = typeof input["PartNumber"] === "number" ? refusePartNumber(input["PartNumber"]) : undefined;
  if (none) return none;
  const found = findObject(context, bucket);
  if (isRefusal(found)) return found;
  const { stored } = found;
  const refused =
    refuseOverrides(context) ?? refuseRead(input, stored, now) ?? refuseWithoutKey(context, stored);
  if (refused) return refused;
  const range = readRange(input, stored);
  return isRefusal(range) ? range : { bucket, stored, range };
}

/** GetObject. */
export function getObject(context: Context): Done {
  const opened = open(context);
  if (isRefusal(opened)) return opened;
  const { bucket, stored, range } = opened;
  const refused = refuseArchived(stored, context.now);
  if (refused) return refused;
  const output = describe(context, bucket, stored, range);
  const { first, end } = range;
  if (end - first > LARGEST_WHOLE) return { output, pieces: readContent(bucket, stored.pieces, first, end) };
  return { output: { ...output, Body: joinContent(bucket, stored.pieces, first, end) } };
}

/** HeadObject, which tells the errors of GetObject by their status alone. */
export function headObject(context: Context): Done {
  const opened = open(context);
  if (isRefusal(opened)) {
    const { members: _, ...told } = opened.error;
    return { error: told };
  }
  return { output: describe(context, opened.bucket, opened.stored, opened.range) };
}
