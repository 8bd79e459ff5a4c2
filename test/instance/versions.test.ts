// Things that versions tell apart, that are moved, published, or told by what they stand in.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

test("types of one name are told apart by their versions, and listed by the status that each has", async () => {
  const call = makeCaller();
  const domain = "main";
  await call("swf.RegisterDomain", { name: domain, workflowExecutionRetentionPeriodInDays: "1" });
  for (const version of ["1", "2"])
    await call("swf.RegisterWorkflowType", { domain, name: "order", version, description: `no ${version}` });
  await call("swf.DeprecateWorkflowType", { domain, workflowType: { name: "order", version: "1" } });
  const list = async (registrationStatus: string) =>
    (await call("swf.ListWorkflowTypes", { domain, registrationStatus })).typeInfos;
  expect(await list("REGISTERED")).toEqual([
    expect.objectContaining({
      workflowType: { name: "order", version: "2" },
      status: "REGISTERED",
      description: "no 2",
    }),
  ]);
  expect(await list("DEPRECATED")).toMatchObject([{ workflowType: { name: "order", version: "1" } }]);
  const asked = { domain, workflowType: { name: "order", version: "2" } };
  expect((await call("swf.DescribeWorkflowType", asked)).typeInfo.description).toBe("no 2");
});

test("a domain is of its region, and what runs in it is open until it ends", async () => {
  const call = makeCaller();
  const domain = "main";
  await call("swf.RegisterDomain", { name: domain, workflowExecutionRetentionPeriodInDays: "1" });
  const elsewhere = { caller: { account: "111122223333", region: "us-west-2" } };
  const { domainInfos } = await call("swf.ListDomains", { registrationStatus: "REGISTERED" }, elsewhere);
  expect(domainInfos).toEqual([]);
  const start = { domain, workflowType: { name: "order", version: "1" } };
  for (const workflowId of ["a", "b"]) await call("swf.StartWorkflowExecution", { ...start, workflowId });
  await call("swf.TerminateWorkflowExecution", { domain, workflowId: "a" });
  const open = { domain, startTimeFilter: { oldestDate: new Date(0) } };
  const { executionInfos } = await call("swf.ListOpenWorkflowExecutions", open);
  expect(executionInfos).toMatchObject([
    {
      execution: { workflowId: "b" },
      workflowType: { name: "order", version: "1" },
      executionStatus: "OPEN",
    },
  ]);
});

test("a thing is moved into another one, and named anew", async () => {
  const call = makeCaller();
  const { arn: tableBucketARN } = await call("s3tables.CreateTableBucket", { name: "lake" });
  for (const namespace of ["raw", "old"])
    await call("s3tables.CreateNamespace", { tableBucketARN, namespace: [namespace] });
  const table = { tableBucketARN, namespace: "raw", name: "users" };
  await call("s3tables.CreateTable", { ...table, format: "ICEBERG" });
  const list = async () =>
    (await call("s3tables.ListTables", { tableBucketARN })).tables.map(
      (one: { namespace: string[]; name: string }) => [...one.namespace, one.name],
    );
  await call("s3tables.RenameTable", { ...table, newNamespaceName: "old" });
  expect(await list()).toEqual([["old", "users"]]);
  await call("s3tables.RenameTable", { ...table, namespace: "old", newName: "people" });
  expect(await list()).toEqual([["old", "people"]]);
});

test("what is published or changed as a version stays as it was then", async () => {
  const call = makeCaller();
  const step = (Operation: string) => ({ Action: { Operation } });
  await call("databrew.CreateRecipe", { Name: "clean", Steps: [step("UPPER_CASE")] });
  await call("databrew.PublishRecipe", { Name: "clean" });
  await call("databrew.UpdateRecipe", { Name: "clean", Steps: [step("LOWER_CASE")] });
  await call("databrew.PublishRecipe", { Name: "clean" });
  const { Recipes } = await call("databrew.ListRecipeVersions", { Name: "clean" });
  expect(Recipes).toMatchObject([
    { Name: "clean", RecipeVersion: "1.0", Steps: [step("UPPER_CASE")] },
    { Name: "clean", RecipeVersion: "2.0", Steps: [step("LOWER_CASE")] },
  ]);
  const card = { ModelCardName: "churn", Content: "{}" };
  await call("sagemaker.CreateModelCard", { ...card, ModelCardStatus: "Draft" });
  await call("sagemaker.UpdateModelCard", { ModelCardName: "churn", ModelCardStatus: "Approved" });
  const versions = await call("sagemaker.ListModelCardVersions", { ModelCardName: "churn" });
  expect(versions.ModelCardVersionSummaryList).toMatchObject([
    { ModelCardVersion: 1, ModelCardStatus: "Draft" },
    { ModelCardVersion: 2, ModelCardStatus: "Approved" },
  ]);
});

