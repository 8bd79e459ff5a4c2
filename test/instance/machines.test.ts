// What machines tell, and what comes and goes with them: addresses, volumes, profiles, templates.
import { describe, expect, test } from "bun:test";
import { makeCaller, makeNetwork } from "./support/world.ts";

describe("an address", () => {
  test("tells what it is associated with, until it is let go", async () => {
    const call = makeCaller();
    const { SubnetId } = await makeNetwork(call);
    const { Instances } = await call("ec2.RunInstances", {
      ImageId: "ami-0aaaaaaaaaaaaaaaa",
      MinCount: 1,
      MaxCount: 1,
      SubnetId,
    });
    const { InstanceId } = Instances[0];
    const { AllocationId } = await call("ec2.AllocateAddress", { Domain: "vpc" });
    const { AssociationId } = await call("ec2.AssociateAddress", { AllocationId, InstanceId });
    const read = async () =>
      (await call("ec2.DescribeAddresses", { AllocationIds: [AllocationId] })).Addresses[0];
    expect(await read()).toMatchObject({
      AssociationId,
      InstanceId,
      NetworkInterfaceOwnerId: "111122223333",
    });
    await call("ec2.DisassociateAddress", { AssociationId });
    expect(await read()).not.toHaveProperty("InstanceId");
    expect(await read()).not.toHaveProperty("AssociationId");
  });

  test("of an interface is told beside the others, and gone when it is taken", async () => {
    const call = makeCaller();
    const { SubnetId } = await makeNetwork(call);
    const { NetworkInterface } = await call("ec2.CreateNetworkInterface", {
      SubnetId,
      PrivateIpAddress: "10.0.1.9",
    });
    const { NetworkInterfaceId } = NetworkInterface;
    const read = async () =>
      (await call("ec2.DescribeNetworkInterfaces", { NetworkInterfaceIds: [NetworkInterfaceId] }))
        .NetworkInterfaces[0].PrivateIpAddresses as object[];
    await call("ec2.AssignPrivateIpAddresses", { NetworkInterfaceId, PrivateIpAddresses: ["10.0.1.40"] });
    expect(await read()).toEqual(expect.arrayContaining([{ Primary: false, PrivateIpAddress: "10.0.1.40" }]));
    await call("ec2.UnassignPrivateIpAddresses", { NetworkInterfaceId, PrivateIpAddresses: ["10.0.1.40"] });
    expect(await read()).not.toEqual(
      expect.arrayContaining([{ Primary: false, PrivateIpAddress: "10.0.1.40" }]),
    );
  });
});

test("a machine tells its profile, which is changed and taken away by the association's id", async () => {
  const call = makeCaller();
  const { SubnetId } = await makeNetwork(call);
  const { Instances } = await call("ec2.RunInstances", {
    ImageId: "ami-0aaaaaaaaaaaaaaaa",
    MinCount: 1,
    MaxCount: 1,
    SubnetId,
  });
  const { InstanceId } = Instances[0];
  const Arn = "arn:aws:iam::111122223333:instance-profile/one";
  const made = await call("ec2.AssociateIamInstanceProfile", { InstanceId, IamInstanceProfile: { Arn } });
  const { AssociationId } = made.IamInstanceProfileAssociation;
  const read = async () =>
    (await call("ec2.DescribeInstances", { InstanceIds: [InstanceId] })).Reservations[0].Instances[0]
      .IamInstanceProfile;
  const list = async () =>
    (await call("ec2.DescribeIamInstanceProfileAssociations")).IamInstanceProfileAssociations;
  expect(await read()).toEqual({ Arn });
  expect(await list()).toEqual([
    { AssociationId, InstanceId, IamInstanceProfile: { Arn }, State: "associated" },
  ]);
  const Other = "arn:aws:iam::111122223333:instance-profile/two";
  await call("ec2.ReplaceIamInstanceProfileAssociation", {
    AssociationId,
    IamInstanceProfile: { Arn: Other },
  });
  expect(await read()).toEqual({ Arn: Other });
  await call("ec2.DisassociateIamInstanceProfile", { AssociationId });
  expect([await read(), await list()]).toEqual([undefined, []]);
});

