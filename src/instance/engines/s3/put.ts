/** Puts objects whole: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { merge, readText } from "../engine.ts";
import { type Bucket, openBucket } from "./bucket.ts";
import { chooseChecksum, tagOf, tellChecksum } from "./checksums.ts";
import { refuseWrite } from "./conditions.ts";
import { keepContent } from "./content.ts";
import { readDescription, tellPut } from "./description.ts";
import { isRefusal } from "./errors.ts";
import { deliverObjectEvent } from "./events.ts";
import { tellExpiration } from "./expiration.ts";
import { NULL_VERSION, type StoredObject } from "./stored.ts";
import { putNewest, readCurrent } from "./versions.ts";

/** How long ids of versions and of contents are. */
const ID_LENGTH = 32;

/** An id that nothing has. */
export function mintId({ mint }: Context): string {
  return mint(ID_LENGTH);
}

/** The bytes that a call sends. */
export function readBody({ input }: Context): Uint8Array {
  const { Body: body } = input;
  return body instanceof Uint8Array ? body : Buffer.from(typeof body === "string" ? body : "");
}

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

/** PutObject. */
export async function putObject(context: Context): Promise<Done> {
  const { input, told, now } = context;
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const key = readText(input, "Key");
  const refused =
    told || (input["IfMatch"] ?? input["IfNoneMatch"]) === undefined
      ? undefined
      : refuseWrite(input, key, readCurrent(bucket, key));
  if (refused) return refused;
  const description = readDescription(context, bucket);
  if (isRefusal(description)) return description;
  const content = readBody(context);
  const stored: StoredObject = {
    ...description,
    version: nameNewVersion(context, bucket),
    at: now,
    tag: readToldTag(context) ?? tagOf(content),
    size: content.length,
    checksum: chooseChecksum(input, content),
    pieces: [keepContent(bucket, mintId(context), content)],
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
