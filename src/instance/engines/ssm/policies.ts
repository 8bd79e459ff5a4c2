/** Policies of parameters. https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policies.html */
import type { Structure } from "../../../aws/values.ts";
import { isObject } from "../../../base/values.ts";
import { merge, readText } from "../engine.ts";
import { refuse, refuseInput } from "../refusal.ts";

const MOST = 10;
const EXPIRATION = "Expiration";
/** The kinds of policies, with the attributes that each must have. */
const KINDS: ReadonlyMap<string, readonly string[]> = new Map([
  [EXPIRATION, ["Timestamp"]],
  ["ExpirationNotification", ["Before", "Unit"]],
  ["NoChangeNotification", ["After", "Unit"]],
]);

interface Policy {
  readonly type: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The policies of a text; none of what is no list of them. */
function listPolicies(text: string): readonly Policy[] | undefined {
  let all: unknown;
  try {
    all = JSON.parse(text);
  } catch {}
  if (!Array.isArray(all)) return undefined;
  return all.flatMap((one: unknown) => {
    const { Type, Attributes } = isObject(one) ? one : {};
    const attributes = isObject(Attributes) ? Attributes : {};
    return [{ type: typeof Type === "string" ? Type : "", text: JSON.stringify(one), attributes }];
  });
}

/** Refuses a text that gives no policies, or some that do not go together. */
export function demandPolicies(text: string): void {
  const all = listPolicies(text) ?? refuseInput("The policies must be a JSON array.");
  if (all.length > MOST)
    refuse("PoliciesLimitExceededException", `A parameter can have ${MOST} policies at most.`);
  for (const { type, attributes } of all) {
    const names =
      KINDS.get(type) ?? refuse("InvalidPolicyTypeException", `The policy type ${type} is not supported.`);
    const missing = names.find((name) => typeof attributes[name] !== "string");
    if (missing !== undefined)
      refuse("InvalidPolicyAttributeException", `The policy ${type} has no attribute ${missing}.`);
    if (type === EXPIRATION && Number.isNaN(Date.parse(String(attributes["Timestamp"]))))
      refuse("InvalidPolicyAttributeException", "The attribute Timestamp is no moment.");
  }
  if (all.filter(({ type }) => type === EXPIRATION).length > 1)
    refuse("IncompatiblePolicyException", "A parameter can have one Expiration policy only.");
}

/** When policies end a parameter; undefined where none does. */
export function tellEnd(text: string): Date | undefined {
  if (text === "") return undefined;
  const ending = listPolicies(text)?.find(({ type }) => type === EXPIRATION);
  const end = Date.parse(String(ending?.attributes["Timestamp"]));
  return Number.isNaN(end) ? undefined : new Date(end);
}

/** Policies as answers have them. */
export function tellPolicies(members: Structure): readonly Structure[] {
  const all = listPolicies(readText(members, "Policies")) ?? [];
  return all.map(({ type, text }) => merge({ PolicyText: text, PolicyType: type, PolicyStatus: "Pending" }));
}
