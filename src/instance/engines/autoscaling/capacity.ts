/**
 * Auto Scaling: a group has as many machines as it is to have. States are reached at once: they are started and ended before the
 * call is answered. https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-groups.html
 */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, listTexts, merge, readText } from "../engine.ts";
import { tellActivity } from "./activities.ts";
import {
  findGroup,
  findGroupOf,
  forgetMachines,
  listMachines,
  putMachines,
  readCount,
  readDesired,
  tellMachine,
  writeLaunch,
} from "./group.ts";
import { refuse, refuseMembership, refuseSize } from "./refusals.ts";

/** The member that names a group. */
export const NAME = "AutoScalingGroupName";

/** Tells the balancers of a group which machines it has got, or has no more. */
async function register({ ask, caller }: Context, { members }: Thing, ids: readonly string[], isIn: boolean) {
  if (ids.length === 0) return;
  const Targets = ids.map((Id): Structure => ({ Id }));
  for (const TargetGroupArn of listTexts(members["TargetGroupARNs"]))
    await ask({
      ...{ service: "elbv2", operation: isIn ? "RegisterTargets" : "DeregisterTargets", caller },
      input: { TargetGroupArn, Targets },
    });
  const Instances = ids.map((InstanceId): Structure => ({ InstanceId }));
  for (const LoadBalancerName of listTexts(members["LoadBalancerNames"]))
    await ask({
      ...{ service: "elb", caller, input: { LoadBalancerName, Instances } },
      operation: `${isIn ? "Register" : "Deregister"}Instances${isIn ? "With" : "From"}LoadBalancer`,
    });
}

/** Starts so many machines; those that EC2 does not start are not there. */
async function start(context: Context, group: Thing, count: number): Promise<Structure[]> {
  const { ask, caller } = context;
  const started: Structure[] = [];
  const before = listMachines(group).length;
  for (let at = 0; at < count; at++) {
    const input = writeLaunch(context, group, before + at);
    const done = await ask({ service: "ec2", operation: "RunInstances", input, caller });
    if ("error" in done) break;
    started.push(...listStructures(done.output["Instances"]).map((one) => tellMachine(group, one)));
  }
  return started;
}

const readIds = (machines: readonly Structure[]) => machines.map((one) => readText(one, "InstanceId"));

async function end({ ask, caller }: Context, machines: readonly Structure[]): Promise<void> {
  const InstanceIds = readIds(machines);
  if (InstanceIds.length > 0)
    await ask({ service: "ec2", operation: "TerminateInstances", input: { InstanceIds }, caller });
}

/** Whether a machine of a group does nothing at present, and is not counted. */
function isApart(machine: Structure): boolean {
  return machine["LifecycleState"] === "Standby";
}

/** Starts and ends machines until a group has as many as it is to have. */
export async function balance(context: Context, name: string): Promise<void> {
  const group = findGroup(context, name);
  if (!group) return;
  const DesiredCapacity = readDesired(group);
  const machines = listMachines(group);
  const lacking = DesiredCapacity - machines.filter((one) => !isApart(one)).length;
  const started = await start(context, group, lacking);
  // The newest go, and none that is protected.
  const loose = machines.filter((one) => one["ProtectedFromScaleIn"] !== true && !isApart(one));
  const ended = new Set(lacking < 0 ? loose.slice(lacking) : []);
  const left = machines.filter((one) => !ended.has(one));
  await register(context, group, readIds([...ended]), false);
  await end(context, [...ended]);
  const changed = putMachines(context, group, [...left, ...started], { DesiredCapacity });
  await register(context, changed, readIds(started), true);
}

export async function thenBalance(context: Context, doIt: () => Done): Promise<Done> {
  const done = doIt();
  if (!("error" in done)) await balance(context, readText(context.input, NAME));
  return done;
}

const LAUNCHERS = ["LaunchTemplate", "LaunchConfigurationName", "InstanceId", "MixedInstancesPolicy"];

export async function create(context: Context, doIt: () => Done): Promise<Done> {
  const { input } = context;
  if (LAUNCHERS.every((name) => input[name] === undefined))
    return refuse(
      "ValidationError",
      "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.",
    );
  if (!readText(input, "VPCZoneIdentifier") && listTexts(input["AvailabilityZones"]).length === 0)
    return refuse("ValidationError", "At least one Availability Zone or VPC Subnet is required.");
  return await thenBalance(context, doIt);
}

