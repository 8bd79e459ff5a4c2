// Statements of policies, and what comes with versions and destinations.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

test("a statement is put into a policy under its name, and taken out by it", async () => {
  const call = makeCaller();
  await call("events.CreateEventBus", { Name: "b" });
  const put = (StatementId: string, more: object) =>
    call("events.PutPermission", { EventBusName: "b", StatementId, Action: "events:PutEvents", ...more });
  const read = async (input = {}) =>
    JSON.parse((await call("events.DescribeEventBus", input)).Policy ?? "null");
  await put("a", { Principal: "444455556666" });
  await put("o", {
    Principal: "*",
    Condition: { Type: "StringEquals", Key: "aws:PrincipalOrgID", Value: "o-1" },
  });
  const Resource = "arn:aws:events:eu-west-1:111122223333:event-bus/b";
  const allow = { Effect: "Allow", Action: "events:PutEvents", Resource };
  const organization = {
    ...{ Sid: "o", ...allow, Principal: "*" },
    Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
  };
  expect((await read({ Name: "b" })).Statement).toEqual([
    { Sid: "a", ...allow, Principal: { AWS: "arn:aws:iam::444455556666:root" } },
    organization,
  ]);
  await call("events.RemovePermission", { EventBusName: "b", StatementId: "a" });
  expect((await read({ Name: "b" })).Statement).toEqual([organization]);
  await call("events.RemovePermission", { EventBusName: "b", RemoveAllPermissions: true });
  expect(await read({ Name: "b" })).toBeNull();
  // Without a name the account's own bus is meant, and not the one that was made last.
  expect((await call("events.DescribeEventBus")).Name).toBe("default");
});

test("a topic's policy keeps the statement that it has from the start", async () => {
  const call = makeCaller();
  const { TopicArn } = await call("sns.CreateTopic", { Name: "t" });
  const input = { TopicArn, Label: "l", AWSAccountId: ["444455556666"], ActionName: ["Publish"] };
  await call("sns.AddPermission", input);
  const { Attributes } = await call("sns.GetTopicAttributes", { TopicArn });
  const { Statement } = JSON.parse(Attributes.Policy);
  expect(Statement.map((one: { Sid: string }) => one.Sid)).toEqual(["__default_statement_ID", "l"]);
  expect(Statement[1]).toMatchObject({ Action: "SNS:Publish", Resource: TopicArn });
});

test("a layer is there for as long as it has versions, and tells the newest", async () => {
  const call = makeCaller();
  const LayerArn = "arn:aws:lambda:eu-west-1:111122223333:layer:m";
  for (const Version of [1, 2])
    await call(
      "lambda.PublishLayerVersion",
      { LayerName: "m", Content: {} },
      { told: { output: { LayerArn, LayerVersionArn: `${LayerArn}:${Version}`, Version }, at: 0 } },
    );
  await call("lambda.DeleteLayerVersion", { LayerName: "m", VersionNumber: 1 });
  const { LayerVersions } = await call("lambda.ListLayerVersions", { LayerName: "m" });
  expect(LayerVersions).toMatchObject([{ Version: 2 }]);
  const list = async () => (await call("lambda.ListLayers")).Layers;
  expect(await list()).toMatchObject([{ LayerName: "m", LayerArn, LatestMatchingVersion: { Version: 2 } }]);
  await call("lambda.DeleteLayerVersion", { LayerName: "m", VersionNumber: 2 });
  expect(await list()).toEqual([]);
});

test("what an ARN says of its service is told in the service's own words", async () => {
  const call = makeCaller();
  const { QueueUrl } = await call("sqs.CreateQueue", {
    QueueName: "q",
    Attributes: { KmsMasterKeyId: "alias/a" },
  });
  const { Attributes } = await call("sqs.GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
  expect(Attributes.KmsDataKeyReusePeriodSeconds).toBe("300");
  await call("logs.PutDeliveryDestination", {
    name: "d",
    deliveryDestinationConfiguration: { destinationResourceArn: "arn:aws:s3:::logs" },
  });
  const [destination] = (await call("logs.DescribeDeliveryDestinations")).deliveryDestinations;
  expect(destination.deliveryDestinationType).toBe("S3");
});

test("a queue is let be used by others, under the address that it has here", async () => {
  const call = makeCaller();
  const { QueueUrl } = await call("sqs.CreateQueue", { QueueName: "orders" });
  const input = { Label: "l", AWSAccountIds: ["444455556666"], Actions: ["SendMessage"] };
  const here = QueueUrl.replace(/^https?:\/\/[^/]+/, "http://127.0.0.1:4566");
  await call("sqs.AddPermission", { QueueUrl: here, ...input });
  const { Attributes } = await call("sqs.GetQueueAttributes", { QueueUrl: here, AttributeNames: ["Policy"] });
  expect(JSON.parse(Attributes.Policy).Statement[0]).toMatchObject({ Sid: "l", Action: "SQS:SendMessage" });
});

test("a queue's policy goes with its last statement", async () => {
  const call = makeCaller();
  const { QueueUrl } = await call("sqs.CreateQueue", { QueueName: "q", Attributes: { DelaySeconds: "1" } });
  const add = (Label: string) =>
    call("sqs.AddPermission", { QueueUrl, Label, AWSAccountIds: ["444455556666"], Actions: ["SendMessage"] });
  const read = async () =>
    (await call("sqs.GetQueueAttributes", { QueueUrl, AttributeNames: ["Policy", "DelaySeconds"] }))
      .Attributes;
  await add("a");
  expect(await read()).toHaveProperty("Policy");
  await call("sqs.RemovePermission", { QueueUrl, Label: "a" });
  expect(await read()).toEqual({ DelaySeconds: "1" });
  await add("a");
  expect(JSON.parse((await read()).Policy).Statement).toHaveLength(1);
});
