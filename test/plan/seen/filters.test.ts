// Filters that pick out one thing say that it is there; those that look through what there is say nothing.
import { expect, test } from "bun:test";
import * as v from "valibot";
import { FilterRow } from "../../../src/plan/missing/filtered.ts";
import rows from "../../../src/plan/missing/filters.json" with { type: "json" };
import { makeCall, makeRead, tell } from "./tell.ts";

type Filters = Readonly<Record<string, readonly string[]>>;

function filterBy(filters: Filters) {
  const items = Object.entries(filters).map(([name, values]) => ({
    name,
    valueSet: { items: values.map((value) => ({ value })) },
  }));
  return { filterSet: { items } };
}

const read = (operation: string, filters: Filters, more = {}) =>
  makeRead("ec2", operation, { ...filterBy(filters), ...more });
const name = (value: string) => [{ ResourceType: expect.any(String), Tags: [{ Key: "Name", Value: value }] }];

async function listMade(...records: Parameters<typeof tell>[0]) {
  return (await tell(records)).made.map(({ operation, input }) => [operation, input] as const);
}

const VPC = "vpc-0123456789abcdef0";
const SUBNET = "subnet-0123456789abcdef0";

test.each<[string, Filters, string, object]>([
  ["DescribeVpcs", { "tag:Name": ["shop"] }, "CreateVpc", { TagSpecifications: name("shop") }],
  ["DescribeVpcs", { cidr: ["10.9.0.0/16"] }, "CreateVpc", { CidrBlock: "10.9.0.0/16" }],
  [
    "DescribeSubnets",
    { "vpc-id": [VPC], "tag:Name": ["data-a"] },
    "CreateSubnet",
    { VpcId: VPC, TagSpecifications: name("data-a") },
  ],
  [
    "DescribeSubnets",
    { "vpc-id": [VPC], "cidr-block": ["10.44.16.0/20"] },
    "CreateSubnet",
    { VpcId: VPC, CidrBlock: "10.44.16.0/20" },
  ],
  [
    "DescribeSecurityGroups",
    { "vpc-id": [VPC], "group-name": ["db"] },
    "CreateSecurityGroup",
    { VpcId: VPC, GroupName: "db" },
  ],
  [
    "DescribeInstances",
    { "subnet-id": [SUBNET], "tag:Name": ["bastion"], "instance-state-name": ["running", "stopped"] },
    "RunInstances",
    { SubnetId: SUBNET, TagSpecifications: name("bastion") },
  ],
  [
    "DescribeInternetGateways",
    { "tag:Name": ["out"] },
    "CreateInternetGateway",
    { TagSpecifications: name("out") },
  ],
  [
    "DescribeInstances",
    { "vpc-id": [VPC], "tag:Name": ["vault"], "tag:Stage": ["prod"], "tag:Team": ["a", "b"] },
    "RunInstances",
    {
      TagSpecifications: [
        {
          ResourceType: "instance",
          Tags: [
            { Key: "Name", Value: "vault" },
            { Key: "Stage", Value: "prod" },
          ],
        },
      ],
    },
  ],
  ["DescribeImages", { name: ["base-7"] }, "RegisterImage", { Name: "base-7" }],
])("%s by %j", async (operation, filters, makes, input) => {
  const more = operation === "DescribeImages" ? { ownersSet: { items: [{ owner: "self" }] } } : {};
  const one = read(operation, filters, more);
  const made = await listMade(one, one);
  expect(made.filter(([made]) => made === makes)).toEqual([[makes, expect.objectContaining(input)]]);
});

test("a subnet by its block alone lies in a network that has room for it, and so does the next one", async () => {
  const blocks = ["172.20.8.0/22", "172.20.16.0/24"];
  const made = await listMade(read("DescribeSubnets", { "cidr-block": blocks }));
  expect(made.map(([operation, input]) => [operation, input["CidrBlock"]])).toEqual([
    ["CreateVpc", expect.stringMatching(/^172\.20\.0\.0\/1[6-9]$/)],
    ["CreateSubnet", blocks[0]],
    ["CreateSubnet", blocks[1]],
  ]);
});

test.each<[string, Filters]>([
  ["DescribeVpcs", { isDefault: ["true"] }],
  ["DescribeVpcs", { isDefault: ["true"], "tag:Name": ["main"] }],
  ["DescribeVpcs", { "tag:Name": ["shop-*"] }],
  ["DescribeVpcs", { "tag:Stage": ["prod"] }],
  ["DescribeInstances", { "instance-state-name": ["running"] }],
  ["DescribeInstances", { "tag:Name": ["old"], "instance-state-name": ["terminated"] }],
  ["DescribeVpcs", { "tag:Name": ["a", "b"], cidr: ["10.0.0.0/16", "10.1.0.0/16"] }],
  ["DescribeImages", { name: ["al2023-ami-2023.5-x86_64"] }],
])("%s by %j says of nothing that it is there", async (operation, filters) => {
  expect(await listMade(read(operation, filters))).toEqual([]);
});

test("of what comes with a network, the network alone is made", async () => {
  const made = await listMade(read("DescribeSecurityGroups", { "group-name": ["default"], "vpc-id": [VPC] }));
  expect(made.map(([operation]) => operation)).toEqual(["CreateVpc"]);
});

