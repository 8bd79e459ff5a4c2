/** What calls took away must not stand: in an endpoint where the removal did nothing, each is told as still there. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Structure } from "../../src/aws/values.ts";
import { type Asking, judgeRemovals } from "./support.ts";

const GROUP = "sg-0a1b2c3d4e5f60718";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";
const QUEUE = "http://localhost/111122223333/q";
const TARGETS = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/t/1";

const rule = (port: number, ...ranges: string[]): Structure => ({
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: port,
  IpRanges: ranges.map((CidrIp) => ({ CidrIp })),
});

function tellGroup(...ranges: string[]): string {
  const items = ranges.map((range) => `<item><cidrIp>${range}</cidrIp></item>`).join("");
  const permission = `<item><ipProtocol>tcp</ipProtocol><fromPort>22</fromPort><toPort>22</toPort><ipRanges>${items}</ipRanges></item>`;
  return `<R><securityGroupInfo><item><groupId>${GROUP}</groupId><ipPermissions>${ranges.length > 0 ? permission : ""}</ipPermissions></item></securityGroupInfo></R>`;
}

function tellPolicies(...arns: string[]): string {
  const members = arns.map((arn) => `<member><PolicyArn>${arn}</PolicyArn></member>`).join("");
  return `<R><ListAttachedRolePoliciesResult><AttachedPolicies>${members}</AttachedPolicies><IsTruncated>false</IsTruncated></ListAttachedRolePoliciesResult></R>`;
}

function tellRoutes(...ranges: string[]): string {
  const items = ranges.map(
    (r) => `<item><destinationCidrBlock>${r}</destinationCidrBlock><gatewayId>igw-1</gatewayId></item>`,
  );
  return `<R><routeTableSet><item><routeTableId>rtb-1</routeTableId><routeSet>${items.join("")}</routeSet></item></routeTableSet></R>`;
}

function tellTags(...keys: string[]): string {
  const items = keys.map((k) => `<item><resourceId>vpc-1</resourceId><key>${k}</key><value>v</value></item>`);
  return `<R><tagSet>${items.join("")}</tagSet></R>`;
}

/** What puts something there, what takes it away, what is read while it stands and what when it is gone. */
interface Pair {
  readonly of: string;
  readonly put?: Asking;
  readonly take: Asking;
  readonly read: string;
  readonly standing: object | string;
  readonly gone: object | string | null;
}

