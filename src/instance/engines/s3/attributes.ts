/** Tells what is asked for of an object: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */

import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { ownRows } from "../../../base/own-rows.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { tellChecksum } from "./checksums.ts";
import { toSeconds } from "./conditions.ts";
import { USUAL_CLASS } from "./description.ts";
import { refuseWithoutKey } from "./encryption.ts";
import { invalidRequest, isRefusal } from "./errors.ts";
import { findObject } from "./find-object.ts";
import { openBucket } from "./open-bucket.ts";
import type { StoredObject } from "./stored.ts";

const LARGEST_PAGE = 1_000;

/** The parts of what was put in parts; each by itself only where it has a checksum of its own. */
function tellParts({ input }: Context, { parts, checksum }: StoredObject): Structure | undefined {
  if (!parts) return undefined;
  const count: Structure = { TotalPartsCount: parts.length };
  if (checksum?.type !== "COMPOSITE") return count;
  const [most, after] = [Number(input["MaxParts"] ?? LARGEST_PAGE), Number(input["PartNumberMarker"] ?? 0)];
  const left = parts.filter(({ number }) => number > after);
  const page = left.slice(0, most);
  return {
    ...count,
    PartNumberMarker: after,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: most,
    IsTruncated: left.length > page.length,
    ...(page.length > 0 && {
      Parts: page.map(({ number, size, checksum: own }) => ({
        PartNumber: number,
        Size: size,
        ...(own !== undefined && { [`Checksum${checksum.algorithm}`]: own }),
      })),
    }),
  };
}

function tellSum({ checksum }: StoredObject): Structure | undefined {
  if (!checksum) return undefined;
  // The number of parts is told beside it.
  const [value = ""] = checksum.value.split("-");
  return tellChecksum({ ...checksum, value });
}

/** The members of the answer, by the names by which they are asked for. */
const TELLING: Readonly<Record<string, (context: Context, stored: StoredObject) => Value | undefined>> =
  ownRows({
    Checksum: (_, stored) => tellSum(stored),
    ETag: (_, { tag }) => tag,
    ObjectParts: tellParts,
    ObjectSize: (_, { size }) => size,
    StorageClass: (_, { storageClass = USUAL_CLASS }) => storageClass,
  });

/** GetObjectAttributes. */
export function getObjectAttributes(context: Context): Done {
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const { ObjectAttributes } = context.input;
  const asked = Array.isArray(ObjectAttributes) ? (ObjectAttributes as readonly Value[]) : [];
  if (asked.length === 0 && !context.told)
    return invalidRequest(
      "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty",
    );
  const found = findObject(context, bucket);
  if (isRefusal(found)) return found;
  const { stored } = found;
  const refused = refuseWithoutKey(context, stored);
  if (refused) return refused;
  const output = makeStructure();
  output["LastModified"] = new Date(toSeconds(stored.at));
  if (stored.version !== undefined) output["VersionId"] = stored.version;
  for (const name of asked) {
    const value = TELLING[String(name)]?.(context, stored);
    if (value !== undefined) output[String(name)] = value;
  }
  return { output };
}
