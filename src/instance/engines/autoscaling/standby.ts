/** Machines of a group that do nothing for a while. https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html */
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { listTexts, merge, readText } from "../engine.ts";
import { tellActivity } from "./activities.ts";
import { balance, NAME } from "./capacity.ts";
import { findGroup, listMachines, putMachines, readDesired } from "./group.ts";
import { refuse, refuseMembership, refuseSize } from "./refusals.ts";

/** Puts machines into a state, and changes by how many the group is to have for each. */
async function move(context: Context, LifecycleState: string, by: number): Promise<Done> {
  const { input } = context;
  const name = readText(input, NAME);
  const group = findGroup(context, name);
  if (!group) return refuse("ValidationError", `AutoScalingGroup name not found - ${name}`);
  const ids = listTexts(input["InstanceIds"]);
  const deed = by > 0 ? "place in service" : "place into standby";
  const refused = refuseMembership(group, ids, true) ?? refuseSize(group, by * ids.length, deed);
  if (refused) return refused;
  const machines = listMachines(group).map((one) =>
    ids.includes(readText(one, "InstanceId")) ? merge(one, { LifecycleState }) : one,
  );
  const DesiredCapacity = readDesired(group) + by * ids.length;
  putMachines(context, group, machines, { DesiredCapacity });
  await balance(context, name);
  const word = by > 0 ? "out of Standby" : "to Standby";
  const Activities = ids.map((id) => tellActivity(context, group, `Moving EC2 instance ${word}: ${id}`));
  return { output: { Activities } };
}

/** Machines are replaced, unless the group is to have fewer for the time. */
export async function enterStandby(context: Context): Promise<Done> {
  return await move(context, "Standby", context.input["ShouldDecrementDesiredCapacity"] === true ? -1 : 0);
}

/** Machines are in service again, of which the group is to have more. */
export async function exitStandby(context: Context): Promise<Done> {
  return await move(context, "InService", 1);
}
