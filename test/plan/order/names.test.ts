// One name of many things, and many names of one thing.

import { expect, test } from "bun:test";
import { readTouch } from "../../../src/plan/order/read-touch.ts";
import type { Call } from "../../dialect/support.ts";
import { type Call as PlannedCall, planCalls } from "../missing/plan-calls.ts";
import { order } from "./wait-chains.ts";

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

test.each([
  ["execute-api:eu-west-1:111122223333:kvspcpks/*/GET/", "kvspcpks"],
  ["execute-api:eu-west-1:111122223333:a1b2c3d4e5/live/POST/orders", "a1b2c3d4e5"],
  ["apigateway:eu-west-1::/apis/kvspcpks/stages/live", "kvspcpks"],
])("a policy with the ARN of what stands in an API (%s) goes after the API", async (arn, apiId) => {
  const Statement = [{ Effect: "Allow", Action: "*", Resource: `arn:aws:${arn}` }];
  const policy: Call = {
    second: 0,
    source: "iam",
    name: "PutRolePolicy",
    request: { roleName: "ci", policyName: "api", policyDocument: JSON.stringify({ Statement }) },
  };
  const api: Call = {
    second: 0,
    source: "apigatewayv2",
    name: "CreateApi",
    request: { name: "news", protocolType: "HTTP" },
    response: { apiId, name: "news", protocolType: "HTTP" },
  };
  const steps = await order([policy, api]);
  expect(steps.map(({ id, after }) => [id, after])).toEqual([
    ["CreateApi#1", []],
    ["PutRolePolicy#0", [0]],
  ]);
});

test("what a call is about, and does not say of which type, has the key of a thing of any of the service's types", async () => {
  const id = "MWEJ8PLLDDQ4TJSTWYANOS";
  const on = (operation: string, parameters: object, answer?: object): PlannedCall => ({
    service: "route53",
    operation,
    parameters,
    answer,
    region: "us-east-1",
  });
  const steps = await planCalls([
    on("CreateHostedZone", { name: "a" }, { hostedZone: { id: `/hostedzone/${id}` } }),
    on("ChangeTagsForResource", { resourceType: "hostedzone", resourceId: id, addTags: [] }),
  ]);
  const [made, tagged] = steps.map((step) => new Set(readTouch(step).uses.map(({ key }) => key)));
  expect([...(made ?? [])].filter((key) => tagged?.has(key))).toHaveLength(1);
});

test("ids that stand in one text, between commas, are each waited for", async () => {
  const ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
  const subnets = ids.map((subnetId, second) => ({
    second,
    source: "ec2",
    name: "CreateSubnet",
    request: { vpcId: "vpc-0123456789abcdef0", cidrBlock: `10.0.${second}.0/24` },
    response: { subnet: { subnetId } },
  }));
  const group = { autoScalingGroupName: "web", minSize: 0, maxSize: 1, vPCZoneIdentifier: ids.join(", ") };
  const steps = await order([
    ...subnets,
    { second: 2, source: "autoscaling", name: "CreateAutoScalingGroup", request: group },
  ]);
  expect(steps.map(({ after }) => after)).toEqual([[], [], [0, 1]]);
});
