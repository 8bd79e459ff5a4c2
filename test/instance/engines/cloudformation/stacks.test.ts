// Stacks: made in order, taken back where one resource fails, changed where something is otherwise.
import { expect, test } from "bun:test";
import { POLICY } from "../../support/world.ts";
import { makeStacks } from "./support.ts";

const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

function queue(properties: object, more: object = {}) {
  return { Queue: { Type: "AWS::SQS::Queue", Properties: properties, ...more } };
}

test("resources come after what they need, and go before it", async () => {
  const { create, events, cloudformation, describe } = makeStacks();
  const Resources = {
    Role: { Type: "AWS::IAM::Role", DependsOn: "Topic", Properties: { AssumeRolePolicyDocument: TRUST } },
    ...queue({
      RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] }, maxReceiveCount: 2 },
    }),
    Topic: { Type: "AWS::SNS::Topic" },
    Dead: { Type: "AWS::SQS::Queue" },
  };
  await create("a", { Resources });
  const made = (await events("a")).filter((event) => event.endsWith("CREATE_COMPLETE"));
  expect(made).toEqual(["Topic", "Dead", "Role", "Queue", "a"].map((id) => `${id} CREATE_COMPLETE`));
  const { StackId } = await describe("a");
  await cloudformation("DeleteStack", { StackName: "a" });
  const ended = (await events(StackId)).filter((event) => event.endsWith("DELETE_COMPLETE"));
  const place = (id: string) => ended.indexOf(`${id} DELETE_COMPLETE`);
  expect(place("Queue")).toBeLessThan(place("Dead"));
  expect(place("Role")).toBeLessThan(place("Topic"));
  expect(ended.at(-1)).toBe("a DELETE_COMPLETE");
});

test("a resource that fails takes the others back, and the events say why", async () => {
  const { create, events, failures, describe, call, cloudformation } = makeStacks();
  const Resources = {
    ...queue({ QueueName: "q" }),
    Bad: { Type: "AWS::SQS::Queue", DependsOn: "Queue", Properties: { DelaySeconds: 5000 } },
  };
  await create("a", { Resources });
  expect((await describe("a")).StackStatus).toBe("ROLLBACK_COMPLETE");
  expect(await failures("a")).toEqual([
    "Bad: Invalid value for the parameter DelaySeconds. (Service: sqs, Status Code: 400, Error Code: InvalidAttributeValue)",
  ]);
  expect((await events("a")).slice(-4)).toEqual([
    "a ROLLBACK_IN_PROGRESS",
    "Queue DELETE_IN_PROGRESS",
    "Queue DELETE_COMPLETE",
    "a ROLLBACK_COMPLETE",
  ]);
  expect((await call("sqs.ListQueues", {})).QueueUrls ?? []).toEqual([]);
  // Such a stack can only be deleted.
  expect(
    await cloudformation("UpdateStack", { StackName: "a", TemplateBody: JSON.stringify({ Resources }) }),
  ).toBe("ValidationError");
  await cloudformation("DeleteStack", { StackName: "a" });
  const Other = { ...Resources, ...queue({ QueueName: "other" }) };
  await create("b", { Resources: Other }, { OnFailure: "DO_NOTHING" });
  expect((await describe("b")).StackStatus).toBe("CREATE_FAILED");
  expect(await call("sqs.GetQueueUrl", { QueueName: "other" })).toHaveProperty("QueueUrl");
});

test("what changes is changed in its place, or made anew", async () => {
  const { create, update, events, physicalId, call, describe } = makeStacks();
  const role = (more: object) => ({
    Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: TRUST, ...more } },
  });
  const policies = (name: string) => ({
    Policies: [{ PolicyName: name, PolicyDocument: JSON.parse(POLICY) }],
  });
  await create("a", { Resources: { ...queue({ DelaySeconds: 1 }), ...role(policies("one")) } });
  const [before, RoleName] = [await physicalId("a", "Queue"), await physicalId("a", "Role")];
  const changed = { Resources: { ...queue({ DelaySeconds: 2 }), ...role(policies("two")) } };
  await update("a", changed);
  expect(await update("a", changed)).toBe("ValidationError");
  expect(await physicalId("a", "Queue")).toBe(before);
  const told = await call("sqs.GetQueueAttributes", { QueueUrl: before, AttributeNames: ["DelaySeconds"] });
  expect(told.Attributes).toEqual({ DelaySeconds: "2" });
  expect((await call("iam.ListRolePolicies", { RoleName })).PolicyNames).toEqual(["two"]);
  await update("a", { Resources: { ...queue({ DelaySeconds: 2, QueueName: "new" }) } });
  expect(await physicalId("a", "Queue")).toEndWith("/new");
  expect(await call("sqs.GetQueueAttributes", { QueueUrl: before })).toContain("NonExistentQueue");
  expect(await call("iam.GetRole", { RoleName })).toBe("NoSuchEntity");
  expect((await events("a")).slice(-5)).toEqual([
    "Queue DELETE_IN_PROGRESS",
    "Queue DELETE_COMPLETE",
    "Role DELETE_IN_PROGRESS",
    "Role DELETE_COMPLETE",
    "a UPDATE_COMPLETE",
  ]);
  expect((await describe("a")).StackStatus).toBe("UPDATE_COMPLETE");
});

