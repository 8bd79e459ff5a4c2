// What reads and lists tell of what stands.
import { describe, expect, test } from "bun:test";
import { makeCaller, makeNetwork } from "./support/world.ts";

describe("a list", () => {
  test("leaves out what the service does not tell there", async () => {
    const call = makeCaller();
    await call("iam.CreateRole", {
      RoleName: "app",
      AssumeRolePolicyDocument: "{}",
      Tags: [{ Key: "a", Value: "b" }],
    });
    expect((await call("iam.ListRoles")).Roles[0].Tags).toBeUndefined();
    expect((await call("iam.GetRole", { RoleName: "app" })).Role.Tags).toEqual([{ Key: "a", Value: "b" }]);
    await call("ecs.CreateCluster", { clusterName: "c", tags: [{ key: "a", value: "b" }] });
    const ask = { clusters: ["c"] };
    expect((await call("ecs.DescribeClusters", ask)).clusters[0].tags).toBeUndefined();
    expect((await call("ecs.DescribeClusters", { ...ask, include: ["TAGS"] })).clusters[0].tags).toHaveLength(
      1,
    );
  });

  test("is asked by what it tells of its things, and by a name of the API's for it", async () => {
    const call = makeCaller();
    for (const name of ["new", "old"])
      await call("swf.RegisterDomain", { name, workflowExecutionRetentionPeriodInDays: "1" });
    await call("swf.DeprecateDomain", { name: "old" });
    const list = async (registrationStatus: string) =>
      (await call("swf.ListDomains", { registrationStatus })).domainInfos.map(
        ({ name }: { name: string }) => name,
      );
    expect([await list("REGISTERED"), await list("DEPRECATED")]).toEqual([["new"], ["old"]]);
  });

  test("is of what stands in what it names", async () => {
    const call = makeCaller();
    const window = { Schedule: "rate(1 day)", Duration: 2, Cutoff: 1, AllowUnassociatedTargets: true };
    const { WindowId } = await call("ssm.CreateMaintenanceWindow", { Name: "night", ...window });
    await call("ssm.CreateMaintenanceWindow", { Name: "day", ...window });
    const target = { ResourceType: "INSTANCE", Targets: [{ Key: "InstanceIds", Values: ["i-1"] }] };
    await call("ssm.RegisterTargetWithMaintenanceWindow", { WindowId, Name: "all", ...target });
    const { Targets } = await call("ssm.DescribeMaintenanceWindowTargets", { WindowId });
    expect(Targets).toEqual([expect.objectContaining({ WindowId, Name: "all", ...target })]);
  });

  test("is of what was moved into what it names", async () => {
    const call = makeCaller();
    const { Organization } = await call("organizations.CreateOrganization", { FeatureSet: "ALL" });
    expect(Organization.Id).toMatch(/^o-/);
    const [{ Id: root }] = (await call("organizations.ListRoots")).Roots;
    const { OrganizationalUnit } = await call("organizations.CreateOrganizationalUnit", {
      ParentId: root,
      Name: "u",
    });
    const { CreateAccountStatus } = await call("organizations.CreateAccount", {
      AccountName: "a",
      Email: "a@example.com",
    });
    const AccountId = CreateAccountStatus.AccountId;
    const DestinationParentId = OrganizationalUnit.Id;
    await call("organizations.MoveAccount", { AccountId, SourceParentId: root, DestinationParentId });
    const { Accounts } = await call("organizations.ListAccountsForParent", { ParentId: DestinationParentId });
    expect(Accounts.map(({ Name }: { Name: string }) => Name)).toEqual(["a"]);
  });
});

