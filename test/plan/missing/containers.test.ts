// What a thing stands in where the call names it by an ARN, or does not say: the one that the service presets.
import { expect, test } from "bun:test";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { orderSteps } from "../../../src/plan/order/order.ts";
import { type Call, planCalls, showPrerequisites, showStep } from "./plan-calls.ts";

const call = (service: string, operation: string, parameters: object, answer: object = {}): Call => ({
  service,
  operation,
  parameters,
  answer,
});

async function listMade(one: Call): Promise<string[]> {
  return (await showPrerequisites([one])).filter((text) => text.startsWith("+"));
}

test("a schedule without a group is in the account's own", async () => {
  const made = await listMade(call("scheduler", "DeleteSchedule", { name: "nightly" }));
  expect(made.at(-1)).toBe("+CreateSchedule(nightly, rate(1 day), default)");
  expect(made.join()).not.toContain("CreateScheduleGroup");
});

test("a service without a cluster is in the one that is called default, which is made", async () => {
  expect(await listMade(call("ecs", "UpdateService", { service: "web", desiredCount: 2 }))).toEqual([
    "+CreateCluster(default)",
    "+CreateService(web, default)",
  ]);
});

test("the versions of a layer that an ARN names", async () => {
  const layerName = "arn:aws:lambda:eu-west-1:111122223333:layer:deps";
  const made = await listMade(call("lambda", "DeleteLayerVersion", { layerName, versionNumber: 2 }));
  expect(made).toEqual(["+PublishLayerVersion(deps)", "+PublishLayerVersion(deps)"]);
});

test("a database whose answer names its cluster is a member of that, which is there before it", async () => {
  const one = call(
    "rds",
    "DeleteDBInstance",
    { dBInstanceIdentifier: "ledger-1" },
    { dBInstanceIdentifier: "ledger-1", dBClusterIdentifier: "ledger", engine: "aurora-mysql" },
  );
  const made = await listMade(one);
  expect(made.map((text) => text.replace(/[(,].*/, ""))).toEqual(["+CreateDBCluster", "+CreateDBInstance"]);
  expect(made[1]).toContain("ledger-1, ledger");
});

test("a listener of a network's balancer speaks TCP and sends on", async () => {
  const listener = "listener/net/api/0a1b2c3d4e5f6071/1122334455667788";
  const listenerArn = `arn:aws:elasticloadbalancing:eu-west-1:111122223333:${listener}`;
  const made = await listMade(call("elbv2", "DeleteListener", { listenerArn }));
  expect(made.map((text) => text.replace(/\(.*/, ""))).toContain("+CreateTargetGroup");
  expect(made.at(-1)).toContain("TCP");
  expect(made.find((text) => text.startsWith("+CreateTargetGroup"))).toContain("(cloudmock-");
});

test("what stands in something of the log is made after that, in the second in which that is made", async () => {
  const steps = await planCalls([
    { ...call("ecs", "UpdateService", { cluster: "c", service: "web", desiredCount: 2 }), second: 5 },
    { ...call("ecs", "CreateCluster", { clusterName: "c" }), second: 5 },
  ]);
  expect((await orderSteps(await addPrerequisites(steps))).map(showStep)).toEqual([
    "CreateCluster(c)",
    "+CreateService(web, c)",
    "UpdateService(c, web)",
  ]);
});

test("so is what stands in that in turn, once", async () => {
  const answer = { taskSet: { id: "ecs-svc/1234567890123456789" } };
  const parameters = { cluster: "c", service: "web", taskSet: "ecs-svc/1234567890123456789" };
  const steps = await planCalls([
    { ...call("ecs", "DeleteTaskSet", parameters, answer), second: 5 },
    { ...call("ecs", "CreateCluster", { clusterName: "c" }), second: 5 },
    { ...call("ecs", "UpdateService", { cluster: "c", service: "web", desiredCount: 2 }), second: 6 },
  ]);
  const shown = (await orderSteps(await addPrerequisites(steps))).map(showStep);
  expect(shown.filter((text) => text.includes("CreateCluster"))).toEqual(["CreateCluster(c)"]);
  const places = ["CreateCluster", "+CreateService", "+CreateTaskSet", "DeleteTaskSet", "UpdateService"];
  const found = places.map((name) => shown.findIndex((text) => text.startsWith(name)));
  expect(found).toEqual(found.toSorted((one, other) => one - other));
  expect(found).not.toContain(-1);
});

test("what a later call's answer only mentions is older than its first use", async () => {
  const layer = "arn:aws:lambda:eu-west-1:111122223333:layer:deps:1";
  const role = "arn:aws:iam::111122223333:role/web";
  const create = { functionName: "web", runtime: "python3.12", handler: "a.b", role, layers: [layer] };
  const made = await showPrerequisites([
    call("lambda", "CreateFunction", create),
    call("lambda", "PublishVersion", { functionName: "web" }, { version: "1", layers: [{ arn: layer }] }),
  ]);
  expect(made).toContain("+PublishLayerVersion(deps)");
});

test("and what it mentions before any use came with what it makes", async () => {
  const [networkInterfaceId, subnetId] = ["eni-0123456789abcdef0", "subnet-0123456789abcdef0"];
  const instance = {
    instanceId: "i-0123456789abcdef0",
    networkInterfaceSet: { items: [{ networkInterfaceId }] },
  };
  const made = await showPrerequisites([
    call(
      "ec2",
      "RunInstances",
      { subnetId, instancesSet: { items: [{ imageId: "ami-0123456789abcdef0" }] } },
      { instancesSet: { items: [instance] } },
    ),
    call("ec2", "ModifyNetworkInterfaceAttribute", { networkInterfaceId, description: { value: "web" } }),
  ]);
  expect(made.join()).not.toContain("CreateNetworkInterface");
});
