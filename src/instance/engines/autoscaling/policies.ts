/** Scaling policies, which change how many machines a group is to have. */
import type { Structure } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, merge, readText } from "../engine.ts";
import { balance, NAME } from "./capacity.ts";
import { findGroup, readCount, readDesired } from "./group.ts";
import { refuse } from "./refusals.ts";

/** A scaling policy is executed: the group gets, or comes to have, as many machines as it says. */
export async function executePolicy(context: Context): Promise<Done> {
  const { input, store } = context;
  const name = readText(input, "PolicyName");
  const policy = findPolicy(context, name, readText(input, NAME));
  const group = policy && findGroup(context, readText(policy.members, NAME));
  if (!group || !policy) return refuse("ValidationError", `Policy ${name} not found`);
  const by = readCount(policy.members, "ScalingAdjustment") ?? readStep(policy, input);
  // One that follows a metric is executed by that alone.
  if (by === undefined) return { output: {} };
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

/** What a policy of steps says of how far a metric is past where it alarms; undefined of any other, and where no step is for that. */
function readStep({ members }: Thing, input: Structure): number | undefined {
  const [metric, breach] = [readCount(input, "MetricValue"), readCount(input, "BreachThreshold")];
  if (metric === undefined || breach === undefined) return undefined;
  const past = metric - breach;
  const step = listStructures(members["StepAdjustments"]).find((one) => {
    const least = readCount(one, "MetricIntervalLowerBound") ?? Number.NEGATIVE_INFINITY;
    const most = readCount(one, "MetricIntervalUpperBound") ?? Number.POSITIVE_INFINITY;
    // The bound that is farther away belongs to the next step.
    return past >= 0 ? least <= past && past < most : least < past && past <= most;
  });
  return step && readCount(step, "ScalingAdjustment");
}

/** At least one machine more or less, where it is to change at all. */
function changeByPercent(count: number, percent: number): number {
  if (percent === 0) return count;
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
