/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
import { isStructure, type Structure, type Value } from "../../../../aws/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import { readInner, readItems } from "../bucket.ts";
import { invalidArgument, invalidRequest, malformedXml, type S3Refusal } from "../errors.ts";
import type { Prepare } from "../prepared.ts";

const ID_LENGTH = 48;
const LONGEST_ID = 255;
const DAY_MS = 86_400_000;
const USUAL_SIZE = "all_storage_classes_128K";
const SIZE = "TransitionDefaultMinimumObjectSize";

const ACTIONS = [
  "Expiration",
  "Transitions",
  "NoncurrentVersionTransitions",
  "NoncurrentVersionExpiration",
  "AbortIncompleteMultipartUpload",
] as const;
/** What a filter says one of, unless it says that all of several are meant. */
const FILTERS = ["Prefix", "Tag", "ObjectSizeGreaterThan", "ObjectSizeLessThan", "And"] as const;

function refuseFilter(rule: Structure): S3Refusal | undefined {
  const { Filter: filter, Prefix: prefix } = rule;
  if ((filter === undefined) === (prefix === undefined)) return malformedXml();
  if (!isStructure(filter)) return undefined;
  if (FILTERS.filter((name) => filter[name] !== undefined).length > 1) return malformedXml();
  const tags = readItems(filter, "And", "Tags").map(({ Key }) => Key);
  return new Set(tags).size < tags.length ? invalidRequest("Duplicate Tag Keys are not allowed.") : undefined;
}

function isMidnight(value: Value | undefined): boolean {
  return !(value instanceof Date) || value.getTime() % DAY_MS === 0;
}

function refuseExpiration(expiration: Structure): S3Refusal | undefined {
  const { Days: days, Date: date, ExpiredObjectDeleteMarker: marker } = expiration;
  const said = [days, date, marker].filter((one) => one !== undefined).length;
  if (said !== 1) return malformedXml();
  if (typeof days === "number" && days <= 0)
    return invalidArgument("'Days' for Expiration action must be a positive integer", "Days", String(days));
  return isMidnight(date) ? undefined : invalidArgument("'Date' must be at midnight GMT", "Date");
}

function refuseActions(rule: Structure): S3Refusal | undefined {
  if (ACTIONS.every((name) => rule[name] === undefined))
    return invalidRequest("At least one action needs to be specified in a rule");
  const { Expiration: expiration } = rule;
  const refused = isStructure(expiration) ? refuseExpiration(expiration) : undefined;
  if (refused) return refused;
  for (const transition of readItems(rule, "Transitions")) {
    const { Days: days, Date: date, StorageClass: to } = transition;
    if (to === undefined || (days === undefined) === (date === undefined)) return malformedXml();
    if (typeof days === "number" && days < 0)
      return invalidArgument("'Days' in Transition action must be nonnegative", "Days", String(days));
    if (!isMidnight(date)) return invalidArgument("'Date' must be at midnight GMT", "Date");
  }
  for (const { NoncurrentDays: days, StorageClass: to } of readItems(rule, "NoncurrentVersionTransitions"))
    if (to === undefined || days === undefined) return malformedXml();
  const older = readInner(rule, "NoncurrentVersionExpiration", "NoncurrentDays");
  if (typeof older === "number" && older <= 0)
    return invalidArgument(
      "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
      "NoncurrentDays",
      String(older),
    );
  const aborts = rule["AbortIncompleteMultipartUpload"] !== undefined;
  const hasTags =
    readInner(rule, "Filter", "Tag") !== undefined || readItems(rule, "Filter", "And", "Tags").length > 0;
  return aborts && hasTags
    ? invalidRequest("AbortIncompleteMultipartUpload cannot be specified with Tags")
    : undefined;
}

/** What is wrong with the rules; undefined where nothing is. */
function refuseRules(rules: readonly Structure[]): S3Refusal | undefined {
  if (rules.length === 0) return malformedXml();
  const ids = rules.flatMap(({ ID }) => (typeof ID === "string" ? [ID] : []));
  const long = ids.find((id) => id.length > LONGEST_ID);
  if (long !== undefined)
    return invalidArgument(`ID length should not exceed allowed limit of ${LONGEST_ID}`, "ID", long);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined)
    return invalidArgument("Rule ID must be unique. Found same ID for one or more rules", "ID", twice);
  for (const rule of rules) {
    const refused = refuseFilter(rule) ?? refuseActions(rule);
    if (refused) return refused;
  }
  return undefined;
}

/** Rules with ids of their own. */
export function nameRules({ mint }: Context, rules: readonly Structure[], member = "ID"): Structure[] {
  return rules.map((rule) => (rule[member] === undefined ? { [member]: mint(ID_LENGTH), ...rule } : rule));
}

/** Looks at the rules by which objects expire and move. */
export const prepareLifecycle: Prepare = (context) => {
  const { input } = context;
  const rules = readItems(input, "LifecycleConfiguration", "Rules");
  const refused = refuseRules(rules);
  if (refused) return refused;
  const size = input[SIZE] ?? USUAL_SIZE;
  return {
    input: { ...input, [SIZE]: size, LifecycleConfiguration: { Rules: nameRules(context, rules) } },
    output: { [SIZE]: size },
  };
};
