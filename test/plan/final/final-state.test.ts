// What survives to the end of the log.

import { expect, test } from "bun:test";
import { tellEventName } from "../../../src/dialect/call.ts";
import { keepFinalState } from "../../../src/plan/final/final-state.ts";
import { orderSteps } from "../../../src/plan/order/order.ts";
import { type Call, makeSteps } from "../../dialect/support.ts";

async function kept(calls: readonly Call[]): Promise<string[]> {
  const { kept: steps, superseded } = keepFinalState(await orderSteps(await makeSteps(calls)));
  expect(steps.length + superseded).toBe(calls.length);
  return steps.map(tellEventName);
}

const role = (second: number, name: string, more: object = {}): Call => ({
  second,
  source: "iam",
  name,
  request: { roleName: "runner", ...more },
});

test("what is made and removed goes, with what hangs on it", async () => {
  const policy = { policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" };
  expect(
    await kept([
      role(0, "CreateRole"),
      role(1, "AttachRolePolicy", policy),
      role(2, "DetachRolePolicy", policy),
      role(3, "DeleteRole"),
    ]),
  ).toEqual([]);
});

test("updates of what survives stay", async () => {
  const name = { name: "/db/url" };
  expect(
    await kept([
      { second: 0, source: "ssm", name: "PutParameter", request: { ...name, value: "1" } },
      { second: 1, source: "ssm", name: "PutParameter", request: { ...name, value: "2", overwrite: true } },
    ]),
  ).toEqual(["PutParameter", "PutParameter"]);
});

test("a name that is made anew survives by its last life", async () => {
  expect(
    await kept([role(0, "CreateRole"), role(1, "TagRole"), role(2, "DeleteRole"), role(3, "CreateRole")]),
  ).toEqual(["CreateRole"]);
});

test("what was there before the log and is removed in it goes", async () => {
  expect(await kept([role(0, "TagRole"), role(1, "DeleteRole")])).toEqual([]);
});

test("two things of one name but another kind are two things", async () => {
  const runner = { functionName: "runner" };
  expect(
    await kept([
      role(0, "CreateRole"),
      { second: 1, source: "lambda", name: "CreateFunction20150331", request: runner },
      { second: 2, source: "lambda", name: "DeleteFunction20150331", request: runner },
    ]),
  ).toEqual(["CreateRole"]);
});

test("an image that is gone stays in where an instance was made from it", async () => {
  const image = "ami-0a0a0a0a0a0a0a0a0";
  expect(
    await kept([
      {
        second: 0,
        source: "ec2",
        name: "RegisterImage",
        request: { name: "web" },
        response: { imageId: image },
      },
      {
        second: 1,
        source: "ec2",
        name: "RunInstances",
        request: { instancesSet: { items: [{ imageId: image }] } },
        response: { instancesSet: { items: [{ instanceId: "i-0b0b0b0b0b0b0b0b0" }] } },
      },
      { second: 2, source: "ec2", name: "DeregisterImage", request: { imageId: image } },
      {
        second: 3,
        source: "ec2",
        name: "AllocateAddress",
        request: { domain: "vpc" },
        response: { allocationId: "eipalloc-0c0c0c0c0c0c0c0c0" },
      },
      {
        second: 4,
        source: "ec2",
        name: "ReleaseAddress",
        request: { allocationId: "eipalloc-0c0c0c0c0c0c0c0c0" },
      },
    ]),
  ).toEqual(["RegisterImage", "RunInstances", "DeregisterImage"]);
});

test("a policy that only mentions what is gone stays", async () => {
  expect(
    await kept([
      role(0, "CreateRole"),
      {
        second: 1,
        source: "s3",
        name: "PutBucketPolicy",
        request: {
          bucketName: "logs",
          bucketPolicy: { Statement: [{ Principal: { AWS: "arn:aws:iam::111122223333:role/runner" } }] },
          policy: "",
        },
      },
      role(2, "DeleteRole"),
    ]),
  ).toEqual(["PutBucketPolicy"]);
});

test("what is made in a thing of its own kind ends without it", async () => {
  const unit = (id: string, parentId: string, second: number): Call => ({
    second,
    source: "organizations",
    name: "CreateOrganizationalUnit",
    request: { parentId, name: id },
    response: { organizationalUnit: { id } },
  });
  const names = await kept([
    unit("ou-1234-aaaaaaaa", "r-1234", 0),
    unit("ou-1234-bbbbbbbb", "ou-1234-aaaaaaaa", 1),
    {
      second: 2,
      source: "organizations",
      name: "DeleteOrganizationalUnit",
      request: { organizationalUnitId: "ou-1234-bbbbbbbb" },
    },
  ]);
  expect(names).toEqual(["CreateOrganizationalUnit"]);
});

test("what is renamed lives on under the new name", async () => {
  const iam = (second: number, name: string, request: object): Call => ({
    second,
    source: "iam",
    name,
    request,
  });
  const make = (second: number) => iam(second, "CreateGroup", { groupName: "g" });
  const policy = iam(1, "PutGroupPolicy", { groupName: "g", policyName: "p", policyDocument: "{}" });
  const rename = iam(2, "UpdateGroup", { groupName: "g", newGroupName: "h" });
  const taken = iam(3, "DeleteGroupPolicy", { groupName: "h", policyName: "p" });
  const remove = (second: number, groupName: string) => iam(second, "DeleteGroup", { groupName });
  expect(await kept([make(0), policy, rename, taken, remove(4, "h")])).toEqual([]);
  expect(await kept([make(0), rename])).toEqual(["CreateGroup", "UpdateGroup"]);
  // What is made under the old name afterwards is another thing.
  const kinds = ["CreateGroup", "UpdateGroup"];
  expect(await kept([make(0), rename, make(3), remove(4, "g")])).toEqual(kinds);
  expect(await kept([make(0), rename, make(3), remove(4, "h")])).toEqual(["CreateGroup"]);
  expect(await kept([rename, remove(4, "h")])).toEqual([]);
});
