/** Tags of objects and of buckets, as headers and documents give them. */
import { parsePairs } from "../../../aws/formats/percent.ts";
import type { Structure } from "../../../aws/values.ts";
import { invalidArgument, malformedXml, refuse, type S3Refusal } from "./errors.ts";

/** Keys with their values, in the order in which they were given. */
export type Tags = readonly (readonly [key: string, value: string])[];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
const TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const MOST_OF_OBJECT = 10;
const MOST_OF_BUCKET = 50;
const RESERVED = "aws:";

const isKey = (key: string) => key !== "" && key.length <= LONGEST_KEY && TEXT.test(key);
const isValue = (value: string) => value.length <= LONGEST_VALUE && TEXT.test(value);

/** What tags are put on, and by what: each has words of its own. */
export type TagTarget = "object" | "bucket" | "new bucket";

function refuseTag(message: string, more: Readonly<Record<string, string>> = {}): S3Refusal {
  return refuse("InvalidTag", message, 400, more);
}

function refuseReserved(target: TagTarget, TagKey: string): S3Refusal {
  if (target === "new bucket")
    return refuseTag(
      `User-defined tag keys can't start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.`,
    );
  return target === "bucket"
    ? refuseTag("System tags cannot be added/updated by requester", { TagKey })
    : refuseTag("Your TagKey cannot be prefixed with aws:", { TagKey });
}

/** What is wrong with the text of a tag; undefined where nothing is. */
function refuseText(TagKey: string, TagValue: string): S3Refusal | undefined {
  if (!isKey(TagKey)) return refuseTag("The TagKey you have provided is invalid", { TagKey });
  return isValue(TagValue)
    ? undefined
    : refuseTag("The TagValue you have provided is invalid", { TagKey, TagValue });
}

/** The tags of a document's list, or what is wrong with them. */
export function readTagSet(items: readonly Structure[], target: TagTarget): Tags | S3Refusal {
  if (target === "object" && items.length > MOST_OF_OBJECT)
    return refuse("BadRequest", "Object tags cannot be greater than 10");
  if (items.length > MOST_OF_BUCKET)
    return refuse("BadRequest", "Bucket tag count cannot be greater than 50");
  const tags = new Map<string, string>();
  for (const { Key, Value } of items) {
    if (typeof Key !== "string" || typeof Value !== "string") return malformedXml();
    const wrong = refuseText(Key, Value);
    if (wrong) return wrong;
    if (Key.startsWith(RESERVED)) return refuseReserved(target, Key);
    if (tags.has(Key)) {
      if (target === "new bucket")
        return refuse("InternalError", "We encountered an internal error. Please try again.", 500);
      return refuseTag("Cannot provide multiple Tags with the same key", { TagKey: Key });
    }
    tags.set(Key, Value);
  }
  return [...tags];
}

/** The tags of a header, which are written as an address has them; or what is wrong with them. */
export function readTagHeader(text: string): Tags | S3Refusal {
  const pairs = parsePairs(text);
  const tags = new Map((pairs ?? []).map(([key, value = ""]) => [key, value]));
  // What is not encoded would be another pair: `a=1,b=2`.
  const isEncoded = text.split("&").every((pair) => pair.split("=").length <= 2);
  if (!pairs || !isEncoded || tags.size < pairs.length || tags.has(""))
    return invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      "x-amz-tagging",
      text,
    );
  if (tags.size > MOST_OF_OBJECT) return refuse("BadRequest", "Object tags cannot be greater than 10");
  for (const [key, value] of tags) {
    const wrong = refuseText(key, value);
    if (wrong) return wrong;
    if (key.startsWith(RESERVED)) return refuseReserved("object", key);
  }
  return [...tags].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** How answers tell tags. */
export function tellTags(tags: Tags): Structure[] {
  return tags.map(([Key, Value]) => ({ Key, Value }));
}
