/** Decides why a record is not replayed, or makes it an event: pure, one record at a time. */

import { DNS_SUFFIXES } from "../aws/model/partitions.ts";
import { Interned } from "../base/interned.ts";
import { isObject, type RawObject } from "../base/values.ts";
import { sourcePrefix } from "./event-names.ts";
import type { FilteredCall } from "./filters.ts";
import type { FoundOperation, RecordedCall } from "./find-operation.ts";
import { hasReadVerb } from "./read-verbs.ts";
import type { SkipReason, TrailEvent } from "./record.ts";
import { IS_SKIMMED, type RecordFields, readTime } from "./record-fields.ts";
import type { CloudTrailRecord } from "./schema.ts";
import { parseMoment } from "./time.ts";

/** What the operation lookup is asked for a record. */
export function describeCall(fields: RecordFields): RecordedCall {
  const { eventSource, eventName, apiVersion } = fields;
  return {
    eventSource,
    eventName,
    apiVersion: apiVersion ?? undefined,
    // Seldom asked for, and not at hand in a skimmed record.
    get requestParameters() {
      return fields.requestParameters;
    },
  };
}

/** The reason that the record alone gives, so that most records need no lookup; undefined where a lookup must tell. */
export function findReasonInRecord(record: RecordFields, includeReads: boolean): SkipReason | undefined {
  if (typeof record.eventType === "string" && record.eventType !== "AwsApiCall") return "not_an_api_call";
  if (isAmendment(record)) return "amended";
  const readOnly = saysReadOnly(record);
  if (!includeReads && (readOnly ?? hasReadVerb(record.eventName))) return "read_only";
  return failedInProduction(record) ? "failed_in_production" : undefined;
}

/** The reason that is left for a record that findReasonInRecord gave none for; undefined where it is to be replayed. */
export function findReasonInModel(
  record: RecordFields,
  found: FoundOperation,
  keeps: (call: FilteredCall) => boolean,
): SkipReason | undefined {
  if ("missing" in found) return found.missing === "service" ? "unknown_service" : "unknown_operation";
  if (isOmitted(record) || found.isUnlisted) return "omitted_parameters";
  return keeps(describeFiltered(record, found)) ? undefined : "filtered";
}

/** What filters go by, of a record of that operation. */
export function describeFiltered(
  record: RecordFields,
  { service, operation, sources }: Pick<FilteredCall, "service" | "operation" | "sources">,
): FilteredCall {
  return {
    service,
    operation,
    sources: [sourcePrefix(record.eventSource), ...sources],
    eventName: record.eventName,
    region: record.awsRegion,
    account: findAccount(record),
    at: readTime(record),
  };
}

/** The same of a call that is none of an API. */
export function nameUnknown({ eventSource, eventName }: RecordFields) {
  return { service: sourcePrefix(eventSource), operation: eventName, sources: [] };
}

/** An UPDATED_DATA addendum corrects an earlier record; DELIVERY_DELAY is a call that was delivered late. */
function isAmendment({ addendum }: RecordFields): boolean {
  return isObject(addendum) && addendum["reason"] === "UPDATED_DATA";
}

function saysReadOnly({ readOnly }: RecordFields): boolean | undefined {
  return typeof readOnly === "string" ? readOnly.toLowerCase() === "true" : (readOnly ?? undefined);
}

/** Some services answer 200 and put the error into the response. */
const ERROR_MEMBERS = ["errorCode", "errorMessage", "error", "Error"];

