// What services preset, count and tell beside what a call says.
import { describe, expect, test } from "bun:test";
import { makeCaller, makeNetwork } from "./support/world.ts";

test("the versions of a layer are counted, also from production's on", async () => {
  const call = makeCaller();
  const LayerArn = "arn:aws:lambda:eu-west-1:111122223333:layer:fonts";
  const publish = (more = {}) =>
    call("lambda.PublishLayerVersion", { LayerName: "fonts", Content: {} }, more);
  await publish({ told: { at: 1, output: { LayerArn, LayerVersionArn: `${LayerArn}:3`, Version: 3 } } });
  expect(await publish()).toMatchObject({ LayerArn, LayerVersionArn: `${LayerArn}:4`, Version: 4 });
  const { LayerVersions } = await call("lambda.ListLayerVersions", { LayerName: "fonts" });
  expect(LayerVersions.map((one: { Version: number }) => one.Version)).toEqual([3, 4]);
  const { Layers } = await call("lambda.ListLayers");
  expect(Layers[0].LatestMatchingVersion.LayerVersionArn).toBe(`${LayerArn}:4`);
  const other = await call("lambda.PublishLayerVersion", { LayerName: "font", Content: {} });
  expect(other.Version).toBe(1);
});

test("a group of subnets tells them, and a database its group", async () => {
  const call = makeCaller();
  const { SubnetId, VpcId } = await makeNetwork(call);
  const group = { DBSubnetGroupName: "g", DBSubnetGroupDescription: "g", SubnetIds: [SubnetId] };
  const made = await call("rds.CreateDBSubnetGroup", group);
  expect(made.DBSubnetGroup).toMatchObject({ VpcId, Subnets: [{ SubnetIdentifier: SubnetId }] });
  const database = { DBInstanceIdentifier: "d", Engine: "postgres", DBInstanceClass: "c", Port: 1234 };
  const { DBInstance } = await call("rds.CreateDBInstance", { ...database, DBSubnetGroupName: "g" });
  expect(DBInstance).toMatchObject({ DBSubnetGroup: { DBSubnetGroupName: "g" }, Endpoint: { Port: 1234 } });
  expect(await call("rds.DeleteDBSubnetGroup", { DBSubnetGroupName: "g" })).toBe(
    "InvalidDBSubnetGroupStateFault",
  );
});

test("a user of a pool has an id, and a state until a password is set for good", async () => {
  const call = makeCaller();
  const UserPoolId = (await call("cognito-idp.CreateUserPool", { PoolName: "p" })).UserPool.Id;
  const who = { UserPoolId, Username: "ada" };
  const { User } = await call("cognito-idp.AdminCreateUser", {
    ...{ ...who, UserAttributes: [{ Name: "email", Value: "ada@example.com" }] },
  });
  expect(User).toMatchObject({ Enabled: true, UserStatus: "FORCE_CHANGE_PASSWORD" });
  expect(User.Attributes.map((one: { Name: string }) => one.Name)).toEqual(["email", "sub"]);
  await call("cognito-idp.AdminSetUserPassword", { ...who, Password: "P@ssw0rd1", Permanent: true });
  expect((await call("cognito-idp.AdminGetUser", who)).UserStatus).toBe("CONFIRMED");
});

