/** The version of an object that a call names. */
import type { Context } from "../../behaviour/context.ts";
import { readText } from "../engine.ts";
import type { Bucket } from "./bucket.ts";
import {
  invalidArgument,
  markerRefuses,
  noSuchKey,
  noSuchVersion,
  refuse,
  type S3Refusal,
} from "./errors.ts";
import { NULL_VERSION, nameVersion, type StoredObject } from "./stored.ts";
import { findVersion, readCurrent, readNewest, type StandingVersion } from "./versions.ts";

/** The headers by which S3 says that something is a delete marker. */
export function listMarkerHeaders(marker: StoredObject): Record<string, string> {
  return { "x-amz-delete-marker": "true", "x-amz-version-id": nameVersion(marker) };
}

/** What is answered to an id that no version of a key has. */
export function refuseVersion(bucket: Bucket, key: string, version: string): S3Refusal {
  if (bucket.versioning === undefined && version !== NULL_VERSION)
    return invalidArgument("Invalid version id specified", "versionId", version);
  return noSuchVersion(key, version);
}

/** How a call takes a delete marker that it meets: reads say that nothing is there, others that it takes nothing. */
export type MarkerRule = "is absent" | "refuses";

/** The version that a call names, or the newest one; or why it cannot have it. */
export function findObject(
  { input, operation }: Context,
  bucket: Bucket,
  rule: MarkerRule = "is absent",
  key = readText(input, "Key"),
): StandingVersion | S3Refusal {
  const version = readText(input, "VersionId");
  const { method } = operation.http;
  if (version === "") {
    const current = readCurrent(bucket, key);
    if (current) return { stored: current, at: undefined };
    const newest = readNewest(bucket, key);
    if (!newest) return noSuchKey(key);
    const headers = listMarkerHeaders(newest.stored);
    return rule === "refuses" ? markerRefuses(method, headers) : noSuchKey(key, headers);
  }
  const found = findVersion(bucket, key, version);
  if (!found) return refuseVersion(bucket, key, version);
  if (!found.stored.isMarker) return found;
  return markerRefuses(method, {
    ...listMarkerHeaders(found.stored),
    allow: "DELETE",
    "last-modified": new Date(found.stored.at).toUTCString(),
  });
}

/** Whether nothing can be read of an object before it is restored. */
function isAway(stored: StoredObject, now: number): boolean {
  return isArchived(stored) && (stored.restoredUntil ?? 0) <= now;
}

/** Why a copy gets nothing of an object that is archived; undefined where it does. */
export function refuseArchivedSource(stored: StoredObject, now: number): S3Refusal | undefined {
  if (!isAway(stored, now)) return undefined;
  const message =
    "The source object of the COPY action is not in the active tier and is only stored in Amazon S3 Glacier.";
  return refuse("ObjectNotInActiveTierError", message, 403);
}

/** Why an object cannot be read that is archived; undefined where it can. */
export function refuseArchived(stored: StoredObject, now: number): S3Refusal | undefined {
  if (!isAway(stored, now)) return undefined;
  return refuse("InvalidObjectState", "The operation is not valid for the object's storage class", 403, {
    StorageClass: stored.storageClass ?? "",
  });
}

/** Classes of which nothing can be read before it is restored. */
const ARCHIVES: ReadonlySet<string | undefined> = new Set(["DEEP_ARCHIVE", "GLACIER"]);

export function isArchived({ storageClass }: Pick<StoredObject, "storageClass">): boolean {
  return ARCHIVES.has(storageClass);
}
