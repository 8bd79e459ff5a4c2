// What calls do that no member of theirs tells, and what things tell of those that name them.
import { describe, expect, test } from "bun:test";
import { makeCaller, makeNetwork } from "./support/world.ts";

describe("what a call does besides", () => {
  test("is told by what it is done to, and taken back by the call that does so", async () => {
    const call = makeCaller();
    const { KeyId }: { KeyId: string } = (await call("kms.CreateKey")).KeyMetadata;
    const read = async () => (await call("kms.DescribeKey", { KeyId })).KeyMetadata;
    await call("kms.ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
    expect(await read()).toMatchObject({ KeyState: "PendingDeletion", Enabled: false });
    await call("kms.CancelKeyDeletion", { KeyId });
    expect(await read()).toMatchObject({ KeyState: "Disabled", Enabled: false });
    expect(await read()).not.toHaveProperty("DeletionDate");
    await call("kms.EnableKey", { KeyId });
    expect(await read()).toMatchObject({ KeyState: "Enabled", Enabled: true });
  });

  test("is done to each of several things, and answered", async () => {
    const call = makeCaller();
    const { SubnetId } = await makeNetwork(call);
    const ask = { ImageId: "ami-0aaaaaaaaaaaaaaaa", MinCount: 1, MaxCount: 1, SubnetId };
    const InstanceIds: string[] = [];
    for (const _ of [1, 2]) InstanceIds.push((await call("ec2.RunInstances", ask)).Instances[0].InstanceId);
    const { StoppingInstances } = await call("ec2.StopInstances", { InstanceIds });
    expect(StoppingInstances.map((one: { InstanceId: string }) => one.InstanceId)).toEqual(InstanceIds);
    const { Reservations } = await call("ec2.DescribeInstances");
    const states = Reservations.flatMap((one: { Instances: { State: object }[] }) => one.Instances).map(
      ({ State }: { State: object }) => State,
    );
    expect(states).toEqual([
      { Code: 80, Name: "stopped" },
      { Code: 80, Name: "stopped" },
    ]);
  });

  test("ends for the others of which one can be so", async () => {
    const call = makeCaller();
    const made = await call("iam.CreatePolicy", { PolicyName: "p", PolicyDocument: "{}" });
    const PolicyArn: string = made.Policy.Arn;
    const versions = async () =>
      (await call("iam.ListPolicyVersions", { PolicyArn })).Versions.map(
        (one: { VersionId: string; IsDefaultVersion: boolean }) => [one.VersionId, one.IsDefaultVersion],
      );
    await call("iam.CreatePolicyVersion", { PolicyArn, PolicyDocument: "{}", SetAsDefault: true });
    expect(await versions()).toEqual([
      ["v1", false],
      ["v2", true],
    ]);
    expect((await call("iam.GetPolicy", { PolicyArn })).Policy.DefaultVersionId).toBe("v2");
    await call("iam.SetDefaultPolicyVersion", { PolicyArn, VersionId: "v1" });
    expect(await versions()).toEqual([
      ["v1", true],
      ["v2", false],
    ]);
    expect((await call("iam.GetPolicy", { PolicyArn })).Policy.DefaultVersionId).toBe("v1");
  });
});

describe("what names a thing", () => {
  test("is counted", async () => {
    const call = makeCaller();
    const { Policy } = await call("iam.CreatePolicy", { PolicyName: "p", PolicyDocument: "{}" });
    const PolicyArn: string = Policy.Arn;
    const count = async () => (await call("iam.GetPolicy", { PolicyArn })).Policy.AttachmentCount;
    for (const RoleName of ["a", "b"])
      await call("iam.CreateRole", { RoleName, AssumeRolePolicyDocument: "{}" });
    expect(await count()).toBe(0);
    for (const RoleName of ["a", "b"]) await call("iam.AttachRolePolicy", { RoleName, PolicyArn });
    expect(await count()).toBe(2);
    await call("iam.DetachRolePolicy", { RoleName: "a", PolicyArn });
    expect(await count()).toBe(1);
  });

  test("is told, or what that stands in", async () => {
    const call = makeCaller();
    const { VpcId, SubnetId } = await makeNetwork(call);
    const [{ LoadBalancerArn }] = (
      await call("elbv2.CreateLoadBalancer", { Name: "web", Subnets: [SubnetId] })
    ).LoadBalancers;
    const group = { Name: "app", Protocol: "HTTP", Port: 80, VpcId };
    const [{ TargetGroupArn }] = (await call("elbv2.CreateTargetGroup", group)).TargetGroups;
    const read = async () => (await call("elbv2.DescribeTargetGroups")).TargetGroups[0].LoadBalancerArns;
    expect(await read()).toEqual([]);
    const actions = { Protocol: "HTTP", Port: 80, DefaultActions: [{ Type: "forward", TargetGroupArn }] };
    const listener = await call("elbv2.CreateListener", { LoadBalancerArn, ...actions });
    expect(await read()).toEqual([LoadBalancerArn]);
    await call("elbv2.DeleteListener", { ListenerArn: listener.Listeners[0].ListenerArn });
    expect(await read()).toEqual([]);
  });
});
