/** Numbers of parts: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
import { invalidArgument, type S3Refusal } from "./errors.ts";

const MOST_PARTS = 10_000;

/** Why no part can have a number; undefined where one can. */
export function refusePartNumber(number: number): S3Refusal | undefined {
  if (Number.isInteger(number) && number >= 1 && number <= MOST_PARTS) return undefined;
  return invalidArgument(
    "Part number must be an integer between 1 and 10000, inclusive",
    "partNumber",
    String(number),
  );
}