const PAIRS: readonly Pair[] = [
  {
    of: "ec2",
    put: ["AuthorizeSecurityGroupIngress", { GroupId: GROUP, IpPermissions: [rule(22, "10.0.0.0/8")] }],
    take: ["RevokeSecurityGroupIngress", { GroupId: GROUP, IpPermissions: [rule(22, "10.0.0.0/8")] }],
    read: "DescribeSecurityGroups",
    standing: tellGroup("10.0.0.0/8"),
    gone: tellGroup("192.168.0.0/16"),
  },
  {
    of: "ec2",
    put: ["CreateTags", { Resources: ["vpc-1"], Tags: [{ Key: "a", Value: "1" }] }],
    take: ["DeleteTags", { Resources: ["vpc-1"], Tags: [{ Key: "a" }] }],
    read: "DescribeTags",
    standing: tellTags("a", "b"),
    gone: tellTags("b"),
  },
  {
    of: "ec2",
    put: ["CreateRoute", { RouteTableId: "rtb-1", DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1" }],
    take: ["DeleteRoute", { RouteTableId: "rtb-1", DestinationCidrBlock: "0.0.0.0/0" }],
    read: "DescribeRouteTables",
    standing: tellRoutes("10.0.0.0/16", "0.0.0.0/0"),
    gone: tellRoutes("10.0.0.0/16"),
  },
  {
    of: "iam",
    put: ["AttachRolePolicy", { RoleName: "r", PolicyArn: "arn:aws:iam::aws:policy/P" }],
    take: ["DetachRolePolicy", { RoleName: "r", PolicyArn: "arn:aws:iam::aws:policy/P" }],
    read: "ListAttachedRolePolicies",
    standing: tellPolicies("arn:aws:iam::aws:policy/P", "arn:aws:iam::aws:policy/Q"),
    gone: tellPolicies("arn:aws:iam::aws:policy/Q"),
  },
  {
    of: "kms",
    put: ["TagResource", { KeyId: KEY, Tags: [{ TagKey: "a", TagValue: "1" }] }],
    take: ["UntagResource", { KeyId: KEY, TagKeys: ["a"] }],
    read: "ListResourceTags",
    standing: { Tags: [{ TagKey: "a", TagValue: "2" }] },
    gone: { Tags: [{ TagKey: "b", TagValue: "1" }] },
  },
  {
    of: "sqs",
    put: ["TagQueue", { QueueUrl: QUEUE, Tags: { a: "1" } }],
    take: ["UntagQueue", { QueueUrl: QUEUE, TagKeys: ["a"] }],
    read: "ListQueueTags",
    standing: { Tags: { a: "1" } },
    gone: { Tags: { b: "1" } },
  },
  {
    of: "dynamodb",
    put: ["CreateTable", { TableName: "t" }],
    take: ["DeleteTable", { TableName: "t" }],
    read: "DescribeTable",
    standing: { Table: { TableName: "t" } },
    gone: null,
  },
  {
    of: "events",
    put: ["PutTargets", { Rule: "r", Targets: [{ Id: "1", Arn: "arn:a" }] }],
    take: ["RemoveTargets", { Rule: "r", Ids: ["1"] }],
    read: "ListTargetsByRule",
    standing: { Targets: [{ Id: "1", Arn: "arn:a" }] },
    gone: { Targets: [{ Id: "2", Arn: "arn:a" }] },
  },
  {
    of: "logs",
    put: ["PutRetentionPolicy", { logGroupName: "/g", retentionInDays: 3 }],
    take: ["DeleteRetentionPolicy", { logGroupName: "/g" }],
    read: "DescribeLogGroups",
    standing: { logGroups: [{ logGroupName: "/g", retentionInDays: 3 }] },
    gone: { logGroups: [{ logGroupName: "/g" }] },
  },
  {
    of: "elbv2",
    put: ["RegisterTargets", { TargetGroupArn: TARGETS, Targets: [{ Id: "i-1", Port: 80 }] }],
    take: ["DeregisterTargets", { TargetGroupArn: TARGETS, Targets: [{ Id: "i-1", Port: 80 }] }],
    read: "DescribeTargetHealth",
    standing:
      "<R><DescribeTargetHealthResult><TargetHealthDescriptions><member><Target><Id>i-1</Id><Port>80</Port></Target></member></TargetHealthDescriptions></DescribeTargetHealthResult></R>",
    gone: "<R><DescribeTargetHealthResult><TargetHealthDescriptions><member><Target><Id>i-1</Id><Port>81</Port></Target></member></TargetHealthDescriptions></DescribeTargetHealthResult></R>",
  },
];

const statusesOf = (lines: readonly string[]) => lines.map((line) => line.split(" ")[0]);

describe.each(PAIRS.map((pair) => [`${pair.of} ${pair.take[0]}`, pair] as const))("%s", (_, pair) => {
  const { of, put, take, read, standing, gone } = pair;
  const calls = put ? [put, take] : [take];

  test("that did nothing is told", async () => {
    expect(statusesOf(await judgeRemovals(of, calls, { [read]: standing }))).toEqual(["remaining"]);
  });

  test("that took it away is checked", async () => {
    expect(statusesOf(await judgeRemovals(of, calls, { [read]: gone }))).toEqual(["gone"]);
  });

  test("says nothing of what was put back", async () => {
    expect(await judgeRemovals(of, put ? [put, take, put] : [], { [read]: standing })).toEqual([]);
  });

  test("is not checked where the read is refused", async () => {
    expect(statusesOf(await judgeRemovals(of, calls, {}))).toEqual(["unchecked"]);
  });
});

test.each(
  PAIRS.filter(({ of }) => of !== "logs").map((pair) => [`${pair.of} ${pair.take[0]}`, pair] as const),
)("what is older than the log is looked for, too: %s", async (_, { of, take, read, standing, gone }) => {
  expect(statusesOf(await judgeRemovals(of, [take], { [read]: standing }))).toEqual(["remaining"]);
  expect(statusesOf(await judgeRemovals(of, [take], { [read]: gone }))).toEqual(["gone"]);
});

test("of a rule with several ranges each is looked for", async () => {
  const revoke: Asking = [
    "RevokeSecurityGroupIngress",
    { GroupId: GROUP, IpPermissions: [rule(22, "10.0.0.0/8", "10.1.0.0/16")] },
  ];
  const told = await judgeRemovals("ec2", [revoke], { DescribeSecurityGroups: tellGroup("10.1.0.0/16") });
  expect(statusesOf(told)).toEqual(["gone", "remaining"]);
});

test("an item that a change names as removed is looked for, and may come back", async () => {
  const change = (input: Structure): Asking => ["ModifyVpcEndpoint", { VpcEndpointId: "vpce-1", ...input }];
  const told = (...subnets: string[]) => ({
    DescribeVpcEndpoints: `<R><vpcEndpointSet><item><vpcEndpointId>vpce-1</vpcEndpointId><subnetIdSet>${subnets.map((one) => `<item>${one}</item>`).join("")}</subnetIdSet></item></vpcEndpointSet></R>`,
  });
  const [remove, add] = [change({ RemoveSubnetIds: ["subnet-1"] }), change({ AddSubnetIds: ["subnet-1"] })];
  const [both, other] = [told("subnet-1", "subnet-2"), told("subnet-2")];
  expect(statusesOf(await judgeRemovals("ec2", [remove], both))).toEqual(["remaining"]);
  expect(statusesOf(await judgeRemovals("ec2", [remove], other))).toEqual(["gone"]);
  expect(await judgeRemovals("ec2", [remove, add], both)).toEqual([]);
});

test("a key that waits for its deletion is gone, and one that does not is not", async () => {
  const id = "11111111-2222-4333-8444-555555555555";
  const calls: Asking[] = [
    ["CreateKey", {}, { KeyMetadata: { KeyId: id, Arn: `arn:aws:kms:eu-west-1:111122223333:key/${id}` } }],
    ["ScheduleKeyDeletion", { KeyId: id }, { KeyId: id }],
  ];
  const told = (KeyState: string) => ({ DescribeKey: { KeyMetadata: { KeyId: id, KeyState } } });
  expect(await judgeRemovals("kms", calls, told("Enabled"))).toEqual(["remaining"]);
  expect(await judgeRemovals("kms", calls, told("PendingDeletion"))).toEqual(["gone"]);
});

test("what no read is known to tell of is not checked, and data are not asked for", async () => {
  expect(await judgeRemovals("ssm", [["TerminateSession", { SessionId: "s" }]], {})).toEqual(["unchecked"]);
  expect(await judgeRemovals("dynamodb", [["DeleteItem", { TableName: "t", Key: {} }]], {})).toEqual([]);
});

test("a call that may name a thing in two ways takes no other one", async () => {
  const stream = "arn:aws:kinesis:eu-west-1:111122223333:stream/s";
  const register = (name: string): Asking => [
    "RegisterStreamConsumer",
    { StreamARN: stream, ConsumerName: name },
    { Consumer: { ConsumerName: name, ConsumerARN: `${stream}/consumer/${name}:1` } },
  ];
  const calls: Asking[] = [
    register("a"),
    register("b"),
    ["DeregisterStreamConsumer", { StreamARN: stream, ConsumerName: "a" }],
  ];
  const reads = { DescribeStreamConsumer: (_: string, body: string) => (body.includes("/b") ? "{}" : null) };
  expect(statusesOf(await judgeRemovals("kinesis", calls, reads))).toEqual(["gone"]);
});

/** Adds and removes of a few keys, as a set has them. */
const actions = fc.array(fc.record({ key: fc.constantFrom("a", "b", "c"), adds: fc.boolean() }), {
  minLength: 1,
  maxLength: 12,
});

test("of any adding and removing, what is told is what the set has, whatever stands", async () => {
  await fc.assert(
    fc.asyncProperty(actions, fc.subarray(["a", "b", "c"]), async (done, stands) => {
      const calls = done.map(
        ({ key, adds }): Asking =>
          adds
            ? ["CreateTags", { Resources: ["vpc-1"], Tags: [{ Key: key, Value: "v" }] }]
            : ["DeleteTags", { Resources: ["vpc-1"], Tags: [{ Key: key }] }],
      );
      const last = new Map(done.map(({ key, adds }) => [key, adds]));
      const removed = [...last].flatMap(([key, adds]) => (adds ? [] : [key]));
      const told = await judgeRemovals("ec2", calls, { DescribeTags: tellTags(...stands) });
      const remaining = told.filter((one) => one.startsWith("remaining")).length;
      expect(told.length).toBe(removed.length);
      expect(remaining).toBe(removed.filter((key) => stands.includes(key)).length);
    }),
    { numRuns: 50 },
  );
});

test("what was to be deleted and is called back is not gone", async () => {
  const secret: Asking[] = [
    ["CreateSecret", { Name: "s" }],
    ["DeleteSecret", { SecretId: "s" }],
  ];
  expect(await judgeRemovals("secretsmanager", secret, {})).toHaveLength(1);
  const restored: Asking[] = [...secret, ["RestoreSecret", { SecretId: "s" }]];
  expect(await judgeRemovals("secretsmanager", restored, {})).toEqual([]);
  const key: Asking[] = [
    ["CreateKey", {}, { KeyMetadata: { KeyId: "1", Arn: KEY } }],
    ["ScheduleKeyDeletion", { KeyId: "1" }],
  ];
  expect(await judgeRemovals("kms", key, {})).toHaveLength(1);
  expect(await judgeRemovals("kms", [...key, ["CancelKeyDeletion", { KeyId: "1" }]], {})).toEqual([]);
});
