// What one second makes and removes, puts on and takes off, or switches, again and again.
import { expect, test } from "bun:test";
import { type CallOfSecond, expectSecond } from "./second-order.ts";
import { order } from "./wait-chains.ts";

const call = (source: string, name: string, request: object, response?: object): CallOfSecond => ({
  source,
  name,
  request,
  ...(response ? { response } : {}),
});
const role = { roleName: "smoke" };
const profile = { instanceProfileName: "smoke" };
const addRole = call("iam", "AddRoleToInstanceProfile", { ...role, ...profile });
const removeRole = call("iam", "RemoveRoleFromInstanceProfile", { ...role, ...profile });
const createProfile = call("iam", "CreateInstanceProfile", profile);
const deleteProfile = call("iam", "DeleteInstanceProfile", profile);

test("what is put on and taken off twice goes on and off by turns", async () => {
  await expectSecond(
    [call("iam", "CreateRole", role), createProfile],
    [addRole, removeRole, addRole, removeRole],
  );
});

test("what is made twice has its parts in each of its lives", async () => {
  await expectSecond(
    [call("iam", "CreateRole", role)],
    [createProfile, addRole, removeRole, deleteProfile, createProfile, addRole, removeRole],
  );
});

test("of things of one name and two types, one begins anew and the other does not", async () => {
  await expectSecond(
    [call("iam", "CreateRole", role), createProfile, addRole],
    [removeRole, deleteProfile, createProfile, addRole],
  );
});

test("what names the key of a table is put into the one that has this key", async () => {
  const table = { tableName: "scratch" };
  const create = (attributeName: string) =>
    call("dynamodb", "CreateTable", {
      ...table,
      keySchema: [{ attributeName, keyType: "HASH" }],
      attributeDefinitions: [{ attributeName, attributeType: "S" }],
    });
  const tag = (attributeName: string) =>
    call("dynamodb", "UpdateTable", {
      ...table,
      attributeDefinitions: [{ attributeName, attributeType: "S" }],
    });
  const drop = call("dynamodb", "DeleteTable", table);
  const calls = [create("a"), tag("a"), drop, create("b"), tag("b")];
  for (const file of [calls, calls.toReversed()]) {
    const steps = await order(file.map((one) => ({ ...one, second: 0 })));
    const named = steps.map(({ ordinal }) => file[ordinal] ?? drop);
    for (const key of ["a", "b"]) {
      const [made, used] = named.flatMap((one, place) =>
        JSON.stringify(one).includes(`"${key}"`) ? place : [],
      );
      expect(used).toBe((made ?? 0) + 1);
    }
  }
});

test("what no call removes is the last of its name", async () => {
  const list = (id: string) => ({
    summary: { name: "edge", id, aRN: `arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/edge/${id}` },
  });
  const create = (id: string, action: string) =>
    call(
      "wafv2",
      "CreateWebACL",
      { name: "edge", scope: "REGIONAL", defaultAction: { [action]: {} } },
      list(id),
    );
  const [one, other] = ["3856c8f4-0c9b-f2cc-3b3e-efaf2cb61ebf", "ac901f37-fcc7-88a2-e6b4-ae35aab1fd2f"];
  await expectSecond(
    [],
    [
      create(one, "allow"),
      call("wafv2", "DeleteWebACL", { name: "edge", scope: "REGIONAL", id: one }),
      create(other, "block"),
    ],
  );
});

test("what was called back is removed again before its name is given anew", async () => {
  const secret = { secretId: "pin" };
  await expectSecond(
    [call("secretsmanager", "CreateSecret", { name: "pin" }), call("secretsmanager", "DeleteSecret", secret)],
    [
      call("secretsmanager", "RestoreSecret", secret),
      call("secretsmanager", "DeleteSecret", secret),
      call("secretsmanager", "CreateSecret", { name: "pin" }),
    ],
  );
});

test("a switch of what the log made is turned on first, and by turns", async () => {
  const pipeline = { pipelineName: "ingest" };
  const osis = (name: string) => call("osis", name, pipeline);
  await expectSecond([osis("CreatePipeline")], [osis("StopPipeline"), osis("StartPipeline")]);
  await expectSecond(
    [osis("CreatePipeline"), osis("StopPipeline")],
    [osis("StartPipeline"), osis("StopPipeline")],
  );
});

test("what is changed while a switch is turned goes between its turns", async () => {
  const instance = { instancesSet: { items: [{ instanceId: "i-0aaaaaaaaaaaaaaaa" }] } };
  await expectSecond(
    [],
    [
      call("ec2", "StopInstances", instance),
      call("ec2", "ModifyInstanceAttribute", {
        instanceId: "i-0aaaaaaaaaaaaaaaa",
        instanceType: { value: "t3.large" },
      }),
      call("ec2", "StartInstances", instance),
    ],
  );
  const [application, made] = [{ applicationId: "00f0abcdefghij01" }, { applicationId: "00f0abcdefghij01" }];
  const spark = (name: string) => call("emr-serverless", name, application);
  await expectSecond(
    [call("emr-serverless", "CreateApplication", { name: "sp", type: "SPARK" }, made)],
    [
      spark("StartApplication"),
      spark("StopApplication"),
      spark("UpdateApplication"),
      spark("StartApplication"),
      spark("StopApplication"),
    ],
  );
});

