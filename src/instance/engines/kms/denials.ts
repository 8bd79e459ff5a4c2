/** What the policy of a key itself denies. What policies allow is not looked at: nobody is refused for lack of a permission. */
import { isObject } from "../../../base/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
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

/** Whether a pattern of a policy, with `*` at its end or alone, means an action. */
function meansAction(pattern: string, action: string): boolean {
  const [wanted, asked] = [pattern.toLowerCase(), action.toLowerCase()];
  return wanted.endsWith("*") ? asked.startsWith(wanted.slice(0, -1)) : wanted === asked;
}

/** Whether a principal is everybody, or everybody of the account. */
function meansCaller(principal: unknown, account: string): boolean {
  const all = isObject(principal) ? listTexts(principal["AWS"]) : listTexts(principal);
  return all.some(
    (one) => one === "*" || one === account || (one.includes(`:${account}:`) && one.endsWith(":root")),
  );
}

/** Refuses what a statement of the key's policy denies whoever asks. */
export function demandUndenied(context: Context, key: Key): void {
  const { operation, caller } = context;
  const text = readText(listPolicies(context, key)[0]?.members ?? {}, "Policy");
  if (!text.includes("Deny")) return;
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {}
  const action = `kms:${operation.name}`;
  const statements: readonly unknown[] = isObject(policy) ? [policy["Statement"]].flat() : [];
  const isDenied = statements.some(
    (one) =>
      isObject(one) &&
      one["Effect"] === "Deny" &&
      one["Condition"] === undefined &&
      listTexts(one["Action"]).some((pattern) => meansAction(pattern, action)) &&
      listTexts(one["Resource"]).some((resource) => resource === "*" || resource === key.arn) &&
      meansCaller(one["Principal"], caller.account),
  );
  if (isDenied)
    refuse(
      "AccessDeniedException",
      `User: arn:aws:iam::${caller.account}:root is not authorized to perform: ${action} on resource: ${key.arn} with an explicit deny in a resource-based policy`,
    );
}
