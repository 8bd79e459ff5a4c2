/** On which conditions calls do something: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html */
import type { Structure } from "../../../aws/values.ts";
import {
  isRefusal,
  noSuchKey,
  notImplemented,
  preconditionFailed,
  refuse,
  type S3Refusal,
} from "./errors.ts";
import type { StoredObject } from "./stored.ts";

const SECOND = 1000;

/** Times go over the wire in whole seconds. */
export function toSeconds(at: number): number {
  return Math.floor(at / SECOND) * SECOND;
}

/** What conditions are about. */
type Judged = Pick<StoredObject, "tag" | "at">;

function names(text: string, { tag }: Judged): boolean {
  return text.split(",").some((one) => {
    const named = one.trim().replace(/^W\//, "").replaceAll('"', "");
    return named === "*" || named === tag;
  });
}

/** The four conditions of RFC 9110, section 13, as members have them. */
interface Conditions {
  readonly match: unknown;
  readonly noneMatch: unknown;
  readonly since: unknown;
  readonly until: unknown;
}

type Broken = "If-Match" | "If-Unmodified-Since" | "If-None-Match" | "If-Modified-Since";

/** The first condition that does not hold, by the name of its header. */
function findBroken(
  { match, noneMatch, since, until }: Conditions,
  judged: Judged,
  now: number,
): Broken | undefined {
  const at = toSeconds(judged.at);
  if (typeof match === "string") {
    if (!names(match, judged)) return "If-Match";
  } else if (until instanceof Date && at > until.getTime()) return "If-Unmodified-Since";
  if (typeof noneMatch === "string") return names(noneMatch, judged) ? "If-None-Match" : undefined;
  // A time that is still to come is none.
  const isPast = since instanceof Date && since.getTime() <= now;
  return isPast && at <= since.getTime() ? "If-Modified-Since" : undefined;
}

/** Why a read gets nothing; undefined where its conditions hold. */
export function refuseRead(input: Structure, stored: StoredObject, now: number): S3Refusal | undefined {
  const { IfMatch: match, IfNoneMatch: noneMatch, IfModifiedSince: since, IfUnmodifiedSince: until } = input;
  const broken = findBroken({ match, noneMatch, since, until }, stored, now);
  if (broken === undefined) return undefined;
  if (broken === "If-Match" || broken === "If-Unmodified-Since") return preconditionFailed(broken);
  return refuse(
    "NotModified",
    "Not Modified",
    304,
    {},
    {
      etag: `"${stored.tag}"`,
      "last-modified": new Date(stored.at).toUTCString(),
    },
  );
}

/** Why a copy gets nothing of its source; undefined where its conditions hold. */
export function refuseSource(input: Structure, stored: StoredObject, now: number): S3Refusal | undefined {
  const {
    CopySourceIfMatch: match,
    CopySourceIfNoneMatch: noneMatch,
    CopySourceIfModifiedSince: since,
    CopySourceIfUnmodifiedSince: until,
  } = input;
  const broken = findBroken({ match, noneMatch, since, until }, stored, now);
  return broken && preconditionFailed(`x-amz-copy-source-${broken}`);
}

/** Why a call cannot put on the conditions that it names, whatever stands; undefined where it can. */
export function refuseWriteHeaders({ IfMatch, IfNoneMatch }: Structure): S3Refusal | undefined {
  if (IfMatch !== undefined && IfNoneMatch !== undefined)
    return notImplemented(
      "If-Match,If-None-Match",
      "Multiple conditional request headers present in the request",
    );
  const refuseValue = (header: string) =>
    notImplemented(header, `We don't accept the provided value of ${header} header for this API`);
  if (typeof IfMatch === "string" && IfMatch === "*") return refuseValue("If-Match");
  if (typeof IfNoneMatch === "string" && IfNoneMatch !== "*") return refuseValue("If-None-Match");
  return undefined;
}

/** Why a call does not put, as what stands is not as it says; undefined where it is. */
export function refuseWrite(
  input: Structure,
  key: string,
  current: StoredObject | undefined,
): S3Refusal | undefined {
  const refused = refuseWriteHeaders(input);
  if (refused) return refused;
  const { IfMatch, IfNoneMatch } = input;
  if (typeof IfMatch === "string") {
    if (!current) return noSuchKey(key);
    return names(IfMatch, current) ? undefined : preconditionFailed("If-Match");
  }
  return IfNoneMatch !== undefined && current ? preconditionFailed("If-None-Match") : undefined;
}

/** Conditions of a deletion that only directory buckets take, by their members. */
const OF_DIRECTORIES: readonly (readonly [member: string, header: string])[] = [
  ["IfMatchLastModifiedTime", "x-amz-if-match-last-modified-time"],
  ["IfMatchSize", "x-amz-if-match-size"],
];

/** Why a call does not delete; undefined where it does. */
export function refuseDeletion(input: Structure, current: StoredObject | undefined): S3Refusal | undefined {
  for (const [member, header] of OF_DIRECTORIES)
    if (input[member] !== undefined && input[member] !== null) return notImplemented(header);
  const match = input["IfMatch"] ?? input["ETag"];
  if (typeof match !== "string") return undefined;
  if (!current) return refuse("NoSuchKey", "The specified key does not exist.", 404, {});
  return names(match, current) ? undefined : preconditionFailed("If-Match");
}

/** Gives what is no refusal. */
export function accepted<T>(value: T | S3Refusal): T | undefined {
  return isRefusal(value) ? undefined : value;
}