test("an update that fails leaves the stack as it was", async () => {
  const { create, update, call, describe, physicalId, outputs } = makeStacks();
  const Outputs = { Url: { Value: { Ref: "Queue" } } };
  await create("a", { Resources: queue({ DelaySeconds: 1 }), Outputs });
  const QueueUrl = await physicalId("a", "Queue");
  const Bad = { Type: "AWS::SQS::Queue", DependsOn: ["Queue", "Topic"], Properties: { DelaySeconds: -1 } };
  await update("a", {
    Resources: { ...queue({ DelaySeconds: 2 }), Topic: { Type: "AWS::SNS::Topic" }, Bad },
    Outputs,
  });
  expect((await describe("a")).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  const told = await call("sqs.GetQueueAttributes", { QueueUrl, AttributeNames: ["DelaySeconds"] });
  expect(told.Attributes).toEqual({ DelaySeconds: "1" });
  expect((await call("sns.ListTopics", {})).Topics ?? []).toEqual([]);
  expect(await outputs("a")).toEqual({ Url: QueueUrl });
});

test("exports are imported, and kept as long as they are", async () => {
  const { create, cloudformation, call, describe } = makeStacks();
  const Outputs = { Arn: { Value: { "Fn::GetAtt": ["Queue", "Arn"] }, Export: { Name: "dead" } } };
  await create("a", { Resources: queue({ QueueName: "dead" }), Outputs });
  const redrive = { deadLetterTargetArn: { "Fn::ImportValue": "dead" }, maxReceiveCount: 1 };
  await create("b", { Resources: queue({ QueueName: "q", RedrivePolicy: redrive }) });
  expect((await cloudformation("ListExports", {})).Exports).toMatchObject([
    { Name: "dead", Value: "arn:aws:sqs:eu-west-1:111122223333:dead" },
  ]);
  expect((await cloudformation("ListImports", { ExportName: "dead" })).Imports).toEqual(["b"]);
  await cloudformation("DeleteStack", { StackName: "a" });
  expect((await describe("a")).StackStatus).toBe("DELETE_FAILED");
  await cloudformation("DeleteStack", { StackName: "b" });
  await cloudformation("DeleteStack", { StackName: "a" });
  expect((await call("sqs.ListQueues", {})).QueueUrls ?? []).toEqual([]);
  expect(
    await create("c", { Resources: queue({ QueueName: { "Fn::ImportValue": "dead" } }) }),
  ).toHaveProperty("StackId");
  expect((await describe("c")).StackStatus).toBe("ROLLBACK_COMPLETE");
});

test("what is to be kept is kept", async () => {
  const { create, cloudformation, call, events, describe } = makeStacks();
  await create("a", { Resources: queue({ QueueName: "kept" }, { DeletionPolicy: "Retain" }) });
  const { StackId } = await describe("a");
  await cloudformation("DeleteStack", { StackName: "a" });
  expect(await events(StackId)).toContain("Queue DELETE_SKIPPED");
  expect(await call("sqs.GetQueueUrl", { QueueName: "kept" })).toHaveProperty("QueueUrl");
  await create("b", { Resources: queue({}) }, { EnableTerminationProtection: true });
  expect(await cloudformation("DeleteStack", { StackName: "b" })).toBe("ValidationError");
});

test("a stack in a stack, from a template in a bucket", async () => {
  const { create, call, outputs, describe, cloudformation } = makeStacks();
  await call("s3.CreateBucket", {
    Bucket: "templates",
    CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
  });
  const inner = {
    Parameters: { Delay: { Type: "Number" } },
    Resources: queue({ DelaySeconds: { Ref: "Delay" }, QueueName: "inner" }),
    Outputs: { Url: { Value: { Ref: "Queue" } } },
  };
  await call("s3.PutObject", {
    Bucket: "templates",
    Key: "inner.json",
    Body: Buffer.from(JSON.stringify(inner)),
  });
  const TemplateURL = "https://templates.s3.eu-west-1.amazonaws.com/inner.json";
  await create("outer", {
    Resources: {
      Inner: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL, Parameters: { Delay: 3 } } },
    },
    Outputs: { Url: { Value: { "Fn::GetAtt": ["Inner", "Outputs.Url"] } } },
  });
  expect((await outputs("outer"))["Url"]).toEndWith("/inner");
  await cloudformation("DeleteStack", { StackName: "outer" });
  expect((await call("sqs.ListQueues", {})).QueueUrls ?? []).toEqual([]);
  expect(
    await create("bad", {
      Resources: { Inner: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL } } },
    }),
  ).toHaveProperty("StackId");
  expect((await describe("bad")).StackStatus).toBe("ROLLBACK_COMPLETE");
});

test("what no table knows is said, and nothing is dropped silently", async () => {
  const { create, failures, cloudformation } = makeStacks();
  await create("a", { Resources: { Own: { Type: "Custom::Thing", Properties: { ServiceToken: "arn" } } } });
  expect(await failures("a")).toEqual(["Own: cloudmock does not know which calls make Custom::Thing"]);
  await create("b", { Resources: queue({ Nonsense: 1 }) });
  expect(await failures("b")).toEqual([
    "Queue: Properties validation failed for resource Queue with message:\n[#: extraneous key [Nonsense] is not permitted]",
  ]);
  expect(await cloudformation("DescribeStackResources", { StackName: "none" })).toBe("ValidationError");
});
