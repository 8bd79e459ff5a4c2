// Two topologies: nothing differs but what somebody would call different, and each difference is told once.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "../../../scripts/lib/python.ts";
import { parseReplayOptions } from "../../../src/options/options.ts";
import { standUpLog } from "../../../src/run/stand-up.ts";
import { diffTopologies, isSame } from "../../../src/topology/diff/diff.ts";
import { renderDifference } from "../../../src/topology/diff/render.ts";
import { type MadeCall, quiet, standUp } from "./support.ts";

/** A small company, whose identifiers are made up from a text. */
function makeCompany(seed: string): MadeCall[] {
  const id = (prefix: string, of: string) =>
    `${prefix}-${Bun.hash(`${seed}${of}`).toString(16).padStart(16, "0")}a`;
  const [vpc, group, key] = [id("vpc", ""), id("sg", ""), crypto.randomUUID()];
  const subnets = ["10.0.1.0/24", "10.0.2.0/24"].map((CidrBlock) => ({
    CidrBlock,
    id: id("subnet", CidrBlock),
  }));
  return [
    ["ec2", "CreateVpc", { cidrBlock: "10.0.0.0/16" }, { vpc: { vpcId: vpc, cidrBlock: "10.0.0.0/16" } }],
    ...subnets.map(
      ({ CidrBlock, id: subnetId }): MadeCall => [
        "ec2",
        "CreateSubnet",
        { vpcId: vpc, cidrBlock: CidrBlock },
        { subnet: { subnetId, vpcId: vpc, cidrBlock: CidrBlock } },
      ],
    ),
    [
      "ec2",
      "CreateSecurityGroup",
      { groupName: "web", groupDescription: "web", vpcId: vpc },
      { groupId: group },
    ],
    [
      "kms",
      "CreateKey",
      { description: "orders" },
      { keyMetadata: { keyId: key, arn: `arn:aws:kms:eu-west-1:111122223333:key/${key}` } },
    ],
    [
      "sqs",
      "CreateQueue",
      { queueName: "orders", attributes: { KmsMasterKeyId: key, VisibilityTimeout: "30" } },
      { queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders" },
    ],
    [
      "elasticloadbalancing",
      "CreateLoadBalancer",
      { name: "front", subnets: subnets.map((one) => one.id), securityGroups: [group], type: "application" },
      {
        loadBalancers: [
          {
            loadBalancerName: "front",
            loadBalancerArn: `arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/front/${id("x", "lb").slice(2)}`,
          },
        ],
      },
      "2015-12-01",
    ],
    [
      "iam",
      "CreateRole",
      { roleName: "worker", assumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' },
      {
        role: {
          roleName: "worker",
          roleId: `AROA${id("x", "role").slice(2, 18).toUpperCase()}`,
          arn: "arn:aws:iam::111122223333:role/worker",
        },
      },
    ],
    [
      "iam",
      "PutRolePolicy",
      {
        roleName: "worker",
        policyName: "use-key",
        policyDocument: JSON.stringify({
          Statement: [
            { Effect: "Allow", Action: "kms:*", Resource: `arn:aws:kms:eu-west-1:111122223333:key/${key}` },
          ],
        }),
      },
      null,
    ],
  ];
}

test("what only one of two names with letters of others makes no difference of these", async () => {
  const queue: MadeCall = [
    "sqs",
    "CreateQueue",
    { queueName: "orders", tags: { "shop-419.example": "yes", "to shop-419 and back": "yes" } },
    { queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders" },
  ];
  const trust = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  const arn = "arn:aws:iam::111122223333:role/shop-419/worker";
  const role: MadeCall = [
    "iam",
    "CreateRole",
    { roleName: "worker", path: "/shop-419/", assumeRolePolicyDocument: trust },
    { role: { roleName: "worker", path: "/shop-419/", arn } },
  ];
  const difference = await diffTopologies(await standUp([queue, role]), await standUp([queue]));
  expect(difference.onlyA.map(({ name }) => name)).toEqual(["worker"]);
  expect(difference.changed).toEqual([]);
});

test("a log and itself do not differ", async () => {
  const topology = await standUp(makeCompany("a"));
  const difference = await diffTopologies(topology, topology);
  expect(isSame(difference)).toBe(true);
  expect(difference.same).toBeGreaterThanOrEqual(8);
});

test("a replay with other identifiers, made at another time in another order, does not differ", async () => {
  const calls = makeCompany("b");
  const [vpc, one, other, ...rest] = calls as [MadeCall, MadeCall, MadeCall, ...MadeCall[]];
  const [a, b] = [await standUp(makeCompany("a")), await standUp([vpc, other, one, ...rest])];
  expect(renderDifference(await diffTopologies(a, b), { a: "A", b: "B", isColoured: false })).toMatch(
    /^0 only in A, 0 only in B, 0 different, \d+ the same\n$/,
  );
});

/** One change of the company's log each, and the one line that tells it. */
const CHANGES: Readonly<Record<string, readonly [(call: MadeCall) => MadeCall | undefined, RegExp]>> = {
  "a member": [
    ([service, name, input, ...rest]) =>
      name === "CreateQueue"
        ? [
            service,
            name,
            { ...input, attributes: { ...(input["attributes"] as object), VisibilityTimeout: "60" } },
            ...rest,
          ]
        : [service, name, input, ...rest],
    /^ {4}Attributes\.VisibilityTimeout: "30" → "60"$/,
  ],
  "a statement of a policy": [
    ([service, name, input, ...rest]) =>
      name === "PutRolePolicy"
        ? [
            service,
            name,
            { ...input, policyDocument: String(input["policyDocument"]).replace("kms:*", "kms:Decrypt") },
            ...rest,
          ]
        : [service, name, input, ...rest],
    /^ {4}role-policy\.use-key\.PolicyDocument\.Statement\[[^\]]*\]\.Action: "kms:\*" → "kms:Decrypt"$/,
  ],
  "a member of what services name": [
    ([service, name, input, ...rest]) =>
      name === "CreateKey"
        ? [service, name, { description: "invoices" }, ...rest]
        : [service, name, input, ...rest],
    /^ {4}Description: "orders" → "invoices"$/,
  ],
  "a thing that is not made": [
    (call) => (call[1] === "CreateLoadBalancer" ? undefined : call),
    /^- elbv2 load-balancer front$/,
  ],
};

test.each(Object.entries(CHANGES))(
  "one change is one line, and the same the other way round: %s",
  async (_, [change, line]) => {
    const changed = makeCompany("b")
      .map(change)
      .filter((call) => call !== undefined);
    const [a, b] = [await standUp(makeCompany("a")), await standUp(changed)];
    const difference = await diffTopologies(a, b);
    const lines = renderDifference(difference, { a: "A", b: "B", isColoured: false })
      .split("\n")
      .filter((text) => /^(?:[-+] | {4}| {2}[-+] )/.test(text));
    expect(lines).toEqual([expect.stringMatching(line)]);
    const back = await diffTopologies(b, a);
    expect([back.onlyA.length, back.onlyB.length]).toEqual([
      difference.onlyB.length,
      difference.onlyA.length,
    ]);
    expect(
      back.changed.map(({ members }) => members.map(({ path, a: one, b: two }) => [path, two, one])),
    ).toEqual(
      difference.changed.map(({ members }) => members.map(({ path, a: one, b: two }) => [path, one, two])),
    );
  },
);

test("another image that stands in neither is a difference: it is nobody's to rename", async () => {
  const machine = (image: string): MadeCall => [
    "ec2",
    "RunInstances",
    { instancesSet: { items: [{ imageId: image, minCount: 1, maxCount: 1 }] }, instanceType: "t3.nano" },
    { instancesSet: { items: [{ instanceId: `i-${image.slice(4)}`, imageId: image }] } },
  ];
  const [a, b] = [
    await standUp([machine("ami-0aaaaaaaaaaaaaaa1")]),
    await standUp([machine("ami-0bbbbbbbbbbbbbbb2")]),
  ];
  const { changed, onlyA, onlyB } = await diffTopologies(a, b);
  expect(changed.length + onlyA.length + onlyB.length).toBeGreaterThan(0);
});

test("the demo trail and itself do not differ", async () => {
  const input = [join(root, "fixtures", "demo", "trail.json")];
  const { topology } = await standUpLog(parseReplayOptions({ input }, undefined, 0), quiet);
  expect(isSame(await diffTopologies(topology, topology))).toBe(true);
});

const CREATED = { tableName: "orders", keySchema: [{ attributeName: "id", keyType: "HASH" }] };
const createTable = (output: MadeCall[3], more: MadeCall[2] = {}): MadeCall => [
  "dynamodb",
  "CreateTable",
  {
    ...CREATED,
    attributeDefinitions: [{ attributeName: "id", attributeType: "S" }],
    billingMode: "PAY_PER_REQUEST",
    ...more,
  },
  output,
];
const ANSWER = {
  tableDescription: { ...CREATED, tableStatus: "CREATING", itemCount: 0, deletionProtectionEnabled: false },
};

test("what a service told by itself in one of the two alone is no difference, and what somebody asked for is", async () => {
  const told = await standUp([createTable(ANSWER)]);
  expect(told.resources[0]?.answered).toContain("TableStatus");
  expect(isSame(await diffTopologies(told, await standUp([createTable(null)])))).toBe(true);
  const asking = await standUp([createTable(null, { deletionProtectionEnabled: true })]);
  expect((await diffTopologies(told, asking)).changed[0]?.members).toEqual([
    { path: "DeletionProtectionEnabled", a: false, b: true },
  ]);
  const { changed } = await diffTopologies(await standUp([createTable(null)]), asking);
  expect(changed[0]?.members.map(({ path }) => path)).toEqual(["DeletionProtectionEnabled"]);
});

test("a thing that the one calls by its ARN and the other by its name is the same, and numbers may be texts", async () => {
  const arn = "arn:aws:kms:eu-west-1:111122223333:key/0b6f2f6c-52c5-4f0c-8f2b-7a57e1a9d3c4";
  const key: MadeCall = ["kms", "CreateKey", {}, { keyMetadata: { keyId: arn.slice(-36), arn } }];
  const queue = (master: string, seconds: unknown): MadeCall => [
    "sqs",
    "CreateQueue",
    { queueName: "orders", attributes: { KmsMasterKeyId: master, VisibilityTimeout: seconds } },
    null,
  ];
  const [a, b] = [await standUp([key, queue(arn, "30")]), await standUp([key, queue(arn.slice(-36), 30)])];
  expect(isSame(await diffTopologies(a, b))).toBe(true);
  expect(isSame(await diffTopologies(a, await standUp([key, queue(arn, "31")])))).toBe(false);
});