test("of a template's versions one counts", async () => {
  const call = makeCaller();
  const LaunchTemplateName = "web";
  const LaunchTemplateData = { InstanceType: "t3.micro" } as const;
  await call("ec2.CreateLaunchTemplate", { LaunchTemplateName, LaunchTemplateData });
  await call("ec2.CreateLaunchTemplateVersion", { LaunchTemplateName, LaunchTemplateData });
  await call("ec2.ModifyLaunchTemplate", { LaunchTemplateName, DefaultVersion: "2" });
  const { LaunchTemplateVersions } = await call("ec2.DescribeLaunchTemplateVersions", { LaunchTemplateName });
  const counts = LaunchTemplateVersions.map((one: { VersionNumber: number; DefaultVersion: boolean }) => [
    one.VersionNumber,
    one.DefaultVersion,
  ]);
  expect(counts).toEqual([
    [1, false],
    [2, true],
  ]);
});

test("a machine is made with its volumes and interfaces, and an image of it with snapshots", async () => {
  const call = makeCaller();
  const { SubnetId } = await makeNetwork(call);
  const [InstanceId, VolumeId, NetworkInterfaceId] = ["i-0a", "vol-0a", "eni-0a"].map((one) =>
    one.padEnd(one.indexOf("-") + 18, "0"),
  );
  const Instance = {
    InstanceId: InstanceId ?? "",
    Placement: { AvailabilityZone: "eu-west-1a" },
    BlockDeviceMappings: [
      { DeviceName: "/dev/xvda", Ebs: { VolumeId: VolumeId ?? "", DeleteOnTermination: true } },
    ],
    NetworkInterfaces: [
      { NetworkInterfaceId: NetworkInterfaceId ?? "", SubnetId, Attachment: { DeviceIndex: 0 } },
    ],
  };
  const ask = { ImageId: "ami-0aaaaaaaaaaaaaaaa", MinCount: 1, MaxCount: 1, SubnetId };
  await call("ec2.RunInstances", ask, { told: { output: { Instances: [Instance] }, at: 1 } });
  const { Volumes } = await call("ec2.DescribeVolumes");
  expect(Volumes).toEqual([
    expect.objectContaining({ VolumeId, State: "in-use", AvailabilityZone: "eu-west-1a" }),
  ]);
  const { NetworkInterfaces } = await call("ec2.DescribeNetworkInterfaces");
  expect(NetworkInterfaces).toEqual([
    expect.objectContaining({ NetworkInterfaceId, SubnetId, Status: "in-use" }),
  ]);
  const { ImageId } = await call("ec2.CreateImage", { InstanceId: InstanceId ?? "", Name: "golden" });
  const [snapshot] = (await call("ec2.DescribeSnapshots", { OwnerIds: ["self"] })).Snapshots;
  expect(snapshot).toMatchObject({
    VolumeId,
    Description: `Created by CreateImage(${InstanceId}) for ${ImageId}`,
  });
  const [image] = (await call("ec2.DescribeImages", { ImageIds: [ImageId] })).Images;
  expect(image.BlockDeviceMappings[0].Ebs.SnapshotId).toBe(snapshot.SnapshotId);
  await call("ec2.TerminateInstances", { InstanceIds: [InstanceId ?? ""] });
  expect((await call("ec2.DescribeVolumes")).Volumes).toEqual([]);
  expect((await call("ec2.DescribeNetworkInterfaces")).NetworkInterfaces).toEqual([]);
});

