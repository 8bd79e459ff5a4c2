/** Ends an upload with the object that its parts make: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
import { joinCrcs } from "../../../aws/formats/crc.ts";
import { percentEncode } from "../../../aws/formats/percent.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { readText } from "../engine.ts";
import { type Bucket, readItems } from "./bucket.ts";
import { composeChecksum, composeTag, sumSizes, tellChecksum, USUAL_ALGORITHM } from "./checksums.ts";
import { refuseNamed } from "./completed-parts.ts";
import { refuseWrite, refuseWriteHeaders } from "./conditions.ts";
import { dropContent } from "./content.ts";
import { tellPut } from "./description.ts";
import { invalidRequest, isRefusal, malformedXml, noSuchUpload, refuse, type S3Refusal } from "./errors.ts";
import { deliverObjectEvent } from "./events.ts";
import { tellExpiration } from "./expiration.ts";
import { openBucket } from "./open-bucket.ts";
import { answerAs, nameNewVersion, putObject, readToldTag } from "./put.ts";
import type { StoredChecksum, StoredObject, StoredUpload, UploadedPart } from "./stored.ts";
import { dropUpload, findUpload, listPartsOf } from "./uploads.ts";
import { putNewest, readCurrent } from "./versions.ts";

/** Every part but the last has so many bytes. */
const SMALLEST_PART = 5 * 1024 ** 2;

function refuseSmall(chosen: readonly UploadedPart[]): S3Refusal | undefined {
  const small = chosen.slice(0, -1).find(({ size }) => size < SMALLEST_PART);
  if (!small) return undefined;
  return refuse("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400, {
    ETag: small.tag,
    MinSizeAllowed: String(SMALLEST_PART),
    PartNumber: String(small.number),
    ProposedSize: String(small.size),
  });
}

/** The parts that an upload ends with, or why it does not. */
function chooseParts(
  context: Context,
  bucket: Bucket,
  upload: StoredUpload,
): readonly UploadedPart[] | S3Refusal {
  const all = listPartsOf(bucket, upload.id);
  const named = readItems(context.input, "MultipartUpload", "Parts");
  const parts = new Map(all.map((part) => [part.number, part]));
  const chosen = named.flatMap((one) => parts.get(Number(one["PartNumber"])) ?? []);
  // Which parts production's upload had is right, whatever is here of them.
  if (context.told) return chosen.length === named.length && chosen.length > 0 ? chosen : all;
  if (context.input["MultipartUpload"] === undefined)
    return invalidRequest("You must specify at least one part");
  if (named.length === 0) return malformedXml();
  return refuseNamed(upload, named, parts) ?? refuseSmall(chosen) ?? chosen;
}

/** The checksum of the whole. */
function sumWhole(upload: StoredUpload, parts: readonly UploadedPart[]): StoredChecksum | undefined {
  // What only its user can read nobody else sums up.
  if (upload.description.encryption["SSECustomerAlgorithm"] !== undefined && upload.algorithm === undefined)
    return undefined;
  const { algorithm = USUAL_ALGORITHM, checksumType: type = "FULL_OBJECT" } = upload;
  if (type === "COMPOSITE")
    return {
      algorithm,
      type,
      value: composeChecksum(
        algorithm,
        parts.map(({ checksum }) => checksum?.value ?? ""),
      ),
    };
  const known = parts.map(({ checksum, usual, size }) => ({
    value: checksum?.algorithm === algorithm ? checksum.value : (usual ?? ""),
    size,
  }));
  return { algorithm, type, value: joinCrcs(algorithm.toLowerCase(), known) };
}

/** Why the whole is not what the call says it is; undefined where it is. */
function refuseSum({ input }: Context, { algorithm, value, type }: StoredChecksum): S3Refusal | undefined {
  const said = input[`Checksum${algorithm}`];
  const asked = input["ChecksumType"];
  if (typeof asked === "string" && asked !== type)
    return invalidRequest(
      `The upload was created using the ${type} checksum mode. The complete request must use the same checksum mode.`,
    );
  if (typeof said !== "string" || said === value || value.split("-")[0] === said) return undefined;
  return refuse(
    "BadDigest",
    `The ${algorithm.toLowerCase()} you specified did not match the calculated checksum.`,
  );
}

