// What a network and its parts tell of what was brought to them, moved and taken away.
import { describe, expect, test } from "bun:test";
import { makeCaller, makeNetwork } from "./support/world.ts";

type Call = ReturnType<typeof makeCaller>;

async function readAssociations(call: Call, RouteTableId: string) {
  const { RouteTables } = await call("ec2.DescribeRouteTables", { RouteTableIds: [RouteTableId] });
  return RouteTables[0].Associations as {
    RouteTableAssociationId: string;
    SubnetId?: string;
    Main: boolean;
  }[];
}

test("a network tells each of its ranges, and its tables lead to them", async () => {
  const call = makeCaller();
  const { VpcId } = await makeNetwork(call);
  const { CidrBlockAssociation } = await call("ec2.AssociateVpcCidrBlock", {
    VpcId,
    CidrBlock: "10.1.0.0/16",
  });
  const ranges = async () =>
    (await call("ec2.DescribeVpcs", { VpcIds: [VpcId] })).Vpcs[0].CidrBlockAssociationSet.map(
      (one: { CidrBlock: string; CidrBlockState: object }) => [one.CidrBlock, one.CidrBlockState],
    );
  const routes = async () =>
    (
      await call("ec2.DescribeRouteTables", { Filters: [{ Name: "vpc-id", Values: [VpcId] }] })
    ).RouteTables[0].Routes.map((one: { DestinationCidrBlock: string }) => one.DestinationCidrBlock);
  const associated = { State: "associated" };
  expect(await ranges()).toEqual([
    ["10.0.0.0/16", associated],
    ["10.1.0.0/16", associated],
  ]);
  expect(await routes()).toEqual(["10.0.0.0/16", "10.1.0.0/16"]);
  const { AssociationId } = CidrBlockAssociation;
  await call("ec2.DisassociateVpcCidrBlock", { AssociationId });
  expect(await ranges()).toEqual([["10.0.0.0/16", associated]]);
});

describe("a subnet's association", () => {
  test("with a table is moved under a new id, and taken away by it", async () => {
    const call = makeCaller();
    const { VpcId, SubnetId } = await makeNetwork(call);
    const tables: string[] = [];
    for (const _ of [1, 2])
      tables.push((await call("ec2.CreateRouteTable", { VpcId })).RouteTable.RouteTableId);
    const [one = "", other = ""] = tables;
    const { AssociationId } = await call("ec2.AssociateRouteTable", { SubnetId, RouteTableId: one });
    expect(await readAssociations(call, one)).toEqual([
      expect.objectContaining({ RouteTableAssociationId: AssociationId, SubnetId, Main: false }),
    ]);
    const { NewAssociationId } = await call("ec2.ReplaceRouteTableAssociation", {
      AssociationId,
      RouteTableId: other,
    });
    expect(NewAssociationId).not.toBe(AssociationId);
    expect(await readAssociations(call, one)).toEqual([]);
    expect((await readAssociations(call, other)).map((it) => it.RouteTableAssociationId)).toEqual([
      NewAssociationId,
    ]);
    expect(await call("ec2.DisassociateRouteTable", { AssociationId })).toBe("InvalidAssociationID.NotFound");
    await call("ec2.DisassociateRouteTable", { AssociationId: NewAssociationId });
    expect(await readAssociations(call, other)).toEqual([]);
  });

  test("that makes a table the main one is moved as well", async () => {
    const call = makeCaller();
    const { VpcId } = await makeNetwork(call);
    const find = async () =>
      (
        await call("ec2.DescribeRouteTables", {
          Filters: [
            { Name: "vpc-id", Values: [VpcId] },
            { Name: "association.main", Values: ["true"] },
          ],
        })
      ).RouteTables[0];
    const main = await find();
    const { RouteTableId } = (await call("ec2.CreateRouteTable", { VpcId })).RouteTable;
    const AssociationId = main.Associations[0].RouteTableAssociationId;
    await call("ec2.ReplaceRouteTableAssociation", { AssociationId, RouteTableId });
    expect((await find()).RouteTableId).toBe(RouteTableId);
  });

  test("with the default list comes with the subnet, and is moved to another list", async () => {
    const call = makeCaller();
    const { VpcId, SubnetId } = await makeNetwork(call);
    const guards = async () =>
      (
        await call("ec2.DescribeNetworkAcls", { Filters: [{ Name: "vpc-id", Values: [VpcId] }] })
      ).NetworkAcls.map((one: { IsDefault: boolean; Associations: { SubnetId: string }[] }) => [
        one.IsDefault,
        one.Associations.map((it) => it.SubnetId),
      ]);
    expect(await guards()).toEqual([[true, [SubnetId]]]);
    const { NetworkAclId } = (await call("ec2.CreateNetworkAcl", { VpcId })).NetworkAcl;
    const AssociationId = "aclassoc-0123456789abcdef0";
    // Production's id of what came by itself is taken from the first call that names it.
    await call(
      "ec2.ReplaceNetworkAclAssociation",
      { AssociationId, NetworkAclId },
      { told: { output: { NewAssociationId: "aclassoc-0123456789abcdef1" }, at: 1 } },
    );
    const all = (await call("ec2.DescribeNetworkAcls", { NetworkAclIds: [NetworkAclId] })).NetworkAcls[0];
    // There are others of the default network: which one is meant is not known.
    expect(all.Associations).toEqual([]);
    const [{ NetworkAclAssociationId }] = (
      await call("ec2.DescribeNetworkAcls", { Filters: [{ Name: "vpc-id", Values: [VpcId] }] })
    ).NetworkAcls[0].Associations;
    await call("ec2.ReplaceNetworkAclAssociation", { AssociationId: NetworkAclAssociationId, NetworkAclId });
    expect(await guards()).toEqual([
      [true, []],
      [false, [SubnetId]],
    ]);
    await call("ec2.DeleteSubnet", { SubnetId });
    expect(await guards()).toEqual([
      [true, []],
      [false, []],
    ]);
  });
});

