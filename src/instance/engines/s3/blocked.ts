/**
 * What a bucket does not let anybody open to others: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * Only what somebody has set counts: most tests open buckets that on AWS would have to be unlocked before.
 */
import type { Structure } from "../../../aws/values.ts";
import { type Bucket, readInner, readItems } from "./bucket.ts";
import { accessDenied, refuse, type S3Refusal } from "./errors.ts";
import type { StoredGrant } from "./stored.ts";

const BLOCK = "public-access-block";
const OWNED = "BucketOwnerEnforced";
/** Lists that say nothing but whose a bucket is. */
const OWNERS: ReadonlySet<unknown> = new Set(["private", "bucket-owner-full-control"]);
const GLOBAL = "http://acs.amazonaws.com/groups/global/";

/** Whether a bucket was locked in a way. */
export function blocks(bucket: Bucket, name: string): boolean {
  return readInner(bucket.made(BLOCK), "PublicAccessBlockConfiguration", name) === true;
}

/** Whether nobody but the bucket's owner has anything in it. */
function isOwned(bucket: Bucket): boolean {
  const [rule] = readItems(bucket.made("bucket-ownership-control"), "OwnershipControls", "Rules");
  return rule?.["ObjectOwnership"] === OWNED;
}

/** Why a list cannot be given; undefined where it can. */
export function refuseAcl(
  bucket: Bucket,
  input: Structure,
  grants: readonly StoredGrant[] | undefined,
): S3Refusal | undefined {
  if (!grants) return undefined;
  if (isOwned(bucket) && !OWNERS.has(input["ACL"]))
    return refuse("AccessControlListNotSupported", "The bucket does not allow ACLs");
  const isPublic = grants.some(({ Grantee }) => Grantee["URI"]?.startsWith(GLOBAL));
  return isPublic && blocks(bucket, "BlockPublicAcls") ? accessDenied() : undefined;
}

/** Why a bucket that is to take no lists cannot be made with one; undefined where it can. */
export function refuseFirstAcl(
  { ACL, ObjectOwnership }: Structure,
  grants: readonly StoredGrant[] | undefined,
): S3Refusal | undefined {
  if (!grants || ObjectOwnership !== OWNED || OWNERS.has(ACL)) return undefined;
  return refuse(
    "InvalidBucketAclWithObjectOwnership",
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  );
}

/** Why a policy cannot be put; undefined where it can. */
export function refusePublicPolicy(bucket: Bucket, isPublic: boolean): S3Refusal | undefined {
  return isPublic && blocks(bucket, "BlockPublicPolicy") ? accessDenied() : undefined;
}
