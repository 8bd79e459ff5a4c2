// Kinds of calls that once left before what they need, or waited for what they do not.
import { expect, test } from "bun:test";
import { type OrderedStep, orderSteps } from "../../../src/plan/order/order.ts";
import { type Call, makeSteps } from "../../dialect/support.ts";

async function order(calls: readonly Call[]): Promise<OrderedStep[]> {
  return orderSteps(await makeSteps(calls));
}

/** The calls that each call waits for in the end, by their places. */
function closeWaits(steps: readonly OrderedStep[]): ReadonlySet<number>[] {
  const closed: Set<number>[] = [];
  for (const { after } of steps)
    closed.push(new Set(after.flatMap((place) => [place, ...(closed[place] ?? [])])));
  return closed;
}

async function expectChain(calls: readonly Call[]): Promise<void> {
  const steps = await order(calls);
  const waits = closeWaits(steps);
  expect(steps.map(({ id }) => id)).toEqual(calls.map(({ name }, place) => `${name}#${place}`));
  for (const place of steps.keys()) expect([...(waits[place] ?? [])].length).toBe(place);
}

/** How long the calls take in units of one, with as many lanes as it takes: the longest chain of waits. */
function measureDepth(steps: readonly OrderedStep[]): number {
  const depths: number[] = [];
  for (const { after } of steps) depths.push(1 + Math.max(0, ...after.map((place) => depths[place] ?? 0)));
  return Math.max(...depths);
}

const minutes = (
  source: string,
  calls: readonly (readonly [name: string, request: object, response?: object])[],
) =>
  calls.map(
    ([name, request, response], place): Call => ({ second: 60 * place, source, name, request, response }),
  );

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

