/** Begins uploads in parts, ends them without an object, and lists them: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { merge, readText } from "../engine.ts";
import type { Bucket } from "./bucket.ts";
import { allowsType, usualType } from "./checksums.ts";
import { toSeconds } from "./conditions.ts";
import { dropContent } from "./content.ts";
import { END, findCommon, RecordCursor } from "./cursor.ts";
import { readDescription, tellPut, USUAL_CLASS } from "./description.ts";
import { invalidArgument, invalidRequest, isRefusal, noSuchUpload, type S3Refusal } from "./errors.ts";
import { LARGEST_NUMBER, parse, readKey, writeKey } from "./keys.ts";
import { makeWriter, readSize, refuseNumber, tellOwner } from "./list-words.ts";
import { openBucket } from "./open-bucket.ts";
import { answerAs } from "./put.ts";
import type { StoredChecksum, StoredUpload } from "./stored.ts";
import { dropUpload, findUpload, listPartsOf, type listUploadsOf, putUpload } from "./uploads.ts";

/** As long as AWS's, so that what keeps them has room. */
const ID_LENGTH = 128;

/** Who began an upload, and whose what comes of it is. */
function tellPeople(context: Context, bucket: Bucket, { description }: StoredUpload): Structure {
  const Owner = tellOwner(context, bucket, description);
  return { Initiator: { ...Owner, DisplayName: "webfile" }, Owner };
}

