// EC2's classic form as public logs show it, with values of our own.
import { describe, test } from "bun:test";
import { expectInput } from "../support/expect-input.ts";

describe("EC2's classic form", () => {
  test("AuthorizeSecurityGroupIngress: a protocol by its number", () =>
    expectInput(
      "ec2",
      "AuthorizeSecurityGroupIngress",
      { groupId: "sg-1", ipPermissions: { items: [{ ipProtocol: "6", fromPort: 22, toPort: 22 }] } },
      { GroupId: "sg-1", IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22 }] },
    ));

  test("a protocol by its number, as other programs write records", async () => {
    const rule = { ipProtocol: 17, fromPort: 53, toPort: 53 };
    const meant = { IpProtocol: "udp", FromPort: 53, ToPort: 53 };
    const group = { groupId: "sg-1" };
    for (const [parameters, input] of [
      [{ ipPermissions: { items: [rule] } }, { IpPermissions: [meant] }],
      [{ ipPermissions: [rule] }, { IpPermissions: [meant] }],
      [rule, meant],
      [{ ipPermissions: { items: [{ ipProtocol: -1 }] } }, { IpPermissions: [{ IpProtocol: "-1" }] }],
    ] as const)
      await expectInput(
        "ec2",
        "AuthorizeSecurityGroupIngress",
        { ...group, ...parameters },
        { GroupId: "sg-1", ...input },
      );
    await expectInput(
      "ec2",
      "ModifySecurityGroupRules",
      {
        ModifySecurityGroupRulesRequest: {
          GroupId: "sg-1",
          SecurityGroupRule: { tag: 1, SecurityGroupRule: { IpProtocol: 6 } },
        },
      },
      { GroupId: "sg-1", SecurityGroupRules: [{ SecurityGroupRule: { IpProtocol: "tcp" } }] },
    );
  });

  test("RunInstances: a fleet's call, with the placement one level up", () =>
    expectInput(
      "ec2",
      "RunInstances",
      {
        instancesSet: { items: [{ minCount: 1, maxCount: 1 }] },
        instanceType: { value: "t3.micro" },
        availabilityZone: "us-west-2a",
        tenancy: "default",
        monitoring: { enabled: false },
        blockDeviceMapping: {
          items: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 8, deleteOnTermination: true } }],
        },
        iamInstanceProfile: { name: "p" },
        launchTemplate: { launchTemplateId: "lt-1", version: "$Latest" },
        instanceMarketOptions: { marketType: "spot", spotOptions: { maxPrice: "0.1" } },
        networkInterfaceSet: {
          items: [
            {
              deviceIndex: 0,
              associatePublicIpAddress: false,
              groupSet: { items: [{ groupId: "sg-1" }] },
              privateIpAddressesSet: { item: [{ privateIpAddress: "10.0.0.7", primary: true }] },
            },
          ],
        },
        privateDnsNameOptions: { hostnameType: "ip-name", enableResourceNameDnsAAAARecord: false },
        userData: "<sensitiveDataRemoved>",
      },
      {
        MinCount: 1,
        MaxCount: 1,
        InstanceType: "t3.micro",
        Placement: { AvailabilityZone: "us-west-2a", Tenancy: "default" },
        Monitoring: { Enabled: false },
        BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { VolumeSize: 8, DeleteOnTermination: true } }],
        IamInstanceProfile: { Name: "p" },
        LaunchTemplate: { LaunchTemplateId: "lt-1", Version: "$Latest" },
        InstanceMarketOptions: { MarketType: "spot", SpotOptions: { MaxPrice: "0.1" } },
        NetworkInterfaces: [
          {
            DeviceIndex: 0,
            AssociatePublicIpAddress: false,
            Groups: ["sg-1"],
            PrivateIpAddresses: [{ PrivateIpAddress: "10.0.0.7", Primary: true }],
          },
        ],
        PrivateDnsNameOptions: { HostnameType: "ip-name", EnableResourceNameDnsAAAARecord: false },
        UserData: "<sensitiveDataRemoved>",
      },
    ));

  test("RequestSpotInstances: the same one level down", () =>
    expectInput(
      "ec2",
      "RequestSpotInstances",
      {
        spotPrice: "0.03",
        instanceCount: 1,
        launchSpecification: {
          imageId: "ami-1",
          groupSet: { items: [{ groupId: "sg-1" }] },
          availabilityZone: "us-east-1a",
          blockDeviceMapping: {},
        },
      },
      {
        SpotPrice: "0.03",
        InstanceCount: 1,
        LaunchSpecification: {
          ImageId: "ami-1",
          SecurityGroupIds: ["sg-1"],
          Placement: { AvailabilityZone: "us-east-1a" },
          BlockDeviceMappings: [],
        },
      },
    ));

  test("ModifyInstanceAttribute in its variants", async () => {
    const instanceId = "i-1";
    const variants: [object, object][] = [
      [{ groupSet: { items: [{ groupId: "sg-1" }] } }, { Groups: ["sg-1"] }],
      [{ sourceDestCheck: { value: false } }, { SourceDestCheck: { Value: false } }],
      [{ instanceType: { value: "t3.nano" } }, { InstanceType: { Value: "t3.nano" } }],
      [{ userData: { value: "AQID" } }, { UserData: { Value: "AQID" } }],
      [
        { attribute: "disableApiTermination", value: "true" },
        { Attribute: "disableApiTermination", Value: "true" },
      ],
      [
        {
          blockDeviceMapping: { items: [{ deviceName: "/dev/sda1", ebs: { deleteOnTermination: false } }] },
        },
        { BlockDeviceMappings: [{ DeviceName: "/dev/sda1", Ebs: { DeleteOnTermination: false } }] },
      ],
    ];
    for (const [recorded, input] of variants) {
      await expectInput(
        "ec2",
        "ModifyInstanceAttribute",
        { instanceId, ...recorded },
        { InstanceId: instanceId, ...input },
      );
    }
  });

  test("network ACL entries: for all protocols the ports and the ICMP type are empty", () =>
    expectInput(
      "ec2",
      "CreateNetworkAclEntry",
      {
        networkAclId: "acl-1",
        ruleNumber: 500,
        egress: true,
        ruleAction: "allow",
        icmpTypeCode: {},
        portRange: {},
        aclProtocol: "-1",
        cidrBlock: "0.0.0.0/0",
      },
      {
        NetworkAclId: "acl-1",
        RuleNumber: 500,
        Egress: true,
        RuleAction: "allow",
        IcmpTypeCode: {},
        PortRange: {},
        Protocol: "-1",
        CidrBlock: "0.0.0.0/0",
      },
    ));

  test("DHCP options, addresses, spot requests, and a rule in the old, flat form", async () => {
    await expectInput(
      "ec2",
      "CreateDhcpOptions",
      {
        dhcpConfigurationSet: {
          items: [
            { key: "domain-name", valueSet: { items: [{ value: "a.example" }, { value: "b.example" }] } },
          ],
        },
      },
      { DhcpConfigurations: [{ Key: "domain-name", Values: ["a.example", "b.example"] }] },
    );
    await expectInput(
      "ec2",
      "AssignPrivateIpAddresses",
      { networkInterfaceId: "eni-1", privateIpAddressesSet: { items: [{ privateIpAddress: "10.0.0.9" }] } },
      { NetworkInterfaceId: "eni-1", PrivateIpAddresses: ["10.0.0.9"] },
    );
    await expectInput(
      "ec2",
      "CancelSpotInstanceRequests",
      { spotInstanceRequestIdSet: { items: [{ spotInstanceRequestId: "sir-1" }] } },
      { SpotInstanceRequestIds: ["sir-1"] },
    );
    await expectInput(
      "ec2",
      "AuthorizeSecurityGroupIngress",
      {
        groupId: "sg-1",
        cidrIp: "0.0.0.0/0",
        fromPort: 22,
        toPort: 22,
        ipProtocol: "tcp",
        ipPermissions: {},
      },
      {
        GroupId: "sg-1",
        CidrIp: "0.0.0.0/0",
        FromPort: 22,
        ToPort: 22,
        IpProtocol: "tcp",
        IpPermissions: [],
      },
    );
  });

  test("AttachVolume: a value of the answer among the parameters", () =>
    expectInput(
      "ec2",
      "AttachVolume",
      { volumeId: "vol-1", instanceId: "i-1", device: "/dev/sdf", deleteOnTermination: false },
      { VolumeId: "vol-1", InstanceId: "i-1", Device: "/dev/sdf" },
    ));

  test("reads: sets named by what they hold", async () => {
    await expectInput(
      "ec2",
      "DescribeSnapshots",
      {
        maxResults: 5,
        snapshotSet: { items: [{ snapshotId: "snap-1" }] },
        ownersSet: { items: [{ owner: "self" }] },
        sharedUsersSet: {},
        filterSet: {},
      },
      { MaxResults: 5, SnapshotIds: ["snap-1"], OwnerIds: ["self"], Filters: [] },
    );
    await expectInput(
      "ec2",
      "DescribeSpotPriceHistory",
      {
        startTime: 1_690_853_587_000,
        instanceTypeSet: { items: [{ instanceType: "c3.large" }, { instanceType: "a1.large" }] },
      },
      { StartTime: "2023-08-01T01:33:07.000Z", InstanceTypes: ["c3.large", "a1.large"] },
    );
  });
});
