/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAccelerateConfiguration.html */
import { invalidRequest } from "../errors.ts";
import type { Prepare } from "../prepared.ts";

/** Looks at whether a bucket can be reached by its name alone. */
export const prepareAcceleration: Prepare = (_, { name }) =>
  name.includes(".")
    ? invalidRequest("S3 Transfer Acceleration is not supported for buckets with periods (.) in their names")
    : {};