describe("EC2", () => {
  test("puts an interface without groups into the default one", async () => {
    const call = makeCaller();
    const { SubnetId } = await makeNetwork(call);
    const { NetworkInterface } = await call("ec2.CreateNetworkInterface", { SubnetId });
    expect(NetworkInterface.Groups).toMatchObject([{ GroupName: "default" }]);
    expect(NetworkInterface.PrivateIpAddresses).toMatchObject([
      { Primary: true, PrivateIpAddress: "10.0.1.4" },
    ]);
  });

  test("gives a network a range of Amazon's where it is asked for one", async () => {
    const call = makeCaller();
    const { Vpc } = await call("ec2.CreateVpc", {
      CidrBlock: "10.0.0.0/16",
      AmazonProvidedIpv6CidrBlock: true,
    });
    expect(Vpc.Ipv6CidrBlockAssociationSet).toMatchObject([{ Ipv6CidrBlockState: { State: "associated" } }]);
    expect(Vpc.Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock).toStartWith("2001:db8:");
  });

  test("counts the versions of a list of prefixes", async () => {
    const call = makeCaller();
    const list = { PrefixListName: "p", MaxEntries: 2, AddressFamily: "IPv4" };
    const { PrefixListId, ...made } = (await call("ec2.CreateManagedPrefixList", list)).PrefixList;
    expect(made).toMatchObject({ State: "create-complete", Version: 1 });
    await call("ec2.ModifyManagedPrefixList", { PrefixListId, AddEntries: [{ Cidr: "10.0.0.0/8" }] });
    const asked = { PrefixListIds: [PrefixListId] };
    expect((await call("ec2.DescribeManagedPrefixLists", asked)).PrefixLists[0].Version).toBe(2);
  });
});

test("a zone tells its servers, and each change its id", async () => {
  const call = makeCaller();
  const made = await call("route53.CreateHostedZone", { Name: "a.example", CallerReference: "1" });
  expect(made.DelegationSet.NameServers).toHaveLength(4);
  expect(made.ChangeInfo.Status).toBe("INSYNC");
  const ResourceRecordSet = {
    Name: "b.a.example",
    Type: "A",
    TTL: 1,
    ResourceRecords: [{ Value: "10.0.0.1" }],
  };
  const done = await call("route53.ChangeResourceRecordSets", {
    ...{
      HostedZoneId: made.HostedZone.Id,
      ChangeBatch: { Changes: [{ Action: "CREATE", ResourceRecordSet }] },
    },
  });
  expect(done.ChangeInfo.Id).not.toBe(made.ChangeInfo.Id);
});

test("what is made with its first version tells the ARN of that", async () => {
  const call = makeCaller();
  const made = await call("greengrass.CreateCoreDefinition", { Name: "c", InitialVersion: { Cores: [] } });
  expect(made.LatestVersionArn).toBe(`${made.Arn}/versions/${made.LatestVersion}`);
  const read = await call("greengrass.GetCoreDefinition", { CoreDefinitionId: made.Id });
  expect(read.LatestVersionArn).toBe(made.LatestVersionArn);
});

test("a policy that is put again is one policy", async () => {
  const call = makeCaller();
  const policy = { AutoScalingGroupName: "g", PolicyName: "p" };
  const launch = { LaunchConfigurationName: "l", AvailabilityZones: ["eu-west-1a"] };
  await call("autoscaling.CreateAutoScalingGroup", {
    AutoScalingGroupName: "g",
    MinSize: 0,
    MaxSize: 1,
    ...launch,
  });
  const put = async (ScalingAdjustment: number) =>
    (await call("autoscaling.PutScalingPolicy", { ...policy, ScalingAdjustment })).PolicyARN as string;
  expect(await put(1)).toBe(await put(2));
  const { ScalingPolicies } = await call("autoscaling.DescribePolicies");
  expect(ScalingPolicies).toMatchObject([{ ScalingAdjustment: 2 }]);
});

test("a target that is registered again is changed", async () => {
  const call = makeCaller();
  const target = {
    ServiceNamespace: "ecs",
    ResourceId: "service/default/a",
    ScalableDimension: "ecs:service:DesiredCount",
  };
  const put = async (MaxCapacity: number) =>
    (await call("application-autoscaling.RegisterScalableTarget", { ...target, MinCapacity: 1, MaxCapacity }))
      .ScalableTargetARN as string;
  expect(await put(2)).toBe(await put(3));
  const { ScalableTargets } = await call("application-autoscaling.DescribeScalableTargets", {
    ServiceNamespace: "ecs",
  });
  expect(ScalableTargets).toMatchObject([{ MinCapacity: 1, MaxCapacity: 3 }]);
});

