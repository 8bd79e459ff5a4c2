/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html */
import { isObject } from "../../../../base/values.ts";
import { refusePublicPolicy } from "../blocked.ts";
import { refuse, type S3Refusal } from "../errors.ts";
import type { Prepare } from "../prepared.ts";
import { isPublic } from "../public-policy.ts";

const VERSIONS: ReadonlySet<unknown> = new Set([undefined, "2012-10-17", "2008-10-17"]);
const ACTION = /^(?:\*|s3(?:express)?:[a-z*?]+)$/i;

function malformed(message: string): S3Refusal {
  return refuse("MalformedPolicy", message);
}

const listAll = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** What is wrong with a statement; undefined where nothing is. */
function refuseStatement(statement: unknown, bucket: string): S3Refusal | undefined {
  if (!isObject(statement)) return malformed("Statement must be an object");
  const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement;
  if (Effect === undefined) return malformed("Missing required field Effect");
  if (Effect !== "Allow" && Effect !== "Deny") return malformed(`Invalid effect: ${String(Effect)}`);
  if (Principal === undefined && NotPrincipal === undefined)
    return malformed("Missing required field Principal");
  const actions = listAll(Action ?? NotAction);
  if (actions.length === 0) return malformed("Missing required field Action");
  if (!actions.every((action) => typeof action === "string" && ACTION.test(action)))
    return malformed("Policy has invalid action");
  const resources = listAll(Resource ?? NotResource);
  if (resources.length === 0) return malformed("Missing required field Resource");
  const own = `arn:aws:s3:::${bucket}`;
  const isOwn = (resource: unknown) =>
    typeof resource === "string" &&
    (resource === "*" || resource === own || resource.startsWith(`${own}/`) || /[*?$]/.test(resource));
  return resources.every(isOwn) ? undefined : malformed("Policy has invalid resource");
}

/** Looks at a policy as a text; what it allows is not looked at. */
export const preparePolicy: Prepare = ({ input }, bucket) => {
  const { Policy: text } = input;
  const notJson = malformed("Policies must be valid JSON and the first byte must be '{'");
  if (typeof text !== "string" || !text.startsWith("{")) return notJson;
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    return notJson;
  }
  if (!isObject(policy)) return notJson;
  if (!VERSIONS.has(policy["Version"])) return malformed("The policy must contain a valid version string");
  const statements = listAll(policy["Statement"]);
  if (statements.length === 0) return malformed("Missing required field Statement");
  for (const statement of statements) {
    const refused = refuseStatement(statement, bucket.name);
    if (refused) return refused;
  }
  return refusePublicPolicy(bucket, isPublic(text)) ?? {};
};
