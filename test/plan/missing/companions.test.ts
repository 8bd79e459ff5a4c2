// What comes with a thing that the log makes is asked for, and made where it cannot be that.
import { expect, test } from "bun:test";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { orderSteps } from "../../../src/plan/order/order.ts";
import { type Call, makePrerequisites, planCalls } from "./plan-calls.ts";

const VPC = "vpc-0123456789abcdef0";
const IGW = "igw-0123456789abcdef0";
const ec2 = (operation: string, parameters: object, answer?: object): Call => ({
  service: "ec2",
  operation,
  parameters,
  answer,
});
const vpc = ec2("CreateVpc", { cidrBlock: "10.0.0.0/16" }, { vpc: { vpcId: VPC } });
const attach = ec2("AttachInternetGateway", { vpcId: VPC, internetGatewayId: IGW });
const route = (table: string) =>
  ec2("CreateRoute", { routeTableId: table, destinationCidrBlock: "0.0.0.0/0", gatewayId: IGW });
const tag = (id: string) =>
  ec2("CreateTags", {
    resourcesSet: { items: [{ resourceId: id }, { resourceId: VPC }] },
    tagSet: { items: [{ key: "a", value: "b" }] },
  });

async function list(calls: readonly Call[], type: string): Promise<string[]> {
  const steps = await makePrerequisites(calls, type);
  return steps.map(({ operation, creation }) => `${operation.name} ${creation?.recorded}`);
}

test("the first table of a network of the log that no call makes is its main one", async () => {
  const [main, other] = ["rtb-0123456789abcdef1", "rtb-0123456789abcdef2"];
  expect(await list([vpc, attach, route(main), route(main), route(other)], "route-table")).toEqual([
    `DescribeRouteTables ${main}`,
    `CreateRouteTable ${other}`,
  ]);
});

test("it is asked for after the network is made, and before it is used", async () => {
  const calls = [vpc, attach, route("rtb-0123456789abcdef1")];
  const steps = await orderSteps(await addPrerequisites(await planCalls(calls)));
  const place = (name: string) => steps.findIndex(({ operation }) => operation.name === name);
  const lookup = steps[place("DescribeRouteTables")];
  expect(lookup?.input).toEqual({
    Filters: [
      { Name: "vpc-id", Values: [VPC] },
      { Name: "association.main", Values: ["true"] },
    ],
  });
  expect(lookup?.after.map((at) => steps[at]?.operation.name)).toEqual(["AttachInternetGateway"]);
  expect(steps[place("CreateRoute")]?.after).toContain(place("DescribeRouteTables"));
});

test("of a network that is older than the log, and where nothing tells the network, it is made", async () => {
  const [table] = ["rtb-0123456789abcdef1"];
  expect(await list([attach, route(table)], "route-table")).toEqual([`CreateRouteTable ${table}`]);
  expect(await list([vpc, route(table)], "route-table")).toEqual([`CreateRouteTable ${table}`]);
});

test("what the log deletes, or calls by another name, did not come with the network", async () => {
  const group = "sg-0123456789abcdef1";
  const launched = (groupName: string) =>
    ec2(
      "RunInstances",
      { instancesSet: { items: [{ imageId: "ami-1" }] }, groupSet: { items: [{ groupId: group }] } },
      { instancesSet: { items: [{ vpcId: VPC, groupSet: { items: [{ groupId: group, groupName }] } }] } },
    );
  expect(await list([vpc, launched("default")], "security-group")).toEqual([
    `DescribeSecurityGroups ${group}`,
  ]);
  expect(await list([vpc, launched("web")], "security-group")).toEqual([`CreateSecurityGroup ${group}`]);
  const acl = "acl-0123456789abcdef1";
  expect(await list([vpc, tag(acl)], "network-acl")).toEqual([`DescribeNetworkAcls ${acl}`]);
  const deleted = ec2("DeleteNetworkAcl", { networkAclId: acl });
  expect(await list([vpc, tag(acl), deleted], "network-acl")).toEqual([`CreateNetworkAcl ${acl}`]);
});