export async function setDesired(context: Context, doIt: () => Done): Promise<Done> {
  const { input } = context;
  const group = findGroup(context, readText(input, NAME));
  const asked = readCount(input, "DesiredCapacity") ?? 0;
  const bounds = [
    ["MinSize", (bound: number) => asked < bound, "below min value", "for"],
    ["MaxSize", (bound: number) => asked > bound, "above max value", "for"],
  ] as const;
  for (const [member, isBroken, how] of bounds) {
    const bound = group && readCount(group.members, member);
    if (bound !== undefined && isBroken(bound))
      return refuse(
        "ValidationError",
        `New SetDesiredCapacity value ${asked} is ${how} ${bound} for the AutoScalingGroup.`,
      );
  }
  return await thenBalance(context, doIt);
}

export async function remove(context: Context, doIt: () => Done): Promise<Done> {
  const { input } = context;
  const group = findGroup(context, readText(input, NAME));
  const machines = group ? listMachines(group) : [];
  if (machines.length > 0 && input["ForceDelete"] !== true)
    return refuse(
      "ResourceInUse",
      "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.",
    );
  const done = doIt();
  if (group && !("error" in done)) {
    forgetMachines(context, machines);
    await register(context, group, readIds(machines), false);
    await end(context, machines);
  }
  return done;
}

/** What changes which machines a group has, and how many it is to have with that. */
function changeBy(count: (context: Context) => number, isDetaching = false) {
  return async (context: Context, doIt: () => Done): Promise<Done> => {
    const { input } = context;
    const name = readText(input, NAME);
    const before = findGroup(context, name);
    const ids = listTexts(input["InstanceIds"]);
    const each = count(context);
    const refused =
      before &&
      (refuseMembership(before, ids, isDetaching) ??
        refuseSize(before, each * ids.length, isDetaching ? "detach" : "attach"));
    if (refused) return refused;
    const done = doIt();
    const group = "error" in done ? undefined : findGroup(context, name);
    if (!before || !group) return done;
    await register(context, group, ids, each > 0);
    const desired = Math.max(0, readDesired(before) + each * ids.length);
    context.store.put({ ...group, members: merge(group.members, { DesiredCapacity: desired }) });
    await balance(context, name);
    const Activities = ids.map((id) => tellActivity(context, group, `Detaching EC2 instance: ${id}`));
    return isDetaching && "output" in done ? { output: merge(done.output, { Activities }) } : done;
  };
}

export const attach = changeBy(() => 1);
export const detach = changeBy(
  ({ input }) => (input["ShouldDecrementDesiredCapacity"] === true ? -1 : 0),
  true,
);

export async function terminate(context: Context): Promise<Done> {
  const { input } = context;
  const InstanceId = readText(input, "InstanceId");
  const group = findGroupOf(context, InstanceId);
  if (!group)
    return refuse(
      "ValidationError",
      `Instance Id not found - No managed instance found for instance ID: ${InstanceId}`,
    );
  const machines = listMachines(group);
  const ended = machines.filter((one) => one["InstanceId"] === InstanceId);
  const isFewer = input["ShouldDecrementDesiredCapacity"] === true;
  const refused = isFewer && refuseSize(group, -1, "terminate");
  if (refused) return refused;
  const DesiredCapacity = readDesired(group) - (isFewer ? 1 : 0);
  await register(context, group, [InstanceId], false);
  await end(context, ended);
  putMachines(
    context,
    group,
    machines.filter((one) => !ended.includes(one)),
    { DesiredCapacity },
  );
  await balance(context, group.chain.at(-1) ?? "");
  return { output: { Activity: tellActivity(context, group, `Terminating EC2 instance: ${InstanceId}`) } };
}

/** A machine is told to be ill, or well again: who says so looks for that, and none is replaced. */
export async function setHealth(context: Context, doIt: () => Done): Promise<Done> {
  const { input } = context;
  const InstanceId = readText(input, "InstanceId");
  const group = findGroupOf(context, InstanceId);
  if (!group) return doIt();
  const HealthStatus = readText(input, "HealthStatus");
  const machines = listMachines(group).map((one) =>
    one["InstanceId"] === InstanceId ? merge(one, { HealthStatus }) : one,
  );
  putMachines(context, group, machines);
  return { output: {} };
}

/** Lets what sends to a group send to its machines as well. */
export async function attachBalancer(context: Context, doIt: () => Done): Promise<Done> {
  const done = doIt();
  const group = "error" in done ? undefined : findGroup(context, readText(context.input, NAME));
  if (group) await register(context, group, readIds(listMachines(group)), true);
  return done;
}