test("an execution has an id, by which it is read", async () => {
  const call = makeCaller();
  await call("swf.RegisterDomain", { name: "d", workflowExecutionRetentionPeriodInDays: "1" });
  const workflowType = { name: "w", version: "1" };
  await call("swf.RegisterWorkflowType", { domain: "d", ...workflowType });
  const asked = { domain: "d", workflowId: "x", workflowType };
  const { runId } = await call("swf.StartWorkflowExecution", asked);
  const read = (id: string) =>
    call("swf.DescribeWorkflowExecution", { domain: "d", execution: { workflowId: "x", runId: id } });
  expect((await read(runId)).executionInfo.execution).toEqual({ workflowId: "x", runId });
  expect(await read("other")).toBe("UnknownResourceFault");
  await call("swf.DeprecateDomain", { name: "d" });
  expect(await call("swf.DeprecateDomain", { name: "d" })).toBe("DomainDeprecatedFault");
});

test("what was asked for is told in the place of what is preset", async () => {
  const call = makeCaller();
  const group = { ReplicationGroupId: "r", ReplicationGroupDescription: "d" };
  const made = await call("elasticache.CreateReplicationGroup", { ...group, AutomaticFailoverEnabled: true });
  expect(made.ReplicationGroup).toMatchObject({ AutomaticFailover: "enabled", MultiAZ: "disabled" });
  const user = { UserId: "u", UserName: "u", Engine: "redis", AccessString: "on" };
  const { Authentication } = await call("elasticache.CreateUser", { ...user, NoPasswordRequired: true });
  expect(Authentication).toEqual({ Type: "no-password", PasswordCount: 0 });
});

test("what production's answer tells is as it tells it", async () => {
  const call = makeCaller();
  const set = [{ AssociationId: "vpc-cidr-assoc-1", Ipv6CidrBlock: "2600:1f18::/56" }];
  const Vpc = { VpcId: "vpc-1", CidrBlock: "10.0.0.0/16", Ipv6CidrBlockAssociationSet: set };
  const asked = { CidrBlock: "10.0.0.0/16", AmazonProvidedIpv6CidrBlock: true };
  await call("ec2.CreateVpc", asked, { told: { output: { Vpc }, at: 1 } });
  const { Vpcs } = await call("ec2.DescribeVpcs", { VpcIds: ["vpc-1"] });
  expect(Vpcs[0].Ipv6CidrBlockAssociationSet).toMatchObject(set);
  const SecretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-1";
  const DBInstance = { DBInstanceIdentifier: "d", MasterUserSecret: { SecretArn } };
  const database = {
    DBInstanceIdentifier: "d",
    Engine: "mysql",
    DBInstanceClass: "c",
    ManageMasterUserPassword: true,
  };
  await call("rds.CreateDBInstance", database, { told: { output: { DBInstance }, at: 1 } });
  const { DBInstances } = await call("rds.DescribeDBInstances");
  expect(DBInstances[0].MasterUserSecret.SecretArn).toBe(SecretArn);
});

test("clusters are listed by their kind", async () => {
  const call = makeCaller();
  await call("kafka.CreateClusterV2", { ClusterName: "s", Serverless: { VpcConfigs: [] } });
  const Provisioned = { NumberOfBrokerNodes: 1, KafkaVersion: "3.6.0" };
  await call("kafka.CreateClusterV2", { ClusterName: "p", Provisioned });
  const list = async (ClusterTypeFilter: string) =>
    (await call("kafka.ListClustersV2", { ClusterTypeFilter })).ClusterInfoList;
  expect(await list("SERVERLESS")).toMatchObject([{ ClusterName: "s" }]);
  expect(await list("PROVISIONED")).toMatchObject([{ ClusterName: "p" }]);
});
