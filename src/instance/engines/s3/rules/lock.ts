/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html */
import { isStructure } from "../../../../aws/values.ts";
import { readInner } from "../bucket.ts";
import { malformedXml, refuse } from "../errors.ts";
import type { Prepare } from "../prepared.ts";

/** Looks at how long what is put into a bucket is locked. */
export const prepareLock: Prepare = ({ input }, bucket) => {
  const configuration = input["ObjectLockConfiguration"];
  if (configuration === undefined) return refuse("MissingRequestBodyError", "Request Body is empty");
  if (!isStructure(configuration) || configuration["ObjectLockEnabled"] !== "Enabled") return malformedXml();
  const { Rule: rule } = configuration;
  if (rule !== undefined) {
    const retention = readInner(rule, "DefaultRetention");
    if (!isStructure(retention)) return malformedXml();
    const { Mode: mode, Days: days, Years: years } = retention;
    if (mode === undefined || (days === undefined) === (years === undefined)) return malformedXml();
    const period = days ?? years;
    if (typeof period === "number" && period <= 0)
      return refuse("InvalidRetentionPeriod", "Default retention period must be a positive integer value");
  }
  if (bucket.versioning !== "Enabled")
    return refuse(
      "InvalidBucketState",
      "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
      409,
    );
  return {};
};
