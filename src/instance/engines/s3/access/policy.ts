/**
 * What a bucket's policy says of a call: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * A condition about what the instance does not know, such as a network, neither allows nor denies: nobody is let in by it, and
 * nobody shut out.
 */
import { fits } from "../../../../base/pattern.ts";
import { isObject } from "../../../../base/values.ts";
import { holdAll, type KeyValues } from "./conditions.ts";
import type { Principal } from "./who.ts";

/** What is asked of a policy. */
export interface PolicyQuestion {
  /** `s3:GetObject` */
  readonly action: string;
  readonly resource: string;
  readonly asker: Principal;
  readonly facts: KeyValues;
}

function listTexts(value: unknown): readonly string[] {
  return [value].flat().filter((one) => typeof one === "string");
}

/** Whether a principal is who asks. Of somebody without a session, only the account is known: each of its own may be meant. */
function isMeant(principal: string, { account, arn }: Principal): boolean {
  if (principal === "*") return true;
  if (account === undefined) return false;
  if (principal === account) return true;
  const isOfAccount = principal.split(":")[4] === account;
  return isOfAccount && (principal.endsWith(":root") || arn === undefined || fits(principal, arn));
}

function meansAsker(principal: unknown, asker: Principal): boolean {
  if (typeof principal === "string") return isMeant(principal, asker);
  if (!isObject(principal)) return false;
  return (
    listTexts(principal["AWS"]).some((one) => isMeant(one, asker)) ||
    (asker.id !== undefined && listTexts(principal["CanonicalUser"]).includes(asker.id))
  );
}

/** Whether one of a list is meant; or none of another list. */
function isAmong(wanted: unknown, others: unknown, isIt: (one: string) => boolean): boolean {
  return wanted === undefined ? !listTexts(others).some(isIt) : listTexts(wanted).some(isIt);
}

function applies(statement: unknown, { action, resource, asker, facts }: PolicyQuestion): boolean {
  if (!isObject(statement)) return false;
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = statement;
  const isWho =
    Principal === undefined
      ? NotPrincipal !== undefined && !meansAsker(NotPrincipal, asker)
      : meansAsker(Principal, asker);
  const asked = action.toLowerCase();
  return (
    isWho &&
    isAmong(Action, NotAction, (one) => fits(one.toLowerCase(), asked)) &&
    isAmong(Resource, NotResource, (one) => fits(one, resource)) &&
    holdAll(Condition, facts) === true
  );
}

/** What a policy says, by one of its statements. */
export interface Judgement {
  readonly effect: "Allow" | "Deny";
  readonly statement: Readonly<Record<string, unknown>>;
}

/** What a policy says; undefined where it says nothing. */
export function judge(text: string, question: PolicyQuestion): Judgement | undefined {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    return undefined;
  }
  const said = (isObject(policy) ? [policy["Statement"]].flat() : []).filter((one) => applies(one, question));
  const find = (effect: Judgement["effect"]): Judgement | undefined => {
    const statement = said.find((one) => isObject(one) && one["Effect"] === effect);
    return isObject(statement) ? { effect, statement } : undefined;
  };
  return find("Deny") ?? find("Allow");
}
