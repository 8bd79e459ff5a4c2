// What goes by more than a name of its own, what is brought to things, and what a setting of a thing tells there.
import { expect, test } from "bun:test";
import { loadRecipes } from "../../src/plan/missing/catalogue.ts";
import { makeCaller, makeNetwork } from "./support/world.ts";

test("a conditional forwarder goes by its domain", async () => {
  const call = makeCaller();
  const { VpcId, SubnetId } = await makeNetwork(call);
  const vpc = { VpcSettings: { VpcId, SubnetIds: [SubnetId] } };
  const { DirectoryId } = await call("ds.CreateMicrosoftAD", { Name: "a.example", Password: "p", ...vpc });
  for (const RemoteDomainName of ["b.example", "c.example"])
    await call("ds.CreateConditionalForwarder", { DirectoryId, RemoteDomainName, DnsIpAddrs: ["10.0.0.1"] });
  const asked = { DirectoryId, RemoteDomainName: "b.example" };
  await call("ds.UpdateConditionalForwarder", { ...asked, DnsIpAddrs: ["10.0.0.2"] });
  const list = async (input: object) =>
    (await call("ds.DescribeConditionalForwarders", { DirectoryId, ...input })).ConditionalForwarders.map(
      (one: { RemoteDomainName: string; DnsIpAddrs: string[] }) => [one.RemoteDomainName, ...one.DnsIpAddrs],
    );
  expect(await list({})).toEqual([
    ["b.example", "10.0.0.2"],
    ["c.example", "10.0.0.1"],
  ]);
  expect(await list({ RemoteDomainNames: ["c.example"] })).toEqual([["c.example", "10.0.0.1"]]);
  await call("ds.DeleteConditionalForwarder", asked);
  expect(await list({})).toEqual([["c.example", "10.0.0.1"]]);
});

test("a rule of a DNS firewall goes by its domains", async () => {
  const call = makeCaller();
  const make = async (Name: string) =>
    (await call("route53resolver.CreateFirewallDomainList", { CreatorRequestId: Name, Name }))
      .FirewallDomainList.Id;
  const [good, bad] = [await make("good"), await make("bad")];
  const { FirewallRuleGroup } = await call("route53resolver.CreateFirewallRuleGroup", {
    CreatorRequestId: "g",
    Name: "g",
  });
  const FirewallRuleGroupId = FirewallRuleGroup.Id;
  for (const [FirewallDomainListId, Priority] of [
    [good, 1],
    [bad, 2],
  ])
    await call("route53resolver.CreateFirewallRule", {
      ...{ CreatorRequestId: String(Priority), FirewallRuleGroupId, FirewallDomainListId, Priority },
      ...{ Action: "ALERT", Name: `rule ${Priority}` },
    });
  const asked = { FirewallRuleGroupId, FirewallDomainListId: bad };
  const { FirewallRule } = await call("route53resolver.UpdateFirewallRule", {
    ...asked,
    ...{ Action: "BLOCK", BlockResponse: "NODATA", Priority: 9 },
  });
  expect(FirewallRule).toMatchObject({ Name: "rule 2", Action: "BLOCK", Priority: 9 });
  const list = async () =>
    (await call("route53resolver.ListFirewallRules", { FirewallRuleGroupId })).FirewallRules.map(
      (one: { Name: string; Action: string; Priority: number }) => [one.Name, one.Action, one.Priority],
    );
  expect(await list()).toEqual([
    ["rule 1", "ALERT", 1],
    ["rule 2", "BLOCK", 9],
  ]);
  await call("route53resolver.DeleteFirewallRule", { FirewallRuleGroupId, FirewallDomainListId: good });
  expect(await list()).toEqual([["rule 2", "BLOCK", 9]]);
});

test("the association of a group of rules has a name of its own", async () => {
  const call = makeCaller();
  const { VpcId } = await makeNetwork(call);
  const { FirewallRuleGroup } = await call("route53resolver.CreateFirewallRuleGroup", {
    CreatorRequestId: "g",
    Name: "g",
  });
  const FirewallRuleGroupId = FirewallRuleGroup.Id;
  const { FirewallRuleGroupAssociation } = await call("route53resolver.AssociateFirewallRuleGroup", {
    ...{ CreatorRequestId: "a", FirewallRuleGroupId, VpcId, Priority: 101, Name: "main" },
  });
  const asked = { FirewallRuleGroupAssociationId: FirewallRuleGroupAssociation.Id };
  const told = await call("route53resolver.GetFirewallRuleGroupAssociation", asked);
  expect(told.FirewallRuleGroupAssociation).toMatchObject({
    ...{ Id: FirewallRuleGroupAssociation.Id, Name: "main", VpcId, FirewallRuleGroupId, Priority: 101 },
  });
  const group = await call("route53resolver.GetFirewallRuleGroup", { FirewallRuleGroupId });
  expect(group.FirewallRuleGroup.Name).toBe("g");
  await call("route53resolver.DisassociateFirewallRuleGroup", asked);
  expect(
    (await call("route53resolver.ListFirewallRuleGroupAssociations")).FirewallRuleGroupAssociations,
  ).toEqual([]);
});

