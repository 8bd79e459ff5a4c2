/** Opens the bucket that a call is about to who may do there what the call does. */
import type { Context } from "../../behaviour/context.ts";
import { readText } from "../engine.ts";
import { refuseAccess, type WantedDeed } from "./access/allow.ts";
import { Bucket, findBucketThing } from "./bucket.ts";
import { accessDenied, noSuchBucket, refuse, type S3Refusal } from "./errors.ts";

const ACCOUNT = /^\d{12}$/;

/** Why the owner is not the one that a call expects; undefined where it is. */
export function refuseOwner({ input }: Context, account: string, member = "ExpectedBucketOwner") {
  const expected = input[member];
  if (typeof expected !== "string") return undefined;
  if (!ACCOUNT.test(expected)) {
    const message = `The value of the expected bucket owner parameter must be an AWS Account ID... [${expected}]`;
    return refuse("InvalidBucketOwnerAWSAccountID", message);
  }
  return expected === account ? undefined : accessDenied();
}

/** The bucket of a name in which something is wanted, usually what the call says, or why the caller cannot have it. */
export function openBucketNamed(
  context: Context,
  name: string,
  owner?: string,
  wanted?: WantedDeed,
): Bucket | S3Refusal {
  const thing = findBucketThing(context, name);
  if (!thing) return noSuchBucket(name);
  const bucket = new Bucket(context, thing);
  if (context.told) return bucket;
  const refused = refuseOwner(context, bucket.account, owner);
  if (refused) return refused;
  return refuseAccess(context, bucket, wanted) ?? bucket;
}

/** The bucket that a call is about, or why it cannot have it. */
export function openBucket(context: Context): Bucket | S3Refusal {
  return openBucketNamed(context, readText(context.input, "Bucket"));
}
