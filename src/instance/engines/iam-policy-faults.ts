/**
 * What IAM says of a policy that is none, in its own words and order: first what stands where in it, then what is in that.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import { PARTITIONS } from "../../aws/model/partitions.ts";
import { isObject } from "../../base/values.ts";
import { isOperator } from "./s3/access/operators.ts";

const SYNTAX = "Syntax errors in policy.";
const LEGACY = "The policy failed legacy parsing";

const OF_POLICY: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);
const VERSIONS: ReadonlySet<unknown> = new Set([undefined, "2012-10-17", "2008-10-17"]);
const OF_STATEMENT: ReadonlySet<string> = new Set([
  ...["Sid", "Effect", "Condition"],
  ...["Action", "Resource", "Principal"].flatMap((one) => [one, `Not${one}`]),
]);
const EFFECT = /^(?:allow|deny)$/i;
const EFFECTS: ReadonlySet<unknown> = new Set(["Allow", "Deny"]);
/** Conditions of moments, which may be of any or all of several values. */
const OF_MOMENTS = /^(?:ForAnyValue:|ForAllValues:)?Date/;

type Statement = Readonly<Record<string, unknown>>;

function isTexts(value: unknown): boolean {
  const all: readonly unknown[] = [value].flat();
  // IAM takes null among others.
  return all.every((one) => typeof one === "string" || (one === null && Array.isArray(value)));
}

function listTexts(value: unknown): readonly string[] {
  return [value].flat().filter((one) => typeof one === "string");
}

function isCondition(value: unknown): boolean {
  if (!isObject(value)) return false;
  return Object.entries(value).every(([operator, keys]) => {
    if (!isObject(keys)) return false;
    const values = Object.values(keys);
    return (
      (isOperator(operator) || values.length === 0) &&
      values.every((one) => typeof one !== "object" || Array.isArray(one))
    );
  });
}

/** Whether a statement has what statements have, in the form that each of it has. */
function isStatement(value: unknown): value is Statement {
  if (!isObject(value) || Object.keys(value).some((name) => !OF_STATEMENT.has(name))) return false;
  const { Effect, Sid, Condition } = value;
  const pairs = ["Action", "Resource"].map((name) => [value[name], value[`Not${name}`]] as const);
  return (
    pairs.every(([own, not]) => own === undefined || not === undefined) &&
    pairs.flat().every((one) => one === undefined || isTexts(one)) &&
    typeof Effect === "string" &&
    EFFECT.test(Effect) &&
    (Sid === undefined || typeof Sid === "string") &&
    (Condition === undefined || isCondition(Condition))
  );
}

function readStatements(
  text: string,
): { readonly version: unknown; readonly all: readonly Statement[] } | undefined {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(policy) || Object.keys(policy).some((name) => !OF_POLICY.has(name))) return undefined;
  const { Version, Id, Statement } = policy;
  if (!VERSIONS.has(Version) || (Id !== undefined && typeof Id !== "string")) return undefined;
  const all: readonly unknown[] = Statement === undefined ? [] : [Statement].flat();
  return all.length > 0 && all.every(isStatement) ? { version: Version, all } : undefined;
}

/** Seconds since 1970, or a moment as ISO 8601 writes it, of which the end may be missing. */
const SECONDS = /^-?\d{1,19}$/;
const MOMENT =
  /^\d{4}(?:-\d{2}(?:-\d{2}(?:t\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:z|[+-]\d{2}:?\d{2})?)?)?)?$/i;
const MOST = 2n ** 63n - 1n;

function isMoment(text: string): boolean {
  if (!SECONDS.test(text)) return MOMENT.test(text);
  const seconds = BigInt(text);
  return seconds <= MOST && seconds >= -MOST - 1n;
}

function hasBadMoment({ Condition }: Statement): boolean {
  return Object.entries(isObject(Condition) ? Condition : {}).some(
    ([operator, keys]) =>
      OF_MOMENTS.test(operator) &&
      Object.values(isObject(keys) ? keys : {}).some((value) => !listTexts(value).every(isMoment)),
  );
}