test("what a version adds is counted by what it stands in, of two of one name by its own", async () => {
  const call = makeCaller();
  const text = { DataFormat: "AVRO", Compatibility: "NONE", SchemaDefinition: "{}" };
  for (const RegistryName of ["a", "b"]) {
    await call("glue.CreateRegistry", { RegistryName });
    const made = { RegistryId: { RegistryName }, SchemaName: "user", ...text };
    await call("glue.CreateSchema", made);
  }
  const SchemaId = { RegistryName: "b", SchemaName: "user" };
  const at = { at: 0, output: { SchemaVersionId: "1b7d6c1a-0000-4000-8000-000000000000", VersionNumber: 2 } };
  await call("glue.RegisterSchemaVersion", { SchemaId, SchemaDefinition: "{}" }, { told: at });
  expect(await call("glue.GetSchema", { SchemaId })).toMatchObject({
    LatestSchemaVersion: 2,
    NextSchemaVersion: 3,
  });
});

test("a thing is found by its ARN wherever it stands, and by its name in what is meant without one", async () => {
  const call = makeCaller();
  const text = { DataFormat: "AVRO", Compatibility: "NONE", SchemaDefinition: "{}" };
  await call("glue.CreateRegistry", { RegistryName: "a" });
  const inA = { RegistryId: { RegistryName: "a" }, SchemaName: "user", ...text };
  const { SchemaArn } = await call("glue.CreateSchema", inA);
  expect(SchemaArn).toEndWith("schema/a/user");
  const told = { at: 0, output: { VersionNumber: 2 } };
  await call("glue.RegisterSchemaVersion", { SchemaId: { SchemaArn }, SchemaDefinition: "{}" }, { told });
  const read = { RegistryName: "a", SchemaName: "user", LatestSchemaVersion: 2 };
  expect(await call("glue.GetSchema", { SchemaId: { SchemaArn } })).toMatchObject(read);
  const made = await call("glue.CreateSchema", { SchemaName: "order", ...text });
  expect(made.SchemaArn).toEndWith("schema/default-registry/order");
  expect(await call("glue.GetSchema", { SchemaId: { SchemaName: "order" } })).toMatchObject({
    SchemaName: "order",
  });
});

test("what was given in a structure is told in one of another name", async () => {
  const call = makeCaller();
  const topicRulePayload = { sql: "SELECT * FROM 'a/b'", actions: [] };
  await call("iot.CreateTopicRule", { ruleName: "all", topicRulePayload });
  await call("iot.DisableTopicRule", { ruleName: "all" });
  const { rule } = await call("iot.GetTopicRule", { ruleName: "all" });
  expect(rule).toMatchObject({ ruleName: "all", sql: topicRulePayload.sql, ruleDisabled: true });
  expect((await call("iot.ListTopicRules")).rules[0].topicPattern).toBe("a/b");
});

test("what was made with a thing and stands in it is told once", async () => {
  const call = makeCaller();
  const broker = { BrokerName: "main", EngineType: "ACTIVEMQ", HostInstanceType: "mq.t3.micro" };
  const { BrokerId } = await call("mq.CreateBroker", {
    ...broker,
    DeploymentMode: "SINGLE_INSTANCE",
    PubliclyAccessible: false,
    Users: [{ Username: "root", Password: "secret-secret" }],
  });
  await call("mq.CreateUser", { BrokerId, Username: "ci", Password: "secret-secret" });
  const { Users } = await call("mq.DescribeBroker", { BrokerId });
  expect(Users.map((one: { Username: string }) => one.Username)).toEqual(["root", "ci"]);
});