/** The algorithm and the kind of an upload's checksum, or what is wrong with them. */
function readSums({
  input,
  told,
}: Context): Partial<Pick<StoredUpload, "algorithm" | "checksumType">> | S3Refusal {
  const { ChecksumAlgorithm: algorithm, ChecksumType: type } = input;
  if (typeof algorithm !== "string") {
    if (type === undefined || told) return {};
    return invalidRequest(
      "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
    );
  }
  const kind = (type ?? usualType(algorithm)) as StoredChecksum["type"];
  if (!told && !allowsType(algorithm, kind))
    return invalidRequest(
      `The ${kind} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  return { algorithm, checksumType: kind };
}

/** CreateMultipartUpload. */
export function createUpload(context: Context): Done {
  const { input, told, now } = context;
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const description = readDescription(context, bucket);
  if (isRefusal(description)) return description;
  const sums = readSums(context);
  if (isRefusal(sums)) return sums;
  const id = told?.output["UploadId"];
  const upload: StoredUpload = {
    id: typeof id === "string" ? id : context.mint(ID_LENGTH),
    at: now,
    description,
    ...sums,
  };
  putUpload(bucket, readText(input, "Key"), upload);
  const { algorithm, checksumType } = upload;
  return answerAs(context, {
    Bucket: bucket.name,
    Key: readText(input, "Key"),
    UploadId: upload.id,
    ...(algorithm !== undefined && { ChecksumAlgorithm: algorithm, ChecksumType: checksumType }),
    ...tellPut(description),
  });
}

/** AbortMultipartUpload. */
export function abortUpload(context: Context): Done {
  const { input, told } = context;
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const id = readText(input, "UploadId");
  const found = findUpload(bucket, readText(input, "Key"), id);
  if (!found) return noSuchUpload(id);
  for (const { pieces } of listPartsOf(bucket, id)) dropContent(bucket, pieces);
  dropUpload(bucket, found);
  return { output: told?.output ?? makeStructure() };
}

/** Where a list of uploads begins: behind a key, or behind an upload of it. */
function findStart(
  context: Context,
  bucket: Parameters<typeof listUploadsOf>[0],
): string | undefined | S3Refusal {
  const { input } = context;
  const key = readText(input, "KeyMarker");
  const id = readText(input, "UploadIdMarker");
  if (key === "") return undefined;
  if (findCommon(key, readText(input, "Prefix"), readText(input, "Delimiter")) === key) return `${key}${END}`;
  if (id === "") return writeKey(key, LARGEST_NUMBER);
  const found = findUpload(bucket, key, id);
  return found?.at ?? invalidArgument("Invalid uploadId marker", "upload-id-marker", id);
}

/** How a list tells an upload. */
function tellUpload(
  key: string,
  { id, at, description, algorithm, checksumType }: StoredUpload,
  people: Structure,
): Structure {
  return {
    UploadId: id,
    Key: key,
    Initiated: new Date(toSeconds(at)),
    StorageClass: description.storageClass ?? USUAL_CLASS,
    ...people,
    ...(algorithm !== undefined && { ChecksumAlgorithm: algorithm, ChecksumType: checksumType }),
  };
}

/** ListMultipartUploads. */
export function listUploads(context: Context): Done {
  const { input } = context;
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const size = readSize(input, "MaxUploads", "max-uploads");
  if (isRefusal(size)) return size;
  const start = findStart(context, bucket);
  if (isRefusal(start)) return start;
  const [prefix, delimiter] = [readText(input, "Prefix"), readText(input, "Delimiter")];
  const write = makeWriter(input);
  const cursor = new RecordCursor(bucket.space("uploads"), prefix, start);
  const [Uploads, CommonPrefixes]: [Structure[], Structure[]] = [[], []];
  let [lastKey, lastId, hasMore] = ["", "", false];
  for (let record = cursor.peek(); record; record = cursor.peek()) {
    hasMore = Uploads.length + CommonPrefixes.length >= size;
    if (hasMore) break;
    const key = readKey(String(record.key));
    const common = findCommon(key, prefix, delimiter);
    const upload = parse<StoredUpload>(record.value);
    if (common !== undefined) {
      CommonPrefixes.push({ Prefix: write(common) });
      cursor.jump(`${common}${END}`);
      [lastKey, lastId] = [common, ""];
    } else {
      if (upload) Uploads.push(tellUpload(write(key), upload, tellPeople(context, bucket, upload)));
      cursor.next();
      [lastKey, lastId] = [key, upload?.id ?? ""];
    }
  }
  return {
    output: {
      Bucket: bucket.name,
      KeyMarker: write(readText(input, "KeyMarker")),
      UploadIdMarker: readText(input, "KeyMarker") === "" ? "" : readText(input, "UploadIdMarker"),
      NextKeyMarker: write(lastKey),
      NextUploadIdMarker: lastId,
      ...(input["Prefix"] !== undefined && { Prefix: write(prefix) }),
      ...(delimiter !== "" && { Delimiter: write(delimiter) }),
      ...(input["EncodingType"] !== undefined && { EncodingType: input["EncodingType"] }),
      MaxUploads: size,
      IsTruncated: hasMore,
      ...(Uploads.length > 0 && { Uploads }),
      ...(CommonPrefixes.length > 0 && { CommonPrefixes }),
    },
  };
}

/** ListParts. */
export function listParts(context: Context): Done {
  const { input } = context;
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const id = readText(input, "UploadId");
  const key = readText(input, "Key");
  const found = findUpload(bucket, key, id);
  if (!found) return noSuchUpload(id);
  const size = readSize(input, "MaxParts", "max-parts");
  if (isRefusal(size)) return size;
  const after = Number(input["PartNumberMarker"] ?? 0);
  const refused = refuseNumber(after, "part-number-marker");
  if (refused) return refused;
  const parts = listPartsOf(bucket, id, after, size + 1);
  const page = parts.slice(0, size);
  const { algorithm, checksumType, description } = found.upload;
  const Parts = page.map(({ number, at, tag, size: bytes, checksum }) => ({
    PartNumber: number,
    LastModified: new Date(toSeconds(at)),
    ETag: `"${tag}"`,
    Size: bytes,
    ...(algorithm !== undefined &&
      checksum?.algorithm === algorithm && { [`Checksum${algorithm}`]: checksum.value }),
  }));
  return {
    output: merge({
      Bucket: bucket.name,
      Key: key,
      UploadId: id,
      PartNumberMarker: after,
      NextPartNumberMarker: page.at(-1)?.number ?? 0,
      MaxParts: size,
      IsTruncated: parts.length > size,
      ...tellPeople(context, bucket, found.upload),
      StorageClass: description.storageClass ?? USUAL_CLASS,
      ...(algorithm !== undefined && { ChecksumAlgorithm: algorithm, ChecksumType: checksumType }),
      ...(Parts.length > 0 && { Parts }),
    }),
  };
}
