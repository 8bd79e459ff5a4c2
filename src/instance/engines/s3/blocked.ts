/**
 * What a bucket does not let anybody open to others: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * Only what somebody has set counts: most tests open buckets that on AWS would have to be unlocked before.
 */
import type { Structure } from "../../../aws/values.ts";
import { type Bucket, readInner } from "./bucket.ts";
import { accessDenied, refuse, type S3Refusal } from "./errors.ts";
import { isOwned, OWNED, OWNERS_LIST } from "./object-ownership.ts";
import type { StoredGrant } from "./stored.ts";

const BLOCK = "public-access-block";
/** Lists with which a bucket may be made that takes none. */
const FIRST_LISTS: ReadonlySet<unknown> = new Set(["private", OWNERS_LIST]);
const GLOBAL = "http://acs.amazonaws.com/groups/global/";

/** Whether a bucket was locked in a way. */
export function blocks(bucket: Bucket, name: string): boolean {
  return readInner(bucket.made(BLOCK), "PublicAccessBlockConfiguration", name) === true;
}

/** Why a list cannot be given; undefined where it can. */
export function refuseAcl(
  bucket: Bucket,
  input: Structure,
  grants: readonly StoredGrant[] | undefined,
): S3Refusal | undefined {
  if (!grants) return undefined;
  if (isOwned(bucket) && input["ACL"] !== OWNERS_LIST)
    return refuse("AccessControlListNotSupported", "The bucket does not allow ACLs");
  const isPublic = grants.some(({ Grantee }) => Grantee["URI"]?.startsWith(GLOBAL));
  return isPublic && blocks(bucket, "BlockPublicAcls") ? accessDenied() : undefined;
}

/** Why a bucket that is to take no lists cannot be made with one; undefined where it can. */
export function refuseFirstAcl(
  { ACL, ObjectOwnership }: Structure,
  grants: readonly StoredGrant[] | undefined,
): S3Refusal | undefined {
  return grants && ObjectOwnership === OWNED && !FIRST_LISTS.has(ACL) ? refuseListed() : undefined;
}

/** That a bucket cannot have a list and take none. */
export function refuseListed(): S3Refusal {
  return refuse(
    "InvalidBucketAclWithObjectOwnership",
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  );
}

/** Why a policy cannot be put; undefined where it can. */
export function refusePublicPolicy(bucket: Bucket, isPublic: boolean): S3Refusal | undefined {
  return isPublic && blocks(bucket, "BlockPublicPolicy") ? accessDenied() : undefined;
}