test("a group of addresses is listed with its rules, which come and go", async () => {
  const call = makeCaller();
  const rule = (ipRule: string) => ({ ipRule, ruleDesc: "a" });
  const { GroupId } = await call("workspaces.CreateIpGroup", {
    GroupName: "g",
    UserRules: [rule("10.0.0.0/8")],
  });
  await call("workspaces.AuthorizeIpRules", { GroupId, UserRules: [rule("192.0.2.0/24")] });
  await call("workspaces.RevokeIpRules", { GroupId, UserRules: ["10.0.0.0/8"] });
  const asked = { GroupIds: [GroupId] };
  const [group] = (await call("workspaces.DescribeIpGroups", asked)).Result;
  expect(group).toEqual({ groupId: GroupId, groupName: "g", userRules: [rule("192.0.2.0/24")] });
  await call("workspaces.UpdateRulesOfIpGroup", { GroupId, UserRules: [rule("10.1.0.0/16")] });
  expect((await call("workspaces.DescribeIpGroups", asked)).Result[0].userRules).toEqual([
    rule("10.1.0.0/16"),
  ]);
});

test("a directory of desktops tells its groups of addresses", async () => {
  const call = makeCaller();
  const { GroupId } = await call("workspaces.CreateIpGroup", { GroupName: "g" });
  const { DirectoryId } = await call("ds.CreateDirectory", {
    Name: "a.example",
    Password: "p",
    Size: "Small",
  });
  await call("workspaces.RegisterWorkspaceDirectory", { DirectoryId });
  const list = async () =>
    (await call("workspaces.DescribeWorkspaceDirectories", { DirectoryIds: [DirectoryId] })).Directories[0]
      .ipGroupIds;
  await call("workspaces.AssociateIpGroups", { DirectoryId, GroupIds: [GroupId] });
  expect(await list()).toEqual([GroupId]);
  await call("workspaces.DisassociateIpGroups", { DirectoryId, GroupIds: [GroupId] });
  expect((await list()) ?? []).toEqual([]);
});

test("a stack tells its fleet until they are parted", async () => {
  // A replay has made ready what it might have to make: what is answered is the same.
  await loadRecipes("appstream");
  const call = makeCaller();
  for (const Name of ["s", "t"]) await call("appstream.CreateStack", { Name });
  await call("appstream.CreateFleet", { Name: "f", InstanceType: "stream.x" });
  for (const StackName of ["s", "t"]) await call("appstream.AssociateFleet", { FleetName: "f", StackName });
  await call("appstream.DisassociateFleet", { FleetName: "f", StackName: "t" });
  const list = async (StackName: string) =>
    (await call("appstream.ListAssociatedFleets", { StackName })).Names;
  expect(await list("s")).toEqual(["f"]);
  expect(await list("t")).toEqual([]);
  expect((await call("appstream.ListAssociatedStacks", { FleetName: "f" })).Names).toEqual(["s"]);
});

test("a file system gets and loses names of its own", async () => {
  const call = makeCaller();
  const { FileSystem } = await call("fsx.CreateFileSystem", {
    ...{ FileSystemType: "WINDOWS", SubnetIds: ["subnet-1"], StorageCapacity: 32 },
    WindowsConfiguration: { ThroughputCapacity: 32, Aliases: ["a.example"] },
  });
  const { FileSystemId } = FileSystem;
  const associated = await call("fsx.AssociateFileSystemAliases", { FileSystemId, Aliases: ["b.example"] });
  expect(associated.Aliases).toContainEqual({ Name: "b.example", Lifecycle: "AVAILABLE" });
  const list = async () =>
    (await call("fsx.DescribeFileSystemAliases", { FileSystemId })).Aliases.map(
      (one: { Name: string }) => one.Name,
    );
  expect(await list()).toEqual(["a.example", "b.example"]);
  await call("fsx.DisassociateFileSystemAliases", { FileSystemId, Aliases: ["a.example"] });
  expect(await list()).toEqual(["b.example"]);
});

