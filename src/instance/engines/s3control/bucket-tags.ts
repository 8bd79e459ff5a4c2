/** Tags of buckets, which S3 Control has as well: https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_TagResource.html */
import { makeStructure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, listTexts, merge, readText } from "../engine.ts";
import { findBucketThing } from "../s3/bucket.ts";
import { refusal } from "./accounts.ts";

const MARK = ":s3:::";

/** The deed about a bucket's tags; what is about anything else is the generic behaviour's. */
function ofBucket(deed: (context: Context, bucket: Thing) => Done): (context: Context) => Done | undefined {
  return (context) => {
    const arn = readText(context.input, "ResourceArn");
    const at = arn.indexOf(MARK);
    if (at < 0 || context.told) return undefined;
    const bucket = findBucketThing(context, arn.slice(at + MARK.length));
    return bucket
      ? deed(context, bucket)
      : refusal("NoSuchResource", "The specified resource doesn't exist.", 404, { ResourceArn: arn });
  };
}

/** ListTagsForResource. */
export const listTags = ofBucket((_, { tags }) => ({
  output: merge({ Tags: [...tags].map(([Key, Value]) => merge({ Key, Value })) }),
}));

/** TagResource. */
export const tagBucket = ofBucket(({ store, input }, bucket) => {
  const given = listStructures(input["Tags"]).map(
    (tag) => [readText(tag, "Key"), readText(tag, "Value")] as const,
  );
  store.put({ ...bucket, tags: new Map([...bucket.tags, ...given]) });
  return { output: makeStructure() };
});

/** UntagResource. */
export const untagBucket = ofBucket(({ store, input }, bucket) => {
  const gone = new Set(listTexts(input["TagKeys"]));
  store.put({ ...bucket, tags: new Map([...bucket.tags].filter(([key]) => !gone.has(key))) });
  return { output: makeStructure() };
});
