// What stands in an instance as a graph: resources with what is told with them, and how they refer to each other.
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import { makeStructure, type Structure } from "../../src/aws/values.ts";
import type { RecordedAnswer } from "../../src/instance/gateway.ts";
import { readTopology } from "../../src/topology/read.ts";
import type { Resource, Topology } from "../../src/topology/topology.ts";
import { makeWorld } from "../instance/support/world.ts";

function start() {
  const world = makeWorld();
  return {
    read: () => readTopology(world),
    async call(name: string, input: object = {}, told?: RecordedAnswer) {
      const [service = "", operation = ""] = name.split(".");
      const given = Object.assign(makeStructure(), input) as Structure;
      const done = await world.call(await loadOperation(service, operation), given, told ? { told } : {});
      if ("error" in done) throw new Error(`${name}: ${done.error.code} ${done.error.message}`);
      return JSON.parse(JSON.stringify(done.output));
    },
  };
}

function find({ resources }: Topology, name: string): Resource {
  const found = resources.find((one) => one.name === name || one.label === name || one.id === name);
  if (!found) throw new Error(`no ${name} among ${resources.map((one) => one.name).join(" ")}`);
  return found;
}

/** `uses queue by Member` for each relation of a resource. */
function tellRelations(topology: Topology, name: string): string[] {
  const { key } = find(topology, name);
  const nameOf = (to: string) => topology.resources.find((one) => one.key === to)?.label ?? "?";
  return topology.relations
    .filter(({ from }) => from === key)
    .map(({ kind, to, member }) => `${kind} ${nameOf(to)} by ${member}`)
    .sort();
}

const TRUST = JSON.stringify({ Version: "2012-10-17", Statement: [] });

async function makeShop() {
  const { call, read } = start();
  const { Vpc } = await call("ec2.CreateVpc", {
    CidrBlock: "10.0.0.0/16",
    TagSpecifications: [{ ResourceType: "vpc", Tags: [{ Key: "Name", Value: "shop" }] }],
  });
  const { Subnet } = await call("ec2.CreateSubnet", { VpcId: Vpc.VpcId, CidrBlock: "10.0.1.0/24" });
  const { GroupId } = await call("ec2.CreateSecurityGroup", {
    VpcId: Vpc.VpcId,
    GroupName: "web",
    Description: "web",
  });
  const { KeyMetadata } = await call("kms.CreateKey", { Description: "orders" });
  const { QueueUrl } = await call("sqs.CreateQueue", {
    QueueName: "orders",
    Attributes: { KmsMasterKeyId: KeyMetadata.KeyId },
  });
  const queue = "arn:aws:sqs:eu-west-1:111122223333:orders";
  const { Role } = await call("iam.CreateRole", { RoleName: "worker", AssumeRolePolicyDocument: TRUST });
  await call("iam.PutRolePolicy", {
    RoleName: "worker",
    PolicyName: "read-orders",
    PolicyDocument: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: queue }] }),
  });
  await call("lambda.CreateFunction", {
    FunctionName: "ship",
    Role: Role.Arn,
    Code: { ZipFile: new Uint8Array([80, 75, 3, 4]) },
    VpcConfig: { SubnetIds: [Subnet.SubnetId], SecurityGroupIds: [GroupId] },
    Environment: { Variables: { DB_PASSWORD: "correct-horse-battery", QUEUE: QueueUrl } },
  });
  await call("lambda.CreateEventSourceMapping", { FunctionName: "ship", EventSourceArn: queue });
  await call("s3.CreateBucket", {
    Bucket: "invoices",
    CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
  });
  await call("s3.PutBucketVersioning", {
    Bucket: "invoices",
    VersioningConfiguration: { Status: "Enabled" },
  });
  return { topology: await read(), subnet: String(Subnet.SubnetId), call, read };
}

test("things refer to each other by names, ids, ARNs, URLs, and in the texts of policies", async () => {
  const { topology } = await makeShop();
  const [mapping] = topology.resources.filter(({ type }) => type === "event-source-mapping");
  expect(tellRelations(topology, "ship")).toEqual([
    "assumes worker by Role",
    "attached-to web by VpcConfig.SecurityGroupIds[]",
    "uses orders by Environment.Variables.QUEUE",
    expect.stringMatching(/^within subnet-\w+ by VpcConfig.SubnetIds\[\]$/),
  ]);
  expect(tellRelations(topology, "worker")).toEqual([
    "uses orders by role-policy.read-orders.PolicyDocument",
  ]);
  expect(tellRelations(topology, mapping?.name ?? "")).toEqual([
    "triggers ship by FunctionName",
    "uses orders by EventSourceArn",
  ]);
  const { key } = find(topology, "orders");
  expect(topology.relations.find(({ from }) => from === key)?.kind).toBe("encrypts-with");
});

