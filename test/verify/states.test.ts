// Things on their way to another state, and such as are there no more.
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import type { Structure } from "../../src/aws/values.ts";
import type { Step } from "../../src/plan/steps.ts";
import { readState } from "../../src/verify/states.ts";
import { verifyResources } from "../../src/verify/verify.ts";
import { FakeClock } from "../replay/fake-clock.ts";
import { makeStages } from "./support.ts";

async function tell(service: string, name: string, output: Structure, value: Structure) {
  return readState(await loadOperation(service, name), output, { value });
}

test.each([
  ["running", "settled"],
  ["stopped", "settled"],
  ["pending", "moving"],
  ["shutting-down", "moving"],
  ["terminated", "ended"],
] as const)("an instance that is %s is %s", async (Name, kind) => {
  const instance = { InstanceId: "i-1", State: { Name } };
  const output = { Reservations: [{ Instances: [instance, { State: { Name: "pending" } }] }] };
  expect(await tell("ec2", "DescribeInstances", output, instance)).toEqual({ kind, name: Name });
});

test("what only a waiter for an end knows is on its way to none", async () => {
  const service = { serviceName: "s", status: "ACTIVE" };
  expect(await tell("ecs", "DescribeServices", { services: [service] }, service)).toBeUndefined();
  const ended = { serviceName: "s", status: "INACTIVE" };
  expect((await tell("ecs", "DescribeServices", { services: [ended] }, ended))?.kind).toBe("ended");
});

test("the state of one that was asked for alone, of one without a state, and of one that no waiter knows", async () => {
  const table = { Table: { TableStatus: "UPDATING" } };
  expect(await tell("dynamodb", "DescribeTable", table, table)).toEqual({ kind: "moving", name: "UPDATING" });
  expect(await tell("dynamodb", "DescribeTable", table, { TableName: "t" })).toBeUndefined();
  const role = { Role: { RoleName: "r" } };
  expect(await tell("iam", "GetRole", role, role)).toBeUndefined();
  // By its waiter, which is content with an error, too: the stack is deleted.
  const stack = { StackName: "s", StackStatus: "DELETE_COMPLETE" };
  expect((await tell("cloudformation", "DescribeStacks", { Stacks: [stack] }, stack))?.kind).toBe("ended");
  // A waiter for a finished snapshot is content with an error, too.
  const snapshot = { DBSnapshotIdentifier: "s", Status: "available" };
  expect((await tell("rds", "DescribeDBSnapshots", { DBSnapshots: [snapshot] }, snapshot))?.kind).toBe(
    "settled",
  );
  const [one, other] = [{ TableStatus: "ACTIVE" }, { State: { Name: "running" } }];
  const both = {
    Reservations: [{ Instances: [one, other] }, { Instances: [{ State: { Name: "stopped" } }] }],
  };
  expect(await tell("ec2", "DescribeInstances", both, both)).toBeUndefined();
});

test.each([
  ["kms", "DescribeKey", { KeyMetadata: { KeyId: "k", KeyState: "PendingDeletion" } }],
  ["ec2", "DescribeNatGateways", { NatGatewayId: "n", State: "deleted" }],
  ["ec2", "DescribeVpcPeeringConnections", { Status: { Code: "deleted", Message: "by its owner" } }],
  ["elasticache", "DescribeCacheClusters", { CacheClusterId: "c", CacheClusterStatus: "deleting" }],
  ["rds", "DescribeDBInstances", { DBInstanceIdentifier: "d", DBInstanceStatus: "deleting" }],
  ["dynamodb", "DescribeTable", { Table: { TableStatus: "DELETING" } }],
  ["cloudformation", "DescribeStacks", { StackName: "s", StackStatus: "DELETE_IN_PROGRESS" }],
  ["ecs", "DescribeTaskDefinition", { taskDefinition: { family: "f", status: "INACTIVE" } }],
  ["secretsmanager", "DescribeSecret", { Name: "s", DeletedDate: new Date(0) }],
  ["backup", "GetBackupPlan", { BackupPlanId: "b", DeletionDate: new Date(0) }],
] as const)("of %s, %s tells what is there no more, or not for long", async (service, name, answer) => {
  const operation = await loadOperation(service, name);
  const isWhole = Object.keys(answer).every((member) => operation.output?.members?.[member]);
  const output = isWhole ? answer : { Items: [answer] };
  const items = Object.values(operation.output?.members ?? {}).map(({ member }) => member);
  const ref = isWhole ? operation.output : items.find((item) => item?.members);
  const found = { ...(ref && { ref }), value: answer };
  expect(readState(operation, output, found)?.kind).toBe("ended");
});

test("words for a deletion that are not the thing's own state say nothing of it", async () => {
  const table = { TableName: "t", GlobalSecondaryIndexes: [{ IndexStatus: "DELETING" }] };
  const output = { Table: { ...table, Replicas: [{ ReplicaStatus: "DELETING" }] } };
  expect(await tell("dynamodb", "DescribeTable", output, output)).toBeUndefined();
  expect(await tell("iam", "GetRole", { Role: {} }, { RoleName: "deleted" })).toBeUndefined();
});

/** Verifies that a table has on-demand billing, where its read is answered with one table after the other. */
async function verifyTable(answers: readonly object[]) {
  const step: Step = {
    id: "1",
    service: "dynamodb",
    operation: await loadOperation("dynamodb", "CreateTable"),
    account: "111122223333",
    region: "eu-west-1",
    at: 0,
    ordinal: 0,
    input: { TableName: "t", DeletionProtectionEnabled: true },
    output: {},
    unmatched: [],
  };
  const clock = new FakeClock();
  let asked = 0;
  const send = async () => {
    const Table = { TableName: "t", ...answers[Math.min(asked++, answers.length - 1)] };
    return { response: { status: 200, headers: {}, body: Buffer.from(JSON.stringify({ Table })) } };
  };
  const { prepare } = makeStages("http://127.0.0.1:1");
  const schedule = { concurrency: 1, signal: new AbortController().signal, clock };
  const {
    verdicts: [verdict],
  } = await verifyResources({ steps: [step] }, { prepare, send }, schedule);
  return { status: verdict?.status, reason: verdict?.reason, asked, sleeps: clock.sleeps.length };
}

const creating = { TableStatus: "CREATING", DeletionProtectionEnabled: false };

test("what is on its way is waited for, and what it comes to counts", async () => {
  const active = { TableStatus: "ACTIVE", DeletionProtectionEnabled: true };
  expect(await verifyTable([creating, creating, active])).toEqual({
    status: "verified",
    reason: undefined,
    asked: 3,
    sleeps: 2,
  });
  const { status, asked } = await verifyTable([creating, { ...creating, TableStatus: "ACTIVE" }]);
  expect([status, asked]).toEqual(["different", 2]);
});

test("what is as it should be is not waited for, nor what is settled", async () => {
  expect(await verifyTable([{ ...creating, DeletionProtectionEnabled: true }])).toMatchObject({
    status: "verified",
    sleeps: 0,
  });
  expect(await verifyTable([{ ...creating, TableStatus: "ACTIVE" }])).toMatchObject({ sleeps: 0 });
});

test("the wait has an end, and what is told then says why", async () => {
  expect(await verifyTable([creating])).toEqual({
    status: "different",
    reason: "it is CREATING",
    asked: 31,
    sleeps: 30,
  });
});
