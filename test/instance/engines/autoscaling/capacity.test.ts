// Groups of machines have as many machines as they are to have, which EC2 and the balancers tell, too.
import { expect, test } from "bun:test";
import type { Structure } from "../../../../src/aws/values.ts";
import { makeCaller, makeNetwork } from "../../support/world.ts";

const AutoScalingGroupName = "workers";

interface Machine {
  readonly InstanceId: string;
}

async function makeGroup(more: Readonly<Record<string, string | number | boolean>> = {}) {
  const call = makeCaller();
  const { SubnetId } = await makeNetwork(call);
  const launch = {
    LaunchConfigurationName: "small",
    ImageId: "ami-0aaaaaaaaaaaaaaaa",
    InstanceType: "t3.nano",
  };
  await call("autoscaling.CreateLaunchConfiguration", launch);
  const TargetGroups = await call("elbv2.CreateTargetGroup", { Name: "workers" });
  const { TargetGroupArn } = TargetGroups.TargetGroups[0];
  await call("autoscaling.CreateAutoScalingGroup", {
    ...{ AutoScalingGroupName, LaunchConfigurationName: "small", MinSize: 0, MaxSize: 4, DesiredCapacity: 2 },
    ...{ VPCZoneIdentifier: SubnetId, TargetGroupARNs: [TargetGroupArn], ...more },
  });
  const readGroup = async () =>
    (await call("autoscaling.DescribeAutoScalingGroups")).AutoScalingGroups[0] as {
      DesiredCapacity: number;
      Instances: Machine[];
    };
  const readRunning = async () => {
    const Filters = [{ Name: "instance-state-name", Values: ["running"] }];
    const { Reservations } = await call("ec2.DescribeInstances", { Filters });
    return (Reservations as { Instances: Machine[] }[]).flatMap(({ Instances }) => Instances);
  };
  const readTargets = async () =>
    (await call("elbv2.DescribeTargetHealth", { TargetGroupArn })).TargetHealthDescriptions.length as number;
  return { call, readGroup, readRunning, readTargets };
}

test("a group starts its machines, and ends those that are too many", async () => {
  const { call, readGroup, readRunning, readTargets } = await makeGroup();
  const [machine] = await readRunning();
  expect(machine).toMatchObject({
    ImageId: "ami-0aaaaaaaaaaaaaaaa",
    Tags: [{ Key: "aws:autoscaling:groupName", Value: AutoScalingGroupName }],
  });
  expect((await readGroup()).Instances).toHaveLength(2);
  expect(await readTargets()).toBe(2);
  await call("autoscaling.SetDesiredCapacity", { AutoScalingGroupName, DesiredCapacity: 1 });
  expect(await readRunning()).toHaveLength(1);
  expect(await readTargets()).toBe(1);
  await call("autoscaling.UpdateAutoScalingGroup", { AutoScalingGroupName, MinSize: 3 });
  expect(await readGroup()).toMatchObject({ DesiredCapacity: 3 });
  expect(await readRunning()).toHaveLength(3);
  expect((await call("autoscaling.DescribeAutoScalingInstances")).AutoScalingInstances).toHaveLength(3);
});

test("a machine that is ended or detached is replaced, unless the group is to have fewer", async () => {
  const { call, readGroup } = await makeGroup();
  const [first = "", second = ""] = (await readGroup()).Instances.map((one) => one.InstanceId);
  const done = await call("autoscaling.TerminateInstanceInAutoScalingGroup", {
    InstanceId: first,
    ShouldDecrementDesiredCapacity: true,
  });
  expect(done.Activity.AutoScalingGroupName).toBe(AutoScalingGroupName);
  expect(await readGroup()).toMatchObject({ DesiredCapacity: 1, Instances: [{ InstanceId: second }] });
  await call("autoscaling.DetachInstances", {
    ...{ AutoScalingGroupName, InstanceIds: [second], ShouldDecrementDesiredCapacity: false },
  });
  const { DesiredCapacity, Instances } = await readGroup();
  expect([DesiredCapacity, Instances.length]).toEqual([1, 1]);
  expect(Instances[0]?.InstanceId).not.toBe(second);
  await call("autoscaling.AttachInstances", { AutoScalingGroupName, InstanceIds: [second] });
  expect((await readGroup()).DesiredCapacity).toBe(2);
});

