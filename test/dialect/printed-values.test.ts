// Objects and lists that another program has printed into texts.
import { test } from "bun:test";
import { expectInput } from "../support/expect-input.ts";

test("a structure, a list and a map", async () => {
  await expectInput(
    "sqs",
    "CreateQueue",
    { queueName: "q", attributes: '{"DelaySeconds": 5}', tags: "{}" },
    { QueueName: "q", Attributes: { DelaySeconds: "5" }, tags: {} },
  );
  await expectInput(
    "dynamodb",
    "CreateTable",
    {
      tableName: "t",
      keySchema: '[{"attributeName": "pk", "keyType": "HASH"}]',
      provisionedThroughput: '{"readCapacityUnits": 5, "writeCapacityUnits": 6}',
    },
    {
      TableName: "t",
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
    },
  );
});

test("a text that is meant stays one", async () => {
  const policy = '{"Version": "2012-10-17"}';
  await expectInput("sns", "SetTopicAttributes", { attributeValue: policy }, { AttributeValue: policy });
  await expectInput(
    "sqs",
    "CreateQueue",
    { attributes: { Policy: policy } },
    { Attributes: { Policy: policy } },
  );
  // What stands for a structure of one member.
  await expectInput(
    "ec2",
    "ModifyInstanceAttribute",
    { userData: '{"a": 1}' },
    { UserData: { Value: btoa('{"a": 1}') } },
  );
});
