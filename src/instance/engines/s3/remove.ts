/** Takes objects away: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { merge, readText } from "../engine.ts";
import { refuseAccess } from "./access/allow.ts";
import { type Bucket, readInner, readItems } from "./bucket.ts";
import { refuseDeletion } from "./conditions.ts";
import { isRefusal, malformedXml, noSuchVersion, type S3Refusal } from "./errors.ts";
import { deliverObjectEvent } from "./events.ts";
import { refuseVersion } from "./find-object.ts";
import { mintId } from "./ids.ts";
import { refuseLocked } from "./lock.ts";
import { openBucket } from "./open-bucket.ts";

import { NULL_VERSION, nameVersion, type StoredObject } from "./stored.ts";
import { findVersion, putMarker, readCurrent, removeOnly, removeVersion } from "./versions.ts";

/** What became of a key. */
interface Removal {
  /** The id of the version that is gone, or of the marker that is put. */
  readonly version?: string | undefined;
  readonly isMarker?: boolean;
}

const EVENTS = { gone: "ObjectRemoved:Delete", marked: "ObjectRemoved:DeleteMarkerCreated" };
const MOST_KEYS = 1_000;

/** Takes a version away for good. Of one that is not there, that is told as if it had been. */
async function removeNamed(
  context: Context,
  bucket: Bucket,
  key: string,
  version: string,
): Promise<Removal | S3Refusal> {
  const found = findVersion(bucket, key, version);
  if (!found) {
    const isOdd = bucket.versioning === undefined && version !== NULL_VERSION;
    return isOdd ? refuseVersion(bucket, key, version) : { version };
  }
  const refused = refuseLocked(context, found.stored);
  if (refused) return refused;
  removeVersion(bucket, key, found);
  await deliverObjectEvent(context, bucket, { name: EVENTS.gone, key, stored: found.stored });
  const isNamed = bucket.versioning !== undefined;
  return { ...(isNamed && { version }), ...(found.stored.isMarker && { isMarker: true }) };
}

function makeMarker(context: Context, bucket: Bucket): StoredObject {
  const told = context.told?.output["VersionId"];
  const fresh = bucket.versioning === "Enabled" ? mintId(context) : NULL_VERSION;
  return {
    version: typeof told === "string" ? told : fresh,
    at: context.now,
    tag: "",
    size: 0,
    pieces: [],
    isMarker: true,
    headers: {},
    metadata: {},
    encryption: {},
  };
}

/** Takes away what stands under a key, so that versions of it stay where the bucket keeps them. */
async function removeKey(context: Context, bucket: Bucket, key: string): Promise<Removal> {
  if (bucket.versioning === undefined) {
    const current = readCurrent(bucket, key);
    removeOnly(bucket, key);
    if (current) await deliverObjectEvent(context, bucket, { name: EVENTS.gone, key, stored: current });
    return {};
  }
  const marker = makeMarker(context, bucket);
  putMarker(bucket, key, marker);
  await deliverObjectEvent(context, bucket, { name: EVENTS.marked, key, stored: marker });
  return { version: nameVersion(marker), isMarker: true };
}

async function removeAny(
  context: Context,
  bucket: Bucket,
  key: string,
  item: Structure,
): Promise<Removal | S3Refusal> {
  const refused = context.told ? undefined : refuseDeletion(item, readCurrent(bucket, key));
  if (refused) return refused;
  const version = readText(item, "VersionId");
  return version === "" ? removeKey(context, bucket, key) : removeNamed(context, bucket, key, version);
}

/** DeleteObject. */
export async function deleteObject(context: Context): Promise<Done> {
  const { input, told } = context;
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const removed = await removeAny(context, bucket, readText(input, "Key"), input);
  if (isRefusal(removed)) return removed;
  const { version, isMarker } = removed;
  return {
    output: merge(
      { ...(version !== undefined && { VersionId: version }), ...(isMarker && { DeleteMarker: true }) },
      told?.output ?? {},
    ),
  };
}

/** How a list of several deletions tells one of them. */
function tellRemoval(key: string, asked: string, { version, isMarker }: Removal): Structure {
  return {
    Key: key,
    ...(asked !== "" && { VersionId: asked }),
    ...(isMarker && { DeleteMarker: true, DeleteMarkerVersionId: version }),
  };
}

/** DeleteObjects. */
export async function deleteObjects(context: Context): Promise<Done> {
  const { input, told } = context;
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const items = readItems(input, "Delete", "Objects");
  if (!told && (items.length === 0 || items.length > MOST_KEYS)) return malformedXml();
  const [deleted, errors]: [Structure[], Structure[]] = [[], []];
  for (const item of items) {
    const key = readText(item, "Key");
    const asked = readText(item, "VersionId");
    const isOdd = asked !== "" && bucket.versioning === undefined && asked !== NULL_VERSION;
    const { name: operation } = context.operation;
    const refused = refuseAccess(context, bucket, { operation, key, version: asked });
    const done = refused ?? (isOdd ? noSuchVersion(key, asked) : await removeAny(context, bucket, key, item));
    if (!isRefusal(done)) deleted.push(tellRemoval(key, asked, done));
    else
      errors.push({
        Key: key,
        ...(asked !== "" && { VersionId: asked }),
        Code: done.error.code,
        Message: done.error.message,
      });
  }
  if (told) return { output: told.output };
  const isQuiet = readInner(input, "Delete", "Quiet") === true;
  const output = makeStructure();
  if (deleted.length > 0 && !isQuiet) output["Deleted"] = deleted;
  if (errors.length > 0) output["Errors"] = errors;
  return { output };
}
