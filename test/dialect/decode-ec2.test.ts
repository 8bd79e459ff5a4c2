// What CloudTrail wrote of EC2's calls, and the input each means.
import { describe, test } from "bun:test";
import { expectInput } from "./decode-input.ts";

describe("EC2's classic form", () => {
  test("RunInstances: one item of a set holds top-level members", () =>
    expectInput(
      "ec2",
      "RunInstances",
      {
        instancesSet: { items: [{ imageId: "ami-1", minCount: 1, maxCount: 2, keyName: "k" }] },
        groupSet: { items: [{ groupId: "sg-1" }, { groupId: "sg-2" }] },
        blockDeviceMapping: {},
        privateIpAddressesSet: undefined,
        networkInterfaceSet: { items: [{ deviceIndex: 0, groupSet: { items: [{ groupId: "sg-3" }] } }] },
        disableApiTermination: { value: false },
      },
      {
        ImageId: "ami-1",
        MinCount: 1,
        MaxCount: 2,
        KeyName: "k",
        SecurityGroupIds: ["sg-1", "sg-2"],
        BlockDeviceMappings: [],
        NetworkInterfaces: [{ DeviceIndex: 0, Groups: ["sg-3"] }],
        DisableApiTermination: false,
      },
    ));

  test("RunInstances: security groups by name", () =>
    expectInput(
      "ec2",
      "RunInstances",
      { groupSet: { items: [{ groupName: "web" }] } },
      { SecurityGroups: ["web"] },
    ));

  test("TerminateInstances: ids in items of their own", () =>
    expectInput(
      "ec2",
      "TerminateInstances",
      { instancesSet: { items: [{ instanceId: "i-1" }, { instanceId: "i-2" }] } },
      { InstanceIds: ["i-1", "i-2"] },
    ));

  test("CreateNetworkInterface: a set is the list, not the single address of nearly the same name", () =>
    expectInput(
      "ec2",
      "CreateNetworkInterface",
      {
        subnetId: "subnet-1",
        groupSet: {},
        privateIpAddressesSet: { items: [{ privateIpAddress: "10.0.1.10", primary: true }] },
        tagSpecificationSet: {
          items: [{ resourceType: "network-interface", tags: [{ key: "a", value: "b" }] }],
        },
      },
      {
        SubnetId: "subnet-1",
        Groups: [],
        PrivateIpAddresses: [{ PrivateIpAddress: "10.0.1.10", Primary: true }],
        TagSpecifications: [{ ResourceType: "network-interface", Tags: [{ Key: "a", Value: "b" }] }],
      },
    ));

  test("CreateTags and CreateVolume: older names", async () => {
    await expectInput(
      "ec2",
      "CreateTags",
      { resourcesSet: { items: [{ resourceId: "ami-1" }] }, tagSet: { items: [{ key: "k", value: "v" }] } },
      { Resources: ["ami-1"], Tags: [{ Key: "k", Value: "v" }] },
    );
    await expectInput(
      "ec2",
      "CreateVolume",
      { size: "1", zone: "us-east-1a" },
      { Size: 1, AvailabilityZone: "us-east-1a" },
    );
    await expectInput(
      "ec2",
      "CreateSecurityGroup",
      { groupName: "g", groupDescription: "d" },
      { GroupName: "g", Description: "d" },
    );
  });

  test("AuthorizeSecurityGroupIngress: nested sets", () =>
    expectInput(
      "ec2",
      "AuthorizeSecurityGroupIngress",
      {
        groupId: "sg-1",
        ipPermissions: {
          items: [
            {
              ipProtocol: "tcp",
              fromPort: 443,
              toPort: 443,
              groups: { items: [{ groupId: "sg-2", userId: "111122223333" }] },
              ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] },
              ipv6Ranges: {},
              prefixListIds: { item: [{ prefixListId: "pl-1" }] },
            },
          ],
        },
      },
      {
        GroupId: "sg-1",
        IpPermissions: [
          {
            IpProtocol: "tcp",
            FromPort: 443,
            ToPort: 443,
            UserIdGroupPairs: [{ GroupId: "sg-2", UserId: "111122223333" }],
            IpRanges: [{ CidrIp: "0.0.0.0/0" }],
            Ipv6Ranges: [],
            PrefixListIds: [{ PrefixListId: "pl-1" }],
          },
        ],
      },
    ));

  test("ModifySnapshotAttribute: a constant's name for its value", () =>
    expectInput(
      "ec2",
      "ModifySnapshotAttribute",
      {
        snapshotId: "snap-1",
        attributeType: "CREATE_VOLUME_PERMISSION",
        createVolumePermission: { add: { items: [{ userId: "111122223333" }, { group: "all" }] } },
      },
      {
        SnapshotId: "snap-1",
        Attribute: "createVolumePermission",
        CreateVolumePermission: { Add: [{ UserId: "111122223333" }, { Group: "all" }] },
      },
    ));

  test("filters, and structures of one value", async () => {
    await expectInput(
      "ec2",
      "DescribeSubnets",
      {
        subnetSet: {},
        filterSet: { items: [{ name: "vpc-id", valueSet: { items: [{ value: "vpc-1" }] } }] },
      },
      { Filters: [{ Name: "vpc-id", Values: ["vpc-1"] }] },
    );
    await expectInput(
      "ec2",
      "ModifyVpcAttribute",
      { vpcId: "vpc-1", enableDnsHostnames: true },
      { VpcId: "vpc-1", EnableDnsHostnames: { Value: true } },
    );
  });
});

describe("EC2's newer form", () => {
  test("lists of one collapse, scalars turn to numbers and booleans, items are numbered", async () => {
    await expectInput(
      "ec2",
      "CreateNatGateway",
      {
        CreateNatGatewayRequest: {
          SubnetId: "subnet-1",
          TagSpecification: {
            ResourceType: "natgateway",
            tag: 1,
            Tag: [
              { Value: true, tag: 1, Key: "a" },
              { Value: 10, tag: 2, Key: 5 },
            ],
          },
        },
      },
      {
        SubnetId: "subnet-1",
        TagSpecifications: [
          {
            ResourceType: "natgateway",
            Tags: [
              { Value: "true", Key: "a" },
              { Value: "10", Key: "5" },
            ],
          },
        ],
      },
    );
    await expectInput(
      "ec2",
      "DeleteFlowLogs",
      { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: "fl-1" } } },
      { FlowLogIds: ["fl-1"] },
    );
    await expectInput(
      "ec2",
      "DeleteFlowLogs",
      {
        DeleteFlowLogsRequest: {
          FlowLogId: [
            { tag: 1, content: "fl-1" },
            { tag: 2, content: "fl-2" },
          ],
        },
      },
      { FlowLogIds: ["fl-1", "fl-2"] },
    );
  });

  test("an empty wrapper, and one under a short name", async () => {
    await expectInput("ec2", "EnableSerialConsoleAccess", { EnableSerialConsoleAccessRequest: "" }, {});
    await expectInput(
      "ec2",
      "DeleteTransitGatewayVpcAttachment",
      { DelTGwVpcAttachReq: { TransitGatewayAttachmentId: "tgw-attach-1" } },
      { TransitGatewayAttachmentId: "tgw-attach-1" },
    );
  });
});
