/** Scaling policies, which change how many machines a group is to have. */
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { balance, NAME, refuse } from "./capacity.ts";
import { findGroup, readCount, readDesired } from "./group.ts";

/** A scaling policy is executed: the group gets, or comes to have, as many machines as it says. */
export async function executePolicy(context: Context): Promise<Done> {
  const { input, store } = context;
  const name = readText(input, "PolicyName");
  const policy = findPolicy(context, name, readText(input, NAME));
  const group = policy && findGroup(context, readText(policy.members, NAME));
  if (!group || !policy) return refuse("ValidationError", `Policy ${name} not found`);
  const by = readCount(policy.members, "ScalingAdjustment") ?? 0;
  const now = readDesired(group);
  const kinds: Readonly<Partial<Record<string, number>>> = {
    ChangeInCapacity: now + by,
    ExactCapacity: by,
    PercentChangeInCapacity: changeByPercent(now, by),
  };
  const DesiredCapacity = kinds[readText(policy.members, "AdjustmentType")] ?? now;
  store.put({ ...group, members: merge(group.members, { DesiredCapacity }) });
  await balance(context, group.chain.at(-1) ?? "");
  return { output: {} };
}

/** At least one machine more or less. */
function changeByPercent(count: number, percent: number): number {
  const by = (count * percent) / 100;
  return count + (by > 0 ? Math.max(1, Math.floor(by)) : Math.min(-1, Math.ceil(by)));
}

/** A policy by its name or ARN, of a group where one is named. */
function findPolicy(context: Context, name: string, group: string): Thing | undefined {
  const kind = { service: "autoscaling", type: "policy" };
  return context.store
    .list(placeOf(context, kind.type), kind)
    .find(
      ({ members, names }) =>
        (members["PolicyName"] === name || names.arn === name) && (group === "" || members[NAME] === group),
    );
}
