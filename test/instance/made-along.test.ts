// What services make along with what a call makes, in their own service or another one.
import { describe, expect, test } from "bun:test";
import { makeCaller, makeNetwork } from "./support/world.ts";

const AT = 1_772_442_000_000;

const tell = (output: object) => ({ told: { output: output as never, at: AT } });

type Call = ReturnType<typeof makeCaller>;

const listInterfaces = async (call: Call) => (await call("ec2.DescribeNetworkInterfaces")).NetworkInterfaces;

describe("the interface", () => {
  test("of an endpoint of a network stands in its subnet, and goes with it", async () => {
    const call = makeCaller();
    const { VpcId, SubnetId, GroupId } = await makeNetwork(call);
    const other = (await call("ec2.CreateSubnet", { VpcId, CidrBlock: "10.0.2.0/24" })).Subnet.SubnetId;
    const told = {
      VpcEndpointId: "vpce-0aaaaaaaaaaaaaaaa",
      VpcEndpointType: "Interface",
      VpcId,
      SubnetIds: [SubnetId, other],
      Groups: [{ GroupId, GroupName: "web" }],
      NetworkInterfaceIds: ["eni-0aaaaaaaaaaaaaaaa", "eni-0bbbbbbbbbbbbbbbb"],
    };
    await call(
      "ec2.CreateVpcEndpoint",
      { VpcId, ServiceName: "com.amazonaws.eu-west-1.kms", SubnetIds: [SubnetId, other] },
      tell({ VpcEndpoint: told }),
    );
    expect(await listInterfaces(call)).toEqual([
      expect.objectContaining({
        ...{ NetworkInterfaceId: "eni-0aaaaaaaaaaaaaaaa", SubnetId, VpcId, Status: "in-use" },
        ...{ InterfaceType: "vpc_endpoint", RequesterManaged: true, Groups: [{ GroupId, GroupName: "web" }] },
        Description: "VPC Endpoint Interface vpce-0aaaaaaaaaaaaaaaa",
      }),
      expect.objectContaining({ NetworkInterfaceId: "eni-0bbbbbbbbbbbbbbbb", SubnetId: other }),
    ]);
    await call("ec2.DeleteVpcEndpoints", { VpcEndpointIds: ["vpce-0aaaaaaaaaaaaaaaa"] });
    expect(await listInterfaces(call)).toEqual([]);
  });

  test("of a gateway for translation has its addresses", async () => {
    const call = makeCaller();
    const { VpcId, SubnetId } = await makeNetwork(call);
    const address = {
      AllocationId: "eipalloc-1",
      NetworkInterfaceId: "eni-0cccccccccccccccc",
      PrivateIp: "10.0.1.7",
    };
    await call(
      "ec2.CreateNatGateway",
      { SubnetId, AllocationId: "eipalloc-1" },
      tell({ NatGateway: { NatGatewayId: "nat-1", SubnetId, VpcId, NatGatewayAddresses: [address] } }),
    );
    expect(await listInterfaces(call)).toEqual([
      expect.objectContaining({
        ...{ NetworkInterfaceId: "eni-0cccccccccccccccc", SubnetId, VpcId, InterfaceType: "nat_gateway" },
        ...{ PrivateIpAddress: "10.0.1.7", Description: "Interface for NAT Gateway nat-1" },
      }),
    ]);
    await call("ec2.DeleteNatGateway", { NatGatewayId: "nat-1" });
    expect(await listInterfaces(call)).toEqual([]);
  });

  test("of a file system stands where it is mounted", async () => {
    const call = makeCaller();
    const { VpcId, SubnetId } = await makeNetwork(call);
    await call("efs.CreateFileSystem", { CreationToken: "a" }, tell({ FileSystemId: "fs-1" }));
    const target = {
      ...{ MountTargetId: "fsmt-1", FileSystemId: "fs-1", SubnetId, VpcId, IpAddress: "10.0.1.8" },
      NetworkInterfaceId: "eni-0dddddddddddddddd",
    };
    await call("efs.CreateMountTarget", { FileSystemId: "fs-1", SubnetId }, tell(target));
    expect(await listInterfaces(call)).toEqual([
      expect.objectContaining({
        ...{ NetworkInterfaceId: "eni-0dddddddddddddddd", SubnetId, VpcId, PrivateIpAddress: "10.0.1.8" },
        Description: "EFS mount target for fs-1 (fsmt-1)",
      }),
    ]);
    await call("efs.DeleteMountTarget", { MountTargetId: "fsmt-1" });
    expect(await listInterfaces(call)).toEqual([]);
  });
});

