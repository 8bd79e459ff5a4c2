/** What a record says of things that are there, besides its parameters: their ARNs, who asked, which host was asked. */
import { isObject } from "../base/values.ts";
import { findAccount, findInvoker } from "./classify.ts";
import type { Asker, Taking, Testimony } from "./record.ts";
import type { CloudTrailRecord } from "./schema.ts";

/** Athena prints struct members in lower case. */
function readMember(holder: unknown, name: string): unknown {
  return isObject(holder) ? (holder[name] ?? holder[name.toLowerCase()]) : undefined;
}

function readText(holder: unknown, name: string): string | undefined {
  const value = readMember(holder, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function findAsker(record: CloudTrailRecord): Asker | undefined {
  const { userIdentity } = record;
  const provider = readText(userIdentity, "identityProvider");
  if (provider !== undefined) return { kind: "Federated", text: provider };
  const service = findInvoker(record);
  if (service !== undefined) return { kind: "Service", text: service };
  const account = readText(userIdentity, "accountId");
  return account === undefined ? undefined : { kind: "AWS", text: account };
}

/** How the role came to be taken in whose name a call was made, by what its session says. */
function findTaking({ userIdentity }: CloudTrailRecord, role: string | undefined): Taking | undefined {
  if (!isArn(role)) return undefined;
  const context = readMember(userIdentity, "sessionContext");
  const provider = readText(readMember(context, "webIdFederationData"), "federatedProvider");
  if (provider !== undefined) return { role, kind: "Federated", text: provider };
  const type = readText(readMember(userIdentity, "inScopeOf"), "issuerType");
  if (type !== undefined) return { role, kind: "Type", text: type };
  // The version of the metadata service by which an instance got the role's credentials.
  if (readMember(context, "ec2RoleDelivery") == null) return undefined;
  return { role, kind: "Service", text: "ec2.amazonaws.com" };
}

function findHost({ requestParameters }: CloudTrailRecord): string | undefined {
  const host = requestParameters?.["Host"] ?? requestParameters?.["host"];
  const [first] = Array.isArray(host) ? host : [host];
  return typeof first === "string" ? first : undefined;
}

function isArn(text: string | undefined): text is string {
  return text?.startsWith("arn:") === true;
}

/** The ARNs of what a call touched, and whether something of that is another account's: then what stands in it is, too. */
function readTouched(record: CloudTrailRecord): [touched: readonly string[], isOfOthers: boolean] {
  const { resources } = record;
  if (!Array.isArray(resources) || resources.length === 0) return [[], false];
  const own = findAccount(record);
  const isOfOthers = resources.some((one) => (readText(one, "accountId") ?? own) !== own);
  return [isOfOthers ? [] : resources.map((one) => readText(one, "ARN")).filter(isArn), isOfOthers];
}

/** Each ARN as recorded. */
export function readTestimony(record: CloudTrailRecord): Testimony {
  const { userIdentity } = record;
  const by = findAsker(record);
  const context = readMember(userIdentity, "sessionContext");
  const issuer = readText(readMember(context, "sessionIssuer"), "arn");
  const taking = findTaking(record, issuer);
  const holder = readText(readMember(userIdentity, "inScopeOf"), "credentialsIssuedTo");
  const providers = [by, taking].map((one) => (one?.kind === "Federated" ? one.text : undefined));
  const user = readText(userIdentity, "type") === "IAMUser" ? readText(userIdentity, "arn") : undefined;
  const host = findHost(record);
  const [touched, isOfOthers] = readTouched(record);
  return {
    touched,
    ...(isOfOthers && { isOfOthers }),
    actors: [...new Set([issuer, ...providers, holder].filter(isArn))],
    ...(taking && { taking }),
    ...(isArn(user) && { user }),
    ...(by && { by }),
    ...(host !== undefined && { host }),
  };
}
