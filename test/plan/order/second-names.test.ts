// The order of calls of one second on things in one container, of one name, or counted by the end of an ARN.
import { expect, test } from "bun:test";
import { type OrderedStep, orderSteps } from "../../../src/plan/order/order.ts";
import { type Call, makeSteps } from "../../dialect/support.ts";
import { expectSecond } from "./second-order.ts";

async function order(calls: readonly Call[]): Promise<OrderedStep[]> {
  return orderSteps(await makeSteps(calls));
}

test("the life of a thing counts more than the order of what stands in one that neither begins nor ends", async () => {
  const mesh = (second: number, name: string, more: object) => ({
    second,
    source: "appmesh",
    name,
    request: { meshName: "ci", ...more },
  });
  const node = { virtualNodeName: "api", spec: {} };
  const route = { virtualRouterName: "r", routeName: "next" };
  const target = { action: { weightedTargets: [{ virtualNode: "api", weight: 1 }] }, match: { prefix: "/" } };
  const wanted = [
    mesh(1, "CreateVirtualNode", node),
    mesh(2, "CreateVirtualRouter", { virtualRouterName: "r", spec: {} }),
    mesh(5, "CreateRoute", { ...route, spec: { httpRoute: target } }),
    mesh(5, "DeleteRoute", route),
    mesh(5, "DeleteVirtualNode", { virtualNodeName: "api" }),
    mesh(5, "CreateVirtualNode", node),
  ];
  const places = [
    [2, 3, 4, 5],
    [3, 4, 2, 5],
    [5, 4, 3, 2],
    [4, 2, 5, 3],
  ];
  for (const shuffled of places) {
    const calls = [0, 1, ...shuffled].flatMap((place) => wanted[place] ?? []);
    const told = (await order(calls)).slice(2).map(({ operation }) => operation.name);
    expect(told.indexOf("CreateRoute")).toBeLessThan(told.indexOf("DeleteRoute"));
    expect(told.indexOf("DeleteVirtualNode")).toBeLessThan(told.indexOf("CreateVirtualNode"));
  }
});

test("versions that only the end of an ARN counts", async () => {
  const group = { second: 5, source: "sagemaker", name: "CreateModelPackage" };
  const calls = [2, 3, 1].map((number) => ({
    ...group,
    request: { modelPackageGroupName: "main" },
    response: { modelPackageArn: `arn:aws:sagemaker:eu-west-1:111122223333:model-package/main/${number}` },
  }));
  expect((await order(calls)).map(({ id }) => id.replace(/.*#/, ""))).toEqual(["2", "0", "1"]);
});

test("what used a thing of its own name and another type goes before that", async () => {
  const rds = (second: number, name: string, request: object) => ({ second, source: "rds", name, request });
  const group = { dBParameterGroupName: "old" };
  const instance = { dBInstanceIdentifier: "old" };
  const made = [
    rds(1, "CreateDBParameterGroup", { ...group, dBParameterGroupFamily: "mysql8.0", description: "d" }),
    rds(2, "CreateDBInstance", { ...instance, ...group, engine: "mysql", dBInstanceClass: "db.t3.micro" }),
  ];
  const ends = [rds(5, "DeleteDBParameterGroup", group), rds(5, "DeleteDBInstance", instance)];
  for (const calls of [ends, ends.toReversed()]) {
    const told = (await order([...made, ...calls])).map(({ operation }) => operation.name);
    expect(told.slice(2)).toEqual(["DeleteDBInstance", "DeleteDBParameterGroup"]);
  }
});

test("what is called by another thing's path goes after that: a service's scaling is called cluster/service", async () => {
  await expectSecond(
    [],
    [
      { source: "ecs", name: "CreateCluster", request: { clusterName: "ci" } },
      { source: "ecs", name: "CreateService", request: { cluster: "ci", serviceName: "web" } },
      {
        source: "autoscaling",
        name: "RegisterScalableTarget",
        request: {
          serviceNamespace: "ecs",
          resourceId: "service/ci/web",
          scalableDimension: "ecs:service:DesiredCount",
        },
      },
    ],
  );
});

test("who still calls a thing by its old name goes before it gets another one", async () => {
  const iam = (name: string, request: object) => ({ source: "iam", name, request });
  await expectSecond(
    [iam("CreateGroup", { groupName: "welders" })],
    [
      iam("AddUserToGroup", { groupName: "welders", userName: "ola" }),
      iam("UpdateGroup", { groupName: "welders", newGroupName: "fitters" }),
      iam("AttachGroupPolicy", { groupName: "fitters", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
    ],
  );
});
