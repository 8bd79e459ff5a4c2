// Things that one second sees end and begin: what was there before ends before it is made anew.
import { test } from "bun:test";
import { expectSecond } from "./second-order.ts";

const kms = { source: "kms" };
const iam = { source: "iam" };
const user = { userName: "teller" };
const inGroup = { ...user, groupName: "staff" };

test("what was there ends first though what is made in its place is made of something new", async () => {
  const [old, young] = ["28e22061-f8ad-7543-e35a-717219d34c9a", "33420fd8-3d7b-de44-512e-9e0f1ec47b2f"];
  const createKey = (keyId: string) => ({
    ...kms,
    name: "CreateKey",
    request: {},
    response: { keyMetadata: { keyId } },
  });
  const alias = (targetKeyId: string) => ({
    ...kms,
    name: "CreateAlias",
    request: { aliasName: "alias/main", targetKeyId },
  });
  await expectSecond(
    [createKey(old), alias(old)],
    [{ ...kms, name: "DeleteAlias", request: { aliasName: "alias/main" } }, alias(young)],
    [createKey(young)],
  );
});

test("a copy takes the name of what ends in its second", async () => {
  const snapshot = (dBSnapshotIdentifier: string) => ({
    source: "rds",
    name: "CreateDBSnapshot",
    request: { dBInstanceIdentifier: "shop", dBSnapshotIdentifier },
  });
  const copied = { sourceDBSnapshotIdentifier: "last", targetDBSnapshotIdentifier: "first" };
  await expectSecond(
    [snapshot("first")],
    [
      { source: "rds", name: "DeleteDBSnapshot", request: { dBSnapshotIdentifier: "first" } },
      { source: "rds", name: "CopyDBSnapshot", request: copied },
    ],
    [snapshot("last")],
  );
});

test("what calls were about before was there, whoever made it", async () => {
  const role = { roleName: "runner" };
  await expectSecond(
    [{ ...iam, name: "UpdateAssumeRolePolicy", request: role }],
    [
      { ...iam, name: "DeleteRole", request: role },
      { ...iam, name: "CreateRole", request: role },
    ],
  );
});

test("what is taken off a thing that was there is taken off before that ends", async () => {
  await expectSecond(
    [
      { ...iam, name: "CreateUser", request: user },
      { ...iam, name: "AddUserToGroup", request: inGroup },
    ],
    [
      { ...iam, name: "RemoveUserFromGroup", request: inGroup },
      { ...iam, name: "DeleteUser", request: user },
      { ...iam, name: "CreateUser", request: user },
    ],
  );
});

test("what is put on a new thing and taken off within its second is taken off that", async () => {
  await expectSecond(
    [{ ...iam, name: "CreateUser", request: user }],
    [
      { ...iam, name: "DeleteUser", request: user },
      { ...iam, name: "CreateUser", request: user },
      { ...iam, name: "AddUserToGroup", request: inGroup },
      { ...iam, name: "RemoveUserFromGroup", request: inGroup },
    ],
  );
});

const put = (version: number, more: object = {}) => ({
  source: "ssm",
  name: "PutParameter",
  request: { name: "/app/limit", type: "String", ...more },
  response: { version, tier: "Standard" },
});
const drop = { source: "ssm", name: "DeleteParameter", request: { name: "/app/limit" } };

test("a put whose answer counts on goes before the end of what it counts", async () => {
  await expectSecond([put(1)], [put(2, { overwrite: true }), drop]);
});

test("a put whose answer begins to count again goes after the end of what was there", async () => {
  await expectSecond([put(1)], [put(2, { overwrite: true }), drop, put(1)]);
  await expectSecond([], [put(1), put(2, { overwrite: true }), drop, put(1)]);
});

test("versions are counted in their order though a call of their second uses one of them", async () => {
  const arn = "arn:aws:lambda:eu-west-1:111122223333:layer:pay";
  const publish = (version: number) => ({
    source: "lambda",
    name: "PublishLayerVersion20181031",
    request: { layerName: "pay", description: `${version}` },
    response: { layerArn: arn, layerVersionArn: `${arn}:${version}`, version },
  });
  const configure = {
    source: "lambda",
    name: "UpdateFunctionConfiguration20150331v2",
    request: { functionName: "pay", layers: [`${arn}:2`] },
    response: { functionName: "pay" },
  };
  await expectSecond([], [publish(1), publish(2), configure]);
});

