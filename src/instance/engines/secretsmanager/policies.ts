/** Policies of secrets. https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html */
import { makeStructure, type Value } from "../../../aws/values.ts";
import { isObject } from "../../../base/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { merge, readText } from "../engine.ts";
import { isPolicy } from "../policy-text.ts";
import { refuse } from "../refusal.ts";
import { follow } from "./replicas.ts";
import { demandSecret, findPolicy, nameOf, SECRET, tellNames } from "./secret.ts";

/** The language of policies that there are. */
const VERSIONS: ReadonlySet<unknown> = new Set(["2008-10-17", "2012-10-17"]);

/** A policy as its text says it. Throws a Refusal where that is none. */
function readPolicy({ input }: Context): Readonly<Record<string, unknown>> {
  let policy: unknown;
  try {
    policy = JSON.parse(readText(input, "ResourcePolicy"));
  } catch {}
  if (!isObject(policy) || Array.isArray(policy))
    return refuse("MalformedPolicyDocumentException", "This resource policy contains invalid JSON.");
  const { Version, Statement } = policy;
  const isOfVersion = Version === undefined || VERSIONS.has(Version);
  const isEmpty = Statement === undefined || (Array.isArray(Statement) && Statement.length === 0);
  if (!isOfVersion || !(isEmpty || isPolicy(policy)))
    refuse("MalformedPolicyDocumentException", "This policy has invalid syntax.");
  return policy;
}

/** Whether a policy lets everybody in. */
function isPublic({ Statement }: Readonly<Record<string, unknown>>): boolean {
  const statements: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  return statements.some((one) => {
    if (!isObject(one) || one["Effect"] !== "Allow" || one["Condition"] !== undefined) return false;
    const { Principal } = one;
    return Principal === "*" || (isObject(Principal) && [Principal["AWS"]].flat().includes("*"));
  });
}

/** PutResourcePolicy: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html */
export function putPolicy(context: Context): Done {
  const { input, store, now, operation } = context;
  const secret = demandSecret(context);
  const policy = readPolicy(context);
  if (input["BlockPublicPolicy"] === true && isPublic(policy))
    refuse("PublicPolicyException", "The resource policy grants broad access to the secret.");
  store.put({
    ...SECRET,
    type: "resource-policy",
    place: secret.place,
    chain: secret.chain,
    within: undefined,
    names: {},
    members: merge({ SecretId: nameOf(secret), ResourcePolicy: readText(input, "ResourcePolicy") }),
    tags: new Map(),
    createdAt: now,
    call: { operation: operation.name, input, output: makeStructure() },
  });
  follow(context, secret);
  return { output: tellNames(secret) };
}

/** GetResourcePolicy: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetResourcePolicy.html */
export function getPolicy(context: Context): Done {
  const secret = demandSecret(context, { takesReplica: true });
  const text = readText(findPolicy(context.store, secret)?.members ?? {}, "ResourcePolicy");
  return { output: merge(tellNames(secret), text ? { ResourcePolicy: text } : {}) };
}

/** DeleteResourcePolicy: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteResourcePolicy.html */
export function deletePolicy(context: Context): Done {
  const secret = demandSecret(context, { takesEnding: true });
  const policy = findPolicy(context.store, secret);
  if (policy) context.store.remove(policy);
  return { output: tellNames(secret) };
}

/** ValidateResourcePolicy: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ValidateResourcePolicy.html */
export function validatePolicy(context: Context): Done {
  if (context.input["SecretId"] !== undefined) demandSecret(context, { takesReplica: true });
  const policy = readPolicy(context);
  const errors: readonly Value[] = isPublic(policy)
    ? [
        merge({
          CheckName: "PublicPolicy",
          ErrorMessage: "The resource policy grants broad access to the secret.",
        }),
      ]
    : [];
  return { output: merge({ PolicyValidationPassed: errors.length === 0, ValidationErrors: errors }) };
}