test("a policy changes how many there are", async () => {
  const { call, readGroup } = await makeGroup();
  const execute = async (AdjustmentType: string, ScalingAdjustment: number) => {
    const policy = { AutoScalingGroupName, PolicyName: "p" };
    await call("autoscaling.PutScalingPolicy", { ...policy, AdjustmentType, ScalingAdjustment });
    await call("autoscaling.ExecutePolicy", policy);
    return (await readGroup()).Instances.length;
  };
  expect(await execute("ChangeInCapacity", 2)).toBe(4);
  expect(await execute("ExactCapacity", 2)).toBe(2);
  expect(await execute("PercentChangeInCapacity", -10)).toBe(1);
});

test("what a group is told wrongly is refused, and it goes with its machines only by force", async () => {
  const { call, readRunning } = await makeGroup({ NewInstancesProtectedFromScaleIn: true });
  const set = (DesiredCapacity: number) =>
    call("autoscaling.SetDesiredCapacity", { AutoScalingGroupName, DesiredCapacity });
  expect(await set(5)).toBe("ValidationError");
  // Protected machines stay.
  await set(0);
  expect(await readRunning()).toHaveLength(2);
  const other = { AutoScalingGroupName: "others", MinSize: 0, MaxSize: 1 };
  expect(await call("autoscaling.CreateAutoScalingGroup", other)).toBe("ValidationError");
  expect(await call("autoscaling.DeleteAutoScalingGroup", { AutoScalingGroupName })).toBe("ResourceInUse");
  expect(
    await call("autoscaling.DeleteAutoScalingGroup", { AutoScalingGroupName, ForceDelete: true }),
  ).toEqual({});
  expect(await readRunning()).toEqual([]);
  expect((await call("autoscaling.DescribeAutoScalingInstances")).AutoScalingInstances).toEqual([]);
});

test("machines in standby are replaced or fewer, and come back", async () => {
  const { call, readGroup, readRunning } = await makeGroup();
  const [first = ""] = (await readGroup()).Instances.map((one) => one.InstanceId);
  const asked = { AutoScalingGroupName, InstanceIds: [first] };
  const done = await call("autoscaling.EnterStandby", { ...asked, ShouldDecrementDesiredCapacity: true });
  expect(done.Activities).toMatchObject([{ AutoScalingGroupName }]);
  expect(await readGroup()).toMatchObject({
    DesiredCapacity: 1,
    Instances: [{ LifecycleState: "Standby" }, {}],
  });
  await call("autoscaling.ExitStandby", asked);
  expect(await readGroup()).toMatchObject({
    DesiredCapacity: 2,
    Instances: [{ LifecycleState: "InService" }, {}],
  });
  await call("autoscaling.EnterStandby", { ...asked, ShouldDecrementDesiredCapacity: false });
  expect((await readGroup()).Instances).toHaveLength(3);
  expect(await readRunning()).toHaveLength(3);
});

test("a balancer that is attached sends to the machines that are there; a policy is found by its name alone", async () => {
  const { call, readGroup } = await makeGroup();
  const { TargetGroupArn } = (await call("elbv2.CreateTargetGroup", { Name: "later" })).TargetGroups[0];
  const TargetGroupARNs = [TargetGroupArn];
  await call("autoscaling.AttachLoadBalancerTargetGroups", { AutoScalingGroupName, TargetGroupARNs });
  const { TargetHealthDescriptions } = await call("elbv2.DescribeTargetHealth", { TargetGroupArn });
  expect(TargetHealthDescriptions).toHaveLength(2);
  const policy = {
    AutoScalingGroupName,
    PolicyName: "p",
    AdjustmentType: "ExactCapacity",
    ScalingAdjustment: 1,
  };
  await call("autoscaling.PutScalingPolicy", policy);
  await call("autoscaling.ExecutePolicy", { PolicyName: "p" });
  expect((await readGroup()).DesiredCapacity).toBe(1);
});

