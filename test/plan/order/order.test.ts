// The order of calls: producers before users, parts before the whole's end, whatever the order of the file.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { orderSteps } from "../../../src/plan/order/order.ts";
import { type Call, makeSteps } from "../../dialect/support.ts";
import { expectAlways } from "../../support/expect-always.ts";
import { startProcessorTime } from "../../support/processor-time.ts";

const vpc: Call = {
  second: 0,
  source: "ec2",
  name: "CreateVpc",
  request: { cidrBlock: "10.0.0.0/16" },
  response: { vpc: { vpcId: "vpc-0a0a0a0a0a0a0a0a0" } },
};
const subnet: Call = {
  second: 0,
  source: "ec2",
  name: "CreateSubnet",
  request: { vpcId: "vpc-0a0a0a0a0a0a0a0a0", cidrBlock: "10.0.1.0/24" },
  response: { subnet: { subnetId: "subnet-0b0b0b0b0b0b0b0b0", vpcId: "vpc-0a0a0a0a0a0a0a0a0" } },
};
const table: Call = {
  second: 0,
  source: "ec2",
  name: "CreateRouteTable",
  request: { vpcId: "vpc-0a0a0a0a0a0a0a0a0" },
  response: { routeTable: { routeTableId: "rtb-0c0c0c0c0c0c0c0c0" } },
};
const associate: Call = {
  second: 0,
  source: "ec2",
  name: "AssociateRouteTable",
  request: { routeTableId: "rtb-0c0c0c0c0c0c0c0c0", subnetId: "subnet-0b0b0b0b0b0b0b0b0" },
  response: { associationId: "rtbassoc-0d0d0d0d0d0d0d0d0" },
};
const disassociate: Call = {
  second: 9,
  source: "ec2",
  name: "DisassociateRouteTable",
  request: { associationId: "rtbassoc-0d0d0d0d0d0d0d0d0" },
};
const deleteSubnet: Call = {
  second: 9,
  source: "ec2",
  name: "DeleteSubnet",
  request: { subnetId: "subnet-0b0b0b0b0b0b0b0b0" },
};
const deleteTable: Call = {
  second: 9,
  source: "ec2",
  name: "DeleteRouteTable",
  request: { routeTableId: "rtb-0c0c0c0c0c0c0c0c0" },
};
const deleteVpc: Call = {
  second: 9,
  source: "ec2",
  name: "DeleteVpc",
  request: { vpcId: "vpc-0a0a0a0a0a0a0a0a0" },
};
const network = [vpc, subnet, table, associate, disassociate, deleteSubnet, deleteTable, deleteVpc];

async function orderNames(calls: readonly Call[]): Promise<string[]> {
  return (await orderSteps(await makeSteps(calls))).map(({ operation }) => operation.name);
}

/** All of the items, in any order. */
function shuffle<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}

function expectBefore(names: readonly string[], pairs: readonly (readonly [string, string])[]): void {
  for (const [first, second] of pairs) {
    expect(names.indexOf(first), `${first} before ${second} in ${names.join(" ")}`).toBeLessThan(
      names.indexOf(second),
    );
  }
}

test("a network is made from the whole to its parts and removed from its parts to the whole, however shuffled", () =>
  expectAlways(
    fc.asyncProperty(shuffle(network), async (calls) => {
      expectBefore(await orderNames(calls), [
        ["CreateVpc", "CreateSubnet"],
        ["CreateVpc", "CreateRouteTable"],
        ["CreateSubnet", "AssociateRouteTable"],
        ["CreateRouteTable", "AssociateRouteTable"],
        ["DisassociateRouteTable", "DeleteRouteTable"],
        ["DisassociateRouteTable", "DeleteSubnet"],
        ["DeleteSubnet", "DeleteVpc"],
        ["DeleteRouteTable", "DeleteVpc"],
      ]);
    }),
    { share: 0.5 },
  ));

test("names and ARNs of one thing are the same thing", async () => {
  const names = await orderNames([
    {
      second: 0,
      source: "lambda",
      name: "CreateFunction20150331",
      request: { functionName: "f", role: "arn:aws:iam::111122223333:role/app/runner" },
    },
    { second: 0, source: "iam", name: "CreateRole", request: { roleName: "runner", path: "/app/" } },
  ]);
  expect(names).toEqual(["CreateRole", "CreateFunction"]);
});

