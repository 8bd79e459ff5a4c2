/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
import { readInner } from "../bucket.ts";
import { refuse } from "../errors.ts";
import type { Prepare } from "../prepared.ts";

/** Looks at whether a bucket is to keep versions. */
export const prepareVersioning: Prepare = ({ input }, bucket) => {
  const status = readInner(input, "VersioningConfiguration", "Status");
  if (status === undefined)
    return refuse("IllegalVersioningConfigurationException", "The Versioning element must be specified");
  if (status === "Suspended" && bucket.hasLock)
    return refuse(
      "InvalidBucketState",
      "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
      409,
    );
  return {};
};