/** Whether AWS refused the call. */
export function failedInProduction({ errorCode, responseElements }: RecordFields): boolean {
  if (typeof errorCode === "string" && errorCode !== "") return true;
  if (!isObject(responseElements)) return false;
  return ERROR_MEMBERS.some((member) => !isEmpty(responseElements[member]));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** What CloudTrail writes in the place of parameters over 100 KB. */
function isOmitted(record: RecordFields): boolean {
  // A skim doubts them.
  if (record[IS_SKIMMED]) return false;
  const parameters: unknown = record.requestParameters;
  if (!isObject(parameters) || !("reason" in parameters || "originalSize" in parameters)) return false;
  return parameters["omitted"] === true || parameters["omitted"] === "true";
}

/** Whether the record is the copy of the account that owns what the call touched. */
export function isOwnersCopy({ recipientAccountId, resources }: RecordFields): boolean {
  if (typeof recipientAccountId !== "string" || !Array.isArray(resources)) return false;
  // Athena prints struct members in lower case.
  return resources.some(
    (resource) =>
      isObject(resource) && (resource["accountId"] ?? resource["accountid"]) === recipientAccountId,
  );
}

const ACCOUNT = /^\d{12}$/;

function isAccount(id: unknown): id is string {
  return typeof id === "string" && ACCOUNT.test(id);
}

/** The account whose log a record stands in. */
export function findAccount({ recipientAccountId, userIdentity }: RecordFields): string {
  if (isAccount(recipientAccountId)) return recipientAccountId;
  const caller = isObject(userIdentity)
    ? (userIdentity["accountId"] ?? userIdentity["accountid"])
    : undefined;
  return isAccount(caller) ? caller : "000000000000";
}

/** Hosts that the console signs its own calls with: a person made those. */
const CONSOLE_HOSTS = new Set(["signin.amazonaws.com", "console.amazonaws.com"]);
const HOST = /^[a-z0-9.-]+$/;
const HOST_SUFFIXES = DNS_SUFFIXES.map((suffix) => `.${suffix}`);

function isInvoker(host: unknown): host is string {
  if (typeof host !== "string" || !HOST_SUFFIXES.some((suffix) => host.endsWith(suffix))) return false;
  return HOST.test(host) && !CONSOLE_HOSTS.has(host);
}

/** The service on whose behalf a call was made, or that made it. */
export function findInvoker({ userIdentity, sourceIPAddress }: RecordFields): string | undefined {
  const invokedBy = isObject(userIdentity)
    ? (userIdentity["invokedBy"] ?? userIdentity["invokedby"])
    : undefined;
  if (isInvoker(invokedBy)) return invokedBy;
  return isInvoker(sourceIPAddress) ? sourceIPAddress : undefined;
}

/** A user's ARN, with the path between the kind and the name. */
const USER_ARN = /:user\/(?:[^:]*\/)?([^:/]+)$/;

/** The IAM user who made the call, by the name or the ARN. */
function findCaller({ userIdentity }: CloudTrailRecord): string | undefined {
  if (!isObject(userIdentity) || userIdentity["type"] !== "IAMUser") return undefined;
  const name = userIdentity["userName"] ?? userIdentity["username"];
  if (typeof name === "string" && name !== "") return name;
  const { arn } = userIdentity;
  return typeof arn === "string" ? USER_ARN.exec(arn)?.[1] : undefined;
}

/** What names a caller, the best first, and how Athena prints that. */
const NAMES = [
  ["arn", "arn"],
  ["invokedBy", "invokedby"],
  ["userName", "username"],
  ["principalId", "principalid"],
  ["accountId", "accountid"],
] as const;

/**
 * Who made a call: the ARN, else what else names it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function nameCaller(userIdentity: RawObject): string | undefined {
  for (const [name, folded] of NAMES) {
    const text = userIdentity[name] ?? userIdentity[folded];
    if (typeof text === "string" && text !== "") return text;
  }
  return undefined;
}

/** A log's callers are few, and each made many calls. */
const principals = new Interned(10_000);

function findPrincipal({ userIdentity }: CloudTrailRecord): string | undefined {
  const name = isObject(userIdentity) ? nameCaller(userIdentity) : undefined;
  return name === undefined ? undefined : principals.keep(name);
}

/** Makes the event of a record that is to be replayed. `record` is the one that keeps numbers digit for digit. */
export function makeEvent(
  record: CloudTrailRecord,
  found: { readonly service: string; readonly operation: string },
  ordinal: number,
): TrailEvent {
  const at = parseMoment(record.eventTime) ?? 0;
  return {
    eventId: record.eventID,
    eventName: record.eventName,
    eventTime: ISO_8601.test(record.eventTime) ? record.eventTime : new Date(at).toISOString(),
    at,
    region: record.awsRegion,
    account: findAccount(record),
    service: found.service,
    operation: found.operation,
    requestParameters: record.requestParameters ?? null,
    responseElements: record["responseElements"] ?? null,
    additionalEventData: record["additionalEventData"] ?? null,
    resources: record["resources"] ?? null,
    invokedBy: findInvoker(record),
    caller: findCaller(record),
    principal: findPrincipal(record),
    ordinal,
  };
}

/** With a zone: what a log shipper or a query printed otherwise is written anew. */
const ISO_8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
