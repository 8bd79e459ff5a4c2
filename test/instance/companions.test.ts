// What comes with things, and what every account has, though no call makes it.
import { describe, expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import { readThing, writeThing } from "../../src/instance/state/thing-text.ts";
import { HOME, makeCaller, makeWorld } from "./support/world.ts";

const AT = 1_772_442_000_000;

const tell = (output: object) => ({ told: { output: output as never, at: AT } });

describe("a network", () => {
  test("comes with a main table, a list and a group, each once", async () => {
    const call = makeCaller();
    const { Vpc } = await call("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16" });
    const Filters = [{ Name: "vpc-id", Values: [Vpc.VpcId] }];
    expect((await call("ec2.DescribeRouteTables", { Filters })).RouteTables).toEqual([
      expect.objectContaining({
        Associations: [expect.objectContaining({ Main: true })],
        Routes: [expect.objectContaining({ DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local" })],
      }),
    ]);
    expect((await call("ec2.DescribeNetworkAcls", { Filters })).NetworkAcls).toEqual([
      expect.objectContaining({ IsDefault: true }),
    ]);
    expect((await call("ec2.DescribeSecurityGroups", { Filters })).SecurityGroups).toEqual([
      expect.objectContaining({ GroupName: "default" }),
    ]);
  });

  test("has its main table under production's id, once a lookup of the replay tells it", async () => {
    const call = makeCaller();
    const vpcs = ["vpc-0aaaaaaaaaaaaaaaa", "vpc-0bbbbbbbbbbbbbbbb"];
    for (const VpcId of vpcs)
      await call("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16" }, tell({ Vpc: { VpcId } }));
    const Filters = [
      { Name: "vpc-id", Values: [vpcs[1] ?? ""] },
      { Name: "association.main", Values: ["true"] },
    ];
    const RouteTableId = "rtb-0cccccccccccccccc";
    await call("ec2.DescribeRouteTables", { Filters }, tell({ RouteTables: [{ RouteTableId }] }));
    const { RouteTables } = await call("ec2.DescribeRouteTables", { Filters });
    expect(RouteTables).toHaveLength(1);
    expect(RouteTables[0]).toMatchObject({ RouteTableId, VpcId: vpcs[1] });
    expect(RouteTables[0].Associations[0]).toMatchObject({ RouteTableId, Main: true });
  });
});

describe("a REST API", () => {
  test("comes with its root, under the id that it tells", async () => {
    const call = makeCaller();
    const api = await call("apigateway.CreateRestApi", { name: "orders" });
    const { items } = await call("apigateway.GetResources", { restApiId: api.id });
    expect(items).toEqual([expect.objectContaining({ id: api.rootResourceId, path: "/" })]);
  });

  test("has it under production's id, be that told or only used", async () => {
    const call = makeCaller();
    await call("apigateway.CreateRestApi", { name: "a" }, tell({ id: "api1", rootResourceId: "root1" }));
    const [root] = (await call("apigateway.GetResources", { restApiId: "api1" })).items;
    expect(root).toMatchObject({ id: "root1", path: "/" });
    await call("apigateway.CreateRestApi", { name: "b" }, tell({ id: "api2" }));
    const child = { restApiId: "api2", parentId: "root2", pathPart: "users" };
    await call("apigateway.CreateResource", child, tell({ id: "r1" }));
    const { items } = await call("apigateway.GetResources", { restApiId: "api2" });
    expect(items.map((one: { id: string }) => one.id).sort()).toEqual(["r1", "root2"]);
    expect((await call("apigateway.GetRestApi", { restApiId: "api2" })).rootResourceId).toBe("root2");
  });
});

test("an organization comes with its root, under the id that the log uses", async () => {
  const call = makeCaller();
  await call("organizations.CreateOrganization", {}, tell({ Organization: { Id: "o-abcdefghij" } }));
  const unit = { ParentId: "r-ab12", Name: "retail" };
  await call("organizations.CreateOrganizationalUnit", unit, tell({ OrganizationalUnit: { Id: "ou-1" } }));
  const { Roots } = await call("organizations.ListRoots");
  expect(Roots).toEqual([expect.objectContaining({ Id: "r-ab12", Name: "Root" })]);
});

test("what has a made-up id still takes production's after a restart, and no other one after that", async () => {
  const world = makeWorld();
  const make = await loadOperation("organizations", "CreateOrganization");
  await world.call(make, {}, tell({ Organization: { Id: "o-abcdefghij" } }));
  const things = [...world.store.listAll()].map((thing) => readThing(writeThing(thing)));
  world.store.replaceAll({ about: { ...HOME, trail: "" }, things });
  const put = await loadOperation("organizations", "CreateOrganizationalUnit");
  for (const ParentId of ["r-ab12", "r-cd34"])
    await world.call(
      put,
      { ParentId, Name: ParentId },
      tell({ OrganizationalUnit: { Id: `ou-${ParentId}` } }),
    );
  const roots = [...world.store.listAll()].filter(({ type }) => type === "root");
  expect(roots.map(({ names }) => names.id)).toEqual(["r-ab12"]);
});

test("every account has a default bus, the first work group, and the policies of its keys", async () => {
  const call = makeCaller();
  expect((await call("events.ListEventBuses")).EventBuses).toEqual([
    expect.objectContaining({ Name: "default" }),
  ]);
  expect((await call("athena.ListWorkGroups")).WorkGroups).toEqual([
    expect.objectContaining({ Name: "primary" }),
  ]);
  const { KeyMetadata } = await call("kms.CreateKey", {});
  expect(await call("kms.GetKeyPolicy", { KeyId: KeyMetadata.KeyId, PolicyName: "default" })).toMatchObject({
    Policy: expect.stringContaining("arn:aws:iam::111122223333:root"),
  });
});

test("what nobody named is the default bus's", async () => {
  const call = makeCaller();
  await call("events.CreateEventBus", { Name: "orders" });
  await call("events.PutRule", { Name: "nightly", ScheduleExpression: "rate(1 day)" });
  await call("events.PutRule", {
    Name: "placed",
    EventBusName: "orders",
    EventPattern: '{"source":["shop"]}',
  });
  const list = async (input: object) =>
    (await call("events.ListRules", input as never)).Rules.map((one: { Name: string }) => one.Name);
  expect(await list({})).toEqual(["nightly"]);
  expect(await list({ EventBusName: "orders" })).toEqual(["placed"]);
});
