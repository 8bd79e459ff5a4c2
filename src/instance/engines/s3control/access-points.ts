/** Access points: https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateAccessPoint.html */
import type { Structure } from "../../../aws/values.ts";
import { remove } from "../../behaviour/changes/change.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import { findThing } from "../../behaviour/names/names.ts";
import { find } from "../../behaviour/reads/find.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { isPublic } from "../s3/public-policy.ts";
import { goToAccount, refusal, turnPage } from "./accounts.ts";

const POINT = "access-point";
const POLICY = "access-point-policy";
const ALIAS_LENGTH = 34;

/** What nobody asked for is shut: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html */
export const SHUT: Structure = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** A text in S3's form of aliases, the same for the same thing. */
export function makeAlias(seed: string, length: number): string {
  return BigInt(`0x${Bun.CryptoHasher.hash("sha512", seed, "hex")}`)
    .toString(36)
    .slice(0, length);
}

function refuseNone({ input }: Context): Done {
  return refusal("NoSuchAccessPoint", "The specified accesspoint does not exist", 404, {
    AccessPointName: readText(input, "Name"),
  });
}

function refuseNoPolicy({ input }: Context): Done {
  return refusal("NoSuchAccessPointPolicy", "The specified accesspoint policy does not exist", 404, {
    AccessPointName: readText(input, "Name"),
  });
}

/** What S3 says of an access point beside what it was made with. */
function describe({ place, names, members, createdAt }: Thing): Structure {
  const name = readText(members, "Name");
  const { region, account } = place;
  const { VpcConfiguration: vpc, PublicAccessBlockConfiguration: block = SHUT } = members;
  return merge({
    Alias: `${name}-${makeAlias(names.arn ?? name, ALIAS_LENGTH)}-s3alias`,
    AccessPointArn: names.arn ?? null,
    BucketAccountId: account,
    CreationDate: new Date(createdAt),
    NetworkOrigin: vpc === undefined ? "Internet" : "VPC",
    PublicAccessBlockConfiguration: block,
    Endpoints: {
      ipv4: `s3-accesspoint.${region}.amazonaws.com`,
      dualstack: `s3-accesspoint.dualstack.${region}.amazonaws.com`,
      fips: `s3-accesspoint-fips.${region}.amazonaws.com`,
      fips_dualstack: `s3-accesspoint-fips.dualstack.${region}.amazonaws.com`,
    },
  });
}

/** CreateAccessPoint. */
export function createPoint(asked: Context): Done {
  const context = goToAccount(asked);
  const done = make(context, POINT);
  const made = findThing(context, POINT);
  if ("error" in done || !made || context.told) return done;
  const { Alias = null, AccessPointArn = null } = describe(made);
  return { output: merge(done.output, { Alias, AccessPointArn }) };
}

/** GetAccessPoint. */
export function getPoint(asked: Context): Done {
  const context = goToAccount(asked);
  const point = findThing(context, POINT);
  if (!point) return refuseNone(context);
  const done = find(context);
  return "error" in done ? done : { output: merge(describe(point), done.output) };
}

/** DeleteAccessPoint. */
export function deletePoint(asked: Context): Done {
  const context = goToAccount(asked);
  return context.told || findThing(context, POINT) ? remove(context, POINT) : refuseNone(context);
}

/** ListAccessPoints. */
export function listPoints(asked: Context): Done {
  const context = goToAccount(asked);
  const { store, input } = context;
  const bucket = readText(input, "Bucket");
  const points = store
    .list(placeOf(context, POINT), { service: "s3control", type: POINT })
    .filter(({ members }) => bucket === "" || members["Bucket"] === bucket);
  const page = turnPage(context, points);
  if (!("items" in page)) return page;
  const AccessPointList = page.items.map((point) => {
    const { members } = point;
    const {
      Alias = null,
      AccessPointArn = null,
      BucketAccountId = null,
      NetworkOrigin = null,
    } = describe(point);
    return merge({
      ...{ Name: members["Name"], Bucket: members["Bucket"] },
      ...(members["VpcConfiguration"] !== undefined && { VpcConfiguration: members["VpcConfiguration"] }),
      ...{ Alias, AccessPointArn, BucketAccountId, NetworkOrigin },
    });
  });
  return { output: merge({ AccessPointList }, page.more) };
}

/** The policy of an access point, or why there is none. */
function readPolicy(context: Context): string | Done {
  const text = findThing(context, POLICY)?.members["Policy"];
  return typeof text === "string" ? text : refuseNoPolicy(context);
}

/** PutAccessPointPolicy. */
export function putPolicy(asked: Context): Done {
  return make(goToAccount(asked), POLICY);
}

/** GetAccessPointPolicy. */
export function getPolicy(asked: Context): Done {
  const policy = readPolicy(goToAccount(asked));
  return typeof policy === "string" ? { output: merge({ Policy: policy }) } : policy;
}

/** GetAccessPointPolicyStatus. */
export function getPolicyStatus(asked: Context): Done {
  const policy = readPolicy(goToAccount(asked));
  if (typeof policy !== "string") return policy;
  return { output: merge({ PolicyStatus: { IsPublic: isPublic(policy) } }) };
}

/** DeleteAccessPointPolicy. */
export function deletePolicy(asked: Context): Done {
  const context = goToAccount(asked);
  return context.told || findThing(context, POLICY) ? remove(context, POLICY) : refuseNoPolicy(context);
}
