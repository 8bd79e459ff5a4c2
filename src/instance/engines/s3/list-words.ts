/** What lists of all kinds say, and how: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
import { percentEncode } from "../../../aws/formats/percent.ts";
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { readText } from "../engine.ts";
import { nameOwner } from "./access/who.ts";
import type { Bucket } from "./bucket.ts";
import { toSeconds } from "./conditions.ts";
import { USUAL_CLASS } from "./description.ts";
import { invalidArgument, type S3Refusal } from "./errors.ts";
import type { Description, StoredObject } from "./stored.ts";

const LARGEST_PAGE = 1_000;
const LARGEST_NUMBER = 2 ** 31 - 1;

/** Whose something in a bucket is. */
export function tellOwner(context: Context, bucket: Bucket, { owner }: Partial<Description> = {}): Structure {
  return { ID: owner ?? nameOwner(context, bucket.account) };
}

/** How a list writes keys: as they are, or as a form has them. */
export function makeWriter(input: Structure): (key: string) => string {
  if (input["EncodingType"] !== "url") return (key) => key;
  return (key) =>
    percentEncode(key)
      .replaceAll("%20", "+")
      .replaceAll("%2F", "/")
      .replaceAll("%2A", "*")
      .replaceAll("~", "%7E");
}

/**
 * Why a number in the query cannot be one; undefined where it can. One that no 32 bits hold is named as the query does, and not as S3
 * does itself: https://github.com/brekkylab/backlot/issues/192
 */
export function refuseNumber(asked: number, argument: string): S3Refusal | undefined {
  if (asked >= 0 && asked <= LARGEST_NUMBER) return undefined;
  if (asked < 0 && asked >= -LARGEST_NUMBER - 1)
    return invalidArgument(
      `Argument ${argument} must be an integer between 0 and ${LARGEST_NUMBER}`,
      argument,
      String(asked),
    );
  const name = argument.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return invalidArgument(`Provided ${name} not an integer or within integer range`, name, String(asked));
}

/** How many entries a page has at most, or what is wrong with what is asked. */
export function readSize(input: Structure, member: string, argument: string): number | S3Refusal {
  const asked = input[member];
  if (typeof asked !== "number") return LARGEST_PAGE;
  return refuseNumber(asked, argument) ?? Math.min(asked, LARGEST_PAGE);
}

/** What lists say of what they were asked. */
export function echo(input: Structure): Structure {
  const write = makeWriter(input);
  const delimiter = readText(input, "Delimiter");
  return {
    Name: readText(input, "Bucket"),
    Prefix: write(readText(input, "Prefix")),
    ...(delimiter !== "" && { Delimiter: write(delimiter) }),
    ...(input["EncodingType"] !== undefined && { EncodingType: input["EncodingType"] }),
  };
}

/** How lists tell an object. */
export function tellObject(stored: StoredObject, key: string): Structure {
  const { at, tag, checksum, size, storageClass = USUAL_CLASS } = stored;
  return {
    Key: key,
    LastModified: new Date(toSeconds(at)),
    ETag: `"${tag}"`,
    ...(checksum && { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type }),
    Size: size,
    StorageClass: storageClass,
  };
}
