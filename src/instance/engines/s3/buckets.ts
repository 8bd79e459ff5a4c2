/** Buckets: made, told and ended. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */

import { makeStructure, type Structure } from "../../../aws/values.ts";
import { remove } from "../../behaviour/changes/change.ts";
import { isGone } from "../../behaviour/changes/gone-rows.ts";
import type { Context } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import type { Done } from "../../gateway.ts";
import { merge, readText } from "../engine.ts";
import { ANYBODY_ID, nameOwner } from "./access/who.ts";
import { readAcl } from "./acl.ts";
import { refuseFirstAcl } from "./blocked.ts";
import { FIRST_REGION, findBucketThing, readInner, readItems, readRegion } from "./bucket.ts";
import { invalidArgument, isRefusal, refuse, type S3Refusal } from "./errors.ts";
import { openBucket } from "./open-bucket.ts";
import { regionOfPartition } from "./regions.ts";
import { readTagSet } from "./tags.ts";

const BUCKET = "bucket";
const KIND = { service: "s3", type: BUCKET };
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** Between points are labels, which neither begin nor end with a hyphen. */
const BAD_LABEL = /\.[.-]|-\./;
const ADDRESS = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;
const MOST_BUCKETS = 10_000;

function refuseName(BucketName: string): S3Refusal | undefined {
  const isName = NAME.test(BucketName) && !BAD_LABEL.test(BucketName) && !ADDRESS.test(BucketName);
  return isName
    ? undefined
    : refuse("InvalidBucketName", "The specified bucket is not valid.", 400, { BucketName });
}

/** Why a bucket's name is none of those that only its account may have, where it is to be one; undefined where it is. */
function refuseNamespace({ input, caller }: Context, name: string): S3Refusal | undefined {
  if (input["BucketNamespace"] !== "account-regional") return undefined;
  if (name.endsWith(`-${caller.account}-${caller.region}-an`)) return undefined;
  return refuse(
    "InvalidNamespaceHeader",
    "The bucket name does not have the suffix that buckets of an account's own namespace have.",
    400,
    { BucketName: name },
  );
}

/** Why a bucket cannot be made where a call wants it; undefined where it can. */
function refuseRegion({ input, caller }: Context): S3Refusal | undefined {
  const asked = readInner(input, "CreateBucketConfiguration", "LocationConstraint");
  const name = typeof asked === "string" && asked !== "" ? asked : undefined;
  if (caller.region === FIRST_REGION) {
    const isKnown = name === undefined || name === "EU" || (name !== FIRST_REGION && regionOfPartition(name));
    return isKnown
      ? undefined
      : refuse("InvalidLocationConstraint", "The specified location-constraint is not valid", 400, {
          LocationConstraint: name ?? "",
        });
  }
  if (name === caller.region || (name === "EU" && caller.region === "eu-west-1")) return undefined;
  return refuse(
    "IllegalLocationConstraintException",
    `The ${name ?? "unspecified"} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

/** Why a bucket of a name cannot be made as there is one; undefined where there is none, or it may be made again. */
function refuseStanding(context: Context, BucketName: string): S3Refusal | "stands" | undefined {
  const standing = findBucketThing(context, BucketName);
  if (!standing) return undefined;
  if (standing.place.account !== context.caller.account)
    return refuse(
      "BucketAlreadyExists",
      "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
      409,
      { BucketName },
    );
  const isFirst = context.caller.region === FIRST_REGION && readRegion(standing) === FIRST_REGION;
  const hasTags = readItems(context.input, "CreateBucketConfiguration", "Tags").length > 0;
  if (isFirst && !hasTags) return "stands";
  return refuse(
    "BucketAlreadyOwnedByYou",
    "Your previous request to create the named bucket succeeded and you already own it.",
    409,
    { BucketName },
  );
}

/** CreateBucket. */
export function createBucket(context: Context): Done {
  const { told, caller, input } = context;
  const name = readText(input, "Bucket");
  const tags = readTagSet(readItems(input, "CreateBucketConfiguration", "Tags"), "new bucket");
  if (!told) {
    const owner = nameOwner(context, caller.account);
    const grants = readAcl(input, { owner, bucketOwner: owner });
    const refused =
      refuseName(name) ??
      refuseNamespace(context, name) ??
      refuseRegion(context) ??
      (isRefusal(tags) ? tags : undefined) ??
      (isRefusal(grants) ? grants : refuseFirstAcl(input, grants));
    if (refused) return refused;
  }
  const standing = told ? undefined : refuseStanding(context, name);
  if (standing && standing !== "stands") return standing;
  const done = standing === "stands" ? { output: makeStructure() } : make(context, BUCKET);
  if ("error" in done) return done;
  const made = standing === "stands" ? undefined : findBucketThing(context, name);
  if (made && !isRefusal(tags) && tags.length > 0)
    context.store.put({ ...made, tags: new Map([...made.tags, ...tags]) });
  const region = readInner(input, "CreateBucketConfiguration", "LocationConstraint");
  const isFirst = caller.region === FIRST_REGION && (region === undefined || region === "");
  return {
    output: merge(
      {
        Location: isFirst ? `/${name}` : `http://${name}.s3.amazonaws.com/`,
        BucketArn: `arn:aws:s3:::${name}`,
      },
      done.output,
    ),
  };
}

