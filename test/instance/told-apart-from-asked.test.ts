// What is asked for by one name and told by another, or in a structure of its own: a call that changes it changes what is told.
import { describe, expect, test } from "bun:test";
import { makeCaller, makeNetwork } from "./support/world.ts";

describe("EC2 tells", () => {
  test("where a machine runs and how it is called", async () => {
    const call = makeCaller();
    const { Instances } = await call("ec2.RunInstances", {
      ...{ ImageId: "ami-0aaaaaaaaaaaaaaaa", MinCount: 1, MaxCount: 1 },
    });
    const { InstanceId } = Instances[0];
    await call("ec2.ModifyInstancePlacement", { InstanceId, Tenancy: "dedicated" });
    const names = { PrivateDnsHostnameType: "resource-name", EnableResourceNameDnsARecord: true };
    await call("ec2.ModifyPrivateDnsNameOptions", { InstanceId, ...names });
    const { Reservations } = await call("ec2.DescribeInstances", { InstanceIds: [InstanceId] });
    expect(Reservations[0].Instances[0]).toMatchObject({
      Placement: { AvailabilityZone: expect.any(String), Tenancy: "dedicated" },
      PrivateDnsNameOptions: { HostnameType: "resource-name", EnableResourceNameDnsARecord: true },
    });
  });

  test("how machines of a subnet are called", async () => {
    const call = makeCaller();
    const { SubnetId } = await makeNetwork(call);
    const change = { EnableResourceNameDnsARecordOnLaunch: { Value: true } };
    await call("ec2.ModifySubnetAttribute", { SubnetId, ...change });
    const { Subnets } = await call("ec2.DescribeSubnets", { SubnetIds: [SubnetId] });
    expect(Subnets[0].PrivateDnsNameOptionsOnLaunch).toMatchObject({
      HostnameType: "ip-name",
      EnableResourceNameDnsARecord: true,
    });
  });

  test("an entry as it was put last, without the ports of the one before", async () => {
    const call = makeCaller();
    const { VpcId } = await makeNetwork(call);
    const { NetworkAclId } = (await call("ec2.CreateNetworkAcl", { VpcId })).NetworkAcl;
    const entry = { NetworkAclId, RuleNumber: 100, Egress: false, CidrBlock: "10.0.0.0/8" };
    const ports = { PortRange: { From: 80, To: 80 } };
    await call("ec2.CreateNetworkAclEntry", { ...entry, Protocol: "6", RuleAction: "allow", ...ports });
    await call("ec2.ReplaceNetworkAclEntry", { ...entry, Protocol: "-1", RuleAction: "deny" });
    const { NetworkAcls } = await call("ec2.DescribeNetworkAcls", { NetworkAclIds: [NetworkAclId] });
    expect(NetworkAcls[0].Entries).toContainEqual({
      ...{ RuleNumber: 100, Egress: false, CidrBlock: "10.0.0.0/8", Protocol: "-1", RuleAction: "deny" },
    });
  });

  test("the address of a customer's gateway", async () => {
    const call = makeCaller();
    const asked = { Type: "ipsec.1", PublicIp: "192.0.2.1", BgpAsn: 65000 };
    expect((await call("ec2.CreateCustomerGateway", asked)).CustomerGateway.IpAddress).toBe("192.0.2.1");
  });

  test("the subnets of an attachment and the ranges of a gateway, as they come and go", async () => {
    const call = makeCaller();
    const { SubnetId, VpcId } = await makeNetwork(call);
    const other = (await call("ec2.CreateSubnet", { VpcId, CidrBlock: "10.0.2.0/24" })).Subnet.SubnetId;
    const { TransitGatewayId } = (await call("ec2.CreateTransitGateway", {})).TransitGateway;
    const made = await call("ec2.CreateTransitGatewayVpcAttachment", {
      ...{ TransitGatewayId, VpcId, SubnetIds: [SubnetId] },
    });
    expect(made.TransitGatewayVpcAttachment.State).toBe("available");
    const { TransitGatewayAttachmentId } = made.TransitGatewayVpcAttachment;
    const change = { AddSubnetIds: [other], RemoveSubnetIds: [SubnetId], Options: { DnsSupport: "disable" } };
    const changed = await call("ec2.ModifyTransitGatewayVpcAttachment", {
      ...{ TransitGatewayAttachmentId, ...change },
    });
    expect(changed.TransitGatewayVpcAttachment).toMatchObject({
      SubnetIds: [other],
      Options: { DnsSupport: "disable", Ipv6Support: "disable" },
    });
    const AddTransitGatewayCidrBlocks = ["10.9.0.0/24"];
    await call("ec2.ModifyTransitGateway", { TransitGatewayId, Options: { AddTransitGatewayCidrBlocks } });
    const { TransitGateways } = await call("ec2.DescribeTransitGateways", {});
    expect(TransitGateways[0].Options.TransitGatewayCidrBlocks).toEqual(AddTransitGatewayCidrBlocks);
  });
});

