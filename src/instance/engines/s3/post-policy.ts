/** What a form may put, by the policy that it brings: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
import { isObject } from "../../../base/values.ts";
import { accessDenied, refuse, type S3Refusal } from "./errors.ts";

/** The fields of a form that a policy looks at, by their names in lower case. */
export type FormFields = ReadonlyMap<string, string>;

/** FormFields that a form has and no policy need speak of. */
const FREE = ["policy", "signature", "awsaccesskeyid", "x-amz-signature", "file"] as const;
const IGNORED = "x-ignore-";
/** The one form in which policies write times. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

function invalidPolicy(why: string): S3Refusal {
  return refuse("InvalidPolicyDocument", `Invalid Policy: ${why}`);
}

function failed(condition: unknown): S3Refusal {
  const text = Array.isArray(condition)
    ? `[${condition.map((part) => JSON.stringify(String(part))).join(", ")}]`
    : JSON.stringify(condition);
  return accessDenied(`Invalid according to Policy: Policy Condition failed: ${text}`);
}

function refuseSize(condition: readonly unknown[], size: number): S3Refusal | undefined {
  const [, least, most] = condition;
  const [from, to] = [Number(least), Number(most)];
  if (!Number.isInteger(from) || !Number.isInteger(to)) return failed(condition);
  if (size < from)
    return refuse("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400, {
      MinSizeAllowed: String(from),
      ProposedSize: String(size),
    });
  if (size > to)
    return refuse("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400, {
      MaxSizeAllowed: String(to),
      ProposedSize: String(size),
    });
  return undefined;
}

/** A condition as a list of three: what is compared how, and with what. */
function readCondition(condition: unknown): readonly unknown[] | S3Refusal {
  if (Array.isArray(condition)) return condition;
  if (!isObject(condition)) return invalidPolicy("Invalid JSON.");
  const entries = Object.entries(condition);
  const [entry] = entries;
  if (!entry || entries.length > 1)
    return invalidPolicy(
      "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
    );
  return ["eq", `$${entry[0]}`, entry[1]];
}

/** What a policy says; undefined where it is none. */
function readPolicy(text: string): Record<string, unknown> | undefined {
  try {
    const policy: unknown = JSON.parse(Buffer.from(text, "base64").toString());
    return isObject(policy) ? policy : undefined;
  } catch {
    return undefined;
  }
}

function refuseCondition(
  condition: readonly unknown[],
  fields: FormFields,
  size: number,
): S3Refusal | undefined {
  const [said, name, wanted] = condition;
  if (condition.length !== 3) return invalidPolicy("Invalid Condition: a condition has three parts.");
  const kind = String(said).toLowerCase();
  if (kind === "content-length-range") return refuseSize(condition, size);
  if (typeof name !== "string" || !name.startsWith("$")) return failed(condition);
  const value = fields.get(name.slice(1).toLowerCase()) ?? "";
  const isMet =
    kind === "starts-with" ? value.startsWith(String(wanted)) : kind === "eq" && value === String(wanted);
  return isMet ? undefined : failed(condition);
}

/** Why a form may not put what it brings; undefined where it may. */
export function refusePolicy(
  text: string,
  fields: FormFields,
  size: number,
  now: number,
): S3Refusal | undefined {
  const policy = readPolicy(text);
  if (!policy) return invalidPolicy("Invalid JSON.");
  const { expiration, conditions } = policy;
  if (expiration === undefined) return invalidPolicy("Policy missing expiration.");
  const end = MOMENT.test(String(expiration)) ? Date.parse(String(expiration)) : Number.NaN;
  if (Number.isNaN(end)) return invalidPolicy(`Invalid 'expiration' value: '${String(expiration)}'`);
  if (end < now) return accessDenied("Invalid according to Policy: Policy expired.");
  if (!Array.isArray(conditions)) return invalidPolicy("Policy missing conditions.");
  const spoken = new Set<string>(FREE);
  for (const one of conditions) {
    const condition = readCondition(one);
    if ("error" in condition) return condition;
    const refused = refuseCondition(condition, fields, size);
    if (refused) return refused;
    spoken.add(String(condition[1]).replace(/^\$/, "").toLowerCase());
  }
  const extra = [...fields.keys()].filter((name) => !spoken.has(name) && !name.startsWith(IGNORED));
  return extra.length > 0
    ? accessDenied(`Invalid according to Policy: Extra input fields: ${extra.join(", ")}`)
    : undefined;
}