test("a role goes after its policies", async () => {
  const calls: Call[] = [
    { second: 0, source: "iam", name: "DeleteRole", request: { roleName: "runner" } },
    {
      second: 0,
      source: "iam",
      name: "DeleteRolePolicy",
      request: { roleName: "runner", policyName: "inline" },
    },
    {
      second: 0,
      source: "iam",
      name: "DetachRolePolicy",
      request: { roleName: "runner", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    },
  ];
  await expectAlways(
    fc.asyncProperty(shuffle(calls), async (shuffled) =>
      expect((await orderNames(shuffled)).at(-1)).toBe("DeleteRole"),
    ),
    { share: 0.1 },
  );
});

test("a thing that was there is removed before its successor of the same name is made", async () => {
  const create: Call = { second: 5, source: "iam", name: "CreateRole", request: { roleName: "runner" } };
  const remove: Call = { second: 5, source: "iam", name: "DeleteRole", request: { roleName: "runner" } };
  expect(await orderNames([{ ...create, second: 0 }, create, remove])).toEqual([
    "CreateRole",
    "DeleteRole",
    "CreateRole",
  ]);
  expect(await orderNames([remove, create])).toEqual(["CreateRole", "DeleteRole"]);
});

test("time comes before everything else", async () => {
  expect(
    await orderNames([
      { ...subnet, second: 0 },
      { ...vpc, second: 1 },
    ]),
  ).toEqual(["CreateSubnet", "CreateVpc"]);
});

test("a circle falls back to the order of the file", async () => {
  const first: Call = {
    second: 0,
    source: "ec2",
    name: "CreateSubnet",
    request: { vpcId: "vpc-0e0e0e0e0e0e0e0e0" },
    response: { subnet: { subnetId: "subnet-0f0f0f0f0f0f0f0f0" } },
  };
  const second: Call = {
    second: 0,
    source: "ec2",
    name: "CreateVpc",
    request: { ipv4IpamPoolId: "subnet-0f0f0f0f0f0f0f0f0" },
    response: { vpc: { vpcId: "vpc-0e0e0e0e0e0e0e0e0" } },
  };
  expect((await orderNames([first, second])).length).toBe(2);
  expect((await orderNames([second, first])).length).toBe(2);
});

test("a call waits for those that touch the same thing, and for nothing else", async () => {
  const queue = (second: number, name: string): Call => ({
    second,
    source: "sqs",
    name: "CreateQueue",
    request: { queueName: name },
  });
  const steps = await orderSteps(
    await makeSteps([
      queue(0, "orders"),
      queue(1, "invoices"),
      vpc,
      { ...subnet, second: 2 },
      { ...deleteSubnet, second: 3 },
      { ...deleteVpc, second: 4 },
    ]),
  );
  const waits = Object.fromEntries(steps.map(({ id, after }) => [id, after.map((at) => steps[at]?.id)]));
  expect(waits).toEqual({
    "CreateQueue#0": [],
    "CreateVpc#2": [],
    "CreateQueue#1": [],
    "CreateSubnet#3": ["CreateVpc#2"],
    // Removing a subnet touches its network, which its making only used.
    "DeleteSubnet#4": ["CreateVpc#2", "CreateSubnet#3"],
    "DeleteVpc#5": ["CreateSubnet#3", "DeleteSubnet#4"],
  });
});

test("a statement waits for what its words name, and is waited for", async () => {
  const onTable = (second: number, name: string, table: string): Call => ({
    second,
    source: "dynamodb",
    name,
    request: { tableName: table },
  });
  const steps = await orderSteps(
    await makeSteps([
      onTable(0, "CreateTable", "Music"),
      onTable(0, "CreateTable", "Books"),
      {
        second: 1,
        source: "dynamodb",
        name: "ExecuteStatement",
        request: { statement: `DELETE FROM "Music" WHERE Artist = 'Books` },
      },
      {
        second: 2,
        source: "dynamodb",
        name: "BatchExecuteStatement",
        request: { requestItems: [{ statement: "UPDATE Books SET Title = ***(Redacted)" }] },
      },
      onTable(3, "DeleteTable", "Music"),
    ]),
  );
  expect(steps.map(({ operation, after }) => [operation.name, after])).toEqual([
    ["CreateTable", []],
    ["CreateTable", []],
    ["ExecuteStatement", [0, 1]],
    ["BatchExecuteStatement", [1, 2]],
    // What a statement changes is known by its words alone: everything of its service keeps clear of it.
    ["DeleteTable", [2, 3]],
  ]);
});

test("a statement of one service names what another one has, however long it is", async () => {
  const table = (second: number, name: string): Call => ({
    second,
    source: "glue",
    name: "CreateTable",
    request: { databaseName: "sales", tableInput: { name } },
  });
  const query = `SELECT ${"a_column_of_some_length, ".repeat(1_000)} total FROM sales.orders`;
  const steps = await orderSteps(
    await makeSteps([
      table(0, "orders"),
      table(0, "returns"),
      { second: 1, source: "athena", name: "StartQueryExecution", request: { queryString: query } },
    ]),
  );
  expect(steps[2]?.after).toEqual([0]);
});

test("20,000 calls on one thing in one second are ordered at once", async () => {
  const calls = Array.from(
    { length: 20_000 },
    (): Call => ({
      second: 0,
      source: "sqs",
      name: "TagQueue",
      request: { queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders", tags: { a: "b" } },
    }),
  );
  const steps = await makeSteps(calls);
  const tellTime = startProcessorTime();
  expect((await orderSteps(steps)).length).toBe(20_000);
  expect(tellTime()).toBeLessThan(5_000);
});
