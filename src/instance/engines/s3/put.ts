/** Puts objects whole: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { merge, readText } from "../engine.ts";
import type { Bucket } from "./bucket.ts";
import { chooseAlgorithm, tellChecksum } from "./checksums.ts";
import { refuseWrite } from "./conditions.ts";
import { dropContent } from "./content.ts";
import { readDescription, tellPut } from "./description.ts";
import { makeTag } from "./encryption.ts";
import { isRefusal, type S3Refusal } from "./errors.ts";
import { deliverObjectEvent } from "./events.ts";
import { tellExpiration } from "./expiration.ts";
import { mintId } from "./ids.ts";
import { openBucket } from "./open-bucket.ts";
import { NULL_VERSION, type StoredObject } from "./stored.ts";
import { takeContent } from "./take-content.ts";
import { putNewest, readCurrent } from "./versions.ts";

/** The id that a version gets which is put now; undefined where the bucket has never had versions. */
export function nameNewVersion(context: Context, { versioning }: Bucket): string | undefined {
  const told = context.told?.output["VersionId"];
  if (typeof told === "string") return told;
  if (versioning === "Enabled") return mintId(context);
  return versioning === "Suspended" ? NULL_VERSION : undefined;
}

/** The tag that production answered with, without its quotes. */
export function readToldTag({ told }: Context, tag = told?.output["ETag"]): string | undefined {
  return typeof tag === "string" ? tag.replaceAll('"', "") : undefined;
}

/** The output of a call, with what production answered in the place of what is made up. */
export function answerAs({ told }: Context, output: Structure): Done {
  return { output: told ? merge(output, told.output) : output };
}

/** Why a call does not put as what stands is not as it says; undefined where it is. */
function refuseNow({ input, told }: Context, bucket: Bucket, key: string): S3Refusal | undefined {
  if (told || (input["IfMatch"] ?? input["IfNoneMatch"]) === undefined) return undefined;
  return refuseWrite(input, key, readCurrent(bucket, key));
}

/** PutObject. */
export async function putObject(context: Context): Promise<Done> {
  const { input, now } = context;
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const key = readText(input, "Key");
  const refused = refuseNow(context, bucket, key);
  if (refused) return refused;
  const description = readDescription(context, bucket);
  if (isRefusal(description)) return description;
  const algorithm = chooseAlgorithm(input);
  const content = await takeContent(context, bucket, context.body?.tellsSum ? [] : [algorithm]);
  if ("error" in content) return content;
  // What was refused before it came may be another answer now that it is here.
  const late = context.body ? refuseNow(context, bucket, key) : undefined;
  if (late) {
    dropContent(bucket, [content.piece]);
    return late;
  }
  const [name, value] = content.told ?? [algorithm, content.sum(algorithm)];
  const stored: StoredObject = {
    ...description,
    version: nameNewVersion(context, bucket),
    at: now,
    tag: readToldTag(context) ?? makeTag(context, description, () => content.tag),
    size: content.piece[1],
    checksum: { algorithm: name, value, type: "FULL_OBJECT" },
    pieces: [content.piece],
  };
  putNewest(bucket, key, stored);
  await deliverObjectEvent(context, bucket, { name: "ObjectCreated:Put", key, stored });
  return answerAs(context, {
    ETag: `"${stored.tag}"`,
    ...tellChecksum(stored.checksum),
    ...tellPut(stored),
    ...tellExpiration(bucket, key, stored),
  });
}
