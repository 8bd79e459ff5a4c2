/** S3's lists of versions: of each key the newest first. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { readText } from "../engine.ts";
import type { Bucket } from "./bucket.ts";
import { toSeconds } from "./conditions.ts";
import { compareKeys, END, findCommon, RecordCursor } from "./cursor.ts";
import { invalidArgument, isRefusal, type S3Refusal } from "./errors.ts";
import { LARGEST_NUMBER, parse, readKey, writeKey } from "./keys.ts";
import { echo, makeWriter, readSize, tellObject, tellOwner } from "./list-words.ts";
import { openBucket } from "./open-bucket.ts";
import { nameVersion, type StoredObject } from "./stored.ts";
import { findVersion, readNewest } from "./versions.ts";

/** One entry of a list: a version, or what several keys begin with. */
interface Entry {
  readonly key: string;
  readonly stored?: StoredObject | undefined;
}

/** Where a list begins: behind a record of each space. */
interface Start {
  readonly objects: string | undefined;
  readonly versions: string | undefined;
}

function behindKey(key: string): Start {
  return { objects: key, versions: writeKey(key, LARGEST_NUMBER) };
}

/** Where a list goes on that ended with a key, and maybe with a version of it. */
function findStart(bucket: Bucket, input: Structure): Start | S3Refusal {
  const key = readText(input, "KeyMarker");
  const version = readText(input, "VersionIdMarker");
  const refuseMarker = (message: string) => invalidArgument(message, "version-id-marker", version);
  if (key === "" && version !== "")
    return refuseMarker("A version-id marker cannot be specified without a key marker.");
  // Both are empty where a program begins with the markers that it goes on with.
  if (input["VersionIdMarker"] === "" && (key !== "" || input["KeyMarker"] === undefined))
    return refuseMarker("A version-id marker cannot be empty.");
  if (key === "") return { objects: undefined, versions: undefined };
  const isCommon = findCommon(key, readText(input, "Prefix"), readText(input, "Delimiter")) === key;
  if (isCommon) return { objects: `${key}${END}`, versions: `${key}${END}` };
  if (version === "") return behindKey(key);
  const found = findVersion(bucket, key, version);
  if (!found)
    return readNewest(bucket, key)
      ? invalidArgument("Invalid version id specified", "version-id-marker", version)
      : behindKey(key);
  return { objects: key, versions: found.at ?? writeKey(key, 0) };
}

/** The entries behind a place, of both spaces in one order. */
function* walk(bucket: Bucket, input: Structure, start: Start): Generator<Entry> {
  const prefix = readText(input, "Prefix");
  const delimiter = readText(input, "Delimiter");
  const current = new RecordCursor(bucket.space("objects"), prefix, start.objects);
  const older = new RecordCursor(bucket.space("versions"), prefix, start.versions);
  for (;;) {
    const [one, other] = [current.peek(), older.peek()];
    if (!one && !other) return;
    const keys = [one && String(one.key), other && readKey(String(other.key))] as const;
    const isCurrent = keys[0] !== undefined && (keys[1] === undefined || compareKeys(keys[0], keys[1]) <= 0);
    const key = (isCurrent ? keys[0] : keys[1]) ?? "";
    const common = findCommon(key, prefix, delimiter);
    if (common !== undefined) {
      yield { key: common };
      for (const cursor of [current, older]) cursor.jump(`${common}${END}`);
      continue;
    }
    yield { key, stored: parse<StoredObject>((isCurrent ? one : other)?.value) };
    (isCurrent ? current : older).next();
  }
}

/** ListObjectVersions. */
export function listVersions(context: Context): Done {
  const { input } = context;
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const size = readSize(input, "MaxKeys", "maxKeys");
  if (isRefusal(size)) return size;
  const start = findStart(bucket, input);
  if (isRefusal(start)) return start;
  const write = makeWriter(input);
  const [Versions, DeleteMarkers, CommonPrefixes]: [Structure[], Structure[], Structure[]] = [[], [], []];
  const newest = new Set<string>();
  let [last, hasMore, count]: [Entry | undefined, boolean, number] = [undefined, false, 0];
  const isNewest = (key: string, stored: StoredObject) => {
    if (newest.has(key)) return false;
    newest.add(key);
    const found = readNewest(bucket, key)?.stored;
    return found !== undefined && nameVersion(found) === nameVersion(stored);
  };
  for (const entry of size > 0 ? walk(bucket, input, start) : []) {
    hasMore = count === size;
    if (hasMore) break;
    const { key, stored } = entry;
    if (!stored) CommonPrefixes.push({ Prefix: write(key) });
    else {
      const own = {
        VersionId: nameVersion(stored),
        IsLatest: isNewest(key, stored),
        Owner: tellOwner(context, bucket, stored),
      };
      if (stored.isMarker)
        DeleteMarkers.push({ Key: write(key), LastModified: new Date(toSeconds(stored.at)), ...own });
      else Versions.push({ ...tellObject(stored, write(key)), ...own });
    }
    last = entry;
    count++;
  }
  return {
    output: {
      ...echo(input),
      KeyMarker: write(readText(input, "KeyMarker")),
      VersionIdMarker: readText(input, "VersionIdMarker"),
      MaxKeys: size,
      IsTruncated: hasMore,
      ...(hasMore &&
        last && {
          NextKeyMarker: write(last.key),
          ...(last.stored && { NextVersionIdMarker: nameVersion(last.stored) }),
        }),
      ...(Versions.length > 0 && { Versions }),
      ...(DeleteMarkers.length > 0 && { DeleteMarkers }),
      ...(CommonPrefixes.length > 0 && { CommonPrefixes }),
    },
  };
}