test("databases tell their groups, parameters, options, logs and port", async () => {
  const call = makeCaller();
  const { GroupId } = await makeNetwork(call);
  const name = { DBInstanceIdentifier: "d" };
  await call("rds.CreateDBParameterGroup", {
    ...{ DBParameterGroupName: "p", DBParameterGroupFamily: "mysql8.0", Description: "d" },
  });
  await call("rds.CreateDBInstance", {
    ...{ ...name, DBInstanceClass: "db.t3.micro", Engine: "mysql", AllocatedStorage: 20 },
    ...{ MasterUsername: "a", MasterUserPassword: "abcdefgh", EnableCloudwatchLogsExports: ["error"] },
  });
  await call("rds.ModifyDBInstance", {
    ...{ ...name, DBParameterGroupName: "p", VpcSecurityGroupIds: [GroupId], DBPortNumber: 3333 },
    CloudwatchLogsExportConfiguration: { EnableLogTypes: ["general"], DisableLogTypes: ["error"] },
  });
  expect((await call("rds.DescribeDBInstances", name)).DBInstances[0]).toMatchObject({
    DBParameterGroups: [{ DBParameterGroupName: "p", ParameterApplyStatus: "in-sync" }],
    VpcSecurityGroups: [{ VpcSecurityGroupId: GroupId, Status: "active" }],
    EnabledCloudwatchLogsExports: ["general"],
    Endpoint: { Port: 3333 },
  });
});

test("a group of EKS's nodes has the labels and taints that came and not those that went", async () => {
  const call = makeCaller();
  const [clusterName, nodegroupName, role] = ["c", "n", "arn:aws:iam::111122223333:role/a"];
  await call("iam.CreateRole", {
    ...{ RoleName: "a", AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' },
  });
  await call("eks.CreateCluster", {
    name: clusterName,
    roleArn: role,
    resourcesVpcConfig: { subnetIds: [] },
  });
  const taint = (key: string) => ({ key, value: "v", effect: "NO_SCHEDULE" });
  await call("eks.CreateNodegroup", {
    ...{ clusterName, nodegroupName, nodeRole: role, subnets: [], labels: { a: "1", c: "1" } },
    taints: [taint("x")],
  });
  await call("eks.UpdateNodegroupConfig", {
    ...{ clusterName, nodegroupName, labels: { addOrUpdateLabels: { b: "2" }, removeLabels: ["a"] } },
    taints: { addOrUpdateTaints: [taint("y")], removeTaints: [taint("x")] },
  });
  const { nodegroup } = await call("eks.DescribeNodegroup", { clusterName, nodegroupName });
  expect(nodegroup).toMatchObject({ labels: { b: "2", c: "1" }, taints: [taint("y")] });
  expect(nodegroup.labels).not.toHaveProperty("a");
});

test("a group of caches tells its switches as states", async () => {
  const call = makeCaller();
  const ReplicationGroupId = "r";
  const description = { ReplicationGroupDescription: "first", AutomaticFailoverEnabled: false };
  await call("elasticache.CreateReplicationGroup", { ReplicationGroupId, ...description });
  const { ReplicationGroup } = await call("elasticache.ModifyReplicationGroup", {
    ...{ ReplicationGroupId, AutomaticFailoverEnabled: true, MultiAZEnabled: true },
    ReplicationGroupDescription: "second",
  });
  expect(ReplicationGroup).toMatchObject({
    ...{ AutomaticFailover: "enabled", MultiAZ: "enabled", Description: "second" },
  });
});

test("what production told of a thing as it was made stays as it told it", async () => {
  const call = makeCaller();
  const told = { VpcSecurityGroupId: "sg-0a1b2c3d", Status: "adding" };
  const DBInstance = { DBInstanceIdentifier: "d", VpcSecurityGroups: [told] };
  await call(
    "rds.CreateDBInstance",
    { DBInstanceIdentifier: "d", VpcSecurityGroupIds: ["sg-0a1b2c3d"], DBParameterGroupName: "p" },
    { told: { output: { DBInstance } as never, at: 0, id: "0" } },
  );
  const { DBInstances } = await call("rds.DescribeDBInstances", {});
  expect(DBInstances[0]).toMatchObject({
    VpcSecurityGroups: [told],
    DBParameterGroups: [{ DBParameterGroupName: "p", ParameterApplyStatus: "in-sync" }],
  });
});
