// What `aws cloudformation deploy` and `cdk deploy` call.
import { expect, test } from "bun:test";
import { makeStacks } from "./support.ts";

const parameters = { Delay: { Type: "Number", Default: 1, NoEcho: true } };
const template = (more: object = {}) =>
  JSON.stringify({
    Parameters: parameters,
    Resources: {
      Queue: { Type: "AWS::SQS::Queue", Properties: { DelaySeconds: { Ref: "Delay" } } },
      ...more,
    },
  });

test("a stack is made, changed and left as it is by change sets", async () => {
  const { cloudformation, describe, physicalId, call } = makeStacks();
  const ask = (ChangeSetName: string, more: Parameters<typeof call>[1]) =>
    cloudformation("CreateChangeSet", { StackName: "a", ChangeSetName, ...more });
  const read = (ChangeSetName: string) =>
    cloudformation("DescribeChangeSet", { StackName: "a", ChangeSetName });
  expect(await ask("one", { TemplateBody: template() })).toBe("ValidationError");
  const made = await ask("one", { TemplateBody: template(), ChangeSetType: "CREATE" });
  expect((await describe("a")).StackStatus).toBe("REVIEW_IN_PROGRESS");
  expect(await read("one")).toMatchObject({
    StackId: made.StackId,
    Status: "CREATE_COMPLETE",
    ExecutionStatus: "AVAILABLE",
    Changes: [{ ResourceChange: { Action: "Add", LogicalResourceId: "Queue" } }],
    Parameters: [{ ParameterKey: "Delay", ParameterValue: "****" }],
  });
  await cloudformation("ExecuteChangeSet", { ChangeSetName: made.Id });
  expect((await describe("a")).StackStatus).toBe("CREATE_COMPLETE");
  await ask("two", { TemplateBody: template() });
  expect(await read("two")).toMatchObject({ Status: "FAILED", ExecutionStatus: "UNAVAILABLE" });
  expect((await read("two")).StatusReason).toContain("didn't contain changes");
  expect(await cloudformation("ExecuteChangeSet", { StackName: "a", ChangeSetName: "two" })).toBe(
    "InvalidChangeSetStatus",
  );
  await cloudformation("DeleteChangeSet", { StackName: "a", ChangeSetName: "two" });
  expect(await read("two")).toBe("ChangeSetNotFound");
  const given = [{ ParameterKey: "Delay", ParameterValue: "7" }];
  await ask("three", { TemplateBody: template({ Topic: { Type: "AWS::SNS::Topic" } }), Parameters: given });
  const { Changes: changes } = await read("three");
  expect(
    changes.map(({ ResourceChange: one }: { ResourceChange: { Action: string } }) => one.Action),
  ).toEqual(["Modify", "Add"]);
  await cloudformation("ExecuteChangeSet", { StackName: "a", ChangeSetName: "three" });
  const { StackStatus, Parameters: told } = await describe("a");
  expect([StackStatus, told]).toEqual([
    "UPDATE_COMPLETE",
    [{ ParameterKey: "Delay", ParameterValue: "****" }],
  ]);
  const QueueUrl = await physicalId("a", "Queue");
  const attributes = await call("sqs.GetQueueAttributes", { QueueUrl, AttributeNames: ["DelaySeconds"] });
  expect(attributes.Attributes).toEqual({ DelaySeconds: "7" });
  // The value from before is kept where that is asked for.
  await ask("four", {
    TemplateBody: template(),
    Parameters: [{ ParameterKey: "Delay", UsePreviousValue: true }],
  });
  expect((await read("four")).Changes).toMatchObject([
    { ResourceChange: { Action: "Remove", LogicalResourceId: "Topic" } },
  ]);
});

test("a template that needs a capability is refused without", async () => {
  const { create, cloudformation } = makeStacks();
  const trust = { Version: "2012-10-17", Statement: [] };
  const role = (more: object) => ({
    Resources: { Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust, ...more } } },
  });
  expect(await create("a", role({}), { Capabilities: [] })).toBe("InsufficientCapabilitiesException");
  expect(await create("a", role({ RoleName: "r" }), { Capabilities: ["CAPABILITY_IAM"] })).toBe(
    "InsufficientCapabilitiesException",
  );
  expect(await create("a", role({}), { Capabilities: ["CAPABILITY_IAM"] })).toHaveProperty("StackId");
  expect(await create("a", role({}))).toBe("AlreadyExistsException");
  const summary = await cloudformation("GetTemplateSummary", {
    TemplateBody: JSON.stringify(role({ RoleName: "r" })),
  });
  expect(summary.Capabilities).toEqual(["CAPABILITY_NAMED_IAM"]);
});