test("calls that come at once start no machines twice", async () => {
  const { call, readGroup, readRunning } = await makeGroup();
  const set = (DesiredCapacity: number) =>
    call("autoscaling.SetDesiredCapacity", { AutoScalingGroupName, DesiredCapacity });
  await Promise.all([set(4), set(4), set(3)]);
  expect(await readGroup()).toMatchObject({ DesiredCapacity: 3 });
  expect((await readGroup()).Instances).toHaveLength(3);
  expect(await readRunning()).toHaveLength(3);
});

test("a call that is refused lets the next one in", async () => {
  const { call, readGroup } = await makeGroup();
  const set = (DesiredCapacity: number) =>
    call("autoscaling.SetDesiredCapacity", { AutoScalingGroupName, DesiredCapacity });
  expect(await Promise.all([set(9), set(1)])).toEqual(["ValidationError", {}]);
  expect(await readGroup()).toMatchObject({ DesiredCapacity: 1 });
});

test("machines that are not the group's change nothing of it, nor do those that are more than it takes", async () => {
  const { call, readGroup, readRunning } = await makeGroup({ MinSize: 2, MaxSize: 2 });
  const before = await readGroup();
  const machine = await call("ec2.RunInstances", {
    ...{ ImageId: "ami-0aaaaaaaaaaaaaaaa", MinCount: 1, MaxCount: 1 },
  });
  const InstanceIds = [machine.Instances[0].InstanceId];
  const ShouldDecrementDesiredCapacity = true;
  const asked = { AutoScalingGroupName, InstanceIds, ShouldDecrementDesiredCapacity };
  expect(await call("autoscaling.DetachInstances", asked)).toBe("ValidationError");
  expect(await call("autoscaling.EnterStandby", asked)).toBe("ValidationError");
  expect(await call("autoscaling.ExitStandby", { AutoScalingGroupName, InstanceIds })).toBe(
    "ValidationError",
  );
  expect(await call("autoscaling.AttachInstances", { AutoScalingGroupName, InstanceIds })).toBe(
    "ValidationError",
  );
  const [first] = before.Instances;
  const InstanceId = first?.InstanceId ?? "";
  const own = { AutoScalingGroupName, InstanceIds: [InstanceId], ShouldDecrementDesiredCapacity };
  expect(await call("autoscaling.DetachInstances", own)).toBe("ValidationError");
  expect(
    await call("autoscaling.TerminateInstanceInAutoScalingGroup", {
      InstanceId,
      ShouldDecrementDesiredCapacity,
    }),
  ).toBe("ValidationError");
  expect(await readGroup()).toEqual(before);
  expect(await readRunning()).toHaveLength(3);
});

test("a policy of steps does what its step says, and one that says nothing does nothing", async () => {
  const { call, readGroup } = await makeGroup();
  const policy = { AutoScalingGroupName, PolicyName: "p" };
  const put = (more: Structure) => call("autoscaling.PutScalingPolicy", { ...policy, ...more });
  await put({
    ...{ PolicyType: "StepScaling", AdjustmentType: "ExactCapacity" },
    StepAdjustments: [
      { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 3 },
      { MetricIntervalLowerBound: 10, ScalingAdjustment: 4 },
    ],
  });
  const execute = async (more: Structure = {}) => {
    await call("autoscaling.ExecutePolicy", { ...policy, ...more });
    return (await readGroup()).Instances.length;
  };
  expect(await execute()).toBe(2);
  expect(await execute({ MetricValue: 55, BreachThreshold: 50 })).toBe(3);
  expect(await execute({ MetricValue: 60, BreachThreshold: 50 })).toBe(4);
  expect(await execute({ MetricValue: 40, BreachThreshold: 50 })).toBe(4);
  await call("autoscaling.DeletePolicy", policy);
  await put({ AdjustmentType: "PercentChangeInCapacity", ScalingAdjustment: 0 });
  expect(await execute()).toBe(4);
});

test("a machine that is told to be ill is told so by itself, too", async () => {
  const { call, readGroup } = await makeGroup();
  const [first] = (await readGroup()).Instances;
  const InstanceId = first?.InstanceId ?? "";
  await call("autoscaling.SetInstanceHealth", { InstanceId, HealthStatus: "Unhealthy" });
  const asked = { InstanceIds: [InstanceId] };
  expect((await call("autoscaling.DescribeAutoScalingInstances", asked)).AutoScalingInstances).toMatchObject([
    { HealthStatus: "UNHEALTHY" },
  ]);
});
