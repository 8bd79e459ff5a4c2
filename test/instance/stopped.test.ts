// What is stopped, rejected or let go stays, and says so: only what calls bring together is parted.
import { expect, test } from "bun:test";
import type { Structure } from "../../src/aws/values.ts";
import { makeCaller } from "./support/world.ts";

test("an execution that is stopped is listed as aborted", async () => {
  const call = makeCaller();
  const { stateMachineArn } = await call("stepfunctions.CreateStateMachine", {
    ...{ name: "m", roleArn: "arn:aws:iam::111122223333:role/r" },
    definition: '{"StartAt":"a","States":{"a":{"Type":"Succeed"}}}',
  });
  const { executionArn } = await call("stepfunctions.StartExecution", { stateMachineArn, name: "one" });
  await call("stepfunctions.StartExecution", { stateMachineArn, name: "two" });
  await call("stepfunctions.StopExecution", { executionArn, error: "e", cause: "c" });
  const list = async (more: Structure) =>
    (await call("stepfunctions.ListExecutions", { stateMachineArn, ...more })).executions.map(
      ({ name }: { name: string }) => name,
    );
  // The most recent one is told first.
  expect(await list({})).toEqual(["two", "one"]);
  expect(await list({ statusFilter: "ABORTED" })).toEqual(["one"]);
  expect(await list({ statusFilter: "RUNNING" })).toEqual(["two"]);
  expect(await call("stepfunctions.DescribeExecution", { executionArn })).toMatchObject({
    ...{ status: "ABORTED", error: "e", cause: "c", stopDate: expect.any(String) },
  });
});

test("a task that is stopped is described, and listed where stopped ones are asked for", async () => {
  const call = makeCaller();
  await call("ecs.CreateCluster", { clusterName: "c" });
  const containerDefinitions = [{ name: "web", image: "web" }];
  await call("ecs.RegisterTaskDefinition", { family: "f", containerDefinitions });
  const run = await call("ecs.RunTask", { cluster: "c", taskDefinition: "f" });
  const [{ taskArn: task }] = run.tasks;
  const list = async (more: Structure) => (await call("ecs.ListTasks", { cluster: "c", ...more })).taskArns;
  expect(await list({})).toEqual([task]);
  await call("ecs.StopTask", { cluster: "c", task, reason: "enough" });
  const { tasks } = await call("ecs.DescribeTasks", { cluster: "c", tasks: [task] });
  expect(tasks).toEqual([
    expect.objectContaining({ lastStatus: "STOPPED", desiredStatus: "STOPPED", stoppedReason: "enough" }),
  ]);
  expect(await list({})).toEqual([]);
  expect(await list({ desiredStatus: "STOPPED" })).toEqual([task]);
});

test("a schema is called by its name, and not by what it says", async () => {
  const call = makeCaller();
  const { schemaArn } = await call("personalize.CreateSchema", { name: "s", schema: '"sth"' });
  expect((await call("personalize.ListSchemas")).schemas).toEqual([
    expect.objectContaining({ name: "s", schemaArn: "arn:aws:personalize:eu-west-1:111122223333:schema/s" }),
  ]);
  await call("personalize.DeleteSchema", { schemaArn });
  expect((await call("personalize.ListSchemas")).schemas).toEqual([]);
});

test("no rule set is active once none is named", async () => {
  const call = makeCaller();
  await call("ses.CreateReceiptRuleSet", { RuleSetName: "r" });
  await call("ses.SetActiveReceiptRuleSet", { RuleSetName: "r" });
  expect((await call("ses.DescribeActiveReceiptRuleSet")).Metadata).toMatchObject({ Name: "r" });
  await call("ses.SetActiveReceiptRuleSet");
  expect((await call("ses.DescribeActiveReceiptRuleSet")).Metadata).toBeUndefined();
  expect((await call("ses.ListReceiptRuleSets")).RuleSets).toHaveLength(1);
});

test("services that are not there are told beside those that are", async () => {
  const call = makeCaller();
  await call("ecs.CreateCluster", { clusterName: "c" });
  await call("ecs.RegisterTaskDefinition", {
    family: "f",
    containerDefinitions: [{ name: "w", image: "w" }],
  });
  await call("ecs.CreateService", { cluster: "c", serviceName: "s", taskDefinition: "f", desiredCount: 1 });
  const told = await call("ecs.DescribeServices", { cluster: "c", services: ["s", "none"] });
  expect(told.services).toHaveLength(1);
  expect(told.failures).toEqual([{ arn: "none", reason: "MISSING" }]);
});

test("a grant that is revoked is told no more, whatever its id is like", async () => {
  const call = makeCaller();
  const { KeyMetadata } = await call("kms.CreateKey");
  const KeyId = String(KeyMetadata.KeyId);
  const asked = { KeyId, GranteePrincipal: "arn:aws:iam::111122223333:role/r", Operations: ["Decrypt"] };
  const told = (output: Structure) => ({ told: { output, at: 1_775_000_000_000, event: "e" } });
  await call("kms.CreateGrant", asked, told({ GrantId: "5fbf6413", GrantToken: "t" }));
  expect((await call("kms.ListGrants", { KeyId })).Grants).toHaveLength(1);
  await call("kms.RevokeGrant", { KeyId, GrantId: "5fbf6413" }, told({}));
  expect((await call("kms.ListGrants", { KeyId })).Grants).toEqual([]);
});