describe("a group's rule", () => {
  const range = { IpProtocol: "tcp", FromPort: 80, ToPort: 80 };
  const all = { CidrIp: "0.0.0.0/0", Description: "all" };
  const some = { CidrIp: "10.0.0.0/8" };

  async function begin() {
    const call = makeCaller();
    const { GroupId } = await makeNetwork(call);
    await call("ec2.AuthorizeSecurityGroupIngress", {
      GroupId,
      IpPermissions: [{ ...range, IpRanges: [all, some] }],
    });
    const rules = async (isEgress = false) => {
      const Filters = [{ Name: "group-id", Values: [GroupId] }];
      const { SecurityGroupRules } = await call("ec2.DescribeSecurityGroupRules", { Filters });
      return SecurityGroupRules.filter((one: { IsEgress: boolean }) => one.IsEgress === isEgress);
    };
    const ranges = async () =>
      (await call("ec2.DescribeSecurityGroups", { GroupIds: [GroupId] })).SecurityGroups[0].IpPermissions.map(
        (one: { FromPort: number; IpRanges: object[] }) => [one.FromPort, one.IpRanges],
      );
    return { call, GroupId, rules, ranges };
  }

  test("has an id, by which it is taken away and changed", async () => {
    const { call, GroupId, rules, ranges } = await begin();
    const [first, second] = await rules();
    expect([first.CidrIpv4, second.CidrIpv4, first.Description]).toEqual(["0.0.0.0/0", "10.0.0.0/8", "all"]);
    await call("ec2.RevokeSecurityGroupIngress", {
      GroupId,
      SecurityGroupRuleIds: [first.SecurityGroupRuleId],
    });
    expect(await ranges()).toEqual([[80, [some]]]);
    const { SecurityGroupRuleId } = second;
    const SecurityGroupRule = { IpProtocol: "tcp", FromPort: 81, ToPort: 81, CidrIpv4: "10.0.0.0/16" };
    await call("ec2.ModifySecurityGroupRules", {
      GroupId,
      SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }],
    });
    expect(await rules()).toEqual([
      expect.objectContaining({ SecurityGroupRuleId, ...SecurityGroupRule, IsEgress: false }),
    ]);
    expect(await ranges()).toEqual([[81, [{ CidrIp: "10.0.0.0/16" }]]]);
  });

  test("is described anew, and the others stay", async () => {
    const { call, GroupId, ranges } = await begin();
    await call("ec2.UpdateSecurityGroupRuleDescriptionsIngress", {
      GroupId,
      IpPermissions: [{ ...range, IpRanges: [{ ...some, Description: "some" }] }],
    });
    expect(await ranges()).toEqual([[80, [all, { ...some, Description: "some" }]]]);
  });

  test("that came with the group has one as well, and production's own where that tells it", async () => {
    const { call, GroupId, rules } = await begin();
    expect(await rules(true)).toEqual([
      expect.objectContaining({ IpProtocol: "-1", CidrIpv4: "0.0.0.0/0", FromPort: -1 }),
    ]);
    const SecurityGroupRuleId = "sgr-0123456789abcdef0";
    const told = {
      SecurityGroupRuleId,
      GroupId,
      IsEgress: true,
      IpProtocol: "udp",
      FromPort: 53,
      ToPort: 53,
      CidrIpv4: "10.0.0.2/32",
    };
    await call(
      "ec2.AuthorizeSecurityGroupEgress",
      {
        GroupId,
        IpPermissions: [
          { IpProtocol: "udp", FromPort: 53, ToPort: 53, IpRanges: [{ CidrIp: "10.0.0.2/32" }] },
        ],
      },
      { told: { output: { Return: true, SecurityGroupRules: [told] }, at: 1 } },
    );
    expect(await rules(true)).toEqual(
      expect.arrayContaining([expect.objectContaining({ SecurityGroupRuleId, CidrIpv4: "10.0.0.2/32" })]),
    );
  });
});

