/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html */
import { isStructure } from "../../../../aws/values.ts";
import { Bucket, findBucketThing, readInner, readItems } from "../bucket.ts";
import { invalidRequest, malformedXml, refuse } from "../errors.ts";
import type { Prepare } from "../prepared.ts";
import { nameRules } from "./lifecycle.ts";

/** Looks at where objects are replicated to. */
export const prepareReplication: Prepare = (context, bucket) => {
  const configuration = context.input["ReplicationConfiguration"];
  const rules = readItems(configuration, "Rules");
  if (!isStructure(configuration) || rules.length === 0) return malformedXml();
  if (bucket.versioning !== "Enabled")
    return refuse(
      "InvalidRequest",
      "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
      400,
      { BucketName: bucket.name },
    );
  for (const rule of rules) {
    const arn = String(readInner(rule, "Destination", "Bucket") ?? "");
    const thing = findBucketThing(context, arn.slice(arn.lastIndexOf(":") + 1));
    if (!thing) return invalidRequest("Destination bucket must exist.");
    if (new Bucket(context, thing).versioning !== "Enabled")
      return invalidRequest("Destination bucket must have versioning enabled.");
  }
  return {
    input: {
      ...context.input,
      ReplicationConfiguration: { ...configuration, Rules: nameRules(context, rules) },
    },
  };
};
