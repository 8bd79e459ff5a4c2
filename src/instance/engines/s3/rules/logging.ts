/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html */
import { isStructure } from "../../../../aws/values.ts";
import { FIRST_REGION, findBucketThing, readInner, readRegion } from "../bucket.ts";
import { malformedXml, refuse } from "../errors.ts";
import type { Prepare } from "../prepared.ts";

/** Looks at where the log of a bucket goes. */
export const prepareLogging: Prepare = (context, bucket) => {
  const to = readInner(context.input, "BucketLoggingStatus", "LoggingEnabled");
  if (!isStructure(to)) return {};
  const { TargetBucket: target, TargetPrefix: prefix } = to;
  if (typeof target !== "string" || typeof prefix !== "string") return malformedXml();
  const thing = findBucketThing(context, target);
  const refuseTarget = (message: string) =>
    refuse("InvalidTargetBucketForLogging", message, 400, { TargetBucket: target });
  if (!thing) return refuseTarget("The target bucket for logging does not exist");
  if (thing.place.account !== bucket.account)
    return refuseTarget("The owner for the bucket to be logged and the target bucket must be the same.");
  const region = readRegion(thing);
  if (region === bucket.region) return {};
  return refuse("CrossLocationLoggingProhibitted", "Cross S3 location logging not allowed. ", 403, {
    TargetBucketLocation: region,
    ...(bucket.region !== FIRST_REGION && { SourceBucketLocation: bucket.region }),
  });
};