test("the same name in two networks is of two things, in one network of one", async () => {
  const other = "vpc-0fedcba9876543210";
  const made = await listMade(
    read("DescribeSubnets", { "vpc-id": [VPC], "tag:Name": ["a"] }),
    read("DescribeSubnets", { "tag:Name": ["a"], "vpc-id": [VPC] }),
    read("DescribeSubnets", { "vpc-id": [other], "tag:Name": ["a"] }),
  );
  const subnets = made.filter(([operation]) => operation === "CreateSubnet");
  expect(subnets.map(([, input]) => input["VpcId"])).toEqual([VPC, other]);
});

test("what the log makes itself is not made before it, nor what has the name or the block from it", async () => {
  const tags = { items: [{ key: "Name", value: "b" }] };
  const vpc = { vpc: { vpcId: VPC } };
  const made = await listMade(
    read("DescribeVpcs", { "tag:Name": ["a"] }),
    read("DescribeVpcs", { "tag:Name": ["b"] }),
    read("DescribeVpcs", { cidr: ["10.3.0.0/16"] }),
    read("DescribeSecurityGroups", { "group-name": ["web"] }),
    makeCall("ec2", "CreateVpc", {
      cidrBlock: "10.3.0.0/16",
      tagSpecificationSet: { items: [{ resourceType: "vpc", tags: [{ key: "Name", value: "a" }] }] },
    }),
    makeCall("ec2", "CreateVpc", { cidrBlock: "10.4.0.0/16" }, { responseElements: vpc }),
    makeCall("ec2", "CreateTags", { resourcesSet: { items: [{ resourceId: VPC }] }, tagSet: tags }),
    makeCall("ec2", "CreateSecurityGroup", { groupName: "web", groupDescription: "w", vpcId: VPC }),
  );
  expect(made).toEqual([]);
});

test("instances in two networks do not get a subnet in one of them", async () => {
  const other = "vpc-0fedcba9876543210";
  const made = await listMade(
    read("DescribeInstances", { "vpc-id": [VPC], "tag:Name": ["a"] }),
    read("DescribeInstances", { "vpc-id": [other], "tag:Name": ["b"] }),
    read("DescribeInstances", { "vpc-id": [VPC], "tag:Name": ["c"] }),
  );
  const subnets = made.filter(([operation]) => operation === "CreateSubnet");
  expect(subnets.map(([, input]) => input["VpcId"])).toEqual([VPC, other]);
});

test("filters by ids, and by what is the same", async () => {
  const made = await listMade(
    makeRead("cloudhsm", "DescribeClusters", { filters: { clusterIds: ["cluster-abcdefghijk"] } }),
    makeRead("ssm", "DescribeParameters", {
      parameterFilters: [{ key: "Name", option: "Equals", values: ["/shop/a"] }],
    }),
    makeRead("ssm", "DescribeParameters", {
      parameterFilters: [{ key: "Name", option: "BeginsWith", values: ["/shop/b"] }],
    }),
  );
  expect(made.map(([operation]) => operation)).toContain("CreateCluster");
  expect(made.flatMap(([operation, { Name }]) => (operation === "PutParameter" ? [Name] : []))).toEqual([
    "/shop/a",
  ]);
});

test("filters of other services by the names of their things", async () => {
  const filters = [{ name: "replication-instance-id", values: ["mover"] }];
  const [first] = await listMade(makeRead("dms", "DescribeReplicationInstances", { filters }));
  expect(first?.[1]).toMatchObject({ ReplicationInstanceIdentifier: "mover" });
  const cluster = [{ name: "db-cluster-id", values: ["ledger"] }];
  const made = await listMade(makeRead("rds", "DescribeDBInstances", { filters: cluster }));
  expect(made.map(([operation, input]) => [operation, input["DBClusterIdentifier"]])).toEqual([
    ["CreateDBCluster", "ledger"],
  ]);
});

test("filters called like a type", async () => {
  const filters = [{ name: "auto-scaling-group", values: ["web"] }];
  const made = await listMade(makeRead("autoscaling", "DescribeTags", { filters }));
  expect(made.at(-1)).toEqual([
    "CreateAutoScalingGroup",
    expect.objectContaining({ AutoScalingGroupName: "web" }),
  ]);
});

test("the rows are as they have to be", () => {
  expect(v.parse(v.array(FilterRow), rows).length).toBe(rows.length);
});

test("what a filter asks of the thing that the read names", async () => {
  const filters = [
    { name: "engine", values: ["docdb"] },
    { name: "db-cluster-id", values: ["charts"] },
  ];
  const { made } = await tell([makeRead("rds", "DescribeDBClusters", { filters })]);
  expect(made.map(({ input }) => input)).toMatchObject([{ DBClusterIdentifier: "charts", Engine: "docdb" }]);
  const either = [{ name: "engine", values: ["docdb", "neptune"] }];
  const named = { dBClusterIdentifier: "charts", filters: either };
  const other = await tell([makeRead("rds", "DescribeDBClusters", named)]);
  expect(other.made[0]?.input).toMatchObject({ Engine: "aurora-mysql" });
});

test("what goes by an id and is asked for by what it was made with", async () => {
  const resourceArn = "arn:aws:ec2:us-east-1:111122223333:eip-allocation/eipalloc-0123456789abcdef0";
  const { made } = await tell([
    makeRead("shield", "DescribeProtection", { resourceArn }),
    makeRead("shield", "DescribeProtection", { resourceArn }),
  ]);
  const operations = made.map(({ operation }) => operation);
  expect(operations.toSorted()).toEqual(["AllocateAddress", "CreateProtection", "CreateSubscription"]);
  expect(made[operations.indexOf("CreateProtection")]?.input).toMatchObject({ ResourceArn: resourceArn });
});
