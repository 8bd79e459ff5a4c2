// What a removal takes away and what it leaves: versions, parts, what is emptied, and what refers to the thing.

import { describe, expect, test } from "bun:test";
import { ACCOUNT, arn, GROUP, keep, listLasting, queue, type Written } from "./keep.ts";

const policyArn = `arn:aws:iam::${ACCOUNT}:policy/p`;

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

  test("of something else say nothing of the things of one container", async () => {
    const service = (serviceName: string): Written => [
      "ecs CreateService",
      { cluster: "c", serviceName },
      { service: { serviceArn: arn("ecs", `service/c/${serviceName}`), serviceName, platformVersion: "1" } },
    ];
    const kept = await keep(service("a"), service("b"), [
      "ecs DeleteService",
      { cluster: "c", service: "a" },
    ]);
    expect(kept).toEqual(["CreateService 2"]);
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

describe("of several things that one call puts on", () => {
  const group: Written = [
    "ec2 CreateSecurityGroup",
    { groupName: "web", groupDescription: "web", vpcId: "vpc-0a0a0a0a0a0a0a0a1" },
    { groupId: GROUP },
  ];
  const rule = (number: number) => `sgr-0a0a0a0a0a0a0a0a${number}`;
  const allow = (ports: readonly number[], ranges: number, answered: readonly number[]): Written => [
    "ec2 AuthorizeSecurityGroupIngress",
    {
      groupId: GROUP,
      ipPermissions: {
        items: ports.map((port) => ({
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
          ipRanges: { items: Array.from({ length: ranges }, (_, at) => ({ cidrIp: `10.${at}.0.0/16` })) },
        })),
      },
    },
    { securityGroupRuleSet: { items: answered.map((one) => ({ securityGroupRuleId: rule(one) })) } },
  ];
  const revoke = (...rules: readonly number[]): Written => [
    "ec2 RevokeSecurityGroupIngress",
    {
      groupId: GROUP,
      securityGroupRuleIdsSet: { items: rules.map((one) => ({ securityGroupRuleId: rule(one) })) },
    },
  ];

  test("the others stand when one is taken off", async () => {
    expect(await keep(group, allow([22, 80, 443], 1, [1, 2, 3]), revoke(3))).toHaveLength(3);
    expect(await keep(group, allow([22, 80, 443], 1, [1, 2, 3]), revoke(3), revoke(1))).toHaveLength(4);
  });

  test("none stands once all are taken off, one by one or at once", async () => {
    const made = allow([22, 80], 1, [1, 2]);
    expect(await keep(group, made, revoke(1), revoke(2))).toEqual(["CreateSecurityGroup 1"]);
    expect(await keep(group, made, revoke(1, 2))).toEqual(["CreateSecurityGroup 1"]);
  });

  test("those that the answer does not name stand", async () => {
    expect(await keep(group, allow([22, 80, 443], 1, [3]), revoke(3))).toHaveLength(3);
    expect(await keep(group, allow([22, 80], 2, [3, 4]), revoke(3, 4))).toHaveLength(3);
  });
});

test("what is put on a resource under no name of its own goes with it", async () => {
  const bot = { botId: "ABCDEFGHIJ" };
  const calls: readonly Written[] = [
    ["models-v2-lex CreateBot", { botName: "order" }, { ...bot, botName: "order" }],
    ["models-v2-lex CreateResourcePolicy", { resourceArn: arn("lex", `bot/${bot.botId}`), policy: "{}" }],
  ];
  expect(await keep(...calls)).toHaveLength(2);
  expect(await keep(...calls, ["models-v2-lex DeleteBot", bot])).toEqual([]);
});

test("what a removal leaves behind stands", async () => {
  const instance = { dBInstanceIdentifier: "db" };
  const calls: readonly Written[] = [
    ["rds CreateDBInstance", instance],
    ["rds ModifyDBInstance", { ...instance, allocatedStorage: 40 }],
    ["rds DeleteDBInstance", { ...instance, finalDBSnapshotIdentifier: "last" }],
  ];
  expect(await keep(...calls)).toHaveLength(3);
  expect(await keep(...calls, ["rds DeleteDBSnapshot", { dBSnapshotIdentifier: "last" }])).toEqual([]);
});

test("what stands in a thing goes with it, however deep", async () => {
  const balancer = arn("elasticloadbalancing", "loadbalancer/app/l/0123456789abcdef");
  const listener = balancer.replace("loadbalancer/", "listener/").concat("/fedcba9876543210");
  const rule = listener.replace("listener/", "listener-rule/").concat("/aaaabbbbccccdddd");
  const kept = await keep(
    [
      "elasticloadbalancing CreateLoadBalancer",
      { name: "l", type: "application" },
      { loadBalancers: [{ loadBalancerArn: balancer }] },
    ],
    [
      "elasticloadbalancing CreateListener",
      { loadBalancerArn: balancer, port: 80 },
      { listeners: [{ listenerArn: listener }] },
    ],
    [
      "elasticloadbalancing CreateRule",
      { listenerArn: listener, priority: 1 },
      { rules: [{ ruleArn: rule }] },
    ],
    ["elasticloadbalancing DeleteLoadBalancer", { loadBalancerArn: balancer }],
  );
  expect(kept).toEqual([]);
});

test("a removal that is called back is no removal for who looks what stands", async () => {
  const secret = { secretId: "s" };
  const written: readonly Written[] = [
    ["secretsmanager CreateSecret", { name: "s" }],
    ["secretsmanager DeleteSecret", secret],
    ["secretsmanager RestoreSecret", secret],
  ];
  expect(await keep(...written)).toHaveLength(3);
  expect(await listLasting(...written)).toEqual(["CreateSecret 1", "RestoreSecret 3"]);
  // What is made again by a call that the log lost is not as it was.
  const role = { roleName: "r" };
  const lost: readonly Written[] = [
    ["iam CreateRole", role],
    ["iam DeleteRole", role],
    ["iam TagRole", { ...role, tags: [{ key: "a", value: "b" }] }],
  ];
  expect(await listLasting(...lost)).toHaveLength(3);
});
