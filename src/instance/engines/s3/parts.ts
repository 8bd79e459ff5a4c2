/** The parts of uploads: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { readText } from "../engine.ts";
import type { Bucket } from "./bucket.ts";
import { computeChecksum, isComputable, tagOf, USUAL_ALGORITHM } from "./checksums.ts";
import { toSeconds } from "./conditions.ts";
import { copyContent, dropContent, joinContent } from "./content.ts";
import { tellPut } from "./description.ts";
import { makeTag, refuseOtherKey } from "./encryption.ts";
import {
  invalidArgument,
  invalidRequest,
  isRefusal,
  noSuchUpload,
  refuse,
  type S3Refusal,
} from "./errors.ts";
import { mintId } from "./ids.ts";
import { openBucket } from "./open-bucket.ts";
import { refusePartNumber } from "./part-number.ts";
import { answerAs } from "./put.ts";
import { findSource } from "./source.ts";
import type { Piece, StoredChecksum, StoredUpload } from "./stored.ts";
import { type TakenContent, takeContent } from "./take-content.ts";
import { findUpload, putPart } from "./uploads.ts";

/** An upload that takes a part. */
interface Opened {
  readonly bucket: Bucket;
  readonly upload: StoredUpload;
  readonly number: number;
}

function open(context: Context): Opened | S3Refusal {
  const { input, told } = context;
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const id = readText(input, "UploadId");
  const number = Number(input["PartNumber"]);
  const none = told ? undefined : refusePartNumber(number);
  if (none) return none;
  const found = findUpload(bucket, readText(input, "Key"), id);
  if (!found) return noSuchUpload(id);
  const refused = refuseOtherKey(context, found.upload.description);
  return refused ?? { bucket, upload: found.upload, number };
}

interface Content {
  readonly piece: Piece;
  readonly tag: string;
  readonly checksum: StoredChecksum | undefined;
  readonly usual: string | undefined;
}

/** The checksum that the whole will want of a part, where nobody asks for another one. */
function sumUsually({ algorithm }: StoredUpload, content: Uint8Array): string | undefined {
  return algorithm === undefined ? computeChecksum(USUAL_ALGORITHM, content) : undefined;
}

function keep(
  context: Context,
  { bucket, upload, number }: Opened,
  { piece, tag, checksum, usual }: Content,
): void {
  const part = { number, at: context.now, tag, size: piece[1], pieces: [piece], checksum, usual };
  const before = putPart(bucket, upload.id, part);
  if (before) dropContent(bucket, before.pieces);
}

/** The checksum of a part, of the upload's algorithm; a part that brings another one is refused. */
function sumPart(
  { told }: Context,
  { algorithm, checksumType }: StoredUpload,
  content: TakenContent,
): StoredChecksum | undefined | S3Refusal {
  const given = content.told;
  const isWrong = given ? given[0] !== algorithm : checksumType === "COMPOSITE";
  if (algorithm !== undefined && isWrong && isComputable(algorithm) && !told)
    return invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${given?.[0].toLowerCase() ?? "null"}`,
    );
  if (given) return { algorithm: given[0], value: given[1], type: "FULL_OBJECT" };
  if (algorithm === undefined) return undefined;
  return { algorithm, value: content.sum(algorithm), type: "FULL_OBJECT" };
}

/** UploadPart. */
export async function uploadPart(context: Context): Promise<Done> {
  const opened = open(context);
  if (isRefusal(opened)) return opened;
  const { bucket, upload } = opened;
  const wanted = upload.algorithm ?? USUAL_ALGORITHM;
  const isTold = context.body?.tellsSum === true && upload.algorithm !== undefined;
  const content = await takeContent(context, bucket, isTold ? [] : [wanted]);
  if ("error" in content) return content;
  const checksum = sumPart(context, upload, content);
  if (isRefusal(checksum)) {
    dropContent(bucket, [content.piece]);
    return checksum;
  }
  // The upload may have ended while the part came.
  const again = context.body ? open(context) : opened;
  if (isRefusal(again)) {
    dropContent(bucket, [content.piece]);
    return again;
  }
  const { piece } = content;
  const tag = makeTag(context, upload.description, () => content.tag);
  const usual = upload.algorithm === undefined ? content.sum(USUAL_ALGORITHM) : undefined;
  keep(context, opened, { piece, tag, checksum, usual });
  return answerAs(context, {
    ETag: `"${tag}"`,
    ...(checksum && { [`Checksum${checksum.algorithm}`]: checksum.value }),
    ...tellPut(upload.description),
  });
}

const RANGE = /^bytes=(\d+)-(\d+)$/;

/** The part of a source that a call asks for, or what is wrong with it. */
function readCopyRange(text: string, size: number): readonly [first: number, end: number] | S3Refusal {
  if (text === "") return [0, size];
  const [, first, last] = RANGE.exec(text) ?? [];
  const header = "x-amz-copy-source-range";
  if (first === undefined || last === undefined || Number(first) > Number(last))
    return invalidArgument(
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
      header,
      text,
    );
  if (Number(first) >= size)
    return refuse("InvalidRange", "The requested range is not satisfiable", 416, {
      RangeRequested: text,
      ActualObjectSize: String(size),
    });
  if (Number(last) >= size)
    return invalidArgument(`Range specified is not valid for source object of size: ${size}`, header, text);
  return [Number(first), Number(last) + 1];
}

/** UploadPartCopy: a part with the content of an object, or with a range of it. */
export function uploadPartCopy(context: Context): Done {
  const opened = open(context);
  if (isRefusal(opened)) return opened;
  const { bucket, upload } = opened;
  const source = findSource(context);
  if (isRefusal(source)) return source;
  const { stored } = source;
  const range = readCopyRange(readText(context.input, "CopySourceRange"), stored.size);
  if (isRefusal(range)) return range;
  const content = joinContent(source.bucket, stored.pieces, ...range);
  const { algorithm } = upload;
  const checksum: StoredChecksum | undefined =
    algorithm === undefined
      ? undefined
      : { algorithm, value: computeChecksum(algorithm, content), type: "FULL_OBJECT" };
  const tag = makeTag(context, upload.description, () => tagOf(content));
  const piece = copyContent(source.bucket, stored.pieces, range, bucket, mintId(context));
  keep(context, opened, { piece, tag, checksum, usual: sumUsually(upload, content) });
  const hasVersions = source.bucket.versioning !== undefined && stored.version !== undefined;
  return answerAs(context, {
    CopyPartResult: {
      ETag: `"${tag}"`,
      LastModified: new Date(toSeconds(context.now)),
      ...(checksum && { [`Checksum${checksum.algorithm}`]: checksum.value }),
    },
    ...(hasVersions && { CopySourceVersionId: stored.version }),
    ...tellPut(upload.description),
  });
}