test("the association of a network's main table is told by the table that takes its place", async () => {
  const routeTableId = "rtb-0123456789abcdef1";
  const [main, other] = ["rtbassoc-0123456789abcdef1", "rtbassoc-0123456789abcdef2"];
  const table = ec2("CreateRouteTable", { vpcId: VPC }, { routeTable: { routeTableId, vpcId: VPC } });
  const replace = (associationId: string) =>
    ec2(
      "ReplaceRouteTableAssociation",
      { associationId, routeTableId },
      { newAssociationId: `${associationId}0` },
    );
  const take = (associationId: string) => ec2("DisassociateRouteTable", { associationId });
  const type = "route-table-association";
  expect(await list([vpc, table, replace(main), replace(other)], type)).toEqual([
    `AssociateRouteTable ${other}`,
    `DescribeRouteTables ${main}`,
  ]);
  expect(await list([table, replace(main)], type)).toEqual([`AssociateRouteTable ${main}`]);
  expect(await list([vpc, table, replace(main), take(`${main}0`)], type)).toEqual([
    `DescribeRouteTables ${main}`,
  ]);
});

test("the list of a subnet of the log's own network, each subnet for one association", async () => {
  const vpcId = VPC;
  const networkAclId = "acl-0123456789abcdef0";
  const [one, other] = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
  const replace = (end: string) =>
    ec2(
      "ReplaceNetworkAclAssociation",
      { associationId: `aclassoc-0123456789abcde${end}`, networkAclId },
      { newAssociationId: `aclassoc-0fedcba98765432${end}` },
    );
  const steps = await addPrerequisites(
    await planCalls([
      vpc,
      ...[one, other].map((subnetId) => ec2("CreateSubnet", { vpcId }, { subnet: { subnetId, vpcId } })),
      ec2("CreateNetworkAcl", { vpcId }, { networkAcl: { networkAclId, vpcId } }),
      ...["f0", "f1", "f2"].map(replace),
    ]),
  );
  const asked = steps.flatMap(({ creation, operation, input }) =>
    creation && operation.name === "DescribeNetworkAcls" ? [input["Filters"]] : [],
  );
  const filter = (subnet: unknown) => [{ Name: "association.subnet-id", Values: [subnet] }];
  expect(asked).toEqual([filter(one), filter(other), filter(expect.stringMatching(/^subnet-/))] as never);
  // The log does not show a third one.
  expect(steps.filter(({ creation }) => creation?.type === "subnet")).toHaveLength(1);
});

test("instances that calls name with a group of the log are the group's, but for those that are put into it", async () => {
  const [one, other, own] = ["i-0123456789abcdef1", "i-0123456789abcdef2", "i-0123456789abcdef3"] as const;
  const scaling = (operation: string, ...instanceIds: readonly string[]): Call => ({
    service: "autoscaling",
    operation,
    parameters: { autoScalingGroupName: "crew", ...(instanceIds.length > 0 && { instanceIds }) },
  });
  const group = scaling("CreateAutoScalingGroup");
  const calls = [group, scaling("SetInstanceProtection", one), scaling("EnterStandby", other)];
  const steps = await makePrerequisites(calls, "instance");
  expect(steps.map(({ operation, output }) => [operation.name, output["AutoScalingGroups"]])).toEqual([
    ["DescribeAutoScalingGroups", [{ Instances: [{ InstanceId: one }] }]],
    ["DescribeAutoScalingGroups", [{ Instances: [{ InstanceId: one }, { InstanceId: other }] }]],
  ]);
  const put = [group, scaling("AttachInstances", own), scaling("SetInstanceProtection", own)];
  expect(await list(put, "instance")).toEqual([`RunInstances ${own}`]);
  expect((await list(calls.slice(1, 2), "instance"))[0]).toBe(`RunInstances ${one}`);
});
