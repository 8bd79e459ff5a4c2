// EC2's newer form (XML turned to JSON under one wrapper key) as public logs show it, with values of our own.
import { describe, test } from "bun:test";
import { expectInput } from "../support/expect-input.ts";

describe("EC2's newer form", () => {
  test("CreateLaunchTemplate: lists of one below a list of one, numbers that are texts", () =>
    expectInput(
      "ec2",
      "CreateLaunchTemplate",
      {
        CreateLaunchTemplateRequest: {
          LaunchTemplateName: "n",
          VersionDescription: 1,
          LaunchTemplateData: {
            UserData: "<sensitiveDataRemoved>",
            NetworkInterface: {
              tag: 1,
              DeviceIndex: 0,
              SecurityGroupId: { tag: 1, content: "sg-1" },
            },
            BlockDeviceMapping: { tag: 1, DeviceName: "/dev/xvda", Ebs: { VolumeSize: 8, Encrypted: true } },
            SecurityGroupId: [
              { tag: 1, content: "sg-2" },
              { tag: 2, content: "sg-3" },
            ],
          },
        },
      },
      {
        LaunchTemplateName: "n",
        VersionDescription: "1",
        LaunchTemplateData: {
          UserData: "<sensitiveDataRemoved>",
          NetworkInterfaces: [{ DeviceIndex: 0, Groups: ["sg-1"] }],
          BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { VolumeSize: 8, Encrypted: true } }],
          SecurityGroupIds: ["sg-2", "sg-3"],
        },
      },
    ));

  test("CreateFleet, CreateVpcEndpoint, CreateManagedPrefixList, CreateIpam", async () => {
    await expectInput(
      "ec2",
      "CreateFleet",
      {
        CreateFleetRequest: {
          LaunchTemplateConfigs: {
            tag: 1,
            LaunchTemplateSpecification: { Version: "$Latest", LaunchTemplateId: "lt-1" },
            Overrides: [
              { tag: 1, SubnetId: "subnet-1" },
              { tag: 2, SubnetId: "subnet-2" },
            ],
          },
          TargetCapacitySpecification: { TotalTargetCapacity: 1 },
        },
      },
      {
        LaunchTemplateConfigs: [
          {
            LaunchTemplateSpecification: { Version: "$Latest", LaunchTemplateId: "lt-1" },
            Overrides: [{ SubnetId: "subnet-1" }, { SubnetId: "subnet-2" }],
          },
        ],
        TargetCapacitySpecification: { TotalTargetCapacity: 1 },
      },
    );
    await expectInput(
      "ec2",
      "CreateVpcEndpoint",
      {
        CreateVpcEndpointRequest: {
          TagSpecification: {
            tag: 1,
            ResourceType: "vpc-endpoint",
            Tag: { tag: 1, Value: "v", Key: "Name" },
          },
          VpcId: "vpc-1",
          DnsOptions: { DnsRecordIpType: "ipv4" },
          RouteTableId: { tag: 1, content: "rtb-1" },
        },
      },
      {
        TagSpecifications: [{ ResourceType: "vpc-endpoint", Tags: [{ Value: "v", Key: "Name" }] }],
        VpcId: "vpc-1",
        DnsOptions: { DnsRecordIpType: "ipv4" },
        RouteTableIds: ["rtb-1"],
      },
    );
    await expectInput(
      "ec2",
      "CreateManagedPrefixList",
      { CreateManagedPrefixListRequest: { PrefixListName: 7, Entry: { tag: 1, Cidr: "10.0.0.0/8" } } },
      { PrefixListName: "7", Entries: [{ Cidr: "10.0.0.0/8" }] },
    );
    await expectInput(
      "ec2",
      "CreateIpam",
      { CreateIpamRequest: { OperatingRegion: { tag: 1, RegionName: "us-east-1" } } },
      { OperatingRegions: [{ RegionName: "us-east-1" }] },
    );
  });

  test("a rule inside an item of its own name, and a fraction of seven digits", async () => {
    await expectInput(
      "ec2",
      "ModifySecurityGroupRules",
      {
        ModifySecurityGroupRulesRequest: {
          GroupId: "sg-1",
          SecurityGroupRule: { tag: 1, SecurityGroupRule: { IpProtocol: -1, Description: "" } },
        },
      },
      {
        GroupId: "sg-1",
        SecurityGroupRules: [{ SecurityGroupRule: { IpProtocol: "-1", Description: "" } }],
      },
    );
    await expectInput(
      "ec2",
      "CreateCapacityReservation",
      { CreateCapacityReservationRequest: { InstanceCount: 1, EndDate: "2023-08-08T17:37:37.0000000Z" } },
      { InstanceCount: 1, EndDate: "2023-08-08T17:37:37.000Z" },
    );
  });

  test("a wrapper of any name: the only key, with a capital letter", () =>
    expectInput(
      "ec2",
      "ModifyVolume",
      { ModifyVolumeType: { VolumeId: "vol-1", Size: 10 } },
      { VolumeId: "vol-1", Size: 10 },
    ));
});