test("a volume that is attached is told so by both", async () => {
  const call = makeCaller();
  const { SubnetId } = await makeNetwork(call);
  const ask = { ImageId: "ami-0aaaaaaaaaaaaaaaa", MinCount: 1, MaxCount: 1, SubnetId };
  const { InstanceId } = (await call("ec2.RunInstances", ask)).Instances[0];
  const { VolumeId } = await call("ec2.CreateVolume", { AvailabilityZone: "eu-west-1a", Size: 9 });
  const given = { InstanceId, VolumeId, Device: "/dev/sdf" };
  await call("ec2.AttachVolume", given, { told: { output: { ...given, State: "attaching" }, at: 1 } });
  const [volume] = (await call("ec2.DescribeVolumes", { VolumeIds: [VolumeId] })).Volumes;
  expect(volume).toMatchObject({ State: "in-use", Attachments: [{ ...given, State: "attached" }] });
  const { Reservations } = await call("ec2.DescribeInstances", { InstanceIds: [InstanceId] });
  expect(Reservations[0].Instances[0].BlockDeviceMappings).toMatchObject([
    { DeviceName: "/dev/xvda" },
    { DeviceName: "/dev/sdf", Ebs: { VolumeId } },
  ]);
});

describe("a machine without a subnet", () => {
  test("is in one of the default network's, in its group, under an address of it", async () => {
    const call = makeCaller();
    const run = (more = {}) =>
      call("ec2.RunInstances", { ImageId: "ami-0aaaaaaaaaaaaaaaa", MinCount: 2, MaxCount: 2, ...more });
    const { Instances } = await run();
    const { Vpcs } = await call("ec2.DescribeVpcs");
    expect(Instances).toMatchObject([
      { State: { Name: "pending" }, VpcId: Vpcs[0].VpcId, PrivateIpAddress: "172.31.0.4" },
      { SecurityGroups: [{ GroupName: "default" }], PrivateIpAddress: "172.31.0.5" },
    ]);
    const there = await run({ Placement: { AvailabilityZone: "eu-west-1b" } });
    expect(there.Instances[0]).toMatchObject({
      PrivateIpAddress: "172.31.16.4",
      Placement: { AvailabilityZone: "eu-west-1b" },
    });
  });
});

describe("a volume that is changed", () => {
  test("tells what it was and what it has become", async () => {
    const call = makeCaller();
    const given = { AvailabilityZone: "eu-west-1a", Size: 10, VolumeType: "gp2" };
    const { VolumeId } = await call("ec2.CreateVolume", given);
    expect((await call("ec2.DescribeVolumesModifications")).VolumesModifications).toEqual([]);
    await call("ec2.ModifyVolume", { VolumeId, Size: 20, VolumeType: "gp3" });
    const read = { VolumeIds: [VolumeId] };
    expect((await call("ec2.DescribeVolumesModifications", read)).VolumesModifications).toMatchObject([
      { VolumeId, OriginalSize: 10, OriginalVolumeType: "gp2", TargetSize: 20, TargetVolumeType: "gp3" },
    ]);
    expect((await call("ec2.DescribeVolumes", read)).Volumes[0].Size).toBe(20);
  });
});

test("a group of machines tells those that were attached to it, and which are protected", async () => {
  const call = makeCaller();
  const machine = { ImageId: "ami-12345678", MinCount: 1, MaxCount: 1, InstanceType: "t3.micro" };
  const { Instances } = await call("ec2.RunInstances", machine);
  const AutoScalingGroupName = "web";
  const launch = { InstanceId: Instances[0].InstanceId, AvailabilityZones: ["eu-west-1a"] };
  const size = { MinSize: 0, MaxSize: 3 };
  await call("autoscaling.CreateAutoScalingGroup", { AutoScalingGroupName, ...launch, ...size });
  const InstanceIds = [Instances[0].InstanceId];
  const list = async () => [
    (await call("autoscaling.DescribeAutoScalingGroups")).AutoScalingGroups[0].Instances,
    (await call("autoscaling.DescribeAutoScalingInstances")).AutoScalingInstances,
  ];
  const told = { InstanceId: InstanceIds[0], InstanceType: "t3.micro", LifecycleState: "InService" };
  await call("autoscaling.AttachInstances", { AutoScalingGroupName, InstanceIds });
  expect(await list()).toMatchObject([
    [{ ...told, HealthStatus: "Healthy", ProtectedFromScaleIn: false }],
    [{ ...told, HealthStatus: "HEALTHY", AutoScalingGroupName }],
  ]);
  const asked = { AutoScalingGroupName, InstanceIds };
  await call("autoscaling.SetInstanceProtection", { ...asked, ProtectedFromScaleIn: true });
  const isProtected = { ProtectedFromScaleIn: true };
  expect(await list()).toMatchObject([[isProtected], [isProtected]]);
  await call("autoscaling.DetachInstances", { ...asked, ShouldDecrementDesiredCapacity: true });
  expect(await list()).toEqual([[], []]);
});

