/** What the policy of a key itself denies. What policies allow is not looked at: nobody is refused for lack of a permission. */
import { isStructure } from "../../../aws/values.ts";
import { fits } from "../../../base/pattern.ts";
import { isObject } from "../../../base/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { readText } from "../engine.ts";
import { nameStatement } from "../name-statement.ts";
import { Refusal } from "../refusal.ts";
import { holdAll, type KeyValues } from "../s3/access/conditions.ts";
import type { Key } from "./key.ts";

const POLICY = { service: "kms", type: "key-policy" } as const;

/** Where the policies of a key stand: what a call of production's sets without its name goes by the key's alone. */
export function listPolicies({ store }: Context, { thing }: Key): readonly Thing[] {
  const named = store.find(thing.place, POLICY, thing.chain.slice(-1));
  const isUnnamed = named?.chain.length === 1;
  const inner = store.listInner(thing).filter(({ type }) => type === POLICY.type);
  return [...(named && isUnnamed ? [named] : []), ...inner];
}

function listTexts(value: unknown): readonly string[] {
  return [value].flat().filter((one) => typeof one === "string");
}

/** Whether a pattern of a policy means an action, whatever the case of either. */
function meansAction(pattern: string, action: string): boolean {
  return fits(pattern.toLowerCase(), action.toLowerCase());
}

/** Whether a principal is everybody, or everybody of the account. */
function meansCaller(principal: unknown, account: string): boolean {
  const all = isObject(principal) ? listTexts(principal["AWS"]) : listTexts(principal);
  return all.some(
    (one) => one === "*" || one === account || (one.includes(`:${account}:`) && one.endsWith(":root")),
  );
}

/** Of a call that takes from one key and gives to another one: which of the two a key is. */
export type KeySide = "Source" | "Destination";

/** What each part is called in the names of actions. */
const PARTS: Readonly<Record<KeySide, string>> = { Source: "From", Destination: "To" };
const CONTEXT = "kms:encryptioncontext:";

/**
 * What conditions may ask of a call. Only what it encrypts under is known.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
function listFacts({ input }: Context, part: KeySide | ""): KeyValues {
  const given = input[`${part}EncryptionContext`];
  const pairs = isStructure(given) ? Object.entries(given) : [];
  return (key) => {
    if (key === "kms:encryptioncontextkeys") return pairs.map(([name]) => name);
    if (!key.startsWith(CONTEXT)) return undefined;
    const asked = key.slice(CONTEXT.length);
    return pairs.filter(([name]) => name.toLowerCase() === asked).map(([, value]) => String(value));
  };
}

/** Refuses what a statement of the key's policy denies whoever asks. A condition of which nothing is known here denies nothing. */
export function demandUndenied(context: Context, key: Key, part: KeySide | "" = ""): void {
  const { operation, caller } = context;
  const text = readText(listPolicies(context, key)[0]?.members ?? {}, "Policy");
  if (!text.includes("Deny")) return;
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {}
  const action = `kms:${operation.name}${part && PARTS[part]}`;
  const statements: readonly unknown[] = isObject(policy) ? [policy["Statement"]].flat() : [];
  const denying = statements.find(
    (one) =>
      isObject(one) &&
      one["Effect"] === "Deny" &&
      listTexts(one["Action"]).some((pattern) => meansAction(pattern, action)) &&
      listTexts(one["Resource"]).some((resource) => fits(resource, key.arn)) &&
      meansCaller(one["Principal"], caller.account) &&
      holdAll(one["Condition"], listFacts(context, part)) === true,
  );
  if (denying === undefined) return;
  throw new Refusal({
    code: "AccessDeniedException",
    message: `User: arn:aws:iam::${caller.account}:root is not authorized to perform: ${action} on resource: ${key.arn} with an explicit deny in a resource-based policy`,
    status: 400,
    because: `a statement of the key's policy denies it, ${nameStatement(denying)}`,
  });
}