const ARN_PARTS = 6;
/** How the paths of IAM's own resources begin. */
const IAM_PATHS = [
  ...["user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/"],
  ...["policy/", "sms-mfa/", "saml-provider/", "oidc-provider/", "report/", "access-report/"],
];

/** What is wrong with a resource; undefined where nothing is. */
function findResourceFault(resource: string): string | undefined {
  if (resource === "*") return undefined;
  const parts = resource.split(":");
  const [, partition = ""] = parts;
  if (parts.length === 1) return `Resource ${resource} must be in ARN format or "*".`;
  // What does not begin as ARNs do lacks just that.
  const isArn = parts[0] === "arn";
  const whole = isArn ? parts : ["arn", ...parts.slice(1)];
  const isPartition = PARTITIONS.some(({ name }) => name === partition) || partition === "*";
  if (!isPartition) {
    const filled = whole.concat(Array<string>(Math.max(0, ARN_PARTS - whole.length)).fill("*"));
    return `Partition "${partition}" is not valid for resource "${filled.join(":")}".`;
  }
  if (parts.length === 2) return "Resource vendor must be fully qualified and cannot contain regexes.";
  const [vendor = "", region = "", account = "", ...path] = parts.slice(2);
  if (isArn && parts.length === 3) return undefined;
  if (!isArn || parts.length < ARN_PARTS || vendor === "") return LEGACY;
  if (vendor === "iam") {
    if (region !== "") return `IAM resource ${resource} cannot contain region information.`;
    const own = path.join(":");
    if (!own.includes("*") && !IAM_PATHS.some((one) => own.startsWith(one)))
      return `IAM resource path must either be "*" or start with ${IAM_PATHS.join(", ")}.`;
  }
  // Access points are of an account and a region.
  return vendor === "s3" && region !== "" && account === ""
    ? `Resource ${resource} can not contain region information.`
    : undefined;
}

function findActionFault(action: string): string | undefined {
  if (action === "*") return undefined;
  const [vendor = "", ...rest] = action.split(":");
  if (rest.length === 0) return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
  if (rest.length > 1) return "Actions/Condition can contain only one colon.";
  return /^[\w.*?-]+$/.test(vendor) ? undefined : `Vendor ${vendor} is not valid`;
}

const listActions = ({ Action, NotAction }: Statement) => listTexts(Action ?? NotAction);
const listResources = ({ Resource, NotResource }: Statement) => listTexts(Resource ?? NotResource);

/** What IAM says of a text that is to be a policy; undefined where it takes it. `isManaged`: of one that stands by itself. */
export function findPolicyFault(text: string, isManaged: boolean): string | undefined {
  const policy = readStatements(text);
  if (!policy) return SYNTAX;
  const { version, all } = policy;
  if (isManaged && version !== "2012-10-17") return "Policy document must be version 2012-10-17 or greater.";
  if (all.some((one) => "Principal" in one || "NotPrincipal" in one))
    return "Policy document should not specify a principal.";
  const faults = all.flatMap((one) =>
    listResources(one).flatMap((resource) => findResourceFault(resource) ?? []),
  );
  const isLegacy = all.some((one) => !EFFECTS.has(one["Effect"]) || hasBadMoment(one));
  const [first] = faults;
  if (isLegacy || faults.includes(LEGACY)) return LEGACY;
  const sids = all.flatMap(({ Sid }) => (typeof Sid === "string" && Sid !== "" ? [Sid] : []));
  if (new Set(sids).size < sids.length) return "Statement IDs (SID) in a single policy must be unique.";
  if (all.some((one) => listActions(one).length === 0)) return "Policy statement must contain actions.";
  const wrong = first ?? all.flatMap(listActions).flatMap((action) => findActionFault(action) ?? [])[0];
  if (wrong !== undefined) return wrong;
  const lacks = all.some((one) => listResources(one).length === 0);
  return lacks ? "Policy statement must contain resources." : undefined;
}
