// The order of calls of one second: by a thing's lives in it, by the ids and the versions that answers gave out.
import { expect, test } from "bun:test";
import { type OrderedStep, orderSteps } from "../../../src/plan/order/order.ts";
import { type Call, makeSteps } from "../../dialect/support.ts";

async function order(calls: readonly Call[]): Promise<OrderedStep[]> {
  return orderSteps(await makeSteps(calls));
}

/** Calls on one function in one second; ends name it by its ARN. */
function recreate(names: string): Call[] {
  const arn = "arn:aws:lambda:eu-west-1:111122223333:function:doomed";
  const role = "arn:aws:iam::111122223333:role/runner";
  return [...names].map(
    (name): Call =>
      name === "c"
        ? {
            second: 5,
            source: "lambda",
            name: "CreateFunction20150331",
            request: { functionName: "doomed", role },
            response: { functionName: "doomed", functionArn: arn },
          }
        : { second: 5, source: "lambda", name: "DeleteFunction20150331", request: { functionName: arn } },
  );
}

test.each(["cdcd", "ccdd", "ddcc", "dccdc", "ccddc"])(
  "a thing made and removed again within one second (%s) is removed before it is made anew",
  async (names) => {
    const steps = await order(recreate(names));
    expect(steps.map(({ operation }) => (operation.name === "CreateFunction" ? "c" : "d")).join("")).toBe(
      names.length % 2 === 0 ? "cdcd" : "cdcdc",
    );
  },
);

test("what was there before ends first, with what hangs on it", async () => {
  const role = { second: 5, source: "iam", request: { roleName: "runner" } };
  const policy = { ...role, request: { roleName: "runner", policyName: "p" } };
  const calls: readonly Call[] = [
    { ...role, second: 0, name: "CreateRole" },
    { ...policy, second: 1, name: "PutRolePolicy" },
    { ...policy, name: "DeleteRolePolicy" },
    { ...role, name: "DeleteRole" },
    { ...role, name: "CreateRole" },
    { ...policy, name: "PutRolePolicy" },
    { ...policy, name: "DeleteRolePolicy" },
    { ...role, name: "DeleteRole" },
  ];
  const steps = await order(calls);
  expect(steps.map(({ id }) => id)).toEqual(calls.map(({ name }, place) => `${name}#${place}`));
});

test("a removal by an id ends the thing that has the id", async () => {
  const create = (groupId: string) => ({
    second: 5,
    source: "ec2",
    name: "CreateSecurityGroup",
    request: { groupName: "web", vpcId: "vpc-0a0a0a0a0a0a0a0a0" },
    response: { groupId },
  });
  const remove = (groupId: string) => ({
    second: 5,
    source: "ec2",
    name: "DeleteSecurityGroup",
    request: { groupId },
  });
  const steps = await order([
    remove("sg-0b0b0b0b0b0b0b0b0"),
    remove("sg-0a0a0a0a0a0a0a0a0"),
    create("sg-0a0a0a0a0a0a0a0a0"),
    create("sg-0b0b0b0b0b0b0b0b0"),
  ]);
  expect(steps.map(({ id }) => id)).toEqual([
    "CreateSecurityGroup#2",
    "DeleteSecurityGroup#1",
    "CreateSecurityGroup#3",
    "DeleteSecurityGroup#0",
  ]);
});

test("an id that an answer gave out is waited for where the table knows it as another thing's name", async () => {
  const steps = await order([
    {
      second: 5,
      source: "apigateway",
      name: "CreateUsagePlanKey",
      request: {
        usagePlanId: "pvee8b",
        createUsagePlanKeyInput: { keyId: "o2pihz9rbl", keyType: "API_KEY" },
      },
      response: { id: "o2pihz9rbl" },
    },
    {
      second: 5,
      source: "apigateway",
      name: "CreateApiKey",
      request: { createApiKeyInput: { name: "partner" } },
      response: { id: "o2pihz9rbl", name: "partner" },
    },
  ]);
  expect(steps.map(({ operation }) => operation.name)).toEqual(["CreateApiKey", "CreateUsagePlanKey"]);
  expect(steps[1]?.after).toEqual([0]);
});

/** Makes each of several calls of one second come first in the file, and expects them in their order. */
async function expectOrder(calls: readonly Omit<Call, "second">[]): Promise<void> {
  for (const [turn] of calls.entries()) {
    const turned = [...calls.slice(turn), ...calls.slice(0, turn)];
    for (const file of [turned, turned.toReversed()]) {
      const steps = await order(file.map((call) => ({ ...call, second: 5 })));
      const sent = steps.map((step) => file[step.ordinal]);
      expect(sent).toEqual([...calls]);
    }
  }
}

test("within one second, versions are made in the order in which answers counted them", async () => {
  const register = (revision: number) => ({
    source: "ecs",
    name: "RegisterTaskDefinition",
    request: { family: "web", containerDefinitions: [{ name: "web", image: `shop:${revision}` }] },
    response: {
      taskDefinition: {
        taskDefinitionArn: `arn:aws:ecs:eu-west-1:111122223333:task-definition/web:${revision}`,
        family: "web",
        revision,
      },
    },
  });
  await expectOrder([9, 10, 11].map(register));
  const publish = (version: string) => ({
    source: "lambda",
    name: "PublishVersion20150331",
    request: { functionName: "pay", description: version },
    response: { functionName: "pay", version },
  });
  await expectOrder(["1", "2", "3"].map(publish));
});