test("a private namespace of names has a zone", async () => {
  const call = makeCaller();
  const { VpcId } = await makeNetwork(call);
  await call("servicediscovery.CreatePrivateDnsNamespace", { Name: "svc.local", Vpc: VpcId });
  const { Namespaces } = await call("servicediscovery.ListNamespaces");
  const { HostedZones } = await call("route53.ListHostedZones");
  expect(HostedZones).toEqual([expect.objectContaining({ Name: "svc.local." })]);
  expect(HostedZones[0].Id).toEndWith(Namespaces[0].Properties.DnsProperties.HostedZoneId);
  expect(await call("route53.GetHostedZoneCount")).toEqual({ HostedZoneCount: 1 });
});

test("a connection to a gateway of networks is attached to it", async () => {
  const call = makeCaller();
  const { TransitGateway } = await call("ec2.CreateTransitGateway", {
    Options: { DefaultRouteTableAssociation: "enable" },
  });
  const { TransitGatewayId } = TransitGateway;
  const { CustomerGateway } = await call("ec2.CreateCustomerGateway", { Type: "ipsec.1", BgpAsn: 65000 });
  const { VpnConnection } = await call("ec2.CreateVpnConnection", {
    ...{ Type: "ipsec.1", TransitGatewayId, CustomerGatewayId: CustomerGateway.CustomerGatewayId },
  });
  const { TransitGatewayAttachments } = await call("ec2.DescribeTransitGatewayAttachments");
  expect(TransitGatewayAttachments).toEqual([
    expect.objectContaining({
      ...{ TransitGatewayId, ResourceType: "vpn", ResourceId: VpnConnection.VpnConnectionId },
      ...{ State: "available", Association: expect.objectContaining({ State: "associated" }) },
    }),
  ]);
});

test("a policy that scales is called by what it scales", async () => {
  const call = makeCaller();
  const of = {
    ServiceNamespace: "ecs",
    ResourceId: "service/a/b",
    ScalableDimension: "ecs:service:DesiredCount",
  };
  await call("application-autoscaling.RegisterScalableTarget", { ...of, MinCapacity: 1, MaxCapacity: 2 });
  await call("application-autoscaling.PutScalingPolicy", { ...of, PolicyName: "cpu" });
  const told = await call("application-autoscaling.DescribeScalingPolicies", { ServiceNamespace: "ecs" });
  expect(told.ScalingPolicies[0].PolicyARN).toMatch(
    /^arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:[\da-f-]{36}:resource\/ecs\/service\/a\/b:policyName\/cpu$/,
  );
});

test("a directory comes with a group and interfaces, and one that is registered with another group", async () => {
  const call = makeCaller();
  const { VpcId, SubnetId } = await makeNetwork(call);
  const VpcSettings = { VpcId, SubnetIds: [SubnetId] };
  const { DirectoryId } = await call("ds.CreateMicrosoftAD", {
    Name: "a.example",
    Password: "x",
    VpcSettings,
  });
  await call("workspaces.RegisterWorkspaceDirectory", { DirectoryId, SubnetIds: [SubnetId] });
  const Filters = [{ Name: "vpc-id", Values: [VpcId] }];
  const { SecurityGroups } = await call("ec2.DescribeSecurityGroups", { Filters });
  const groups = SecurityGroups.map(({ GroupName }: { GroupName: string }) => GroupName);
  expect(groups).toContain(`${DirectoryId}_controllers`);
  expect(groups).toContain(`${DirectoryId}_workspacesMembers`);
  expect(await listInterfaces(call)).toEqual([expect.objectContaining({ SubnetId, VpcId })]);
});