test("a connection of two regions is seen in both, and accepted from the other", async () => {
  const call = makeCaller();
  const there = { caller: { account: "111122223333", region: "us-east-1" } };
  const { VpcId } = (await call("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16" })).Vpc;
  const { VpcId: PeerVpcId } = (await call("ec2.CreateVpc", { CidrBlock: "10.1.0.0/16" }, there)).Vpc;
  const made = await call("ec2.CreateVpcPeeringConnection", { VpcId, PeerVpcId, PeerRegion: "us-east-1" });
  const { VpcPeeringConnectionId } = made.VpcPeeringConnection;
  await call("ec2.AcceptVpcPeeringConnection", { VpcPeeringConnectionId }, there);
  for (const place of [{}, there]) {
    const { VpcPeeringConnections } = await call("ec2.DescribeVpcPeeringConnections", {}, place);
    expect(VpcPeeringConnections).toEqual([
      expect.objectContaining({ VpcPeeringConnectionId, Status: { Code: "active", Message: "Active" } }),
    ]);
    expect(VpcPeeringConnections[0].AccepterVpcInfo).toMatchObject({
      VpcId: PeerVpcId,
      CidrBlock: "10.1.0.0/16",
    });
  }
  await call("ec2.DeleteVpcPeeringConnection", { VpcPeeringConnectionId });
  for (const place of [{}, there])
    expect((await call("ec2.DescribeVpcPeeringConnections", {}, place)).VpcPeeringConnections).toEqual([]);
});

test("a gateway that production told while it began has the address that it was given", async () => {
  const call = makeCaller();
  const { VpcId } = (await call("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16" })).Vpc;
  const { SubnetId } = (await call("ec2.CreateSubnet", { VpcId, CidrBlock: "10.0.0.0/24" })).Subnet;
  const address = { AllocationId: "eipalloc-0123456789abcdef0", PublicIp: "192.0.2.7", Domain: "vpc" };
  await call(
    "ec2.AllocateAddress",
    { Domain: "vpc" },
    { told: { output: address as never, at: 0, id: "0" } },
  );
  const { AllocationId, PublicIp } = address;
  const NatGateway = {
    NatGatewayId: "nat-1",
    SubnetId,
    State: "pending",
    NatGatewayAddresses: [{ AllocationId }],
  };
  await call(
    "ec2.CreateNatGateway",
    { SubnetId, AllocationId },
    { told: { output: { NatGateway } as never, at: 0, id: "1" } },
  );
  const { NatGateways } = await call("ec2.DescribeNatGateways");
  expect(NatGateways[0].NatGatewayAddresses).toMatchObject([{ AllocationId, PublicIp, IsPrimary: true }]);
});
