/** Copies objects: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { readText } from "../engine.ts";
import type { Bucket } from "./bucket.ts";
import { computeChecksum, tagOf, tellChecksum } from "./checksums.ts";
import { refuseWrite, toSeconds } from "./conditions.ts";
import { copyContent, joinContent } from "./content.ts";
import { readDescription, tellPut, USUAL_CLASS } from "./description.ts";
import { invalidRequest, isRefusal, type S3Refusal } from "./errors.ts";
import { deliverObjectEvent } from "./events.ts";
import { tellExpiration } from "./expiration.ts";
import { mintId } from "./ids.ts";
import { openBucket } from "./open-bucket.ts";
import { answerAs, nameNewVersion, putObject, readToldTag } from "./put.ts";
import { type CopySource, findSource } from "./source.ts";
import type { Description, StoredChecksum, StoredObject } from "./stored.ts";
import { putNewest, readCurrent } from "./versions.ts";

const REPLACE = "REPLACE";

/** Members that change an object which is copied onto itself. */
const CHANGING = [
  "StorageClass",
  "ServerSideEncryption",
  "SSECustomerAlgorithm",
  "WebsiteRedirectLocation",
  "ChecksumAlgorithm",
] as const;

/** Whether a copy onto itself would change nothing. */
function refuseSelfCopy({ input, told }: Context, to: Bucket, source: CopySource): S3Refusal | undefined {
  const isSelf = source.bucket.name === to.name && source.key === readText(input, "Key") && !source.isNamed;
  const isChange =
    input["MetadataDirective"] === REPLACE || CHANGING.some((member) => input[member] !== undefined);
  if (told || !isSelf || isChange || to.versioning === "Suspended") return undefined;
  // Where the bucket encrypts otherwise than the object is, that is a change, too.
  const isUsual = source.stored.encryption["ServerSideEncryption"] === "AES256";
  if (to.setting("bucket-encryption") !== undefined || !isUsual) return undefined;
  return invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

/** What is said of the copy: what the source has, but for what the call says itself. */
function describeCopy({ input }: Context, own: Description, { stored }: CopySource): Description {
  const replaces = input["MetadataDirective"] === REPLACE;
  const replacesTags = input["TaggingDirective"] === REPLACE;
  const { WebsiteRedirectLocation: redirect } = own.headers;
  const { WebsiteRedirectLocation: _, ...headers } = stored.headers;
  return {
    headers: replaces
      ? own.headers
      : { ...headers, ...(redirect !== undefined && { WebsiteRedirectLocation: redirect }) },
    metadata: replaces ? own.metadata : stored.metadata,
    tags: replacesTags ? own.tags : stored.tags,
    ...(own.storageClass !== undefined &&
      own.storageClass !== USUAL_CLASS && { storageClass: own.storageClass }),
    ...(own.grants && { grants: own.grants }),
    ...(own.owner !== undefined && { owner: own.owner }),
    ...(own.lock && { lock: own.lock }),
    encryption: own.encryption,
  };
}

/** The checksum of the copy: of the source's algorithm, unless another is asked for. */
function sumCopy(
  { input }: Context,
  { stored }: CopySource,
  content: () => Uint8Array,
): StoredChecksum | undefined {
  const asked = input["ChecksumAlgorithm"];
  const { checksum } = stored;
  const algorithm = typeof asked === "string" ? asked : checksum?.algorithm;
  if (algorithm === undefined) return undefined;
  if (checksum?.algorithm === algorithm && checksum.type === "FULL_OBJECT") return checksum;
  return { algorithm, value: computeChecksum(algorithm, content()), type: "FULL_OBJECT" };
}

/** CopyObject. */
export async function copyObject(context: Context): Promise<Done> {
  const { input, told, now } = context;
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const key = readText(input, "Key");
  const source = findSource(context);
  // Production's copy of what is not here is an object all the same.
  if (isRefusal(source)) return told ? putObject(context) : source;
  const refused = told
    ? undefined
    : (refuseSelfCopy(context, bucket, source) ?? refuseWrite(input, key, readCurrent(bucket, key)));
  if (refused) return refused;
  const own = readDescription(context, bucket);
  if (isRefusal(own)) return own;
  const { stored: from } = source;
  let whole: Uint8Array | undefined;
  const read = () => (whole ??= joinContent(source.bucket, from.pieces, 0, from.size));
  const result = told?.output["CopyObjectResult"] as Structure | undefined;
  const isWhole = !from.parts && !from.tag.includes("-");
  const stored: StoredObject = {
    ...describeCopy(context, own, source),
    version: nameNewVersion(context, bucket),
    at: now,
    tag: readToldTag(context, result?.["ETag"]) ?? (isWhole ? from.tag : tagOf(read())),
    size: from.size,
    checksum: sumCopy(context, source, read),
    pieces: [copyContent(source.bucket, from.pieces, [0, from.size], bucket, mintId(context))],
  };
  putNewest(bucket, key, stored);
  await deliverObjectEvent(context, bucket, { name: "ObjectCreated:Copy", key, stored });
  const sourceVersion =
    from.version === undefined || from.version === "null" ? {} : { CopySourceVersionId: from.version };
  return answerAs(context, {
    CopyObjectResult: {
      ETag: `"${stored.tag}"`,
      LastModified: new Date(toSeconds(now)),
      ...tellChecksum(stored.checksum),
    },
    ...(source.bucket.versioning !== undefined && sourceVersion),
    ...tellPut(stored),
    ...(stored.version === "null" && { VersionId: stored.version }),
    ...tellExpiration(bucket, key, stored),
  });
}
