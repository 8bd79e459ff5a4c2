/**
 * The versions of objects. The newest of a key stands among the objects unless it is a delete marker; all others, and the markers,
 * stand among the versions, by the key and a number that is the smaller the newer they are.
 */
import type { Bucket } from "./bucket.ts";
import { dropContent } from "./content.ts";
import { LARGEST_NUMBER, parse, rangeOf, readNumber, writeKey } from "./keys.ts";
import { NULL_VERSION, nameVersion, type StoredObject } from "./stored.ts";
import { overtakeUploads } from "./uploads.ts";

/** Where a version stands: among the objects, or under a key of the versions. */
export interface StandingVersion {
  readonly stored: StoredObject;
  readonly at: string | undefined;
}

/** The newest version of a key, unless that is a delete marker. */
export function readCurrent(bucket: Bucket, key: string): StoredObject | undefined {
  return parse<StoredObject>(bucket.space("objects").get(key));
}

function listOlder(bucket: Bucket, key: string, limit = -1): { key: string; stored: StoredObject }[] {
  return bucket
    .space("versions")
    .list({ ...rangeOf(key), limit })
    .flatMap((record) => {
      const stored = parse<StoredObject>(record.value);
      return stored ? [{ key: String(record.key), stored }] : [];
    });
}

/** The newest version of a key, be it a delete marker. */
export function readNewest(bucket: Bucket, key: string): StandingVersion | undefined {
  const current = readCurrent(bucket, key);
  if (current) return { stored: current, at: undefined };
  const [newest] = listOlder(bucket, key, 1);
  return newest && { stored: newest.stored, at: newest.key };
}

/** The version of a key with an id. */
export function findVersion(bucket: Bucket, key: string, version: string): StandingVersion | undefined {
  const current = readCurrent(bucket, key);
  if (current && nameVersion(current) === version) return { stored: current, at: undefined };
  const older = listOlder(bucket, key).find(({ stored }) => nameVersion(stored) === version);
  return older && { stored: older.stored, at: older.key };
}

/** Puts a version behind the newest one of those. */
function putOlder(bucket: Bucket, key: string, stored: StoredObject): void {
  const [newest] = listOlder(bucket, key, 1);
  const number = newest ? readNumber(newest.key) - 1 : LARGEST_NUMBER;
  bucket.space("versions").put(writeKey(key, number), JSON.stringify(stored));
}

/** Says something else of a version. */
export function rewrite(bucket: Bucket, key: string, { at }: StandingVersion, stored: StoredObject): void {
  const text = JSON.stringify(stored);
  if (at === undefined) bucket.space("objects").put(key, text);
  else bucket.space("versions").put(at, text);
}

/** Makes room for a new version: what is replaced is gone, what is not stays as an older one. */
function makeRoom(bucket: Bucket, key: string, replacesNull: boolean): void {
  const current = readCurrent(bucket, key);
  if (current && !(replacesNull && nameVersion(current) === NULL_VERSION)) putOlder(bucket, key, current);
  else if (current) dropContent(bucket, current.pieces);
  if (!replacesNull || bucket.versioning === undefined) return;
  for (const older of listOlder(bucket, key)) {
    if (nameVersion(older.stored) !== NULL_VERSION) continue;
    bucket.space("versions").remove(older.key);
    dropContent(bucket, older.stored.pieces);
  }
}

/** Puts a version as the newest one. What it replaces is gone. */
export function putNewest(bucket: Bucket, key: string, stored: StoredObject): void {
  overtakeUploads(bucket, key);
  makeRoom(bucket, key, nameVersion(stored) === NULL_VERSION);
  bucket.space("objects").put(key, JSON.stringify(stored));
}

/** Puts a delete marker as the newest version. */
export function putMarker(bucket: Bucket, key: string, marker: StoredObject): void {
  overtakeUploads(bucket, key);
  makeRoom(bucket, key, nameVersion(marker) === NULL_VERSION);
  bucket.space("objects").remove(key);
  putOlder(bucket, key, marker);
}

/** Takes the one version away that a bucket without versions has of a key. */
export function removeOnly(bucket: Bucket, key: string): void {
  const current = readCurrent(bucket, key);
  overtakeUploads(bucket, key);
  if (!current) return;
  bucket.space("objects").remove(key);
  dropContent(bucket, current.pieces);
}

/** Takes a version away for good; the one before it is the newest again, where this was. */
export function removeVersion(bucket: Bucket, key: string, { stored, at }: StandingVersion): void {
  overtakeUploads(bucket, key);
  if (at === undefined) bucket.space("objects").remove(key);
  else bucket.space("versions").remove(at);
  dropContent(bucket, stored.pieces);
  if (readCurrent(bucket, key)) return;
  const [newest] = listOlder(bucket, key, 1);
  if (!newest || newest.stored.isMarker) return;
  bucket.space("versions").remove(newest.key);
  bucket.space("objects").put(key, JSON.stringify(newest.stored));
}
