/** IAM: who has a policy, and whose devices there are. https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html */
import { isStructure } from "../../aws/values.ts";
import { type Context, placeOf } from "../behaviour/context.ts";
import { findNamed } from "../behaviour/names/names.ts";
import { climb } from "../behaviour/reads/links.ts";
import { paginate } from "../behaviour/reads/pages.ts";
import { refuseAbsent } from "../behaviour/refusals/refusals.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import { merge, readText } from "./engine.ts";

/** Whose policies are lists of the answer, and what the input calls them. */
const HOLDERS = [
  { type: "group", word: "Group" },
  { type: "user", word: "User" },
  { type: "role", word: "Role" },
] as const;

type Holder = (typeof HOLDERS)[number];

/** AWS's own policies stand in no account, and can be attached in each. */
const AWS_POLICY = /^arn:[\w-]+:iam::aws:policy\//;

/** The things of a type that a policy is attached to. */
function listAttached(context: Context, { type }: Holder, arn: string): Thing[] {
  const by = `${type}-policy`;
  const kind = { service: "iam", type: by };
  const read = ({ members }: Thing) => [readText(members, "PolicyArn")];
  return context.store
    .listBy(placeOf(context, by), kind, { index: "at PolicyArn", read }, [arn])
    .flatMap((attached) => climb(context, attached, type) ?? []);
}

/** The things of a type that a policy bounds. */
function listBounded(context: Context, { type }: Holder, arn: string): Thing[] {
  return context.store.list(placeOf(context, type), { service: "iam", type }).filter(({ members }) => {
    const { PermissionsBoundary: bounds } = members;
    return isStructure(bounds) && bounds["PermissionsBoundaryArn"] === arn;
  });
}

/** The things of a type that have a policy, each once, as the input asks for them. */
function listHolders(context: Context, holder: Holder, arn: string): readonly Thing[] {
  const { input } = context;
  const filter = readText(input, "EntityFilter");
  if (filter !== "" && filter !== holder.word) return [];
  const usage = readText(input, "PolicyUsageFilter");
  const attached = usage === "PermissionsBoundary" ? [] : listAttached(context, holder, arn);
  const bounded = usage === "PermissionsPolicy" ? [] : listBounded(context, holder, arn);
  const path = readText(input, "PathPrefix");
  const all = new Map([...attached, ...bounded].map((thing) => [thing.chain.at(-1), thing]));
  return [...all.values()].filter(({ members }) => (readText(members, "Path") || "/").startsWith(path));
}

/** Tells the groups, users and roles that a policy is attached to, or that it bounds; a page counts all of them. */
export function listEntities(context: Context): Done {
  const { input, operation } = context;
  const arn = readText(input, "PolicyArn");
  if (!AWS_POLICY.test(arn) && !findNamed(context, "policy", [arn]))
    return { error: refuseAbsent(context, "policy", arn) };
  const all = HOLDERS.flatMap((holder) =>
    listHolders(context, holder, arn).map((thing) => ({ word: holder.word, thing })),
  );
  const page = paginate(operation, input, all);
  if (!page) return refuseMarker();
  const lists = HOLDERS.map(({ word }) => {
    const told = page.items
      .filter((item) => item.word === word)
      .map(({ thing: { chain, names } }) =>
        merge({ [`${word}Name`]: chain.at(-1), [`${word}Id`]: names.id }),
      );
    return [`Policy${word}s`, told] as const;
  });
  return { output: merge(Object.fromEntries(lists), page.more) };
}

function refuseMarker(): Done {
  const message = "Invalid Marker.";
  return { error: { code: "ValidationError", message, status: 400 } };
}

const DEVICE = "mfa-device";

/** A device as reads tell it. */
function tellDevice({ chain, names, members, createdAt }: Thing) {
  const UserName = readText(members, "UserName") || undefined;
  const SerialNumber = names.arn ?? chain.at(-1);
  return merge({ UserName, SerialNumber, EnableDate: new Date(createdAt) });
}

/** Tells one device; a user that is named must have it. */
export function getDevice(context: Context): Done {
  const [serial, user] = [readText(context.input, "SerialNumber"), readText(context.input, "UserName")];
  const device = findNamed(context, DEVICE, [serial]);
  const isMeant = device && (user === "" || readText(device.members, "UserName") === user);
  return isMeant ? { output: tellDevice(device) } : { error: refuseAbsent(context, DEVICE, serial) };
}

/** Tells the devices of a user, or of them all where none is named. */
export function listDevices(context: Context): Done {
  const { input, operation, store } = context;
  const user = readText(input, "UserName");
  if (user !== "" && !findNamed(context, "user", [user]))
    return { error: refuseAbsent(context, "user", user) };
  const all = store.list(placeOf(context, DEVICE), { service: "iam", type: DEVICE });
  const devices = all.flatMap((device) => {
    const owner = readText(device.members, "UserName");
    return owner !== "" && (user === "" || owner === user) ? [tellDevice(device)] : [];
  });
  const page = paginate(operation, input, devices);
  return page ? { output: merge({ MFADevices: page.items }, page.more) } : refuseMarker();
}
