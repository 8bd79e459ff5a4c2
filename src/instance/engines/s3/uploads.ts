/** The records of uploads in parts that have not ended: by their key and a number, in the order in which they began. */
import type { Bucket } from "./bucket.ts";
import { parse, rangeOf, readNumber, writeKey } from "./keys.ts";
import type { StoredUpload, UploadedPart } from "./stored.ts";

/** An upload, and where its record is. */
export interface FoundUpload {
  readonly at: string;
  readonly upload: StoredUpload;
}

/** The uploads of a key, the first that began first. */
export function listUploadsOf(bucket: Bucket, key: string): FoundUpload[] {
  return bucket
    .space("uploads")
    .list(rangeOf(key))
    .flatMap((record) => {
      const upload = parse<StoredUpload>(record.value);
      return upload ? [{ at: String(record.key), upload }] : [];
    });
}

/** The upload of a key with an id. */
export function findUpload(bucket: Bucket, key: string, id: string): FoundUpload | undefined {
  return listUploadsOf(bucket, key).find(({ upload }) => upload.id === id);
}

/** Keeps an upload behind all others of its key. */
export function putUpload(bucket: Bucket, key: string, upload: StoredUpload): void {
  const last = listUploadsOf(bucket, key).at(-1);
  const number = last ? readNumber(last.at) + 1 : 0;
  bucket.space("uploads").put(writeKey(key, number), JSON.stringify(upload));
}

/** Notes that the object of a key is another one than when its uploads began. */
export function overtakeUploads(bucket: Bucket, key: string): void {
  for (const { at, upload } of listUploadsOf(bucket, key))
    if (!upload.isOvertaken)
      bucket.space("uploads").put(at, JSON.stringify({ ...upload, isOvertaken: true }));
}

/** Keeps a part of an upload in the place of one with its number, which it gives. */
export function putPart(bucket: Bucket, upload: string, part: UploadedPart): UploadedPart | undefined {
  const before = readPart(bucket, upload, part.number);
  bucket.space("parts").put(writeKey(upload, part.number), JSON.stringify(part));
  return before;
}

/** A part of an upload. */
export function readPart(bucket: Bucket, upload: string, number: number): UploadedPart | undefined {
  return parse<UploadedPart>(bucket.space("parts").get(writeKey(upload, number)));
}

/** The parts of an upload behind a number, by their numbers. */
export function listPartsOf(bucket: Bucket, upload: string, after = 0, limit = -1): UploadedPart[] {
  return bucket
    .space("parts")
    .list({ ...rangeOf(upload), after: writeKey(upload, after), limit })
    .flatMap(({ value }) => parse<UploadedPart>(value) ?? []);
}

/** Forgets an upload and its parts, but not what is in them. */
export function dropUpload(bucket: Bucket, { at, upload }: FoundUpload): void {
  for (const { number } of listPartsOf(bucket, upload.id))
    bucket.space("parts").remove(writeKey(upload.id, number));
  bucket.space("uploads").remove(at);
}
