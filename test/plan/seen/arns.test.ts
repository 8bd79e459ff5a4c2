// ARNs of services of which the log has no call. In a file of its own: what is known of a service stays loaded.
import { expect, test } from "bun:test";
import { makeCall, makeRead, tell } from "./tell.ts";

test("what they name is made", async () => {
  const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:111122223333:${resource}`;
  const { made } = await tell([
    makeRead("tagging", "GetResources", {
      resourceARNList: [
        arn("elasticfilesystem", "file-system/fs-0123456789abcdef0"),
        arn("dax", "cache/hot"),
      ],
    }),
    makeRead(
      "sqs",
      "ListQueues",
      {},
      { resources: [{ ARN: arn("kinesisvideo", "stream/cam/1700000000000") }] },
    ),
  ]);
  const operations = made.map(({ operation }) => operation);
  expect(operations).toEqual(expect.arrayContaining(["CreateFileSystem", "CreateCluster", "CreateStream"]));
});

const at = (service: string, resource: string, account = "111122223333") =>
  `arn:aws:${service}:us-east-1:${account}:${resource}`;

test.each<[string, string, object]>([
  [
    at("glue", "database/open"),
    "CreateDatabase",
    { DatabaseInput: expect.objectContaining({ Name: "open" }) },
  ],
  [at("glue", "table/lake/orders"), "CreateTable", { DatabaseName: "lake" }],
  [at("apigateway", "/restapis/a1b2c3d4e5", ""), "CreateRestApi", {}],
  [at("apigateway", "/restapis/a1b2c3d4e5/stages/prod", ""), "CreateStage", { stageName: "prod" }],
  [at("apigateway", "/apis/a1b2c3d4e5", ""), "CreateApi", {}],
  [
    at("eks", "nodegroup/shop/spot/11111111-2222-4333-8444-555555555555"),
    "CreateNodegroup",
    { clusterName: "shop", nodegroupName: "spot" },
  ],
  [at("organizations", "policy/o-abcdefghij/service_control_policy/p-0123abcd"), "CreatePolicy", {}],
])("%s", async (arn, operation, input) => {
  const { made } = await tell([makeRead("tagging", "GetResources", { resourceARNList: [arn] })]);
  expect(made.filter((one) => one.operation === operation).map((one) => one.input)).toEqual([
    expect.objectContaining(input),
  ]);
});

test("a file system whose tags are read by its id", async () => {
  const { made } = await tell([
    makeRead("elasticfilesystem", "ListTagsForResource", { resourceId: "fs-0123456789abcdef1" }),
  ]);
  expect(made.map(({ operation }) => operation)).toEqual(["CreateFileSystem"]);
});

test.each(["recon:3", at("batch", "job-definition/recon:3")])("a job definition %s", async (definition) => {
  const { made } = await tell([
    makeRead("batch", "DescribeJobDefinitions", { jobDefinitions: [definition] }),
  ]);
  expect(made.map(({ operation, input }) => [operation, input["jobDefinitionName"]])).toEqual(
    Array.from({ length: 3 }, () => ["RegisterJobDefinition", "recon"]),
  );
});

test("a job definition by its name alone", async () => {
  const { made } = await tell([
    makeRead("batch", "DescribeJobDefinitions", { jobDefinitionName: "recon", status: "ACTIVE" }),
  ]);
  expect(made.map(({ operation, input }) => [operation, input["jobDefinitionName"]])).toEqual([
    ["RegisterJobDefinition", "recon"],
  ]);
});

test("an API of AppSync's by its id, and by its ARN", async () => {
  const [byId, byArn] = ["abcdefghijklmnopqrstuvwx26", "bbcdefghijklmnopqrstuvwx27"];
  const { made } = await tell([
    makeRead("appsync", "GetGraphqlApi", { apiId: byId }),
    makeRead("appsync", "ListTagsForResource", { resourceArn: at("appsync", `apis/${byArn}`) }),
  ]);
  expect(made.map(({ operation }) => operation)).toEqual(["CreateGraphqlApi", "CreateGraphqlApi"]);
});

test("where on a map is looked is no map, and AWS's own prefix lists are nobody's", async () => {
  const { made } = await tell([
    makeRead("geo", "GetMapTile", { mapName: "city", z: "7", x: "70", y: "42" }),
    makeRead("ec2", "DescribePrefixLists", {
      DescribePrefixListsRequest: { PrefixListId: { tag: 1, content: "pl-6da54004" } },
    }),
  ]);
  expect(made.map(({ operation, input }) => [operation, input["MapName"]])).toEqual([["CreateMap", "city"]]);
});

test("a state machine that is run to its end is an express one", async () => {
  const machine = (name: string) => at("states", `stateMachine:${name}`);
  const { made } = await tell([
    makeCall("states", "StartSyncExecution", { stateMachineArn: machine("price") }),
    makeRead("states", "ListExecutions", { stateMachineArn: machine("order") }),
  ]);
  const machines = made.filter(({ operation }) => operation === "CreateStateMachine");
  expect(machines.map(({ input }) => [input["name"], input["type"]]).sort()).toEqual([
    ["order", undefined],
    ["price", "EXPRESS"],
  ]);
});

test.each<[string, object, string]>([
  ["dynamodb", { resourceIds: ["table/quotes"] }, "CreateTable"],
  ["lambda", { resourceIds: ["function:pricer:live"] }, "CreateAlias"],
  ["ecs", { resourceIds: ["service/shop/web"] }, "CreateService"],
])("what is scaled of %s, by a list of paths", async (serviceNamespace, ids, operation) => {
  const { made } = await tell([
    makeRead("application-autoscaling", "DescribeScalableTargets", { serviceNamespace, ...ids }),
  ]);
  expect(made.map((one) => one.operation)).toContain(operation);
});

test("a namespace by its name, which a service is looked for in", async () => {
  const { made } = await tell([
    makeRead("servicediscovery", "DiscoverInstances", {
      namespaceName: "shop.internal",
      serviceName: "cart",
    }),
  ]);
  expect(made.map(({ operation, input }) => [operation, input["Name"]])).toEqual([
    ["CreateHttpNamespace", "shop.internal"],
    ["CreateService", "cart"],
  ]);
});

test.each<[string, string, object, readonly string[]]>([
  [
    "codebuild",
    "BatchGetBuilds",
    { ids: ["site:11111111-2222-4333-8444-555555555555"] },
    ["CreateRole", "CreateProject"],
  ],
  [
    "lambda",
    "GetFunction20150331v2",
    { functionName: at("lambda", "function:price:2") },
    ["CreateRole", "CreateFunction", "UpdateFunctionCode", "UpdateFunctionCode"],
  ],
  [
    "apigateway",
    "GetDeployment",
    { restApiId: "a1b2c3d4e5", deploymentId: "d1e2f3" },
    ["CreateRestApi", "PutMethod", "PutIntegration", "CreateDeployment"],
  ],
  ["databrew", "DescribeRecipe", { name: "clean" }, ["CreateRecipe", "PublishRecipe"]],
  ["databrew", "DescribeRecipe", { name: "clean", recipeVersion: "LATEST_WORKING" }, ["CreateRecipe"]],
])("%s.%s %j", async (source, operation, parameters, made) => {
  const told = await tell([makeRead(source, operation, parameters)]);
  expect(told.made.map((one) => one.operation)).toEqual([...made]);
});

test("an ARN that was recorded as it stood in the path of the request", async () => {
  const arn = "arn:aws:kafka:us-east-1:111122223333:cluster/clicks/0a1b2c3d-0123-4567-89ab-0123456789ab-4";
  const { made } = await tell([
    makeRead("kafka", "DescribeCluster", { clusterArn: encodeURIComponent(arn) }),
    makeRead("kafka", "GetBootstrapBrokers", { clusterArn: arn }),
  ]);
  expect(made.filter(({ type }) => type === "kafka:cluster").map(({ input }) => input)).toMatchObject([
    { ClusterName: "clicks" },
  ]);
});

test("what stands in something and is named by its ARN is made once, under its name", async () => {
  const { made } = await tell([
    makeRead("ecs", "DescribeServices", {
      cluster: "arn:aws:ecs:us-east-1:111122223333:cluster/shop",
      services: ["arn:aws:ecs:us-east-1:111122223333:service/shop/web"],
    }),
  ]);
  expect(made.map(({ operation }) => operation)).toEqual(["CreateCluster", "CreateService"]);
  expect(made[1]?.input).toMatchObject({ serviceName: "web", cluster: "shop" });
});

test("an ARN with more names than another template of its service finds is none of that", async () => {
  const instance = "0a1b2c3d-0123-4567-89ab-0123456789ab";
  const { made } = await tell([
    makeRead("connect", "DescribeContactFlow", {
      InstanceId: instance,
      ContactFlowId: `arn:aws:connect:us-east-1:111122223333:instance/${instance}/unknown-kind/1b2c`,
    }),
  ]);
  expect(made.filter(({ operation }) => operation === "CreateInstance")).toHaveLength(1);
});

test("an alias of a state machine, with the version that it leads to", async () => {
  const stateMachineAliasArn = "arn:aws:states:us-east-1:111122223333:stateMachine:ship:live";
  const { made } = await tell([makeRead("states", "DescribeStateMachineAlias", { stateMachineAliasArn })]);
  expect(made.map(({ operation }) => operation)).toEqual([
    "CreateRole",
    "CreateStateMachine",
    "UpdateStateMachine",
    "CreateStateMachineAlias",
  ]);
});