test("what stands in one network and one subnet is drawn there", async () => {
  const { topology, subnet } = await makeShop();
  const network = find(topology, "shop").key;
  expect(find(topology, "ship")).toMatchObject({ network, subnet: find(topology, subnet).key });
  expect(find(topology, "web")).toMatchObject({ network });
  expect(find(topology, "shop").network).toBeUndefined();
  expect(find(topology, "orders").network).toBeUndefined();
});

test("settings and parts without ARNs are told with what has them, and are no resources", async () => {
  const { topology } = await makeShop();
  expect(find(topology, "invoices").configuration).toMatchObject({
    "bucket-versioning": { VersioningConfiguration: { Status: "Enabled" } },
  });
  expect(find(topology, "worker").configuration).toMatchObject({
    "role-policy": { "read-orders": { PolicyDocument: expect.stringContaining("sqs:*") } },
  });
  const types = new Set(topology.resources.map(({ type }) => type));
  for (const type of ["bucket-versioning", "role-policy", "key-policy", "route-table-association"])
    expect(types).not.toContain(type);
});

test("what a thing's copies hold is no less secret", async () => {
  const { call, read } = start();
  const secret = { Name: "/shop/key", Type: "SecureString" };
  await call("ssm.PutParameter", { ...secret, Value: "first-of-all" });
  await call("ssm.PutParameter", { ...secret, Value: "second-to-it", Overwrite: true });
  const { configuration } = find(await read(), "/shop/key");
  expect(configuration).toMatchObject({
    Value: "(hidden)",
    "parameter-version": { "1": { Value: "(hidden)" } },
  });
  expect(JSON.stringify(configuration)).not.toMatch(/first-of-all|second-to-it/);
});

test("secrets, tags and tokens are no part of a configuration", async () => {
  const { topology } = await makeShop();
  expect(JSON.stringify(topology)).not.toContain("correct-horse");
  expect(find(topology, "ship").configuration["Environment"]).toEqual({ Variables: "(hidden)" });
  const shop = find(topology, "shop");
  expect(shop.tags).toEqual({ Name: "shop" });
  expect(Object.keys(shop.configuration)).not.toContain("TagSpecifications");
});

test("a resource tells whether a call of the log, one that was made up, or none made it", async () => {
  const { call, read } = start();
  const told = { output: makeStructure(), at: Date.UTC(2026, 2, 2) };
  await call("sns.CreateTopic", { Name: "logged" }, { ...told, id: "one", event: "one" });
  await call("sns.CreateTopic", { Name: "needed" }, { ...told, id: "two" });
  await call("sns.CreateTopic", { Name: "asked" });
  await call(
    "dynamodb.CreateTable",
    {
      TableName: "rows",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    },
    { ...told, id: "three" },
  );
  await call("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16" });
  const topology = await read();
  const origin = (name: string) => find(topology, name).origin;
  expect([origin("logged"), origin("needed"), origin("asked"), origin("rows")]).toEqual([
    "made",
    "beforehand",
    "made",
    "beforehand",
  ]);
  expect(find(topology, "logged").madeBy).toEqual({
    operation: "CreateTopic",
    eventId: "one",
    at: "2026-03-02T00:00:00.000Z",
  });
  expect(find(topology, "logged").events).toMatchObject([{ operation: "CreateTopic", eventId: "one" }]);
  expect(find(topology, "needed").events).toEqual([]);
  const routes = topology.resources.find(({ type }) => type === "route-table");
  expect(routes?.origin).toBe("brought");
});

test("every relation is between resources that there are, and keys are given once", async () => {
  const { resources, relations } = (await makeShop()).topology;
  const keys = new Set(resources.map(({ key }) => key));
  expect(keys.size).toBe(resources.length);
  for (const { from, to } of relations)
    expect([keys.has(from), keys.has(to), from === to]).toEqual([true, true, false]);
});

test("two thousand resources are read within two seconds, on a busy machine", async () => {
  const { call, read } = start();
  for (let at = 0; at < 1_000; at++) {
    await call("sns.CreateTopic", { Name: `topic-${at}` });
    await call("sqs.CreateQueue", { QueueName: `queue-${at}` });
  }
  await read();
  const begin = performance.now();
  const { resources } = await read();
  expect(resources).toHaveLength(2_000);
  expect(performance.now() - begin).toBeLessThan(2_000);
}, 60_000);