describe("a thing", () => {
  test("without a name is changed as it would be removed", async () => {
    const call = makeCaller();
    const { VpcId } = await makeNetwork(call);
    const { NetworkAcl } = await call("ec2.CreateNetworkAcl", { VpcId });
    const { NetworkAclId } = NetworkAcl;
    const entry = { NetworkAclId, Protocol: "6", Egress: false, CidrBlock: "10.0.0.0/8" };
    for (const RuleNumber of [100, 110])
      await call("ec2.CreateNetworkAclEntry", { ...entry, RuleNumber, RuleAction: "allow" });
    await call("ec2.ReplaceNetworkAclEntry", { ...entry, RuleNumber: 110, RuleAction: "deny" });
    const { NetworkAcls } = await call("ec2.DescribeNetworkAcls", { NetworkAclIds: [NetworkAclId] });
    const rules = NetworkAcls[0].Entries.map((one: { RuleNumber: number; RuleAction: string }) => [
      one.RuleNumber,
      one.RuleAction,
    ]);
    expect(rules).toEqual(
      expect.arrayContaining([
        [100, "allow"],
        [110, "deny"],
      ]),
    );
  });

  test("that is changed is not given again what came with it", async () => {
    const call = makeCaller();
    const { id: restApiId } = await call("apigateway.CreateRestApi", { name: "shop" });
    const patchOperations = [{ op: "replace", path: "/description", value: "new" }];
    await call("apigateway.UpdateRestApi", { restApiId, patchOperations });
    expect((await call("apigateway.GetResources", { restApiId, embed: ["methods"] })).items).toHaveLength(1);
  });

  test("that is brought to two of one name is told with each", async () => {
    const call = makeCaller();
    await call("iot.CreateThing", { thingName: "lamp" });
    await call("iot.CreateThingGroup", { thingGroupName: "home" });
    await call("iot.CreateBillingGroup", { billingGroupName: "home" });
    await call("iot.AddThingToThingGroup", { thingName: "lamp", thingGroupName: "home" });
    await call("iot.AddThingToBillingGroup", { thingName: "lamp", billingGroupName: "home" });
    const lists = async () => [
      (await call("iot.ListThingsInThingGroup", { thingGroupName: "home" })).things,
      (await call("iot.ListThingsInBillingGroup", { billingGroupName: "home" })).things,
    ];
    expect(await lists()).toEqual([["lamp"], ["lamp"]]);
    await call("iot.RemoveThingFromBillingGroup", { thingName: "lamp", billingGroupName: "home" });
    expect(await lists()).toEqual([["lamp"], []]);
  });

  test("that gets another name is told by it where it was brought", async () => {
    const call = makeCaller();
    await call("iam.CreateUser", { UserName: "ann" });
    await call("iam.CreateGroup", { GroupName: "devs" });
    await call("iam.AddUserToGroup", { UserName: "ann", GroupName: "devs" });
    await call("iam.UpdateGroup", { GroupName: "devs", NewGroupName: "makers" });
    const { Users } = await call("iam.GetGroup", { GroupName: "makers" });
    expect(Users.map(({ UserName }: { UserName: string }) => UserName)).toEqual(["ann"]);
  });

  test("is made in the region that its call names", async () => {
    const call = makeCaller();
    const { KeyMetadata } = await call("kms.CreateKey", { MultiRegion: true });
    const KeyId = `mrk-${"a".repeat(32)}`;
    const ReplicaKeyMetadata = { KeyId, Arn: `arn:aws:kms:eu-central-1:111122223333:key/${KeyId}` };
    await call(
      "kms.ReplicateKey",
      { KeyId: KeyMetadata.KeyId, ReplicaRegion: "eu-central-1" },
      { told: { output: { ReplicaKeyMetadata }, at: 1 } },
    );
    const caller = { account: "111122223333", region: "eu-central-1" };
    const there = (await call("kms.DescribeKey", { KeyId }, { caller })).KeyMetadata;
    expect(there).toMatchObject(ReplicaKeyMetadata);
    expect(await call("kms.DescribeKey", { KeyId })).toBe("NotFoundException");
  });

  test("of several that one call makes is made with its own", async () => {
    const call = makeCaller();
    const ResourceIds = ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0aaaaaaaaaaaaaaa2"];
    const FlowLogIds = ["fl-0aaaaaaaaaaaaaaa1", "fl-0aaaaaaaaaaaaaaa2"];
    await call(
      "ec2.CreateFlowLogs",
      { ResourceIds, ResourceType: "Subnet", TrafficType: "ALL", LogDestination: "arn:aws:s3:::logs" },
      { told: { output: { FlowLogIds }, at: 1 } },
    );
    const { FlowLogs } = await call("ec2.DescribeFlowLogs");
    expect(FlowLogs.map((one: { ResourceId: string }) => one.ResourceId).sort()).toEqual(ResourceIds);
  });
});

test("what was made under an id that its answer does not tell goes by production's once a call names that", async () => {
  const call = makeCaller();
  for (const Name of ["a.local", "b.local"])
    await call(
      "servicediscovery.CreateHttpNamespace",
      { Name },
      { told: { output: { OperationId: `of-${Name}` }, at: 1 } },
    );
  const Ids = ["ns-aaaaaaaaaaaaaaaa", "ns-bbbbbbbbbbbbbbbb"];
  for (const [at, NamespaceId] of Ids.entries())
    await call(
      "servicediscovery.CreateService",
      { Name: `s${at}`, NamespaceId },
      { told: { output: { Service: { Id: `srv-${at}`, Name: `s${at}`, NamespaceId } }, at: 1 } },
    );
  const { Namespaces } = await call("servicediscovery.ListNamespaces");
  expect(Namespaces).toEqual([
    expect.objectContaining({ Id: Ids[0], Name: "a.local", Type: "HTTP" }),
    expect.objectContaining({ Id: Ids[1], Name: "b.local", Type: "HTTP" }),
  ]);
});

test("what comes a page at a time is a list, though it is read of one thing: a table's items", async () => {
  const call = makeCaller();
  await call("dynamodb.CreateTable", {
    TableName: "orders",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  expect((await call("dynamodb.Scan", { TableName: "orders" })).Items).toEqual([]);
});
