/**
 * Whether a call may be made: what the bucket's policy and the lists of the bucket and of the object say of who asks. What the
 * account that asks gives its own users is not looked at. https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html
 */
import type { Context } from "../../../behaviour/context.ts";
import { readText } from "../../engine.ts";
import { nameStatement } from "../../name-statement.ts";
import { readBucketGrants } from "../acl.ts";
import { blocks } from "../blocked.ts";
import type { Bucket } from "../bucket.ts";
import { accessDenied, type S3Refusal } from "../errors.ts";
import { isOwned } from "../object-ownership.ts";
import { isPublic } from "../public-policy.ts";
import type { StoredGrant, StoredObject } from "../stored.ts";
import { findVersion, readCurrent } from "../versions.ts";
import { findAction } from "./actions.ts";
import { readKeyValues } from "./facts.ts";
import { type Judgement, judge } from "./policy.ts";
import { findPrincipal, nameOwner, type Principal } from "./who.ts";

/** What is to be done with what. */
export interface WantedDeed {
  /** By the name of the operation that does that alone. */
  readonly operation: string;
  readonly key: string;
  readonly version: string;
}

const EVERYBODY = "http://acs.amazonaws.com/groups/global/AllUsers";
const SIGNED = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

/** Whether a list grants something to who asks. `isPrivate`: what it grants to everybody is not looked at. */
function grants(
  list: readonly StoredGrant[],
  { account, id }: Principal,
  permission: string,
  isPrivate: boolean,
): boolean {
  return list.some(({ Grantee, Permission }) => {
    if (Permission !== permission && Permission !== "FULL_CONTROL") return false;
    const { ID, URI } = Grantee;
    if (ID !== undefined) return ID === id;
    return !isPrivate && (URI === EVERYBODY || (URI === SIGNED && account !== undefined));
  });
}

/** What a bucket's policy says of something that is wanted. */
function askPolicy(
  context: Context,
  bucket: Bucket,
  asker: Principal,
  { operation, key, version }: WantedDeed,
): Judgement | "shut" | undefined {
  const text = bucket.setting("bucket-policy")?.["Policy"];
  if (typeof text !== "string") return undefined;
  const { action = operation, versioned, of, keepsOwner } = findAction(operation);
  const isOwner = asker.account === bucket.account;
  if (isOwner && (keepsOwner || !text.includes("Deny"))) return undefined;
  const named = version !== "" && versioned !== undefined ? versioned : action;
  const arn = `arn:aws:s3:::${bucket.name}`;
  const facts = readKeyValues(context, asker, () => findStored(bucket, key, version));
  const said = judge(text, {
    ...{ asker, facts },
    action: `s3:${named}`,
    resource: of === "object" ? `${arn}/${key}` : arn,
  });
  const isShut =
    said?.effect === "Allow" && !isOwner && blocks(bucket, "RestrictPublicBuckets") && isPublic(text);
  return isShut ? "shut" : said;
}

function findStored(bucket: Bucket, key: string, version: string): StoredObject | undefined {
  return version === "" ? readCurrent(bucket, key) : findVersion(bucket, key, version)?.stored;
}

/** Whether a list lets in who asks. */
function askLists(
  context: Context,
  bucket: Bucket,
  asker: Principal,
  { operation, key, version }: WantedDeed,
): boolean {
  const { of, grant, grantOf = of } = findAction(operation);
  if (grant === undefined || isOwned(bucket)) return false;
  const isPrivate = blocks(bucket, "IgnorePublicAcls");
  if (grantOf === "bucket") return grants(readBucketGrants(context, bucket), asker, grant, isPrivate);
  const stored = findStored(bucket, key, version);
  if (!stored) return findRefusal(context, bucket, asker, LIST) === undefined;
  const owner = stored.owner ?? nameOwner(context, bucket.account);
  return owner === asker.id || grants(stored.grants ?? [], asker, grant, isPrivate);
}

/** Whether what is to be read is there, or nothing is to be read. */
function isThere(bucket: Bucket, { operation, key, version }: WantedDeed): boolean {
  const { of, grant, grantOf } = findAction(operation);
  const isRead = of === "object" && grant !== undefined && grantOf === undefined;
  return !isRead || findStored(bucket, key, version) !== undefined;
}

/** That nothing is there is told to who may do that. */
const LIST: WantedDeed = { operation: "ListObjectsV2", key: "", version: "" };

/** Why none of the two lets in who asks. */
function tellNobody(bucket: Bucket, { operation }: WantedDeed, isShut: boolean): string {
  const hasPolicy = bucket.setting("bucket-policy") !== undefined;
  const policy = isShut
    ? "the bucket's policy allows it to everybody, which RestrictPublicBuckets keeps from other accounts"
    : hasPolicy
      ? "no statement of the bucket's policy allows it to who asks"
      : "the bucket has no policy";
  const { grant } = findAction(operation);
  return grant === undefined ? policy : `${policy}, and no list grants ${grant}`;
}

/** Why something may not be done, in words for who owns the bucket; undefined where it may. */
function findRefusal(
  context: Context,
  bucket: Bucket,
  asker: Principal,
  wanted: WantedDeed,
): string | undefined {
  const said = askPolicy(context, bucket, asker, wanted);
  if (said !== "shut" && said?.effect === "Deny")
    return `a statement of the bucket's policy denies it, ${nameStatement(said.statement)}`;
  if (asker.account === bucket.account) return undefined;
  if (said === undefined || said === "shut")
    return askLists(context, bucket, asker, wanted) ? undefined : tellNobody(bucket, wanted, said === "shut");
  if (isThere(bucket, wanted)) return undefined;
  const unlisted = findRefusal(context, bucket, asker, LIST);
  return (
    unlisted && `the object is not there, which only those are told who may list the bucket: ${unlisted}`
  );
}

/** What a call does; undefined of one that does several things, each of which is looked at by itself. */
function readWanted({ operation, input }: Context): WantedDeed | undefined {
  if (input["Delete"] !== undefined) return undefined;
  return { operation: operation.name, key: readText(input, "Key"), version: readText(input, "VersionId") };
}

/** Why a call may not be made; undefined where it may. */
export function refuseAccess(
  context: Context,
  bucket: Bucket,
  wanted: WantedDeed | undefined = readWanted(context),
): S3Refusal | undefined {
  const { told, caller } = context;
  const isOwners = caller.account === bucket.account;
  if (told || !context.signer) return undefined;
  // Most buckets have no policy: nothing is taken from their owners.
  const asker = findPrincipal(context);
  if (!asker || (isOwners && asker.account !== undefined && bucket.setting("bucket-policy") === undefined))
    return undefined;
  const because = wanted && findRefusal(context, bucket, asker, wanted);
  return because === undefined ? undefined : accessDenied(undefined, because);
}