/** Why the whole is not as large as the call says; undefined where it is. */
function refuseSize({ input }: Context, size: number): S3Refusal | undefined {
  const { MpuObjectSize: said } = input;
  if (typeof said !== "number" || said === size) return undefined;
  return invalidRequest(
    said < 0
      ? `Value for x-amz-mp-object-size header is less than zero: '${said}'`
      : `The provided 'x-amz-mp-object-size' header value ${said} does not match what was computed: ${size}`,
  );
}

/** Why an upload cannot end as the object of its key is another one since; undefined where it can. */
function refuseOvertaken(
  { input }: Context,
  key: string,
  { isOvertaken }: StoredUpload,
): S3Refusal | undefined {
  const { IfMatch, IfNoneMatch } = input;
  if (!isOvertaken || (IfMatch ?? IfNoneMatch) === undefined) return undefined;
  return refuse(
    "ConditionalRequestConflict",
    "The conditional request cannot succeed due to a conflicting operation against this resource.",
    409,
    { Condition: IfMatch === undefined ? "If-None-Match" : "If-Match", Key: key },
  );
}

function writeLocation({ region, name }: Bucket, key: string): string {
  const path = key.split("/").map(percentEncode).join("%2F");
  return `https://${name}.s3.${region}.amazonaws.com/${path}`;
}

/** What is told of an upload that has ended as an object. */
function tellEnded(context: Context, bucket: Bucket, key: string, stored: StoredObject): Done {
  return answerAs(context, {
    Location: writeLocation(bucket, key),
    Bucket: bucket.name,
    Key: key,
    ETag: `"${stored.tag}"`,
    ...tellChecksum(stored.checksum),
    ...tellPut(stored),
    ...tellExpiration(bucket, key, stored),
  });
}

/** CompleteMultipartUpload. */
export async function completeUpload(context: Context): Promise<Done> {
  const { input, told, now } = context;
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const key = readText(input, "Key");
  const id = readText(input, "UploadId");
  const found = findUpload(bucket, key, id);
  if (!found && told) return putObject({ ...context, input: { Bucket: input["Bucket"], Key: key } });
  if (!found) {
    // Who did not hear that it has ended asks again.
    const ended = readCurrent(bucket, key);
    return ended?.upload === id ? tellEnded(context, bucket, key, ended) : noSuchUpload(id);
  }
  const { upload } = found;
  const refused = told
    ? undefined
    : (refuseWriteHeaders(input) ??
      refuseWrite(input, key, readCurrent(bucket, key)) ??
      refuseOvertaken(context, key, upload));
  if (refused) return refused;
  const parts = chooseParts(context, bucket, upload);
  if (isRefusal(parts)) return parts;
  const checksum = sumWhole(upload, parts);
  const pieces = parts.flatMap((part) => part.pieces);
  const wrong = told
    ? undefined
    : (refuseSize(context, sumSizes(pieces)) ?? (checksum && refuseSum(context, checksum)));
  if (wrong) return wrong;
  const stored: StoredObject = {
    ...upload.description,
    upload: id,
    version: nameNewVersion(context, bucket),
    at: now,
    tag: readToldTag(context) ?? composeTag(parts.map(({ tag }) => tag)),
    size: sumSizes(pieces),
    pieces,
    checksum,
    parts: parts.map(({ number, size, checksum: own }) => ({ number, size, checksum: own?.value })),
  };
  const used = new Set(parts);
  for (const part of listPartsOf(bucket, id))
    if (!used.has(part) && !parts.some(({ number }) => number === part.number))
      dropContent(bucket, part.pieces);
  dropUpload(bucket, found);
  putNewest(bucket, key, stored);
  await deliverObjectEvent(context, bucket, { name: "ObjectCreated:CompleteMultipartUpload", key, stored });
  return tellEnded(context, bucket, key, stored);
}
