/**
 * Whether the time of a presigned URL is over: what a program hands out for an hour must not work for ever in its tests.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
import type { WireRequest } from "../aws/wire.ts";

const MS = 1000;
/** `20260401T120000Z` */
const MOMENT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

function readMoment(text: string): number {
  return Date.parse(text.replace(MOMENT, "$1-$2-$3T$4:$5:$6Z"));
}

/** `now` in milliseconds since 1970. A request that says no time, or one that is none, has no end. */
export function isExpired({ query }: Pick<WireRequest, "query">, now: number): boolean {
  if (query.length === 0) return false;
  const read = (name: string) => query.find(([one]) => one === name)?.[1] ?? "";
  const lasts = read("X-Amz-Expires");
  if (lasts !== "") return readMoment(read("X-Amz-Date")) + Number(lasts) * MS < now;
  // Signature version 2 has the end itself. Other services have members of that name, and no such key.
  const end = read("AWSAccessKeyId") === "" ? "" : read("Expires");
  return end !== "" && Number(end) * MS < now;
}