test("what was protected is not, before it ends", async () => {
  const protect = (isOn: boolean) =>
    call("elasticmapreduce", "SetTerminationProtection", {
      jobFlowIds: ["j-FA4HRI8WC048D"],
      terminationProtected: isOn,
    });
  await expectSecond(
    [],
    [
      protect(true),
      protect(false),
      call("elasticmapreduce", "TerminateJobFlows", { jobFlowIds: ["j-FA4HRI8WC048D"] }),
    ],
  );
});

test("a version that an alias led to is deleted after the alias leads elsewhere", async () => {
  const pay = { functionName: "pay" };
  const publish = (version: string) =>
    call("lambda", "PublishVersion20150331", pay, {
      ...pay,
      functionArn: `arn:aws:lambda:eu-west-1:111122223333:function:pay:${version}`,
      version,
    });
  await expectSecond(
    [
      publish("1"),
      publish("2"),
      call("lambda", "CreateAlias20150331", { ...pay, name: "live", functionVersion: "1" }),
    ],
    [
      call("lambda", "UpdateAlias20150331", { ...pay, name: "live", functionVersion: "2" }),
      call("lambda", "DeleteFunction20150331", { ...pay, qualifier: "1" }),
    ],
  );
});

test("what uses a thing goes before it is switched off, and its end after that", async () => {
  const replica = { dBInstanceIdentifier: "read" };
  const rds = (name: string) => call("rds", name, replica);
  await expectSecond(
    [call("rds", "CreateDBInstanceReadReplica", { ...replica, sourceDBInstanceIdentifier: "shop" })],
    [rds("PromoteReadReplica"), rds("StopDBInstance"), rds("StartDBInstance")],
  );
  const arn = (kind: string, name: string) => `arn:aws:dms:eu-west-1:111122223333:${kind}:${name}`;
  const task = { replicationTaskArn: arn("task", "full") };
  const ends = {
    sourceEndpointArn: arn("endpoint", "A"),
    targetEndpointArn: arn("endpoint", "B"),
    replicationInstanceArn: arn("rep", "C"),
  };
  await expectSecond(
    [],
    [
      call(
        "dms",
        "CreateReplicationTask",
        { replicationTaskIdentifier: "full", ...ends },
        { replicationTask: { ...task, ...ends } },
      ),
      call("dms", "StartReplicationTask", task),
      call("dms", "StopReplicationTask", task),
      call("dms", "DeleteReplicationTask", task),
    ],
  );
});

test("what uses a part that ends with what was there goes before that", async () => {
  const shop = { functionName: "shop" };
  const lambda = (name: string, request: object = {}, response?: object) =>
    call("lambda", name, { ...shop, ...request }, response);
  const arn = "arn:aws:lambda:eu-west-1:111122223333:function:shop:live";
  await expectSecond(
    [
      lambda("CreateFunction20150331"),
      lambda("CreateAlias20150331", { name: "live", functionVersion: "1" }, { aliasArn: arn }),
    ],
    [
      call("events", "PutTargets", { rule: "hourly", targets: [{ id: "1", arn }] }),
      lambda("DeleteAlias20150331", { name: "live" }),
      lambda("DeleteFunction20150331"),
      lambda("CreateFunction20150331"),
    ],
  );
});

test("an instance whose end is forbidden is ended once it no longer is", async () => {
  const forbid = (value: boolean) =>
    call("ec2", "ModifyInstanceAttribute", {
      instanceId: "i-0aaaaaaaaaaaaaaaa",
      disableApiTermination: { value },
    });
  await expectSecond(
    [],
    [
      forbid(true),
      forbid(false),
      call("ec2", "TerminateInstances", { instancesSet: { items: [{ instanceId: "i-0aaaaaaaaaaaaaaaa" }] } }),
    ],
  );
});

test("things whose ARNs are of no known form have nothing in common", async () => {
  const create = (name: string, id: string) =>
    call("medialive", "CreateInput", { name }, { input: { id, arn: `arn:aws:medialive:input:${id}` } });
  const drop = (inputId: string) => call("medialive", "DeleteInput", { inputId });
  const [one, other] = ["62512f67684b4ed7afdb1538396cbf2c", "b3b71c40f0874699aa322471e75cc9d8"];
  await expectSecond([], [create("cup", one), drop(one)], [create("open", other), drop(other)]);
});