test("a path that something is called by links it to nothing that is called by the path's end", async () => {
  const role = { source: "iam", name: "CreateRole", request: { roleName: "orders" } };
  const removeRole = { ...role, name: "DeleteRole" };
  const alias = { ...kms, name: "CreateAlias", request: { aliasName: "alias/orders", targetKeyId: "k" } };
  const removeAlias = { ...kms, name: "DeleteAlias", request: { aliasName: "alias/orders" } };
  await expectSecond([alias, role], [removeAlias, alias], [removeRole, role]);
});

const secret = { source: "secretsmanager", request: { secretId: "orders" } };
const removeSecret = { ...secret, name: "DeleteSecret" };
const restoreSecret = { ...secret, name: "RestoreSecret" };
const makeSecret = { ...secret, name: "CreateSecret", request: { name: "orders" } };

test("what is called back was removed before, in its second too", async () => {
  await expectSecond([], [makeSecret, removeSecret, restoreSecret]);
  await expectSecond([makeSecret], [removeSecret, restoreSecret]);
  await expectSecond([makeSecret, removeSecret, restoreSecret], [removeSecret, makeSecret]);
});

test("what was removed before is called back before it is removed again", async () => {
  await expectSecond([makeSecret, removeSecret], [restoreSecret, removeSecret]);
});

test("what nothing shows to have been there was, where it is used next, and was not, where it is created next", async () => {
  const role = { roleName: "runner" };
  const [create, remove, tag] = ["CreateRole", "DeleteRole", "TagRole"].map((name) => ({
    ...iam,
    name,
    request: role,
  }));
  if (!create || !remove || !tag) throw new Error("no calls");
  await expectSecond([], [remove, create], [], [tag]);
  await expectSecond([], [create, remove], [], [create, tag]);
  await expectSecond([], [create, remove]);
});

test("a name that is given up is given to a new thing after that", async () => {
  const group = (name: string, request: object) => ({ ...iam, name, request });
  const create = group("CreateGroup", { groupName: "readers" });
  const rename = group("UpdateGroup", { groupName: "readers", newGroupName: "viewers" });
  await expectSecond([create], [rename, create]);
});

test("what is called back next was gone", async () => {
  const secret = (name: string, request: object) => ({ source: "secretsmanager", name, request });
  const create = secret("CreateSecret", { name: "orders" });
  const remove = secret("DeleteSecret", { secretId: "orders" });
  await expectSecond([], [create, remove], [], [secret("RestoreSecret", { secretId: "orders" })]);
});

test("each life of a function counts its versions anew", async () => {
  const call = (name: string, request: object, response: object = {}) => ({
    source: "lambda",
    name,
    request: { functionName: "resize", ...request },
    response,
  });
  const create = call("CreateFunction20150331", {
    runtime: "nodejs22.x",
    handler: "index.handler",
    role: "arn:aws:iam::111122223333:role/r",
    code: {},
  });
  const remove = call("DeleteFunction20150331", {});
  const publish = (version: string) =>
    call("PublishVersion20150331", {}, { functionName: "resize", version });
  await expectSecond([], [create, publish("1"), remove, create, publish("1"), publish("2")]);
});

test("a policy is made anew once its versions are gone, and counts anew", async () => {
  const policyArn = "arn:aws:iam::111122223333:policy/p";
  const call = (name: string, request: object, response: object = {}) => ({
    ...iam,
    name,
    request,
    response,
  });
  const create = call(
    "CreatePolicy",
    { policyName: "p", policyDocument: "{}" },
    { policy: { arn: policyArn } },
  );
  const version = call(
    "CreatePolicyVersion",
    { policyArn, policyDocument: "{}", setAsDefault: true },
    { policyVersion: { versionId: "v2", isDefaultVersion: true } },
  );
  const removeFirst = call("DeletePolicyVersion", { policyArn, versionId: "v1" });
  const remove = call("DeletePolicy", { policyArn });
  await expectSecond([], [create, version, removeFirst, remove, create, version]);
});
