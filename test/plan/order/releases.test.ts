// What calls let go of without naming it: its end waits for them.
import { expect, test } from "bun:test";
import type { Call } from "../../dialect/support.ts";
import { expectSecond } from "./second-order.ts";
import { order } from "./wait-chains.ts";

const base = "arn:aws:elasticloadbalancing:eu-west-1:111122223333";
const balancer = `${base}:loadbalancer/app/web/0123456789abcdef`;
const listener = `${base}:listener/app/web/0123456789abcdef/fedcba9876543210`;
const target = (name: string) => `${base}:targetgroup/${name}/${name.repeat(16).slice(0, 16)}`;
const source = "elasticloadbalancing";
const forward = (name: string) => ({ defaultActions: [{ type: "forward", targetGroupArn: target(name) }] });

const makeTarget = (name: string) => ({
  source,
  name: "CreateTargetGroup",
  request: { name },
  response: { targetGroups: [{ targetGroupArn: target(name), targetGroupName: name }] },
});
const makeListener = {
  source,
  name: "CreateListener",
  request: { loadBalancerArn: balancer, ...forward("a") },
  response: { listeners: [{ listenerArn: listener }] },
};
const change = { source, name: "ModifyListener", request: { listenerArn: listener, ...forward("b") } };
const removeListener = { source, name: "DeleteListener", request: { listenerArn: listener } };
const removeBalancer = { source, name: "DeleteLoadBalancer", request: { loadBalancerArn: balancer } };
const removeTarget = (name: string) => ({
  source,
  name: "DeleteTargetGroup",
  request: { targetGroupArn: target(name) },
});
const made = [makeTarget("a"), makeTarget("b"), makeListener];

/** What the last of calls, a second apart, waits for. */
async function findLastWaits(calls: readonly Omit<Call, "second">[]): Promise<readonly string[]> {
  const steps = await order(calls.map((call, second) => ({ ...call, second })));
  return (steps.at(-1)?.after ?? []).map((place) => steps[place]?.operation.name ?? "");
}

test("what a change names in its place is let go of", async () => {
  expect(await findLastWaits([...made, change, removeTarget("a")])).toContain("ModifyListener");
  await expectSecond(made, [change, removeTarget("a")]);
  await expectSecond([], [makeTarget("a"), makeListener, change, removeTarget("a")], [makeTarget("b")]);
});

test("what a change names is held from then on", async () => {
  expect(await findLastWaits([...made, change, removeListener, removeTarget("b")])).toContain(
    "DeleteListener",
  );
  await expectSecond([...made, change], [removeListener, removeTarget("b")]);
  // What was let go of is held no longer.
  expect(await findLastWaits([...made, change, removeListener, removeTarget("a")])).not.toContain(
    "DeleteListener",
  );
});

test("what ends with the thing that it stands in lets go of what it held", async () => {
  expect(await findLastWaits([...made, removeBalancer, removeTarget("a")])).toContain("DeleteLoadBalancer");
  await expectSecond([...made, change], [removeBalancer, removeTarget("b")]);
});

test("a change that names nothing of a kind lets go of nothing", async () => {
  const rename = { source, name: "ModifyListener", request: { listenerArn: listener, port: 81 } };
  const waits = await findLastWaits([...made, rename, removeTarget("a")]);
  expect(waits).toContain("CreateListener");
  expect(waits).not.toContain("ModifyListener");
});

test("what ends lets go of what its successor is made of, and goes before that", async () => {
  const create = {
    source: "lambda",
    name: "CreateFunction20150331",
    request: { functionName: "pay", role: "arn:aws:iam::111122223333:role/runner" },
    response: { functionName: "pay", functionArn: "arn:aws:lambda:eu-west-1:111122223333:function:pay" },
  };
  const remove = { source: "lambda", name: "DeleteFunction20150331", request: { functionName: "pay" } };
  await expectSecond(
    [{ source: "iam", name: "CreateRole", request: { roleName: "runner" } }, create],
    [remove, create],
  );
});

test("a change holds nothing that is another name of what it changes", async () => {
  const scheduler = (name: string, request: object) => ({ source: "scheduler", name, request });
  const inGroup = { name: "bill", groupName: "nightly" };
  const group = scheduler("CreateScheduleGroup", { name: "nightly" });
  const schedule = scheduler("CreateSchedule", inGroup);
  const ungrouped = scheduler("CreateSchedule", { name: "bill" });
  const update = scheduler("UpdateSchedule", inGroup);
  await expectSecond(
    [group, schedule, ungrouped, update],
    [scheduler("DeleteSchedule", inGroup), scheduler("DeleteScheduleGroup", { name: "nightly" })],
  );
});

test("what ends with the thing that it stands in is let go of by nothing", async () => {
  const lambda = (name: string, request: object, response: object = {}) => ({
    source: "lambda",
    name,
    request: { functionName: "pay", ...request },
    response,
  });
  const create = lambda("CreateFunction20150331", { role: "arn:aws:iam::111122223333:role/runner" });
  const publish = lambda("PublishVersion20150331", {}, { functionName: "pay", version: "1" });
  const alias = lambda("CreateAlias20150331", { name: "live", functionVersion: "1" });
  const remove = lambda("DeleteFunction20150331", {});
  await expectSecond([create, publish, alias], [remove, create, publish]);
});

test("what is made of a thing goes before it, whatever else in that thing holds it", async () => {
  const ec2 = (name: string, request: object, response: object = {}) => ({
    source: "ec2",
    name,
    request,
    response,
  });
  const vpc = { vpcId: "vpc-0123456789abcdef0" };
  const subnet = { subnetId: "subnet-0123456789abcdef0" };
  const gateway = { transitGatewayId: "tgw-0123456789abcdef0" };
  const attachment = { transitGatewayAttachmentId: "tgw-attach-0123456789abcdef0" };
  const made = [
    ec2("CreateVpc", { cidrBlock: "10.0.0.0/16" }, { vpc }),
    ec2("CreateSubnet", { ...vpc, cidrBlock: "10.0.1.0/24" }, { subnet: { ...subnet, ...vpc } }),
    ec2("CreateTransitGateway", {}, { transitGateway: gateway }),
    ec2(
      "CreateTransitGatewayVpcAttachment",
      {
        CreateTransitGatewayVpcAttachmentRequest: {
          ...gateway,
          VpcId: vpc.vpcId,
          SubnetIds: [subnet.subnetId],
        },
      },
      { transitGatewayVpcAttachment: { ...attachment, ...gateway, ...vpc, subnetIds: [subnet.subnetId] } },
    ),
  ];
  await expectSecond(made, [
    ec2("DeleteTransitGatewayVpcAttachment", { DeleteTransitGatewayVpcAttachmentRequest: attachment }),
    ec2("DeleteSubnet", subnet),
    ec2("DeleteVpc", vpc),
  ]);
});
