// Where there is room for some things only, one goes before another takes its place.
import { expect, test } from "bun:test";
import * as v from "valibot";
import { loadModel } from "../../../src/aws/model/table.ts";
import rows from "../../../src/plan/order/rooms.json" with { type: "json" };
import { RoomRow } from "../../../src/plan/order/rooms.ts";
import { type CallOfSecond, expectSecond } from "./second-order.ts";
import { order } from "./wait-chains.ts";

test("every row is well formed, and its operations and members exist", async () => {
  for (const row of rows) {
    expect(v.is(RoomRow, row)).toBe(true);
    const { operations } = await loadModel(row.service);
    for (const name of [...row.makes, ...row.ends, ...(row.first ?? [])])
      expect(operations[name]).toBeDefined();
    for (const name of row.makes)
      for (const member of row.by ?? []) expect(operations[name]?.input?.members?.[member]).toBeDefined();
  }
});

const user = { userName: "bot" };
const key = (accessKeyId: string): CallOfSecond => ({
  source: "iam",
  name: "CreateAccessKey",
  request: user,
  response: { accessKey: { ...user, accessKeyId } },
});
const dropKey = (accessKeyId: string): CallOfSecond => ({
  source: "iam",
  name: "DeleteAccessKey",
  request: { ...user, accessKeyId },
});
const [first, second, third] = [
  "AKIA0AAAAAAAAAAAAAA1",
  "AKIA0AAAAAAAAAAAAAA2",
  "AKIA0AAAAAAAAAAAAAA3",
] as const;

test("where there is no room left, what ends goes before what is made", async () => {
  await expectSecond([key(first), key(second)], [dropKey(first), key(third)]);
});

test("where there is room, what is made goes first, and what is made for a moment before what stays", async () => {
  await expectSecond([key(first)], [key(second), dropKey(first)]);
  await expectSecond([key(second)], [key(first), dropKey(first), key(third)]);
});

test("what takes a place waits for what leaves it, in a later second too", async () => {
  const calls = [key(first), key(second), dropKey(first), key(third)];
  const steps = await order(calls.map((call, at) => ({ ...call, second: at })));
  expect(steps.at(-1)?.after).toContain(2);
});

test("a place is told by what is asked for", async () => {
  const base = "arn:aws:elasticloadbalancing:eu-west-1:111122223333";
  const balancer = `${base}:loadbalancer/app/web/0123456789abcdef`;
  const listener = (id: string) => `${base}:listener/app/web/0123456789abcdef/${id}`;
  const make = (id: string, port: number): CallOfSecond => ({
    source: "elasticloadbalancing",
    name: "CreateListener",
    request: { loadBalancerArn: balancer, port, protocol: "HTTP", defaultActions: [] },
    response: { listeners: [{ listenerArn: listener(id) }] },
  });
  const drop = (id: string): CallOfSecond => ({
    source: "elasticloadbalancing",
    name: "DeleteListener",
    request: { listenerArn: listener(id) },
  });
  await expectSecond(
    [make("aaaaaaaaaaaaaaaa", 80)],
    [drop("aaaaaaaaaaaaaaaa"), make("bbbbbbbbbbbbbbbb", 80)],
  );
  const steps = await order([
    { ...make("aaaaaaaaaaaaaaaa", 80), second: 0 },
    { ...drop("aaaaaaaaaaaaaaaa"), second: 1 },
    { ...make("bbbbbbbbbbbbbbbb", 81), second: 2 },
  ]);
  expect(steps[2]?.after).toEqual([]);
});

test("the versions that a policy has are counted from its first one on", async () => {
  const arn = "arn:aws:iam::111122223333:policy/app";
  const policy: CallOfSecond = {
    source: "iam",
    name: "CreatePolicy",
    request: { policyName: "app" },
    response: { policy: { arn, policyName: "app", defaultVersionId: "v1" } },
  };
  const version = (versionId: string): CallOfSecond => ({
    source: "iam",
    name: "CreatePolicyVersion",
    request: { policyArn: arn, setAsDefault: true },
    response: { policyVersion: { versionId, isDefaultVersion: true } },
  });
  const drop = (versionId: string): CallOfSecond => ({
    source: "iam",
    name: "DeletePolicyVersion",
    request: { policyArn: arn, versionId },
  });
  await expectSecond([policy], [version("v2"), drop("v1")]);
  const full = [policy, ...["v2", "v3", "v4", "v5"].map(version)];
  await expectSecond(full, [drop("v1"), version("v6")]);
  await expectSecond([...full, drop("v2")], [version("v6"), drop("v5")]);
});

test("where all that is made leaves again, some of it leaves before the rest comes", async () => {
  const steps = await order(
    [[key(first), key(second), key(third), dropKey(first), dropKey(second), dropKey(third)]]
      .flat()
      .map((one) => ({ ...one, second: 0 })),
  );
  let inside = 0;
  for (const { operation } of steps) {
    inside += operation.name === "CreateAccessKey" ? 1 : -1;
    expect(inside).toBeLessThanOrEqual(2);
  }
});

test("what leaves a room is found though it stands before its maker in the file", async () => {
  const protect = (protectionId: string, name: string): CallOfSecond => ({
    source: "shield",
    name: "CreateProtection",
    request: {
      name,
      resourceArn:
        "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/0123456789abcdef",
    },
    response: { protectionId },
  });
  const [one, other] = ["4e0e4130-4385-5952-967d-756969da73f2", "d612fc54-76f9-af36-c481-b98dd4ed3f4d"];
  await expectSecond(
    [],
    [
      protect(one, "web"),
      { source: "shield", name: "DeleteProtection", request: { protectionId: one } },
      protect(other, "web-2"),
    ],
  );
});
