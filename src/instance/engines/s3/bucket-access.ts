/** Who may do what with a bucket, and what is said of it in tags. */
import { makeStructure } from "../../../aws/values.ts";
import { tag } from "../../behaviour/changes/change.ts";
import type { Context } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import { findThing } from "../../behaviour/names/names.ts";
import type { Done } from "../../gateway.ts";
import { nameOwner } from "./access/who.ts";
import { readAcl, readBucketGrants, tellAcl } from "./acl.ts";
import { refuseAcl } from "./blocked.ts";
import { readItems } from "./bucket.ts";
import { isRefusal, refuse } from "./errors.ts";
import { openBucket } from "./open-bucket.ts";
import { isPublic } from "./public-policy.ts";
import { readTagSet, tellTags } from "./tags.ts";

const ACL = "bucket-acl";

/** GetBucketAcl. */
export function getBucketAcl(context: Context): Done {
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const grants = readBucketGrants(context, bucket);
  return { output: tellAcl(nameOwner(context, bucket.account), grants) };
}

/** PutBucketAcl. */
export function putBucketAcl(asked: Context): Done {
  const bucket = openBucket(asked);
  if (isRefusal(bucket)) return bucket;
  // Whoever puts it, it stands where its bucket does.
  const context = { ...asked, caller: { ...asked.caller, account: bucket.account } };
  const owner = nameOwner(context, bucket.account);
  const grants = context.told ? undefined : readAcl(context.input, { owner, bucketOwner: owner });
  if (isRefusal(grants)) return grants;
  const refused = context.told ? undefined : refuseAcl(bucket, context.input, grants);
  if (refused) return refused;
  if (!grants && !context.told)
    return refuse("MissingSecurityHeader", "Your request was missing a required header", 400, {
      MissingHeaderName: "x-amz-acl",
    });
  const before = findThing(context, ACL);
  if (before) context.store.remove(before);
  return make(context, ACL);
}

/** GetBucketPolicyStatus. */
export function getPolicyStatus(context: Context): Done {
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const text = bucket.setting("bucket-policy")?.["Policy"];
  if (typeof text !== "string")
    return refuse("NoSuchBucketPolicy", "The bucket policy does not exist", 404, {
      BucketName: bucket.name,
    });
  return { output: { PolicyStatus: { IsPublic: isPublic(text) } } };
}

/** GetBucketTagging. */
export function getBucketTagging(context: Context): Done {
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const { tags } = bucket.thing;
  if (tags.size === 0)
    return refuse("NoSuchTagSet", "The TagSet does not exist", 404, { BucketName: bucket.name });
  return { output: { TagSet: tellTags([...tags]) } };
}

/** PutBucketTagging. */
export function putBucketTagging(context: Context): Done {
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const { input, told, store } = context;
  const tags = readTagSet(readItems(input, "Tagging", "TagSet"), "bucket");
  if (isRefusal(tags)) return told ? tag(context) : tags;
  store.put({ ...bucket.thing, tags: new Map(tags) });
  return { output: told?.output ?? makeStructure() };
}

/** DeleteBucketTagging. */
export function deleteBucketTagging(context: Context): Done {
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  context.store.put({ ...bucket.thing, tags: new Map() });
  return { output: context.told?.output ?? makeStructure() };
}
