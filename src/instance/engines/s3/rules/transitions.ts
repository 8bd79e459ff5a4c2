/** When objects move to other classes by a rule: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
import { isStructure, type Structure } from "../../../../aws/values.ts";
import { readInner, readItems } from "../bucket.ts";
import { invalidArgument, type S3Refusal } from "../errors.ts";

/** Classes to which objects come that are so many days old, at least. */
const LEAST_DAYS: ReadonlyMap<string, number> = new Map([
  ["STANDARD_IA", 30],
  ["ONEZONE_IA", 30],
]);

/** What is wrong with the days after which objects move; undefined where nothing is. */
export function refuseTransitionDays({ Days: days, StorageClass: to }: Structure): S3Refusal | undefined {
  if (typeof days !== "number") return undefined;
  if (days < 0)
    return invalidArgument("'Days' in Transition action must be nonnegative", "Days", String(days));
  const least = LEAST_DAYS.get(String(to)) ?? 0;
  if (days >= least) return undefined;
  return invalidArgument(
    `'Days' in Transition action must be greater than or equal to ${least} for storageClass '${String(to)}'`,
    "Days",
    String(days),
  );
}

/** How an error names the objects that a rule is for: `(prefix=a/ and tag={key=b, value=c})`. */
function writeFilter(rule: Structure): string {
  const { Filter: filter = rule } = rule;
  const all = isStructure(filter) ? (filter["And"] ?? filter) : filter;
  if (!isStructure(all)) return "(prefix=)";
  const { Prefix: prefix, Tag: tag, ObjectSizeGreaterThan: above, ObjectSizeLessThan: below } = all;
  const tags = [...(isStructure(tag) ? [tag] : []), ...readItems(all, "Tags")];
  const parts = [
    ...(prefix === undefined ? [] : [`prefix=${String(prefix)}`]),
    ...tags.map(({ Key, Value }) => `tag={key=${String(Key)}, value=${String(Value)}}`),
    ...(above === undefined ? [] : [`objectsizegreaterthan=${String(above)}`]),
    ...(below === undefined ? [] : [`objectsizelessthan=${String(below)}`]),
  ];
  return parts.length === 0 ? "(prefix=)" : `(${parts.join(" and ")})`;
}

/** Refuses a rule by which objects expire before they have moved. */
export function refuseEarlyExpiration(rule: Structure): S3Refusal | undefined {
  const days = readInner(rule, "Expiration", "Days");
  if (typeof days !== "number") return undefined;
  const isEarly = readItems(rule, "Transitions").some(({ Days }) => typeof Days === "number" && days <= Days);
  if (!isEarly) return undefined;
  return invalidArgument(
    `'Days' in the Expiration action for filter '${writeFilter(rule)}' must be greater than 'Days' in the Transition action`,
    "Days",
    String(days),
  );
}