/** DeleteBucket. */
export function deleteBucket(context: Context): Done {
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const holds = (part: "objects" | "versions") => bucket.space(part).list({ limit: 1 }).length > 0;
  if (!context.told && (holds("objects") || holds("versions"))) {
    const message = "The bucket you tried to delete is not empty";
    const more = bucket.versioning ? ". You must delete all versions in the bucket." : "";
    return refuse("BucketNotEmpty", `${message}${more}`, 409, { BucketName: bucket.name });
  }
  return remove(context, BUCKET);
}

/** HeadBucket. */
export function headBucket(context: Context): Done {
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return refuse(bucket.error.code, bucket.error.message, bucket.error.status);
  return {
    output: {
      BucketArn: `arn:aws:s3:::${bucket.name}`,
      BucketRegion: bucket.region,
      AccessPointAlias: false,
    },
    // Though nothing follows: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
    own: { headers: { "content-type": "application/xml" } },
  };
}

/** GetBucketLocation. */
export function getLocation(context: Context): Done {
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const { thing, region } = bucket;
  const said = readInner(thing.members, "CreateBucketConfiguration", "LocationConstraint");
  const told = typeof said === "string" && said !== "" ? said : region;
  return { output: told === FIRST_REGION ? makeStructure() : { LocationConstraint: told } };
}

/** ListBuckets. */
export function listBuckets(context: Context): Done {
  const { store, caller, input } = context;
  const prefix = readText(input, "Prefix");
  const { MaxBuckets: most, BucketRegion: region, ContinuationToken: token } = input;
  if (typeof most === "number" && !(most >= 1 && most <= MOST_BUCKETS))
    return invalidArgument(
      `Argument max-buckets must be an integer between 1 and ${MOST_BUCKETS}`,
      "max-buckets",
      String(most),
    );
  const after = typeof token === "string" ? Buffer.from(token, "base64").toString() : "";
  // Who shows nothing has no buckets.
  const isSigned = context.signer?.()?.isSigned !== false;
  const all = (isSigned ? store.list({ account: caller.account, region: "" }, KIND) : [])
    .filter((thing) => !isGone(thing))
    .map((thing) => ({ thing, name: thing.chain.at(-1) ?? "" }))
    .filter(
      ({ thing, name }) =>
        name > after && name.startsWith(prefix) && (region === undefined || readRegion(thing) === region),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = typeof most === "number" ? all.slice(0, most) : all;
  const isPaged = most !== undefined || token !== undefined || prefix !== "" || region !== undefined;
  const Buckets = page.map(
    ({ thing, name }): Structure => ({
      Name: name,
      CreationDate: new Date(thing.createdAt),
      BucketArn: `arn:aws:s3:::${name}`,
      ...(isPaged && { BucketRegion: readRegion(thing) }),
    }),
  );
  return {
    output: {
      Buckets,
      Owner: { ID: isSigned ? nameOwner(context, caller.account) : ANYBODY_ID },
      ...(prefix !== "" && { Prefix: prefix }),
      ...(page.length < all.length && {
        ContinuationToken: Buffer.from(page.at(-1)?.name ?? "").toString("base64"),
      }),
    },
  };
}
