/**
 * What is wrong with the query of a presigned URL. Signatures are not checked:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
import type { WireRequest } from "../../../aws/wire.ts";
import { accessDenied, refuse, type S3Refusal } from "./errors.ts";
import { refuseHeaders } from "./signed-headers.ts";

const MS = 1000;
const LONGEST = 604_800;
const MOMENT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

const ALL = ["Algorithm", "Credential", "Signature", "Date", "SignedHeaders", "Expires"].map(
  (name) => `X-Amz-${name}`,
);
const OLD = ["Signature", "Expires", "AWSAccessKeyId"];

function malformed(message: string): S3Refusal {
  return refuse("AuthorizationQueryParametersError", message);
}

/** `2026-04-01T12:00:00Z` */
const write = (at: number) => new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");

function refuseExpired(
  end: number,
  now: number,
  more: Readonly<Record<string, string>>,
): S3Refusal | undefined {
  if (!(end < now)) return undefined;
  return refuse("AccessDenied", "Request has expired", 403, {
    ...more,
    Expires: write(end),
    ServerTime: write(now),
  });
}

/** Why a presigned URL is refused; undefined where it is not, or is none. `now` in milliseconds since 1970. */
export function refusePresigned(request: WireRequest, now: number): S3Refusal | undefined {
  const { query } = request;
  if (query.length === 0) return undefined;
  const pairs = new Map(query);
  if (ALL.some((name) => pairs.has(name))) {
    if (!pairs.has("X-Amz-Signature") && !pairs.has("X-Amz-Credential")) return undefined;
    if (!ALL.every((name) => pairs.has(name)))
      return malformed(
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
      );
    if ((pairs.get("X-Amz-Credential") ?? "").split("/").length < 5)
      return malformed(
        'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
      );
    const lasts = Number(pairs.get("X-Amz-Expires"));
    if (!Number.isInteger(lasts)) return malformed("X-Amz-Expires should be a number");
    if (lasts < 0) return malformed("X-Amz-Expires must be non-negative");
    if (lasts > LONGEST)
      return malformed(
        "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
      );
    const begun = Date.parse((pairs.get("X-Amz-Date") ?? "").replace(MOMENT, "$1-$2-$3T$4:$5:$6Z"));
    return (
      refuseExpired(begun + lasts * MS, now, { "X-Amz-Expires": String(lasts) }) ??
      refuseHeaders(request, pairs)
    );
  }
  if (!pairs.has("AWSAccessKeyId") && !pairs.has("Signature")) return undefined;
  if (!OLD.every((name) => pairs.has(name)))
    return accessDenied(
      "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
    );
  const end = Number(pairs.get("Expires"));
  if (!Number.isInteger(end))
    return accessDenied(`Invalid date (should be seconds since epoch): ${pairs.get("Expires")}`);
  return refuseExpired(end * MS, now, {});
}