test("what removes one version does not end the life of what has the versions", async () => {
  const definition = (revision: number) => ({
    taskDefinitionArn: `arn:aws:ecs:eu-west-1:111122223333:task-definition/web:${revision}`,
    family: "web",
    revision,
  });
  const register = (revision: number) => ({
    source: "ecs",
    name: "RegisterTaskDefinition",
    request: { family: "web", containerDefinitions: [{ name: "web", image: `shop:${revision}` }] },
    response: { taskDefinition: definition(revision) },
  });
  const update = {
    source: "ecs",
    name: "UpdateService",
    request: { cluster: "c", service: "web", taskDefinition: "web:3" },
  };
  const remove = {
    source: "ecs",
    name: "DeregisterTaskDefinition",
    request: { taskDefinition: "web:2" },
    response: { taskDefinition: definition(2) },
  };
  const [two, three] = [register(2), register(3)];
  for (const file of [
    [three, two, remove, update],
    [remove, update, three, two],
    [update, two, remove, three],
  ]) {
    const sent = (await order(file.map((call) => ({ ...call, second: 5 })))).map(
      ({ ordinal }) => file[ordinal],
    );
    for (const [first, then] of [
      [two, three],
      [three, update],
      [two, remove],
    ])
      expect(sent.indexOf(first)).toBeLessThan(sent.indexOf(then));
  }
});

test("within one second, what asks for a version goes after what counted it", async () => {
  await expectOrder([
    {
      source: "ssm",
      name: "UpdateDocument",
      request: { name: "run", documentVersion: "$LATEST" },
      response: { documentDescription: { name: "run", documentVersion: "2", defaultVersion: "1" } },
    },
    {
      source: "ssm",
      name: "UpdateDocumentDefaultVersion",
      request: { name: "run", documentVersion: "2" },
      response: { description: { name: "run", defaultVersion: "2" } },
    },
  ]);
  await expectOrder([
    {
      source: "iam",
      name: "CreatePolicyVersion",
      request: { policyArn: "arn:aws:iam::111122223333:policy/p", policyDocument: "{}" },
      response: { policyVersion: { versionId: "v2" } },
    },
    {
      source: "iam",
      name: "SetDefaultPolicyVersion",
      request: { policyArn: "arn:aws:iam::111122223333:policy/p", versionId: "v2" },
    },
  ]);
});

test("a version of one thing says nothing of another's", async () => {
  const publish = (name: string, version: string) => ({
    second: 5,
    source: "lambda",
    name: "PublishVersion20150331",
    request: { functionName: name },
    response: { functionName: name, version, role: "arn:aws:iam::111122223333:role/runner" },
  });
  const steps = await order([publish("a", "7"), publish("b", "2")]);
  expect(steps.map(({ ordinal }) => ordinal)).toEqual([0, 1]);
});

test("a key's deletion is scheduled after its changes, and called back before it is enabled", async () => {
  const on = (name: string) => ({
    source: "kms",
    name,
    request: { keyId: "1234abcd-12ab-34cd-56ef-1234567890ab" },
  });
  await expectOrder([on("DisableKey"), on("ScheduleKeyDeletion")]);
  await expectOrder([on("ScheduleKeyDeletion"), on("CancelKeyDeletion"), on("EnableKey")]);
});

test("a part that is made and removed in one second goes before the whole, whatever the file has first", async () => {
  const network = "vpc-0a0a0a0a0a0a0a0a0";
  const subnet = "subnet-0b0b0b0b0b0b0b0b0";
  const on = (name: string, request: object, response?: object): Call => ({
    second: 5,
    source: "ec2",
    name,
    request,
    response,
  });
  const steps = await order([
    on("DeleteSubnet", { subnetId: subnet }),
    on("DeleteVpc", { vpcId: network }),
    on("CreateSubnet", { vpcId: network, cidrBlock: "10.0.1.0/24" }, { subnet: { subnetId: subnet } }),
    on("CreateVpc", { cidrBlock: "10.0.0.0/16" }, { vpc: { vpcId: network } }),
  ]);
  expect(steps.map(({ operation }) => operation.name)).toEqual([
    "CreateVpc",
    "CreateSubnet",
    "DeleteSubnet",
    "DeleteVpc",
  ]);
  expect(steps[3]?.after).toContain(2);
});

test("what is made, removed and made again in one second is so beside what its path ends with", async () => {
  const repository = (name: string): Call => ({
    second: 5,
    source: "ecr",
    name,
    request: { repositoryName: "games/tmp" },
  });
  const database: Call = {
    second: 5,
    source: "rds",
    name: "CreateDBInstance",
    request: { dBInstanceIdentifier: "tmp", engine: "mysql", dBInstanceClass: "db.t3.small" },
  };
  const [make, remove] = [repository("CreateRepository"), repository("DeleteRepository")];
  for (const calls of [
    [make, remove, make, database],
    [database, make, make, remove],
  ]) {
    const steps = await order(calls);
    const names = steps.filter(({ service }) => service === "ecr").map(({ operation }) => operation.name);
    expect(names).toEqual(["CreateRepository", "DeleteRepository", "CreateRepository"]);
  }
});