test("what is changed of a machine is told of it and of its first interface, and the other way round", async () => {
  const call = makeCaller();
  const { SubnetId, VpcId } = await makeNetwork(call);
  const make = async (GroupName: string) =>
    (await call("ec2.CreateSecurityGroup", { GroupName, Description: "a", VpcId })).GroupId as string;
  const [one, other] = [await make("one"), await make("other")];
  const { NetworkInterface } = await call("ec2.CreateNetworkInterface", { SubnetId, Groups: [one] });
  const { NetworkInterfaceId } = NetworkInterface;
  const { Instances } = await call("ec2.RunInstances", {
    ...{ ImageId: "ami-0aaaaaaaaaaaaaaaa", MinCount: 1, MaxCount: 1 },
    NetworkInterfaces: [{ NetworkInterfaceId, DeviceIndex: 0 }],
  });
  const { InstanceId } = Instances[0];
  const read = async () => {
    const { Reservations } = await call("ec2.DescribeInstances", { InstanceIds: [InstanceId] });
    return Reservations[0].Instances[0];
  };
  await call("ec2.ModifyInstanceAttribute", { InstanceId, Groups: [other] });
  expect((await read()).SecurityGroups).toEqual([{ GroupId: other, GroupName: "other" }]);
  for (const [Attribute, Value] of [
    ["instanceType", "m5.large"],
    ["ebsOptimized", "true"],
  ])
    await call("ec2.ModifyInstanceAttribute", { InstanceId, Attribute, Value });
  expect(await read()).toMatchObject({ InstanceType: "m5.large", EbsOptimized: true });
  await call("ec2.ModifyInstanceAttribute", { InstanceId, SourceDestCheck: { Value: false } });
  const { NetworkInterfaces } = await call("ec2.DescribeNetworkInterfaces", {
    NetworkInterfaceIds: [NetworkInterfaceId],
  });
  expect(NetworkInterfaces).toMatchObject([
    { Groups: [{ GroupId: other, GroupName: "other" }], SourceDestCheck: false },
  ]);
  await call("ec2.ModifyNetworkInterfaceAttribute", { NetworkInterfaceId, Groups: [one, other] });
  expect((await read()).SecurityGroups).toMatchObject([{ GroupId: one }, { GroupId: other }]);
});

test("a machine has its root's volume beside those that are asked for, and tells each", async () => {
  const call = makeCaller();
  const run = async (DeviceName: string, Ebs: Readonly<Record<string, number | boolean>>) => {
    const asked = { ImageId: "ami-12345678", MinCount: 1, MaxCount: 1 };
    const done = await call("ec2.RunInstances", { ...asked, BlockDeviceMappings: [{ DeviceName, Ebs }] });
    const [{ InstanceId, BlockDeviceMappings }] = done.Instances;
    const Filters = [{ Name: "attachment.instance-id", Values: [InstanceId] }];
    const { Volumes } = await call("ec2.DescribeVolumes", { Filters });
    const sizes = new Map(Volumes.map((one: { VolumeId: string; Size: number }) => [one.VolumeId, one.Size]));
    return BlockDeviceMappings.map((one: { DeviceName: string; Ebs: { VolumeId: string } }) => [
      one.DeviceName,
      sizes.get(one.Ebs.VolumeId),
    ]);
  };
  expect(await run("/dev/sdf", { VolumeSize: 20 })).toEqual([
    ["/dev/sdf", 20],
    ["/dev/xvda", 8],
  ]);
  expect(await run("/dev/sda1", { VolumeSize: 30 })).toEqual([["/dev/sda1", 30]]);
  expect(await run("/dev/xvda", { VolumeSize: 31, DeleteOnTermination: false })).toEqual([["/dev/xvda", 31]]);
});
