// Kinds of calls that once left before what they need, or waited for what they do not.
import { expect, test } from "bun:test";
import type { Call } from "../../dialect/support.ts";
import { expectChain, measureDepth, minutes, order } from "./wait-chains.ts";

test.each([
  [
    "a state machine by its ARN",
    minutes("states", [
      [
        "CreateStateMachine",
        { name: "pay", roleArn: "arn:aws:iam::111122223333:role/pay" },
        { stateMachineArn: "arn:aws:states:eu-west-1:111122223333:stateMachine:pay" },
      ],
      ["UpdateStateMachine", { stateMachineArn: "arn:aws:states:eu-west-1:111122223333:stateMachine:pay" }],
      ["DeleteStateMachine", { stateMachineArn: "arn:aws:states:eu-west-1:111122223333:stateMachine:pay" }],
    ]),
  ],
  [
    "an identity of SES by its own name",
    minutes("ses", [
      ["CreateEmailIdentity", { emailIdentity: "example.com" }],
      ["PutEmailIdentityFeedbackAttributes", { emailIdentity: "example.com", emailForwardingEnabled: true }],
      ["DeleteEmailIdentity", { emailIdentity: "example.com" }],
    ]),
  ],
  [
    "a pull request by its number",
    minutes("codecommit", [
      ["UpdatePullRequestTitle", { pullRequestId: "7", title: "a" }],
      ["UpdatePullRequestStatus", { pullRequestId: "7", pullRequestStatus: "CLOSED" }],
    ]),
  ],
  ...["ci", "default", "all", "local", "a", "7"].map(
    (name) =>
      [
        `a role named ${name}`,
        minutes("iam", [
          ["CreateRole", { roleName: name }],
          ["PutRolePolicy", { roleName: name, policyName: "p" }],
          ["DeleteRolePolicy", { roleName: name, policyName: "p" }],
          ["DeleteRole", { roleName: name }],
        ]),
      ] as const,
  ),
  [
    "what a call is about that nothing tells",
    minutes("dynamodb", [
      ["CreateTable", { tableName: "Music" }],
      ["ExecuteStatement", {}],
      ["DeleteTable", { tableName: "Music" }],
    ]),
  ],
] as const)("%s is one thing throughout", async (_, calls) => {
  await expectChain(calls);
});

test("a service waits for the task definition of its own second", async () => {
  const steps = await order([
    {
      second: 0,
      source: "ecs",
      name: "CreateService",
      request: { serviceName: "shop", taskDefinition: "web", desiredCount: 1 },
    },
    {
      second: 0,
      source: "ecs",
      name: "RegisterTaskDefinition",
      request: { family: "web", containerDefinitions: [] },
      response: {
        taskDefinition: {
          taskDefinitionArn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1",
          family: "web",
        },
      },
    },
  ]);
  expect(steps.map(({ operation, after }) => [operation.name, after])).toEqual([
    ["RegisterTaskDefinition", []],
    ["CreateService", [0]],
  ]);
});

const hundred = Array.from({ length: 100 }, (_, place) => place);
const put = (bucket: string, key: string): Call => ({
  second: 0,
  source: "s3",
  name: "PutObject",
  request: { bucketName: bucket, key },
});

test.each([
  ["objects of different buckets", hundred.map((place) => put(`b${place}`, `k${place}`))],
  ["objects of one bucket", hundred.map((place) => put("b", `k${place}`))],
  ["one key in different buckets", hundred.map((place) => put(`b${place}`, "k"))],
  [
    "functions that share a role",
    hundred.map(
      (place): Call => ({
        second: 0,
        source: "lambda",
        name: "CreateFunction20150331",
        request: { functionName: `f${place}`, role: "arn:aws:iam::111122223333:role/shared" },
      }),
    ),
  ],
  [
    "tables of one name in different regions",
    hundred.map(
      (place): Call => ({
        second: place,
        source: "dynamodb",
        name: "CreateTable",
        request: { tableName: "orders" },
        region: `eu-west-${place}`,
      }),
    ),
  ],
])("%s are made side by side", async (_, calls) => {
  expect(measureDepth(await order(calls))).toBe(1);
});

test("what is shared is made before its users and removed after them", async () => {
  const role = { roleName: "shared" };
  const steps = await order([
    { second: 0, source: "iam", name: "CreateRole", request: role },
    ...["a", "b"].map(
      (functionName): Call => ({
        second: 1,
        source: "lambda",
        name: "CreateFunction20150331",
        request: { functionName, role: "arn:aws:iam::111122223333:role/shared" },
      }),
    ),
    { second: 2, source: "iam", name: "DeleteRole", request: role },
  ]);
  expect(steps.map(({ after }) => after)).toEqual([[], [0], [0], [1, 2]]);
});

test.each([
  "b/data/part%200.csv",
  "/b/data/part%200.csv",
  "b/data/part%200.csv?versionId=3HL4kqtJvjVBH40Nrjfkd",
])("a copy waits for its source: %s", async (source) => {
  const steps = await order([
    { second: 0, source: "s3", name: "PutObject", request: { bucketName: "b", key: "data/part 0.csv" } },
    {
      second: 1,
      source: "s3",
      name: "CopyObject",
      request: { bucketName: "c", key: "copy", "x-amz-copy-source": source },
    },
  ]);
  expect(steps.map(({ after }) => after)).toEqual([[], [0]]);
});

test("a target waits for its instance", async () => {
  const instance = "i-0123456789abcdef0";
  const steps = await order([
    {
      second: 2,
      source: "ec2",
      name: "RunInstances",
      request: { instancesSet: { items: [{ imageId: "ami-0123456789abcdef0", minCount: 1, maxCount: 1 }] } },
      response: { instancesSet: { items: [{ instanceId: instance }] } },
    },
    {
      second: 3,
      source: "elasticloadbalancing",
      name: "RegisterTargets",
      request: {
        targetGroupArn:
          "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/app/0123456789abcdef",
        targets: [{ id: instance }],
      },
    },
  ]);
  expect(steps.map(({ after }) => after)).toEqual([[], [0]]);
});
