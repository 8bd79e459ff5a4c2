// The order of calls of one second by what their answers show of the state of a thing.
import { test } from "bun:test";
import { expectSecond } from "./second-order.ts";

const lambda = { source: "lambda" };
const pay = { functionName: "pay" };

const describe = (description: string) => ({
  ...lambda,
  name: "UpdateFunctionConfiguration20150331v2",
  request: { ...pay, description },
  response: { ...pay, description, timeout: 3 },
});
const publish = (version: string, description: string) => ({
  ...lambda,
  name: "PublishVersion20150331",
  request: pay,
  response: { ...pay, version, description },
});

test("what an answer shows was set before, and what it no longer shows later", async () => {
  await expectSecond([], [describe("one"), publish("1", "one"), describe("two"), publish("2", "two")]);
});

test("what shows none of the values that are set in its second goes before these", async () => {
  await expectSecond([describe("none")], [publish("4", "none"), describe("one")]);
});

test("changes of several members go in the order that each answer shows of the others'", async () => {
  const change = (request: object, timeout: number, memorySize: number) => ({
    ...lambda,
    name: "UpdateFunctionConfiguration20150331v2",
    request: { ...pay, ...request },
    response: { ...pay, timeout, memorySize },
  });
  await expectSecond([], [change({ timeout: 30 }, 30, 128), change({ memorySize: 256 }, 30, 256)]);
  const database = (request: object, allocatedStorage: number, dBInstanceClass: string) => ({
    source: "rds",
    name: "ModifyDBInstance",
    request: { dBInstanceIdentifier: "shop", ...request },
    response: { dBInstanceIdentifier: "shop", allocatedStorage, dBInstanceClass },
  });
  await expectSecond(
    [],
    [
      database({ allocatedStorage: 30 }, 30, "db.t3.micro"),
      database({ dBInstanceClass: "db.m5.large" }, 30, "db.m5.large"),
    ],
  );
});

test("what no answer echoes as it was asked for tells nothing", async () => {
  const change = (request: object, description: string) => ({
    ...lambda,
    name: "UpdateFunctionConfiguration20150331v2",
    request: { ...pay, ...request },
    response: { ...pay, description },
  });
  await expectSecond(
    [],
    [change({ timeout: 30 }, "PENDING"), publish("1", "set")],
    [change({ description: "set" }, "PENDING")],
  );
});

test("what is let in by an alias comes after it, though the alias follows what keeps the state of their function", async () => {
  const alias = {
    ...lambda,
    name: "CreateAlias20150331",
    request: { ...pay, name: "live", functionVersion: "1" },
    response: { name: "live", functionVersion: "1" },
  };
  const permit = {
    ...lambda,
    name: "AddPermission20150331v2",
    request: {
      ...pay,
      qualifier: "live",
      statementId: "s",
      action: "lambda:InvokeFunction",
      principal: "events.amazonaws.com",
    },
  };
  await expectSecond([], [describe("one"), publish("1", "one"), alias, permit]);
  const versions = [describe("one"), publish("1", "one"), describe("two"), publish("2", "two")];
  await expectSecond([], versions, [alias, permit]);
});

test("what asks with a token goes after the call whose answer gave it out", async () => {
  const wafv2 = (name: string, request: object, response: object) => ({
    source: "wafv2",
    name,
    request: { name: "blocked", scope: "REGIONAL", ...request },
    response,
  });
  const id = "a0f61e12-f235-f873-67a9-aaef3c21bad0";
  const update = (lockToken: string, nextLockToken: string) =>
    wafv2("UpdateIPSet", { id, addresses: [lockToken], lockToken }, { nextLockToken });
  await expectSecond(
    [],
    [
      wafv2("CreateIPSet", { addresses: [] }, { summary: { id, lockToken: "d7725d" } }),
      update("d7725d", "bb7a9e"),
      update("bb7a9e", "c0ffee0"),
    ],
  );
  await expectSecond([], [update("d7725d", "bb7a9e"), update("bb7a9e", "c0ffee0")]);
});

test("what nobody sets tells after which change a version was counted", async () => {
  const show = (name: string, codeSha256: string, version: string) => ({
    ...lambda,
    name,
    request: pay,
    response: { ...pay, codeSha256, version },
  });
  const update = (digest: string) => show("UpdateFunctionCode20150331v2", digest, "$LATEST");
  const count = (digest: string, version: string) => show("PublishVersion20150331", digest, version);
  await expectSecond([], [update("aaaa"), count("aaaa", "1"), update("bbbb"), count("bbbb", "2")]);
});

test("nothing is shown of a thing before it is created", async () => {
  const table = { tableName: "orders" };
  const protect = (deletionProtectionEnabled: boolean) => ({
    source: "dynamodb",
    name: "UpdateTable",
    request: { ...table, deletionProtectionEnabled },
    response: { tableDescription: { ...table, deletionProtectionEnabled } },
  });
  const create = {
    source: "dynamodb",
    name: "CreateTable",
    request: { ...table, keySchema: [], attributeDefinitions: [] },
    response: { tableDescription: { ...table, deletionProtectionEnabled: false } },
  };
  await expectSecond([], [create, protect(false)]);
  const made = {
    ...lambda,
    name: "CreateFunction20150331",
    request: { ...pay, role: "arn:aws:iam::111122223333:role/run-0a1b2c" },
  };
  const counted = {
    ...publish("1", "one"),
    response: { ...pay, version: "1", role: "arn:aws:iam::111122223333:role/run-0a1b2c" },
  };
  await expectSecond(
    [{ source: "iam", name: "CreateRole", request: { roleName: "run-0a1b2c" } }],
    [made, counted],
  );
});