test("an endpoint runs what its configuration says, as far as it was not changed", async () => {
  const call = makeCaller();
  const variant = (VariantName: string) => ({ VariantName, ModelName: "m", InitialInstanceCount: 1 });
  const EndpointConfigName = "c";
  await call("sagemaker.CreateEndpointConfig", {
    EndpointConfigName,
    ProductionVariants: [variant("a"), variant("b")],
  });
  await call("sagemaker.CreateEndpoint", { EndpointName: "e", EndpointConfigName });
  const change = [{ VariantName: "a", DesiredInstanceCount: 3 }];
  await call("sagemaker.UpdateEndpointWeightsAndCapacities", {
    EndpointName: "e",
    DesiredWeightsAndCapacities: change,
  });
  const { ProductionVariants } = await call("sagemaker.DescribeEndpoint", { EndpointName: "e" });
  expect(ProductionVariants).toMatchObject([
    { VariantName: "a", CurrentInstanceCount: 3 },
    { VariantName: "b", CurrentInstanceCount: 1 },
  ]);
});

test("of one thing nothing is told that it does not have, and a list of the same things is told twice where it is", async () => {
  const call = makeCaller();
  const ExecutionRoleArn = "arn:aws:iam::111122223333:role/r";
  await call("sagemaker.CreateModel", { ModelName: "m", ExecutionRoleArn, PrimaryContainer: { Image: "x" } });
  expect(await call("sagemaker.DescribeModel", { ModelName: "m" })).not.toHaveProperty("Containers");
  await call("resource-groups.CreateGroup", { Name: "all", Description: "d" });
  const told = await call("resource-groups.ListGroups");
  const GroupArn = expect.stringContaining("group/all");
  expect(told.GroupIdentifiers).toEqual([expect.objectContaining({ GroupName: "all", GroupArn })]);
  expect(told.Groups).toEqual([expect.objectContaining({ Name: "all", GroupArn })]);
});

test("what goes by its id alone has no name", async () => {
  const call = makeCaller();
  const ask = { DirectoryId: "d-1234567890", UserName: "eve", BundleId: "wsb-123456789" };
  const { PendingRequests } = await call("workspaces.CreateWorkspaces", { Workspaces: [ask] });
  expect(PendingRequests[0].WorkspaceId).toStartWith("ws-");
  const { Workspaces } = await call("workspaces.DescribeWorkspaces");
  expect(Workspaces[0]).not.toHaveProperty("WorkspaceName");
});

test("a group's tags, policies, pool and targets are told with it", async () => {
  const call = makeCaller();
  const AutoScalingGroupName = "web";
  const MixedInstancesPolicy = {
    LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateName: "t", Version: "1" } },
  };
  const size = { MinSize: 0, MaxSize: 1, AvailabilityZones: ["eu-west-1a"] };
  await call("autoscaling.CreateAutoScalingGroup", { AutoScalingGroupName, MixedInstancesPolicy, ...size });
  const tag = { ResourceId: "web", ResourceType: "auto-scaling-group", PropagateAtLaunch: false };
  await call("autoscaling.CreateOrUpdateTags", { Tags: [{ ...tag, Key: "k", Value: "v" }] });
  await call("autoscaling.PutWarmPool", { AutoScalingGroupName, MinSize: 2 });
  const TargetGroupARNs = ["a", "b"].map(
    (name) => `arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/${name}/1`,
  );
  await call("autoscaling.AttachLoadBalancerTargetGroups", { AutoScalingGroupName, TargetGroupARNs });
  await call("autoscaling.DetachLoadBalancerTargetGroups", {
    AutoScalingGroupName,
    TargetGroupARNs: TargetGroupARNs.slice(1),
  });
  const { AutoScalingGroups } = await call("autoscaling.DescribeAutoScalingGroups");
  expect(AutoScalingGroups[0]).toMatchObject({
    Tags: [{ Key: "k", Value: "v" }],
    WarmPoolConfiguration: { MinSize: 2, PoolState: "Stopped" },
    TargetGroupARNs: TargetGroupARNs.slice(0, 1),
    MixedInstancesPolicy: {
      ...MixedInstancesPolicy,
      InstancesDistribution: { OnDemandPercentageAboveBaseCapacity: 100 },
    },
  });
  await call("autoscaling.CreateAutoScalingGroup", { AutoScalingGroupName: "none", ...size });
  const none = await call("autoscaling.DescribeWarmPool", { AutoScalingGroupName: "none" });
  expect(none).not.toHaveProperty("WarmPoolConfiguration");
  const { WarmPoolConfiguration } = await call("autoscaling.DescribeWarmPool", { AutoScalingGroupName });
  expect(WarmPoolConfiguration).toMatchObject({ MinSize: 2 });
});

