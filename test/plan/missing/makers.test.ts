// Which calls make a thing, so that it is not made up.
import { expect, test } from "bun:test";
import { type Call, makePrerequisites, showPrerequisites } from "./plan-calls.ts";

test("a snapshot that EBS starts is made by that, wherever it stands in its second", async () => {
  const snapshotId = "snap-0aaaaaaaaaaaaaaaa";
  const start: Call = {
    service: "ebs",
    operation: "StartSnapshot",
    parameters: { volumeSize: 1 },
    answer: { snapshotId },
  };
  const complete: Call = {
    service: "ebs",
    operation: "CompleteSnapshot",
    parameters: { snapshotId, changedBlocksCount: 0 },
  };
  for (const calls of [
    [start, complete],
    [complete, start],
  ])
    expect(
      await makePrerequisites(
        calls.map((call) => ({ ...call, second: 0 })),
        "snapshot",
      ),
    ).toEqual([]);
});

test("a session of Glue is made by its creation, and the first version of a policy of IoT by the policy's", async () => {
  const glue = (operation: string, parameters: object): Call => ({ service: "glue", operation, parameters });
  const iot = (operation: string, parameters: object, answer?: object): Call => ({
    service: "iot",
    operation,
    parameters,
    answer,
  });
  const shown = await showPrerequisites([
    glue("CreateSession", {
      id: "all",
      role: "arn:aws:iam::444455556666:role/r",
      command: { name: "glueetl" },
    }),
    glue("StopSession", { id: "all" }),
    iot("CreatePolicy", { policyName: "default", policyDocument: "{}" }, { policyVersionId: "1" }),
    iot("DeletePolicyVersion", { policyName: "default", policyVersionId: "1" }),
  ]);
  expect(shown.filter((step) => step.startsWith("+"))).toEqual([]);
});

test("what is promoted is a replica of the instance that it was answered with, and that is none", async () => {
  const promote: Call = {
    service: "rds",
    operation: "PromoteReadReplica",
    parameters: { dBInstanceIdentifier: "copy" },
    answer: { dBInstanceIdentifier: "copy", readReplicaSourceDBInstanceIdentifier: "orders" },
  };
  const steps = await makePrerequisites([promote], "db-instance");
  expect(steps.map(({ operation, input }) => [operation.name, input["DBInstanceIdentifier"]])).toEqual([
    ["CreateDBInstance", "orders"],
    ["CreateDBInstanceReadReplica", "copy"],
  ]);
  expect(steps[1]?.input["SourceDBInstanceIdentifier"]).toBe("orders");
});

test.each([
  ["EnableLDAPS", { type: "Client" }, "CreateMicrosoftAD"],
  ["CreateAlias", { alias: "office" }, "CreateDirectory"],
])("%s needs a directory that can do so", async (operation, asked, maker) => {
  const call = { service: "ds", operation, parameters: { directoryId: "d-0123456789", ...asked } };
  const [made] = await makePrerequisites([call], "ds-directory");
  expect(made?.operation.name).toBe(maker);
});

test("an execution that is ended was started, of a type that may be", async () => {
  const parameters = { domain: "shop", workflowId: "order-1" };
  expect(
    await showPrerequisites([{ service: "swf", operation: "TerminateWorkflowExecution", parameters }]),
  ).toEqual([
    "+RegisterDomain(shop, 30)",
    "+RegisterWorkflowType(shop, cloudmock, 1, TERMINATE, 31536000, NONE)",
    "+StartWorkflowExecution(shop, order-1)",
    "TerminateWorkflowExecution(shop, order-1)",
  ]);
});

test("the output of a flow is none of a router", async () => {
  const flowArn = "arn:aws:mediaconnect:eu-west-1:111122223333:flow:1-AABBCCDD-1:camera";
  const outputArn = "arn:aws:mediaconnect:eu-west-1:111122223333:output:2-AABBCCDD-1:out";
  const parameters = { flowArn, outputArn };
  const steps = await showPrerequisites([
    { service: "mediaconnect", operation: "RemoveFlowOutput", parameters },
  ]);
  expect(steps.filter((step) => step.includes("Router"))).toEqual([]);
});

test("a thing of which only the id is known stands under an ARN that holds what it is in", async () => {
  const containerInstance = "a1".repeat(16);
  const [made] = await makePrerequisites(
    [
      {
        service: "ecs",
        operation: "DeregisterContainerInstance",
        parameters: { cluster: "pears", containerInstance },
      },
    ],
    "ecs:container-instance",
  );
  expect(made?.output["containerInstance"]).toMatchObject({
    containerInstanceArn: `arn:aws:ecs:eu-west-1:111122223333:container-instance/pears/${containerInstance}`,
  });
});
