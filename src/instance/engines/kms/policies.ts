/** The policies of keys. https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html */
import { findPartition } from "../../../aws/model/partitions.ts";
import { makeStructure } from "../../../aws/values.ts";
import { isObject } from "../../../base/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { ThingPlace } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { isPolicy } from "../policy-text.ts";
import { refuse } from "../refusal.ts";
import { listPolicies } from "./denials.ts";
import { findAsked } from "./find-key.ts";
import { demandCustomers, demandState, type Key } from "./key.ts";
import { tellPage } from "./pages.ts";

const POLICY = { service: "kms", type: "key-policy" } as const;
/** The one name that a key's policy has. */
const NAME = "default";
const USUAL_PAGE = 100;

/** The policy of a key for which none was given: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
export function writeUsualPolicy({ account, region }: ThingPlace): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:${findPartition(region).name}:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}

/** Refuses a text that is no policy. Of one that is JSON nonetheless, KMS says no more than that it is malformed. */
export function demandPolicy(text: string): void {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {}
  if (!isObject(policy) || Array.isArray(policy))
    refuse("MalformedPolicyDocumentException", "The policy is not syntactically correct JSON.");
  if (!isPolicy(policy)) refuse("MalformedPolicyDocumentException");
}

/** The policy of a key. */
export function readPolicy(context: Context, key: Key): string {
  const [first] = listPolicies(context, key);
  return (first && readText(first.members, "Policy")) || writeUsualPolicy(key.thing.place);
}

/** Gives a key a policy in the place of the one that it has. */
export function putPolicy(context: Context, key: Key, Policy: string): void {
  const { store, now, operation, input } = context;
  for (const old of listPolicies(context, key)) store.remove(old);
  const { thing } = key;
  store.put({
    ...POLICY,
    place: thing.place,
    chain: [...thing.chain, NAME],
    within: "key",
    names: {},
    members: merge({ PolicyName: NAME, Policy }),
    tags: new Map(),
    createdAt: now,
    call: { operation: operation.name, input, output: makeStructure() },
    brought: "told",
  });
}

function demandName({ input }: Context): void {
  const name = readText(input, "PolicyName") || NAME;
  if (name !== NAME) refuse("NotFoundException", "No such policy exists");
}

/** GetKeyPolicy: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
export function getPolicy(context: Context): Done {
  const key = findAsked(context);
  demandName(context);
  return { output: merge({ Policy: readPolicy(context, key), PolicyName: NAME }) };
}

/** PutKeyPolicy: https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html */
export function putKeyPolicy(context: Context): Done {
  const key = findAsked(context);
  demandName(context);
  demandCustomers(key, context);
  demandState(key, ["Disabled", "PendingImport", "PendingDeletion", "Unavailable"]);
  const policy = readText(context.input, "Policy");
  demandPolicy(policy);
  putPolicy(context, key, policy);
  return { output: makeStructure() };
}

/** ListKeyPolicies: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html */
export function listKeyPolicies(context: Context): Done {
  findAsked(context);
  return { output: tellPage(context, "PolicyNames", [NAME], USUAL_PAGE) };
}