test("a copy waits for its source, however it is written, and a target for its instance", async () => {
  const instance = "i-0123456789abcdef0";
  const steps = await order([
    { second: 0, source: "s3", name: "PutObject", request: { bucketName: "b", key: "data/part 0.csv" } },
    {
      second: 1,
      source: "s3",
      name: "CopyObject",
      request: { bucketName: "c", key: "copy", "x-amz-copy-source": "b/data/part%200.csv" },
    },
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
  expect(steps.map(({ after }) => after)).toEqual([[], [0], [], [2]]);
});

test("names that many things of many services have link nothing but what is named", async () => {
  const role = (second: number): Call => ({
    second,
    source: "iam",
    name: "CreateRole",
    request: { roleName: "ci" },
  });
  const queue: Call = { second: 1, source: "sqs", name: "CreateQueue", request: { queueName: "ci" } };
  const steps = await order([role(0), queue, { ...queue, region: "eu-central-1", second: 2 }]);
  expect(steps.map(({ after }) => after)).toEqual([[], [], []]);
});

test("an ARN that names fewer containers than its thing stands in is told from those of other things", async () => {
  const bucket = "arn:aws:s3tables:eu-west-1:111122223333:bucket/lake";
  const make = (namespace: string, second: number): Call => ({
    second,
    source: "s3tables",
    name: "CreateTable",
    request: { tableBucketARN: bucket, namespace, name: "sales" },
    response: { tableARN: `${bucket}/table/sales` },
  });
  const steps = await order([
    make("old", 0),
    {
      second: 60,
      source: "s3tables",
      name: "DeleteTable",
      request: { tableBucketARN: bucket, namespace: "new", name: "sales" },
    },
    make("new", 60),
  ]);
  expect(steps.map(({ id }) => id)).toEqual(["CreateTable#0", "CreateTable#2", "DeleteTable#1"]);
});

test("a peering is accepted in another region once it has been asked for", async () => {
  const id = "pcx-0123456789abcdef0";
  const steps = await order([
    {
      second: 0,
      source: "ec2",
      name: "AcceptVpcPeeringConnection",
      region: "us-east-1",
      request: { vpcPeeringConnectionId: id },
    },
    {
      second: 0,
      source: "ec2",
      name: "CreateVpcPeeringConnection",
      request: {
        vpcId: "vpc-0123456789abcdef0",
        peerVpcId: "vpc-0123456789abcdef1",
        peerRegion: "us-east-1",
      },
      response: { vpcPeeringConnection: { vpcPeeringConnectionId: id } },
    },
  ]);
  expect(steps.map(({ id, after }) => [id, after])).toEqual([
    ["CreateVpcPeeringConnection#1", []],
    ["AcceptVpcPeeringConnection#0", [0]],
  ]);
});

const DOMAIN = "d3hi0jqkx1b6tz.cloudfront.net";
const DISTRIBUTION: Call = {
  second: 0,
  source: "cloudfront",
  name: "CreateDistribution",
  request: { distributionConfig: { callerReference: "1", comment: "", enabled: true } },
  response: { distribution: { id: "E1A2B3C4D5E6F7", domainName: DOMAIN } },
};
const API: Call = {
  second: 0,
  source: "apigateway",
  name: "CreateRestApi",
  request: { createRestApiInput: { name: "shop" } },
  response: { id: "a1b2c3d4e5", name: "shop" },
};

test.each([
  [
    "a record for a host",
    DISTRIBUTION,
    {
      source: "route53",
      name: "ChangeResourceRecordSets",
      region: "us-east-1",
      request: {
        hostedZoneId: "Z1",
        changeBatch: {
          changes: [
            {
              action: "CREATE",
              resourceRecordSet: {
                name: "a.example.com",
                type: "CNAME",
                resourceRecords: [{ value: DOMAIN }],
              },
            },
          ],
        },
      },
    },
  ],
  [
    "a setting with an id in a host's name",
    API,
    {
      source: "ssm",
      name: "PutParameter",
      request: {
        name: "/shop/url",
        type: "String",
        description: "https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/live",
      },
    },
  ],
  [
    "a document without blanks",
    API,
    {
      source: "states",
      name: "CreateStateMachine",
      request: {
        name: "shop",
        definition: '{"Parameters":{"ApiId":"a1b2c3d4e5"}}',
        roleArn: "arn:aws:iam::111122223333:role/r",
      },
    },
  ],
])("%s goes after what gave the text out", async (_, maker, user) => {
  const region = "region" in user ? user.region : "eu-west-1";
  const steps = await order([
    { second: 0, ...user },
    { ...maker, region },
  ]);
  expect(steps.map(({ id, after }) => [id, after])).toEqual([
    [`${maker.name}#1`, []],
    [`${user.name}#0`, [0]],
  ]);
});

test("what several answers have alike was given out by none of them", async () => {
  const balancer = (name: string): Call => ({
    second: 0,
    source: "elasticloadbalancing",
    name: "CreateLoadBalancer",
    request: { name, type: "network" },
    response: { loadBalancers: [{ loadBalancerName: name, canonicalHostedZoneId: "Z35SXDOTRQ7X7K" }] },
  });
  const setting = { name: "zone", type: "String", description: "Z35SXDOTRQ7X7K" };
  const use: Call = { second: 0, source: "ssm", name: "PutParameter", request: setting };
  const after = async (calls: readonly Call[]) => (await order(calls)).map((step) => step.after);
  expect(await after([use, balancer("a")])).toEqual([[], [0]]);
  expect(await after([use, balancer("a"), balancer("b")])).toEqual([[], [], []]);
});

test("a layer is published before the functions that have it, though one has its name, too", async () => {
  const arn = "arn:aws:lambda:eu-west-1:111122223333:layer:main";
  const make = (functionName: string): Call => ({
    second: 0,
    source: "lambda",
    name: "CreateFunction20150331",
    request: { functionName, role: "arn:aws:iam::111122223333:role/r", layers: [`${arn}:1`] },
  });
  const publish: Call = {
    second: 0,
    source: "lambda",
    name: "PublishLayerVersion20181031",
    request: { layerName: "main", content: {} },
    response: { layerArn: arn, layerVersionArn: `${arn}:1`, version: 1 },
  };
  const permit = (functionName: string): Call => ({
    second: 0,
    source: "lambda",
    name: "AddPermission20150331v2",
    request: { functionName, statementId: "main", action: "lambda:InvokeFunction", principal: "*" },
  });
  const sets = [
    [make("all"), make("main"), permit("main"), publish],
    [make("main"), permit("all"), publish, make("all")],
    [publish, permit("main"), make("all"), make("main")],
    [make("all"), permit("all"), publish],
  ];
  for (const calls of sets) {
    const [first, ...others] = (await order(calls)).map(({ operation }) => operation.name);
    expect(first).toBe("PublishLayerVersion");
    expect(others.lastIndexOf("AddPermission")).toBeGreaterThan(0);
  }
});

test("a rule and a group that one of several rules leads to go in the order of their deletions", async () => {
  const base = "arn:aws:elasticloadbalancing:eu-west-1:111122223333";
  const listener = "app/all/60b33163c163679e/32ea90276ef8c24f";
  const call = (second: number, name: string, request: object, response?: object): Call => ({
    second,
    source: "elasticloadbalancing",
    name,
    request,
    response,
  });
  const group = (name: string) => `${base}:targetgroup/${name}/00000000000000${name}`;
  const rule = (name: string) => `${base}:listener-rule/${listener}/11111111111111${name}`;
  const names = ["aa", "bb", "cc"];
  const steps = await order([
    ...names.map((name) =>
      call(0, "CreateTargetGroup", { name }, { targetGroups: [{ targetGroupArn: group(name) }] }),
    ),
    ...names.map((name, priority) =>
      call(
        1,
        "CreateRule",
        {
          listenerArn: `${base}:listener/${listener}`,
          priority,
          actions: [{ type: "forward", targetGroupArn: group(name) }],
        },
        { rules: [{ ruleArn: rule(name) }] },
      ),
    ),
    call(2, "DeleteTargetGroup", { targetGroupArn: group("aa") }),
    call(2, "DeleteRule", { ruleArn: rule("aa") }),
  ]);
  expect(steps.map(({ id }) => id).slice(6)).toEqual(["DeleteRule#7", "DeleteTargetGroup#6"]);
});
