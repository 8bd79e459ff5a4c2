/** A group of machines as it stands, and what it starts them with. */
import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, merge, readText } from "../engine.ts";

const SERVICE = "autoscaling";
const GROUP = { service: SERVICE, type: "auto-scaling-group" } as const;
const MACHINE = { service: SERVICE, type: "instance" } as const;

export function findGroup(context: Context, name: string): Thing | undefined {
  return context.store.find(placeOf(context, GROUP.type), GROUP, [name]);
}

/** The group that a machine is in. */
export function findGroupOf(context: Context, InstanceId: string): Thing | undefined {
  return context.store
    .list(placeOf(context, GROUP.type), GROUP)
    .find((group) => listMachines(group).some((one) => one["InstanceId"] === InstanceId));
}

export function listMachines({ members }: Thing): readonly Structure[] {
  return listStructures(members["Instances"]);
}

export function readCount(members: Structure, name: string): number | undefined {
  const value = members[name];
  return typeof value === "number" ? value : undefined;
}

/** How many machines a group is to have: as many as it was told, no fewer than its least number and no more than its greatest. */
export function readDesired({ members }: Thing): number {
  const least = readCount(members, "MinSize") ?? 0;
  const most = readCount(members, "MaxSize") ?? Number.POSITIVE_INFINITY;
  return Math.min(most, Math.max(least, readCount(members, "DesiredCapacity") ?? least));
}

/** Where a group starts its next machine: its subnets and zones take turns. */
function placeNext({ members }: Thing, at: number): Structure {
  const subnets = readText(members, "VPCZoneIdentifier")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const zones = Array.isArray(members["AvailabilityZones"]) ? (members["AvailabilityZones"] as Value[]) : [];
  if (subnets.length > 0) return { SubnetId: subnets[at % subnets.length] ?? "" };
  const zone = zones[at % zones.length];
  return typeof zone === "string" ? { Placement: { AvailabilityZone: zone } } : {};
}

/** The template that a group starts its machines from. */
function readTemplate({ members }: Thing): Structure | undefined {
  const { LaunchTemplate: own, MixedInstancesPolicy: mixed } = members;
  if (isStructure(own)) return own;
  const of = isStructure(mixed) ? mixed["LaunchTemplate"] : undefined;
  const told = isStructure(of) ? of["LaunchTemplateSpecification"] : undefined;
  return isStructure(told) ? told : undefined;
}

const OF_CONFIGURATION = [
  "ImageId",
  "InstanceType",
  "KeyName",
  "UserData",
  "EbsOptimized",
  "BlockDeviceMappings",
];

/** What a group's machines are started with. */
function readLaunch(context: Context, group: Thing): Structure {
  const template = readTemplate(group);
  if (template) return { LaunchTemplate: template };
  const name = readText(group.members, "LaunchConfigurationName");
  const kind = { service: SERVICE, type: "launch-configuration" };
  const of = context.store.find(placeOf(context, kind.type), kind, [name])?.members;
  if (!of) return {};
  const taken = OF_CONFIGURATION.flatMap((member) => {
    const value = of[member];
    return value === undefined || value === "" ? [] : [[member, value] as const];
  });
  const groups = of["SecurityGroups"];
  return merge(Object.fromEntries(taken), Array.isArray(groups) ? { SecurityGroupIds: groups } : {});
}

/** The tags that a group's machines get. */
function listPropagated({ members, chain }: Thing): Structure[] {
  const own = listStructures(members["Tags"]).filter((tag) => tag["PropagateAtLaunch"] !== false);
  const tags = own.map(({ Key = "", Value: text = "" }): Structure => ({ Key, Value: text }));
  return [...tags, { Key: "aws:autoscaling:groupName", Value: chain.at(-1) ?? "" }];
}

/** The call that starts a machine of a group. */
export function writeLaunch(context: Context, group: Thing, at: number): Structure {
  return merge(readLaunch(context, group), placeNext(group, at), {
    MinCount: 1,
    MaxCount: 1,
    TagSpecifications: [{ ResourceType: "instance", Tags: listPropagated(group) }],
  });
}

/** A machine as its group tells it. */
export function tellMachine({ members }: Thing, machine: Structure): Structure {
  const template = readTemplate({ members } as Thing);
  const { Placement } = machine;
  const zone = isStructure(Placement) ? Placement["AvailabilityZone"] : undefined;
  return merge({
    InstanceId: machine["InstanceId"],
    InstanceType: machine["InstanceType"],
    AvailabilityZone: zone,
    LifecycleState: "InService",
    HealthStatus: "Healthy",
    ProtectedFromScaleIn: members["NewInstancesProtectedFromScaleIn"] === true,
    ...(template
      ? { LaunchTemplate: template }
      : { LaunchConfigurationName: members["LaunchConfigurationName"] }),
  });
}

/** Tells machines no more that are in no group. */
export function forgetMachines(context: Context, machines: readonly Structure[]): void {
  const { store } = context;
  for (const one of machines) {
    const told = store.find(placeOf(context, MACHINE.type), MACHINE, [readText(one, "InstanceId")]);
    if (told) store.remove(told);
  }
}

/** Puts a group with these machines, and what else of it changes; each machine is told by itself as well. */
export function putMachines(
  context: Context,
  group: Thing,
  machines: readonly Structure[],
  changes: Structure = {},
): Thing {
  const { store, now, operation, input } = context;
  const place = placeOf(context, MACHINE.type);
  const left = new Set(machines.map((one) => readText(one, "InstanceId")));
  forgetMachines(
    context,
    listMachines(group).filter((one) => !left.has(readText(one, "InstanceId"))),
  );
  for (const one of machines) {
    const id = readText(one, "InstanceId");
    const before = store.find(place, MACHINE, [id]);
    store.put({
      ...MACHINE,
      ...{ place, chain: [id], within: undefined, names: { id }, tags: new Map() },
      members: merge(one, {
        AutoScalingGroupName: group.chain.at(-1),
        HealthStatus: (readText(one, "HealthStatus") || "Healthy").toUpperCase(),
      }),
      createdAt: before?.createdAt ?? now,
      call: { operation: operation.name, input, output: {} },
      brought: "told",
    });
  }
  const changed = { ...group, members: merge(group.members, changes, { Instances: machines }) };
  store.put(changed);
  return changed;
}
