/** Who may do what with buckets and objects, as lists tell it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */

import * as v from "valibot";
import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import { ownRows } from "../../../base/own-rows.ts";
import { Text } from "../../../base/row-types.ts";
import type { Context } from "../../behaviour/context.ts";
import { nameOwner } from "./access/who.ts";
import type { Bucket } from "./bucket.ts";
import rows from "./canned-acls.json" with { type: "json" };
import { invalidArgument, invalidRequest, malformedAcl, refuse, type S3Refusal } from "./errors.ts";
import type { StoredGrant } from "./stored.ts";

/** A row of canned-acls.json: whom a list lets do what besides the owner, by the name that S3 has for it. */
export const CannedAclRow = v.strictObject({
  name: Text,
  /** "bucket owner" is whoever has the bucket. */
  grants: v.array(v.strictObject({ to: Text, may: v.array(Text) })),
  reason: Text,
});

const CANNED = new Map(
  (rows as readonly v.InferOutput<typeof CannedAclRow>[]).map(({ name, grants }) => [name, grants]),
);

const GROUPS: ReadonlySet<string> = new Set([
  "http://acs.amazonaws.com/groups/global/AllUsers",
  "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
  "http://acs.amazonaws.com/groups/s3/LogDelivery",
]);
const PERMISSIONS: ReadonlySet<string> = new Set(["FULL_CONTROL", "WRITE", "WRITE_ACP", "READ", "READ_ACP"]);

/** The members of headers that grant something, with what they grant. */
const GRANTING: readonly (readonly [member: string, header: string, permission: string])[] = [
  ["GrantFullControl", "x-amz-grant-full-control", "FULL_CONTROL"],
  ["GrantRead", "x-amz-grant-read", "READ"],
  ["GrantReadACP", "x-amz-grant-read-acp", "READ_ACP"],
  ["GrantWrite", "x-amz-grant-write", "WRITE"],
  ["GrantWriteACP", "x-amz-grant-write-acp", "WRITE_ACP"],
];

/** Whose something is, and whose the bucket is that it is in, by the ids of lists. */
export interface Owners {
  readonly owner: string;
  readonly bucketOwner: string;
}

function grantTo(ID: string, Permission = "FULL_CONTROL"): StoredGrant {
  return { Grantee: { ID, Type: "CanonicalUser" }, Permission };
}

function cannedGrants(name: string, { owner, bucketOwner }: Owners): readonly StoredGrant[] | undefined {
  const others = CANNED.get(name)?.flatMap(({ to, may }) => {
    if (to !== "bucket owner")
      return may.map((Permission) => ({ Grantee: { Type: "Group", URI: to }, Permission }));
    return bucketOwner === owner ? [] : may.map((one) => grantTo(bucketOwner, one));
  });
  return others && [grantTo(owner), ...others];
}

const USER = /^[0-9a-f]{64}$/;

/** Reads a grantee of a kind, by how headers name it; each gives what is wrong with the text where it is none. */
const GRANTEES: Readonly<Record<string, (value: string) => StoredGrant["Grantee"] | S3Refusal>> = ownRows({
  id: (value) =>
    USER.test(value) ? { ID: value, Type: "CanonicalUser" } : invalidArgument("Invalid id", "id", value),
  uri: (value) =>
    GROUPS.has(value) ? { Type: "Group", URI: value } : invalidArgument("Invalid group uri", "uri", value),
  emailaddress: (value) => refuseEmail(value),
});

function refuseEmail(Email: string): S3Refusal {
  const message = "The e-mail address you provided does not match any account on record.";
  return refuse("UnresolvableGrantByEmailAddress", message, 400, { Email });
}

/** `uri="http://…"` */
function readGrantee(text: string, header: string): StoredGrant["Grantee"] | S3Refusal {
  const at = text.indexOf("=");
  const read = at < 0 ? undefined : GRANTEES[text.slice(0, at).trim().toLowerCase()];
  return (
    read?.(
      text
        .slice(at + 1)
        .trim()
        .replaceAll('"', ""),
    ) ?? invalidArgument("Argument format not recognized", header, text)
  );
}

