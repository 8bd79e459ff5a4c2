/**
 * What is wrong with a signature of version 2 in a header, as far as it can be told without the secret:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
 */
import type { WireRequest } from "../../../aws/wire.ts";
import { accessDenied, invalidArgument, refuse, type S3Refusal } from "./errors.ts";

const MARK = "AWS ";
const MOST_SKEW = 900_000;

/** Whether a request has such a signature. */
export function isSignedInOldWay({ authorization }: WireRequest["headers"]): boolean {
  return authorization?.startsWith(MARK) === true;
}

/** Why such a request is refused; undefined where it is not. `now` in milliseconds since 1970. */
export function refuseOldSignature(
  { headers }: Pick<WireRequest, "headers">,
  now: number,
): S3Refusal | undefined {
  const { authorization = "", date, "x-amz-date": own } = headers;
  const [key, signature] = authorization.slice(MARK.length).split(":");
  if (key === "" || signature === undefined)
    return invalidArgument(
      "AWS authorization header is invalid.  Expected AwsAccessKeyId:signature",
      "Authorization",
      authorization,
    );
  const said = own ?? date ?? "";
  const at = Date.parse(said);
  if (!(at > 0)) return accessDenied("AWS authentication requires a valid Date or x-amz-date header");
  if (Math.abs(at - now) <= MOST_SKEW) return undefined;
  return refuse(
    "RequestTimeTooSkewed",
    "The difference between the request time and the current time is too large.",
    403,
    {
      RequestTime: said,
      ServerTime: new Date(now).toISOString().replace(/\.\d{3}Z$/, "Z"),
      MaxAllowedSkewMilliseconds: String(MOST_SKEW),
    },
  );
}
