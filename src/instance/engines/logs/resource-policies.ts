/** Policies that let other services write logs. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html */
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { readText } from "../engine.ts";
import { refuse, TOO_MANY } from "./refusals.ts";

const KIND = { service: "logs", type: "resource-policy" };
const MOST_POLICIES = 10;

/** Refuses a policy that is none, and one more than an account may have. */
export function putResourcePolicy({ input, store, caller, told }: Context): Done | undefined {
  if (told) return undefined;
  const name = readText(input, "policyName");
  try {
    JSON.parse(readText(input, "policyDocument"));
  } catch {
    return refuse("The policy document is not valid JSON.");
  }
  if (readText(input, "resourceArn") !== "") return undefined;
  const all = store.list(caller, KIND).filter(({ members }) => readText(members, "resourceArn") === "");
  return all.length >= MOST_POLICIES && all.every(({ chain }) => chain.at(-1) !== name)
    ? TOO_MANY
    : undefined;
}
