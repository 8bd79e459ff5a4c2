// Things that calls of another service's API name, and those whose tags are read by their ARNs.
import { expect, test } from "bun:test";
import { makeRead, tell } from "./tell.ts";

const at = (service: string, resource: string) => `arn:aws:${service}:us-east-1:111122223333:${resource}`;
const UUID = "11111111-2222-4333-8444-555555555555";
const agent = { agentId: "ABCDEFGHIJ" };
const table = { databaseName: "lake", name: "sales" };

async function listMade(...call: Parameters<typeof makeRead>): Promise<readonly string[]> {
  return (await tell([makeRead(...call)])).made.map(({ operation }) => operation);
}

test.each<[string, string, object, string]>([
  ["bedrock", "InvokeAgent", { ...agent, agentAliasId: "KLMNOPQRST" }, "CreateAgentAlias"],
  ["bedrock", "InvokeAgent", { ...agent, agentAliasId: "TSTALIASID" }, "CreateAgent"],
  ["bedrock", "Retrieve", { knowledgeBaseId: "ABCDEFGHIJ" }, "CreateKnowledgeBase"],
  [
    "bedrock",
    "RetrieveAndGenerate",
    { retrieveAndGenerateConfiguration: { knowledgeBaseConfiguration: { knowledgeBaseId: "ABCDEFGHIJ" } } },
    "CreateKnowledgeBase",
  ],
  [
    "bedrock",
    "InvokeFlow",
    { flowIdentifier: "ABCDEFGHIJ", flowAliasIdentifier: "KLMNOPQRST" },
    "CreateFlow",
  ],
  ["bedrock", "ApplyGuardrail", { guardrailIdentifier: "abcdefghij12" }, "CreateGuardrail"],
  ["bedrock", "Converse", { guardrailConfig: { guardrailIdentifier: "abcdefghij12" } }, "CreateGuardrail"],
  ["lakeformation", "GetResourceLFTags", { resource: { table } }, "CreateTable"],
  ["lakeformation", "ListPermissions", { resource: { database: { name: "lake" } } }, "CreateDatabase"],
  ["cassandra", "GetTable", { keyspaceName: "shop", tableName: "seen" }, "CreateTable"],
  [
    "cassandra",
    "ListTagsForResource",
    { resourceArn: at("cassandra", "/keyspace/shop/table/seen") },
    "CreateTable",
  ],
])("%s.%s %j", async (source, operation, parameters, made) => {
  expect(await listMade(source, operation, parameters)).toContain(made);
});

test("the alias that every agent has for tests is not made", async () => {
  expect(await listMade("bedrock", "InvokeAgent", { ...agent, agentAliasId: "TSTALIASID" })).not.toContain(
    "CreateAgentAlias",
  );
});

test.each([
  ["athena", at("athena", "workgroup/analysts"), "CreateWorkGroup"],
  ["backup", at("backup", `backup-plan:${UUID}`), "CreateBackupPlan"],
  ["batch", at("batch", "compute-environment/spot"), "CreateComputeEnvironment"],
  ["codeartifact", at("codeartifact", "repository/domain/npm"), "CreateRepository"],
  ["codedeploy", at("codedeploy", "deploymentgroup:shop/blue"), "CreateDeploymentGroup"],
  ["cognito-idp", at("cognito-idp", "userpool/us-east-1_Abc123456"), "CreateUserPool"],
  ["ecs", at("ecs", "service/shop/web"), "CreateService"],
  ["eks", at("eks", `addon/shop/vpc-cni/${UUID}`), "CreateAddon"],
  ["events", at("events", "rule/bus/nightly"), "PutRule"],
  ["iot", at("iot", "thinggroup/gateways"), "CreateThingGroup"],
  ["rds", at("rds", "cluster-pg:tuned"), "CreateDBClusterParameterGroup"],
  ["sagemaker", at("sagemaker", "endpoint/forecast"), "CreateEndpoint"],
  ["servicediscovery", at("servicediscovery", "service/srv-0123456789abcdef"), "CreateService"],
  ["timestream", at("timestream", "database/cold/table/vans"), "CreateTable"],
  ["wafv2", at("wafv2", `regional/ipset/offices/${UUID}`), "CreateIPSet"],
])("the tags of %s's %s", async (source, arn, made) => {
  const member = source === "rds" ? "resourceName" : "resourceArn";
  const operation = source === "backup" || source === "sagemaker" ? "ListTags" : "ListTagsForResource";
  expect(await listMade(source, operation, { [member]: arn })).toContain(made);
});
