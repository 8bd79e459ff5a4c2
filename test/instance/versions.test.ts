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