test("what somebody is asked to do is there for each, and what a call names both ways is listed both ways", async () => {
  const call = makeCaller();
  for (const thingName of ["a", "b"]) await call("iot.CreateThing", { thingName });
  const targets = ["a", "b"].map((name) => `arn:aws:iot:eu-west-1:111122223333:thing/${name}`);
  await call("iot.CreateJob", { jobId: "j", targets });
  const { executionSummaries } = await call("iot.ListJobExecutionsForJob", { jobId: "j" });
  expect(executionSummaries.map((one: { thingArn: string }) => one.thingArn)).toEqual(targets);
  const { execution } = await call("iot.DescribeJobExecution", { jobId: "j", thingName: "b" });
  expect(execution).toMatchObject({ jobId: "j", thingArn: targets[1], status: "QUEUED" });
  await call("iot.CreatePolicy", { policyName: "p", policyDocument: "{}" });
  const { certificateArn } = await call("iot.CreateKeysAndCertificate", { setAsActive: true });
  await call("iot.AttachPolicy", { policyName: "p", target: certificateArn });
  expect((await call("iot.ListPolicyPrincipals", { policyName: "p" })).principals).toEqual([certificateArn]);
  const old = await call("iot.ListPrincipalPolicies", { principal: certificateArn });
  expect(old.policies).toMatchObject([{ policyName: "p" }]);
});

test("a network comes with its first member, who votes", async () => {
  const call = makeCaller();
  const MemberConfiguration = {
    Name: "first",
    FrameworkConfiguration: { Fabric: { AdminUsername: "admin", AdminPassword: "Secret-123" } },
  };
  const { NetworkId, MemberId } = await call("managedblockchain.CreateNetwork", {
    Name: "n",
    Framework: "HYPERLEDGER_FABRIC",
    FrameworkVersion: "1.4",
    VotingPolicy: {},
    ClientRequestToken: "t",
    MemberConfiguration,
  });
  const { Members } = await call("managedblockchain.ListMembers", { NetworkId });
  expect(Members).toMatchObject([{ Id: MemberId, Name: "first" }]);
  const ask = { NetworkId, MemberId, Actions: {}, ClientRequestToken: "t" };
  const { ProposalId } = await call("managedblockchain.CreateProposal", ask);
  await call("managedblockchain.VoteOnProposal", {
    NetworkId,
    ProposalId,
    VoterMemberId: MemberId,
    Vote: "YES",
  });
  const { ProposalVotes } = await call("managedblockchain.ListProposalVotes", { NetworkId, ProposalId });
  expect(ProposalVotes).toEqual([{ Vote: "YES", MemberId, MemberName: "first" }]);
});

test("settings of an account are there before anybody changes them", async () => {
  const call = makeCaller();
  const off = { thingGroupIndexingMode: "OFF" };
  const first = await call("iot.GetIndexingConfiguration");
  expect(first.thingGroupIndexingConfiguration).toEqual(off);
  const thingIndexingConfiguration = { thingIndexingMode: "REGISTRY" };
  await call("iot.UpdateIndexingConfiguration", { thingIndexingConfiguration });
  expect(await call("iot.GetIndexingConfiguration")).toMatchObject({
    thingIndexingConfiguration,
    thingGroupIndexingConfiguration: off,
  });
});

test("the next version is none that stands, whichever are gone", async () => {
  const call = makeCaller();
  const { Id: ApplicationId } = await call("appconfig.CreateApplication", { Name: "shop" });
  const profile = { ApplicationId, Name: "flags", LocationUri: "hosted" };
  const { Id } = await call("appconfig.CreateConfigurationProfile", profile);
  const of = { ApplicationId, ConfigurationProfileId: Id };
  const content = { Content: "{}", ContentType: "application/json" };
  const publish = async (more = {}) =>
    (await call("appconfig.CreateHostedConfigurationVersion", { ...of, ...content }, more)).VersionNumber;
  expect([await publish(), await publish()]).toEqual([1, 2]);
  await call("appconfig.DeleteHostedConfigurationVersion", { ...of, VersionNumber: 1 });
  expect(await publish()).toBe(3);
  // Production's numbers begin where its log does.
  await publish({ told: { at: 1, output: { ...of, VersionNumber: 7 } } });
  expect(await publish()).toBe(8);
});