test("an API of GraphQL is told by the domain that it is at", async () => {
  const call = makeCaller();
  const domainName = "api.example";
  const { graphqlApi } = await call("appsync.CreateGraphqlApi", { name: "g", authenticationType: "AWS_IAM" });
  const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/1";
  await call("appsync.CreateDomainName", { domainName, certificateArn });
  await call("appsync.AssociateApi", { domainName, apiId: graphqlApi.apiId });
  const { apiAssociation } = await call("appsync.GetApiAssociation", { domainName });
  expect(apiAssociation).toMatchObject({ domainName, apiId: graphqlApi.apiId, associationStatus: "SUCCESS" });
  await call("appsync.DisassociateApi", { domainName });
  expect(await call("appsync.GetApiAssociation", { domainName })).toBe("NotFoundException");
});

test("a set of configuration tells what its messages are sent by", async () => {
  const call = makeCaller();
  const ConfigurationSetName = "c";
  const send = (operation: string, more: object) =>
    call(`pinpoint-sms-voice-v2.${operation}`, { ConfigurationSetName, ...more });
  await send("CreateConfigurationSet", {});
  await send("SetDefaultSenderId", { SenderId: "ME" });
  await send("SetDefaultMessageType", { MessageType: "PROMOTIONAL" });
  const tell = async () =>
    (await call("pinpoint-sms-voice-v2.DescribeConfigurationSets")).ConfigurationSets[0];
  expect(await tell()).toMatchObject({ DefaultSenderId: "ME", DefaultMessageType: "PROMOTIONAL" });
  await send("DeleteDefaultSenderId", {});
  expect((await tell()).DefaultSenderId).toBeUndefined();
});

test("what a plan is changed to stands in the template that it was made with", async () => {
  const call = makeCaller();
  const { arn } = await call("ssm-incidents.CreateResponsePlan", {
    ...{ name: "p", incidentTemplate: { title: "t", impact: 2 } },
  });
  await call("ssm-incidents.UpdateResponsePlan", {
    arn,
    incidentTemplateImpact: 1,
    incidentTemplateSummary: "s",
  });
  const { incidentTemplate } = await call("ssm-incidents.GetResponsePlan", { arn });
  expect(incidentTemplate).toEqual({ title: "t", impact: 1, summary: "s" });
});

test("an API that is given without a log has none", async () => {
  const call = makeCaller();
  const given = { name: "g", authenticationType: "AWS_IAM" };
  const logConfig = { fieldLogLevel: "ALL", cloudWatchLogsRoleArn: "arn:aws:iam::111122223333:role/r" };
  const { apiId } = (await call("appsync.CreateGraphqlApi", { ...given, logConfig })).graphqlApi;
  await call("appsync.UpdateGraphqlApi", { apiId, ...given });
  expect((await call("appsync.GetGraphqlApi", { apiId })).graphqlApi.logConfig).toBeUndefined();
});

test("a portfolio that is changed keeps what is not said", async () => {
  const call = makeCaller();
  const { Id } = (
    await call("servicecatalog.CreatePortfolio", {
      ...{ DisplayName: "d", ProviderName: "p", IdempotencyToken: "1" },
    })
  ).PortfolioDetail;
  const told = { PortfolioDetail: { Id, DisplayName: "d", Description: "new" } };
  await call("servicecatalog.UpdatePortfolio", { Id, Description: "new" }, { told: { output: told, at: 0 } });
  const { PortfolioDetail } = await call("servicecatalog.DescribePortfolio", { Id });
  expect(PortfolioDetail).toMatchObject({ DisplayName: "d", ProviderName: "p", Description: "new" });
});

test("a table of Keyspaces has the columns that are added", async () => {
  const call = makeCaller();
  const at = { keyspaceName: "k", tableName: "t" };
  await call("keyspaces.CreateKeyspace", { keyspaceName: "k" });
  const schemaDefinition = { allColumns: [{ name: "a", type: "text" }], partitionKeys: [{ name: "a" }] };
  await call("keyspaces.CreateTable", { ...at, schemaDefinition });
  await call("keyspaces.UpdateTable", { ...at, addColumns: [{ name: "b", type: "int" }] });
  expect((await call("keyspaces.GetTable", at)).schemaDefinition.allColumns).toEqual([
    { name: "a", type: "text" },
    { name: "b", type: "int" },
  ]);
});