function readGrants(input: Structure): readonly StoredGrant[] | S3Refusal {
  const grants: StoredGrant[] = [];
  for (const [member, header, Permission] of GRANTING) {
    const said = input[member];
    if (typeof said !== "string") continue;
    for (const one of said.split(",")) {
      const Grantee = readGrantee(one, header);
      if ("error" in Grantee) return Grantee as S3Refusal;
      grants.push({ Grantee: Grantee as StoredGrant["Grantee"], Permission });
    }
  }
  return grants;
}

function readGrantOfPolicy(grant: Structure): StoredGrant | S3Refusal {
  const { Grantee: grantee, Permission } = grant;
  if (!isStructure(grantee) || typeof Permission !== "string" || !PERMISSIONS.has(Permission))
    return malformedAcl();
  const { Type, ID, URI, EmailAddress } = grantee;
  if (Type === "Group") {
    if (typeof URI !== "string" || !GROUPS.has(URI))
      return invalidArgument("Invalid group uri", "Group/URI", String(URI ?? ""));
    return { Grantee: { Type, URI }, Permission };
  }
  if (Type === "CanonicalUser") {
    if (typeof ID !== "string" || !USER.test(ID))
      return invalidArgument("Invalid id", "CanonicalUser/ID", String(ID ?? ""));
    return { Grantee: { ID, Type }, Permission };
  }
  if (EmailAddress !== undefined) return refuseEmail(String(EmailAddress));
  return malformedAcl();
}

function readPolicy(policy: Structure): readonly StoredGrant[] | S3Refusal {
  const { Owner, Grants } = policy;
  if (!isStructure(Owner)) return malformedAcl();
  if (typeof Owner["ID"] === "string" && !USER.test(Owner["ID"]))
    return invalidArgument("Invalid id", "CanonicalUser/ID", Owner["ID"]);
  const grants: StoredGrant[] = [];
  for (const one of Array.isArray(Grants) ? (Grants as readonly Value[]) : []) {
    const grant = isStructure(one) ? readGrantOfPolicy(one) : malformedAcl();
    if ("error" in grant) return grant;
    grants.push(grant);
  }
  return grants;
}

/** The refusal of a list as a document where headers give one. */
function unexpectedContent(): S3Refusal {
  return refuse("UnexpectedContent", "This request does not support content", 400);
}

/** The list that a call gives, in whichever of three ways; undefined where it gives none. Or what is wrong with it. */
export function readAcl(input: Structure, owners: Owners): readonly StoredGrant[] | undefined | S3Refusal {
  const { ACL, AccessControlPolicy: policy } = input;
  const isGranting = GRANTING.some(([member]) => input[member] !== undefined);
  if (typeof ACL === "string") {
    if (isGranting) return invalidRequest("Specifying both Canned ACLs and Header Grants is not allowed");
    if (policy !== undefined) return unexpectedContent();
    return cannedGrants(ACL, owners) ?? invalidArgument("", "x-amz-acl", ACL);
  }
  if (isGranting) return policy === undefined ? readGrants(input) : unexpectedContent();
  return isStructure(policy) ? readPolicy(policy) : undefined;
}

/** The list of a bucket: the one that was put, or else the one that it was made with. */
export function readBucketGrants(context: Context, bucket: Bucket): readonly StoredGrant[] {
  const owner = nameOwner(context, bucket.account);
  const grants = readAcl(bucket.setting("bucket-acl") ?? bucket.thing.members, { owner, bucketOwner: owner });
  return !grants || "error" in grants ? [grantTo(owner)] : grants;
}

/** How answers tell a list. */
export function tellAcl(owner: string, grants: readonly StoredGrant[] = [grantTo(owner)]): Structure {
  return {
    Owner: { ID: owner },
    Grants: grants.map(({ Grantee, Permission }) => ({ Grantee, Permission })),
  };
}
