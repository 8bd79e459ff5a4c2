// Whose life a call is about: names that several things have, things that are made twice, called back or brought along.

import { describe, expect, test } from "bun:test";
import { tellEventName } from "../../../src/dialect/call.ts";
import { keepFinalState } from "../../../src/plan/final/final-state.ts";
import { orderSteps } from "../../../src/plan/order/order.ts";
import { type Call, makeSteps } from "../../dialect/support.ts";

/** A call without its second: they go one a second. */
type Written = readonly [what: string, request: object, response?: object | undefined, more?: Partial<Call>];

const ACCOUNT = "111122223333";
const GROUP = "sg-0a0a0a0a0a0a0a0a";
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
const policyArn = `arn:aws:iam::${ACCOUNT}:policy/p`;

function write([what, request, response, more]: Written, second: number): Call {
  const [source = "", name = ""] = what.split(" ");
  return { second, source, name, request, ...(response ? { response } : {}), ...more };
}

/** The names of the calls that are kept, each with its place in the log. */
async function keep(...written: readonly Written[]): Promise<string[]> {
  const calls = written.map(write);
  const { kept, superseded } = keepFinalState(await orderSteps(await makeSteps(calls)));
  expect(kept.length + superseded).toBe(calls.length);
  return kept.map((step) => `${tellEventName(step)} ${step.ordinal + 1}`);
}

const queue = (region: string): Written => [
  "sqs CreateQueue",
  { queueName: "q" },
  { queueUrl: `https://sqs.${region}.amazonaws.com/${ACCOUNT}/q` },
  { region },
];

