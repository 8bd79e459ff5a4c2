// Whose life a call is about: names that several things have, things that are made twice, called back or brought along.

import { describe, expect, test } from "bun:test";
import { ACCOUNT, arn, GROUP, keep, keepPlaced, queue, type Written } from "./keep.ts";

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

  test("as what they stand in go, and that stays", async () => {
    const kept = await keep(
      ["ecs CreateCluster", { clusterName: "local" }],
      ["ecs CreateService", { cluster: "local", serviceName: "local" }],
      ["ecs UpdateService", { cluster: "local", service: "local", desiredCount: 0 }],
      ["ecs DeleteService", { cluster: "local", service: "local" }],
    );
    expect(kept).toEqual(["CreateCluster 1"]);
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

test("calls that were placed in another account are about the same things", async () => {
  const make: Written = [
    "secretsmanager CreateSecret",
    { name: "s" },
    { arn: arn("secretsmanager", "secret:s-AbCdEf"), name: "s" },
  ];
  const secretId = arn("secretsmanager", "secret:s-AbCdEf");
  const written: readonly Written[] = [
    make,
    ["secretsmanager PutResourcePolicy", { secretId, resourcePolicy: "{}" }],
    ["secretsmanager DeleteSecret", { secretId: "s" }],
    [
      "secretsmanager CreateSecret",
      { name: "s" },
      { arn: arn("secretsmanager", "secret:s-GhIjKl"), name: "s" },
    ],
  ];
  const place = (text: string) => text.replaceAll(ACCOUNT, "000000000000");
  expect(await keep(...written)).toEqual(["CreateSecret 4"]);
  expect(await keepPlaced(place, ...written)).toEqual(["CreateSecret 4"]);
});

test("two things of one name that are older than the log are each gone once they are removed", async () => {
  const queue = { jobQueue: "daily" };
  const environment = { computeEnvironment: "daily" };
  const kept = await keep(
    ["batch UpdateJobQueue", { ...queue, state: "DISABLED" }],
    ["batch UpdateComputeEnvironment", { ...environment, state: "DISABLED" }],
    ["batch DeleteJobQueue", queue],
    ["batch DeleteComputeEnvironment", environment],
  );
  expect(kept).toEqual([]);
});

test("a version that no answer named stands until it is removed, for which its thing is there", async () => {
  const kept = await keep(
    ["databrew CreateRecipe", { name: "main", steps: [] }, { name: "main" }],
    ["databrew PublishRecipe", { name: "main" }, { name: "main" }],
    ["databrew DeleteRecipeVersion", { name: "main", recipeVersion: "1.0" }],
  );
  expect(kept).toHaveLength(3);
});

test("what is gone and stays for what was made from it stays with what its own making says in a document", async () => {
  const deadLetters = (attributes: object, queueName: string): Written => [
    "sqs CreateQueue",
    { queueName, attributes },
    { queueUrl: `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/${queueName}` },
  ];
  const remove = (queueName: string): Written => [
    "sqs DeleteQueue",
    { queueUrl: `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/${queueName}` },
  ];
  const redrive = JSON.stringify({ deadLetterTargetArn: arn("sqs", "dead"), maxReceiveCount: 3 });
  const calls = [
    deadLetters({}, "dead"),
    deadLetters({ RedrivePolicy: redrive }, "jobs"),
    ["lambda CreateFunction20150331", { functionName: "f" }],
    [
      "lambda CreateEventSourceMapping20150331",
      { functionName: "f", eventSourceArn: arn("sqs", "jobs") },
      { uUID: "0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a" },
    ],
    remove("jobs"),
    remove("dead"),
  ] as const satisfies Written[];
  expect(await keep(...calls)).toHaveLength(calls.length);
  expect(await keep(...calls.filter((_, place) => place !== 3))).toEqual(["CreateFunction20150331 3"]);
});
