/**
 * Whose what is put in a bucket is: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 * Only what somebody has asked for counts: most tests give lists to buckets that on AWS would take none unless told to.
 */
import type { Context } from "../../behaviour/context.ts";
import { findPrincipal, nameOwner } from "./access/who.ts";
import type { Owners } from "./acl.ts";
import { type Bucket, readItems } from "./bucket.ts";

const CONTROLS = "bucket-ownership-control";
const PREFERRED = "BucketOwnerPreferred";

/** That all is the owner's of the bucket, and lists say nothing. */
export const OWNED = "BucketOwnerEnforced";
/** The list with which what is put may become the owner's of the bucket. */
export const OWNERS_LIST = "bucket-owner-full-control";

/** What somebody asked for, when the bucket was made or afterwards. */
function readOwnership(bucket: Bucket): unknown {
  const isAsked = typeof bucket.thing.members["ObjectOwnership"] === "string";
  const controls = isAsked ? bucket.setting(CONTROLS) : bucket.made(CONTROLS);
  return readItems(controls, "OwnershipControls", "Rules")[0]?.["ObjectOwnership"];
}

/** Whether nobody but the bucket's owner has anything in it. */
export function isOwned(bucket: Bucket): boolean {
  return readOwnership(bucket) === OWNED;
}

/** Whose an object is that a call puts. */
export function findNewOwners(context: Context, bucket: Bucket): Owners {
  const bucketOwner = nameOwner(context, bucket.account);
  const ownership = readOwnership(bucket);
  const isGiven = ownership === PREFERRED && context.input["ACL"] === OWNERS_LIST;
  if (ownership === OWNED || isGiven) return { owner: bucketOwner, bucketOwner };
  return { owner: findPrincipal(context)?.id ?? bucketOwner, bucketOwner };
}
