/** When an object expires by the rules of its bucket, as answers tell it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html */
import type { Structure } from "../../../aws/values.ts";
import { type Bucket, readInner, readItems } from "./bucket.ts";
import type { StoredObject } from "./stored.ts";

const DAY_MS = 86_400_000;

function hasTag({ tags = [] }: StoredObject, tag: Structure): boolean {
  return tags.some(([key, value]) => key === tag["Key"] && value === tag["Value"]);
}

/** Whether a rule is for an object. */
function fits(rule: Structure, key: string, stored: StoredObject): boolean {
  const filter = (rule["Filter"] ?? {}) as Structure;
  const all = (filter["And"] ?? filter) as Structure;
  const prefix = all["Prefix"] ?? rule["Prefix"] ?? "";
  const tag = all["Tag"] as Structure | undefined;
  const tags = [...(tag ? [tag] : []), ...readItems(all, "Tags")];
  const { ObjectSizeGreaterThan: above, ObjectSizeLessThan: below } = all;
  return (
    key.startsWith(String(prefix)) &&
    tags.every((one) => hasTag(stored, one)) &&
    !(typeof above === "number" && stored.size <= above) &&
    !(typeof below === "number" && stored.size >= below)
  );
}

function tellDate(rule: Structure, { at }: StoredObject): Date | undefined {
  const { Days: days, Date: date } = (rule["Expiration"] ?? {}) as Structure;
  if (date instanceof Date) return date;
  if (typeof days !== "number") return undefined;
  // At the midnight that follows the day.
  return new Date(Math.ceil((at + days * DAY_MS) / DAY_MS) * DAY_MS);
}

/** The member that tells it; nothing where no rule is for the object. */
export function tellExpiration(bucket: Bucket, key: string, stored: StoredObject): Structure {
  const rules = readItems(
    bucket.setting("bucket-lifecycle-configuration"),
    "LifecycleConfiguration",
    "Rules",
  );
  const dated = rules.flatMap((rule) => {
    const isOn = rule["Status"] === "Enabled" && fits(rule, key, stored);
    const date = isOn ? tellDate(rule, stored) : undefined;
    return date ? [{ date, id: readInner(rule, "ID") }] : [];
  });
  const [first] = dated.sort((a, b) => a.date.getTime() - b.date.getTime());
  if (!first) return {};
  return {
    Expiration: `expiry-date="${first.date.toUTCString()}", rule-id="${encodeURIComponent(String(first.id ?? ""))}"`,
  };
}
