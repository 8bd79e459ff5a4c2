/** The object that a copy is made of: `bucket/key`, which may begin with a slash and end with a version. */
import { percentDecode } from "../../../aws/formats/percent.ts";
import type { Context } from "../../behaviour/context.ts";
import { readText } from "../engine.ts";
import type { Bucket } from "./bucket.ts";
import { refuseSource } from "./conditions.ts";
import { refuseWithoutKey } from "./encryption.ts";
import { invalidArgument, invalidRequest, isRefusal, type S3Refusal } from "./errors.ts";
import { findObject, refuseArchivedSource } from "./find-object.ts";
import { openBucketNamed } from "./open-bucket.ts";
import type { StoredObject } from "./stored.ts";

/** A source, in the bucket where it stands. */
export interface CopySource {
  readonly bucket: Bucket;
  readonly key: string;
  readonly stored: StoredObject;
  /** Whether the version was named. */
  readonly isNamed: boolean;
}

const VERSION = "?versionId=";

/** The source of a call, or why it cannot be copied. */
export function findSource(context: Context): CopySource | S3Refusal {
  const { input, now, told } = context;
  const header = "x-amz-copy-source";
  const [text = "", version = ""] = readText(input, "CopySource").replace(/^\//, "").split(VERSION);
  const path = percentDecode(text) ?? text;
  const at = path.indexOf("/");
  if (at <= 0 || at === path.length - 1)
    return invalidArgument("Invalid copy source object key", header, header);
  const key = path.slice(at + 1);
  const bucket = openBucketNamed(context, path.slice(0, at), "ExpectedSourceBucketOwner", {
    ...{ operation: "GetObject", key, version },
  });
  if (isRefusal(bucket)) return bucket;
  const named = { ...context, input: version === "" ? {} : { VersionId: version } };
  const found = findObject(named, bucket, "is absent", key);
  if (isRefusal(found)) {
    const isMarker = found.error.code === "MethodNotAllowed";
    return isMarker
      ? invalidRequest(
          "The source of a copy request may not specifically refer to a delete marker by version id.",
        )
      : found;
  }
  const { stored } = found;
  if (told) return { bucket, key, stored, isNamed: version !== "" };
  const refused =
    refuseSource(input, stored, now) ??
    refuseWithoutKey(context, stored, "CopySource") ??
    refuseArchivedSource(stored, now);
  return refused ?? { bucket, key, stored, isNamed: version !== "" };
}