describe("things of one name", () => {
  test("of two kinds are told apart", async () => {
    const organization = (id: string) =>
      `arn:aws:organizations::${ACCOUNT}:policy/o-1234567890/service_control_policy/${id}`;
    const policy = (name: string, id: string): Written => [
      "organizations CreatePolicy",
      { name, type: "SERVICE_CONTROL_POLICY", content: "{}" },
      { policy: { policySummary: { id, arn: organization(id), name } } },
    ];
    const kept = await keep(
      [
        "organizations CreateOrganizationalUnit",
        { parentId: "r-1234", name: "all" },
        { organizationalUnit: { id: "ou-1234-aaaaaaaa", name: "all" } },
      ],
      policy("ci", "p-aaaaaaaa"),
      policy("all", "p-bbbbbbbb"),
      ["organizations AttachPolicy", { policyId: "p-aaaaaaaa", targetId: "ou-1234-aaaaaaaa" }],
      ["organizations DeletePolicy", { policyId: "p-bbbbbbbb" }],
    );
    expect(kept).toEqual(["CreateOrganizationalUnit 1", "CreatePolicy 2", "AttachPolicy 4"]);
  });

  test("and of one kind are told apart by their ids", async () => {
    const group = (vpcId: string, end: string): Written => [
      "ec2 CreateSecurityGroup",
      { groupName: "web", groupDescription: "web", vpcId },
      { groupId: `${GROUP}${end}` },
    ];
    const kept = await keep(
      group("vpc-0a0a0a0a0a0a0a0a1", "1"),
      group("vpc-0a0a0a0a0a0a0a0a2", "2"),
      ["ec2 AuthorizeSecurityGroupIngress", { groupId: `${GROUP}2`, ipPermissions: { items: [] } }],
      ["ec2 DeleteSecurityGroup", { groupId: `${GROUP}1` }],
    );
    expect(kept).toEqual(["CreateSecurityGroup 2", "AuthorizeSecurityGroupIngress 3"]);
  });

  test("in two regions are two", async () => {
    const kept = await keep(queue("eu-west-1"), queue("us-east-1"), [
      "sqs DeleteQueue",
      { queueUrl: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/q` },
      undefined,
      { region: "us-east-1" },
    ]);
    expect(kept).toEqual(["CreateQueue 1"]);
  });

  test("whose ids begin alike are told apart by the rest", async () => {
    const pool = (name: string, end: string): Written => [
      "cognito-identity CreateIdentityPool",
      { identityPoolName: name, allowUnauthenticatedIdentities: true },
      { identityPoolId: `eu-west-1:11111111-2222-3333-4444-55555555555${end}`, identityPoolName: name },
    ];
    const kept = await keep(
      pool("eu", "1"),
      pool("beta", "2"),
      [
        "cognito-identity UpdateIdentityPool",
        {
          identityPoolId: "eu-west-1:11111111-2222-3333-4444-555555555551",
          identityPoolName: "europe",
          allowUnauthenticatedIdentities: false,
        },
      ],
      [
        "cognito-identity DeleteIdentityPool",
        { identityPoolId: "eu-west-1:11111111-2222-3333-4444-555555555552" },
      ],
    );
    expect(kept).toEqual(["CreateIdentityPool 1", "UpdateIdentityPool 3"]);
  });

  test("whose ARNs end alike are told apart by the whole", async () => {
    const stream = (name: string): Written => [
      "kinesisvideo CreateStream",
      { StreamName: name },
      { StreamARN: arn("kinesisvideo", `stream/${name}/1598784211076`) },
    ];
    const kept = await keep(stream("finals"), stream("casual"), [
      "kinesisvideo DeleteStream",
      { StreamARN: arn("kinesisvideo", "stream/casual/1598784211076") },
    ]);
    expect(kept).toEqual(["CreateStream 1"]);
  });
});

test("what is put or asked for twice is one thing", async () => {
  const parameter = { name: "/a", value: "1" };
  expect(
    await keep(
      ["ssm PutParameter", parameter],
      ["ssm PutParameter", { ...parameter, overwrite: true }],
      ["ssm DeleteParameter", { name: "/a" }],
    ),
  ).toEqual([]);
  const topicArn = arn("sns", "t");
  const topic: Written = ["sns CreateTopic", { name: "t" }, { topicArn }];
  expect(await keep(topic, topic, ["sns DeleteTopic", { topicArn }])).toEqual([]);
});

test("of what one call makes each ends by itself", async () => {
  const ids = ["i-0a0a0a0a0a0a0a0a1", "i-0a0a0a0a0a0a0a0a2"];
  const list = (some: readonly string[]) => ({ items: some.map((instanceId) => ({ instanceId })) });
  const run: Written = ["ec2 RunInstances", { minCount: 2, maxCount: 2 }, { instancesSet: list(ids) }];
  const end = (some: readonly string[]): Written => ["ec2 TerminateInstances", { instancesSet: list(some) }];
  const tags = { items: [{ key: "a", value: "b" }] };
  const tag: Written = [
    "ec2 CreateTags",
    { resourcesSet: { items: ids.map((resourceId) => ({ resourceId })) }, tagSet: tags },
  ];
  expect(await keep(run, tag, end(ids))).toEqual([]);
  expect(await keep(run, tag, end(ids.slice(0, 1)))).toEqual([
    "RunInstances 1",
    "CreateTags 2",
    "TerminateInstances 3",
  ]);
});

test("what is called back was never gone, unless it is removed again", async () => {
  const secret = { secretId: "s" };
  const calls: readonly Written[] = [
    [
      "secretsmanager CreateSecret",
      { name: "s" },
      { arn: arn("secretsmanager", "secret:s-AbCdEf"), name: "s" },
    ],
    ["secretsmanager TagResource", { ...secret, tags: [{ key: "a", value: "b" }] }],
    ["secretsmanager DeleteSecret", secret],
    ["secretsmanager RestoreSecret", secret],
  ];
  expect(await keep(...calls)).toHaveLength(4);
  expect(await keep(...calls, ["secretsmanager DeleteSecret", secret])).toEqual([]);
});

test("what goes with another thing ends with it", async () => {
  const group = { logGroupName: "g" };
  const make: Written = ["logs CreateLogGroup", group];
  const stream: Written = ["logs CreateLogStream", { ...group, logStreamName: "s" }];
  const remove: Written = ["logs DeleteLogGroup", group];
  expect(await keep(make, stream, remove)).toEqual([]);
  expect(await keep(make, stream, remove, make)).toEqual(["CreateLogGroup 4"]);
  const lambda = (name: string): Written => [name, { functionName: "f" }];
  expect(
    await keep(
      lambda("lambda CreateFunction20150331"),
      ["lambda PublishVersion20150331", { functionName: "f" }, { version: "1" }],
      lambda("lambda DeleteFunction20150331"),
    ),
  ).toEqual([]);
});

test("a thing without an ARN of its own does not end with another of its name", async () => {
  const kept = await keep(
    ["sagemaker CreateEndpointConfig", { endpointConfigName: "all" }],
    ["sagemaker CreateTrial", { trialName: "all", experimentName: "e" }],
    ["sagemaker DeleteEndpointConfig", { endpointConfigName: "all" }],
  );
  expect(kept).toEqual(["CreateTrial 2"]);
});

describe("versions", () => {
  const policy: Written = ["iam CreatePolicy", { policyName: "p" }, { policy: { arn: policyArn } }];
  const version = (number: number): Written => [
    "iam CreatePolicyVersion",
    { policyArn, setAsDefault: true },
    { policyVersion: { versionId: `v${number}` } },
  ];
  const remove = (number: number): Written => [
    "iam DeletePolicyVersion",
    { policyArn, versionId: `v${number}` },
  ];

  test("that came with their thing are removed again", async () => {
    expect(await keep(policy, version(2), remove(1))).toHaveLength(3);
    expect(await keep(policy, remove(1), ["iam DeletePolicy", { policyArn }])).toEqual([]);
    expect(await keep(remove(1))).toEqual([]);
  });

  test("that others are counted behind stay, and the last goes", async () => {
    expect(await keep(policy, version(2), version(3), remove(2))).toHaveLength(4);
    expect(await keep(policy, version(2), version(3), remove(3))).toEqual([
      "CreatePolicy 1",
      "CreatePolicyVersion 2",
    ]);
  });

  test("are not what they are versions of", async () => {
    const kept = await keep(
      ["lambda CreateFunction20150331", { functionName: "f" }],
      ["lambda PublishVersion20150331", { functionName: "f" }, { version: "1" }],
      ["lambda DeleteFunction20150331", { functionName: "f", qualifier: "1" }],
    );
    expect(kept).toHaveLength(3);
  });
});

test("what is emptied stays", async () => {
  const queueUrl = `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/q`;
  expect(await keep(queue("eu-west-1"), ["sqs PurgeQueue", { queueUrl }])).toHaveLength(2);
});

test("what refers to something that goes stays, with all that this needs", async () => {
  const natGatewayId = "nat-0a0a0a0a0a0a0a0a0";
  const kept = await keep(
    [
      "ec2 CreateNatGateway",
      { CreateNatGatewayRequest: { SubnetId: "subnet-0a0a0a0a0a0a0a0a0" } },
      { CreateNatGatewayResponse: { natGateway: { natGatewayId } } },
    ],
    [
      "ec2 CreateRoute",
      { routeTableId: "rtb-0a0a0a0a0a0a0a0a0", destinationCidrBlock: "0.0.0.0/0", natGatewayId },
    ],
    ["ec2 DeleteNatGateway", { DeleteNatGatewayRequest: { NatGatewayId: natGatewayId } }],
  );
  expect(kept).toHaveLength(3);
  const taskDefinition = `${arn("ecs", "task-definition/web")}:1`;
  const service = await keep(
    [
      "ecs RegisterTaskDefinition",
      { family: "web" },
      { taskDefinition: { taskDefinitionArn: taskDefinition, revision: 1 } },
    ],
    ["ecs CreateService", { cluster: "c", serviceName: "s" }],
    ["ecs UpdateService", { cluster: "c", service: "s", taskDefinition, desiredCount: 5 }],
    ["ecs DeregisterTaskDefinition", { taskDefinition }],
  );
  expect(service).toHaveLength(4);
});

test("a call about several things stays where one of them goes", async () => {
  const ingress = (group: string, ...permissions: object[]) => ({
    groupId: group,
    ipPermissions: { items: permissions },
  });
  const port = (number: number, more: object) => ({
    ipProtocol: "tcp",
    fromPort: number,
    toPort: number,
    ...more,
  });
  const [web, balancer] = [`${GROUP}1`, `${GROUP}2`];
  const group = (groupName: string, groupId: string): Written => [
    "ec2 CreateSecurityGroup",
    { groupName, groupDescription: groupName, vpcId: "vpc-0a0a0a0a0a0a0a0a1" },
    { groupId },
  ];
  const fromBalancer = port(80, { groups: { items: [{ groupId: balancer }] } });
  const fromAll = port(443, { ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] } });
  const kept = await keep(
    group("web", web),
    group("lb", balancer),
    ["ec2 AuthorizeSecurityGroupIngress", ingress(web, fromBalancer, fromAll)],
    ["ec2 RevokeSecurityGroupIngress", ingress(web, fromBalancer)],
    ["ec2 DeleteSecurityGroup", { groupId: balancer }],
  );
  expect(kept).toHaveLength(5);
});
