// Answers that are a success and tell of items that were refused.
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import { makeStructure, type Structure } from "../../src/aws/values.ts";
import { findRefusal } from "../../src/replay/partial.ts";

const asStructure = (value: object): Structure => Object.assign(makeStructure(), value);

const refuse = async (service: string, name: string, answer: object, recorded: object = {}) =>
  findRefusal(
    { operation: await loadOperation(service, name), output: asStructure(recorded) },
    asStructure(answer),
  );

test.each([
  [
    "events",
    "PutTargets",
    {
      FailedEntryCount: 1,
      FailedEntries: [{ TargetId: "1", ErrorCode: "NotFound", ErrorMessage: "no such thing" }],
    },
    { code: "NotFound", message: "FailedEntryCount tells of 1: no such thing" },
  ],
  [
    "sqs",
    "SendMessageBatch",
    {
      Successful: [],
      Failed: [{ Id: "a", SenderFault: true, Code: "InvalidParameterValue", Message: "bad" }],
    },
    { code: "InvalidParameterValue", message: "Failed tells of 1: bad" },
  ],
  [
    "ec2",
    "DeleteVpcEndpoints",
    {
      Unsuccessful: [
        { Error: { Code: "InvalidVpcEndpointId.NotFound", Message: "gone" }, ResourceId: "vpce-1" },
      ],
    },
    { code: "InvalidVpcEndpointId.NotFound", message: "Unsuccessful tells of 1: gone" },
  ],
  [
    "ecs",
    "RunTask",
    { tasks: [], failures: [{ arn: "a", reason: "RESOURCE:MEMORY" }] },
    { code: "PartialFailure", message: "failures tells of 1: RESOURCE:MEMORY" },
  ],
  [
    "dynamodb",
    "BatchWriteItem",
    { UnprocessedItems: { t: [] } },
    { code: "PartialFailure", message: "UnprocessedItems tells of 1" },
  ],
] as const)("%s %s", async (service, name, answer, refusal) => {
  expect(await refuse(service, name, answer)).toEqual(refusal);
});

test("nothing was refused, or production told of some, too", async () => {
  expect(await refuse("events", "PutTargets", { FailedEntryCount: 0, FailedEntries: [] })).toBeUndefined();
  const failures = [{ reason: "MISSING" }];
  expect(await refuse("ecs", "RunTask", { failures }, { failures })).toBeUndefined();
  expect(await refuse("sqs", "CreateQueue", { QueueUrl: "u" })).toBeUndefined();
});
