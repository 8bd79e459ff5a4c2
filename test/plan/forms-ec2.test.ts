// EC2's recorded forms as public logs show them, with values of our own.
import { describe, test } from "bun:test";
import { expectInput } from "../support/expect-input.ts";

describe("EC2's classic form", () => {
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
