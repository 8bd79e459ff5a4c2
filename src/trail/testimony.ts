/** What a record says of things that are there, besides its parameters: their ARNs, who asked, which host was asked. */
import { isObject } from "../base/values.ts";
import { findInvoker } from "./classify.ts";
import { listArns } from "./list-arns.ts";
import type { Asker, Testimony } from "./record.ts";
import type { CloudTrailRecord } from "./schema.ts";

function readText(holder: unknown, ...names: readonly string[]): string | undefined {
  const values = isObject(holder) ? names.map((name) => holder[name]) : [];
  return values.find((value): value is string => typeof value === "string" && value !== "");
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function findAsker(record: CloudTrailRecord): Asker | undefined {
  const { userIdentity } = record;
  // Athena prints struct members in lower case.
  const provider = readText(userIdentity, "identityProvider", "identityprovider");
  if (provider !== undefined) return { kind: "Federated", text: provider };
  const service = findInvoker(record);
  if (service !== undefined) return { kind: "Service", text: service };
  const account = readText(userIdentity, "accountId", "accountid");
  return account === undefined ? undefined : { kind: "AWS", text: account };
}

function findHost({ requestParameters }: CloudTrailRecord): string | undefined {
  const host = requestParameters?.["Host"] ?? requestParameters?.["host"];
  const [first] = Array.isArray(host) ? host : [host];
  return typeof first === "string" ? first : undefined;
}

/** Each ARN as recorded. */
export function readTestimony(record: CloudTrailRecord): Testimony {
  const by = findAsker(record);
  const host = findHost(record);
  const provider = by?.kind === "Federated" && by.text.startsWith("arn:") ? [by.text] : [];
  return { arns: [...listArns(record), ...provider], ...(by && { by }), ...(host !== undefined && { host }) };
}
