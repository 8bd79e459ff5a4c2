/** What a record says of things that are there, besides its parameters: their ARNs, who asked, which host was asked. */
import { isObject } from "../base/values.ts";
import { findAccount, findInvoker } from "./classify.ts";
import type { Asker, Testimony } from "./record.ts";
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
  const context = readMember(userIdentity, "sessionContext");
  const issuer = readText(readMember(context, "sessionIssuer"), "arn");
  const user = readText(userIdentity, "type") === "IAMUser" ? readText(userIdentity, "arn") : undefined;
  const by = findAsker(record);
  const host = findHost(record);
  const [touched, isOfOthers] = readTouched(record);
  return {
    touched,
    ...(isOfOthers && { isOfOthers }),
    actors: [issuer, by?.kind === "Federated" ? by.text : undefined].filter(isArn),
    ...(isArn(user) && { user }),
    ...(by && { by }),
    ...(host !== undefined && { host }),
  };
}
