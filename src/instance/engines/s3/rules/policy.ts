/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html */
import type { ServiceModel } from "../../../../aws/model/types.ts";
import { isObject } from "../../../../base/values.ts";
import { isOfNone } from "../access/applicable.ts";
import { isOperator } from "../access/operators.ts";
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

/** Whether a principal names somebody, whoever that is. All are `*`: no pattern names some of them. */
function namesSomebody(principal: unknown): boolean {
  if (typeof principal === "string")
    return principal === "*" || (principal !== "" && !/[*?]/.test(principal));
  if (Array.isArray(principal)) return principal.length > 0 && principal.every(namesSomebody);
  return isObject(principal) && namesSomebody(Object.values(principal));
}

function refuseCondition(condition: unknown): S3Refusal | undefined {
  const wrong = isObject(condition) ? Object.keys(condition).find((kind) => !isOperator(kind)) : undefined;
  return wrong === undefined ? undefined : malformed(`Invalid Condition type : ${wrong}`);
}

/** What is wrong with a statement; undefined where nothing is. */
function refuseStatement(statement: unknown, bucket: string, model: ServiceModel): S3Refusal | undefined {
  if (!isObject(statement)) return malformed("Statement must be an object");
  const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement;
  if (Effect === undefined) return malformed("Missing required field Effect");
  if (Effect !== "Allow" && Effect !== "Deny") return malformed(`Invalid effect: ${String(Effect)}`);
  if (Principal === undefined && NotPrincipal === undefined)
    return malformed("Missing required field Principal");
  if (!namesSomebody(Principal ?? NotPrincipal)) return malformed("Invalid principal in policy");
  if (NotPrincipal !== undefined && Effect === "Allow")
    return malformed("Allow with NotPrincipal is not allowed.");
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
  if (!resources.every(isOwn)) return malformed("Policy has invalid resource");
  const named = listAll(Resource).map(String);
  if (named.length > 0 && listAll(Action).some((action) => isOfNone(model, String(action), named)))
    return malformed("Action does not apply to any resource(s) in statement");
  return refuseCondition(statement["Condition"]);
}

/** Looks at a policy as a text; what it allows is not looked at. */
export const preparePolicy: Prepare = ({ input, operation }, bucket) => {
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
    const refused = refuseStatement(statement, bucket.name, operation.model);
    if (refused) return refused;
  }
  return refusePublicPolicy(bucket, isPublic(text)) ?? {};
};
