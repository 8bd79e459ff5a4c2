/** Access points of several regions: https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateMultiRegionAccessPoint.html */
import { isStructure, type Structure } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { find } from "../../behaviour/reads/find.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, merge, readText } from "../engine.ts";
import { findBucketThing, readRegion } from "../s3/bucket.ts";
import { isPublic } from "../s3/public-policy.ts";
import { makeAlias, SHUT } from "./access-points.ts";
import { refusal, turnPage } from "./accounts.ts";
import { answerLater } from "./async-requests.ts";

const POINT = "multi-region-access-point";
const KIND = { service: "s3control", type: POINT } as const;
const ALIAS_LENGTH = 13;
const DONE = "SUCCEEDED";

/** What a call says of the one that it is about. */
function readDetails({ input }: Context): Structure {
  const { Details: details } = input;
  return isStructure(details) ? details : input;
}

const readName = (context: Context) => readText(readDetails(context), "Name");

function findPoint(context: Context): Thing | undefined {
  return context.store.find(placeOf(context, POINT), KIND, [readName(context)]);
}

function refuseNone(context: Context): Done {
  return refusal(
    "NoSuchMultiRegionAccessPoint",
    "The specified multi-region access point does not exist",
    404,
    { Name: readName(context) },
  );
}

function listRegions(context: Context, details: Structure): Structure[] {
  return listStructures(details["Regions"]).map((one) => {
    const bucket = findBucketThing(context, readText(one, "Bucket"));
    return merge(one, {
      Region: bucket ? readRegion(bucket) : context.caller.region,
      BucketAccountId: readText(one, "BucketAccountId") || context.caller.account,
    });
  });
}

/** CreateMultiRegionAccessPoint. */
export function createPoint(context: Context): Done | undefined {
  if (context.told) return undefined;
  const { store, now, caller, operation, input } = context;
  const name = readName(context);
  if (findPoint(context))
    return refusal("InvalidRequest", `The multi-region access point ${name} already exists`, 400);
  const details = readDetails(context);
  const Alias = `m${makeAlias(`${caller.account} ${name} ${now}`, ALIAS_LENGTH)}.mrap`;
  const Regions = listRegions(context, details);
  const members = merge({
    ...{ Name: name, Alias, CreatedAt: new Date(now), Status: "READY", Regions },
    PublicAccessBlock: details["PublicAccessBlock"] ?? SHUT,
  });
  const names = { arn: `arn:aws:s3::${caller.account}:accesspoint/${Alias}` };
  store.put({
    ...KIND,
    ...{ place: placeOf(context, POINT), chain: [name], within: undefined, names, members },
    ...{ tags: new Map(), createdAt: now, call: { operation: operation.name, input, output: {} } },
  });
  return answerLater(context, {
    Regions: Regions.map(({ Region }) => ({ Name: Region ?? null, RequestStatus: DONE })),
  });
}

/** DeleteMultiRegionAccessPoint. */
export function deletePoint(context: Context): Done | undefined {
  if (context.told) return undefined;
  const point = findPoint(context);
  if (!point) return refuseNone(context);
  context.store.remove(point);
  return answerLater(context);
}

/** How answers tell one: what calls put on it stands beside. */
function tell({ members }: Thing): Structure {
  const { Policy: _, ...told } = members;
  return told;
}

/** GetMultiRegionAccessPoint. */
export function getPoint(context: Context): Done {
  const point = findPoint(context);
  if (point && "Alias" in point.members) return { output: merge({ AccessPoint: tell(point) }) };
  // What production has is told as it was.
  const done = find(context);
  return "error" in done ? refuseNone(context) : done;
}

/** ListMultiRegionAccessPoints. */
export function listPoints(context: Context): Done | undefined {
  const { store } = context;
  const points = store.list(placeOf(context, POINT), KIND);
  if (points.some(({ members }) => !("Alias" in members))) return undefined;
  const page = turnPage(context, points);
  if (!("items" in page)) return page;
  return { output: merge({ AccessPoints: page.items.map(tell) }, page.more) };
}

/** PutMultiRegionAccessPointPolicy. */
export function putPolicy(context: Context): Done | undefined {
  if (context.told) return undefined;
  const point = findPoint(context);
  if (!point) return refuseNone(context);
  const Policy = readText(readDetails(context), "Policy");
  context.store.put({ ...point, members: merge(point.members, { Policy }) });
  return answerLater(context);
}

function readPolicy(context: Context): string | Done {
  const point = findPoint(context);
  if (!point) return refuseNone(context);
  const { Policy: policy } = point.members;
  return typeof policy === "string"
    ? policy
    : refusal(
        "NoSuchMultiRegionAccessPointPolicy",
        "The specified multi-region access point policy does not exist",
        404,
        { Name: readName(context) },
      );
}

/** GetMultiRegionAccessPointPolicy. */
export function getPolicy(context: Context): Done {
  const Policy = readPolicy(context);
  if (typeof Policy !== "string") return Policy;
  return { output: merge({ Policy: { Established: { Policy }, Proposed: { Policy } } }) };
}

/** GetMultiRegionAccessPointPolicyStatus. */
export function getPolicyStatus(context: Context): Done {
  const policy = readPolicy(context);
  if (typeof policy !== "string") return policy;
  return { output: merge({ Established: { IsPublic: isPublic(policy) } }) };
}
