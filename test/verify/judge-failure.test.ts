// What a failed read says of the thing: it is not there, or it cannot be told.
import { expect, test } from "bun:test";
import { loadIndex, loadModel, loadOperation } from "../../src/aws/model/table.ts";
import { describeError } from "../../src/aws/protocols/error-shapes.ts";
import { judgeFailure } from "../../src/verify/judge-failure.ts";

async function judge(service: string, name: string, status: number, code: string, message = "m") {
  return judgeFailure(await loadOperation(service, name), { ok: false, code, message }, status);
}

test.each([
  ["iam", "GetRole", 404, "NoSuchEntity", ""],
  ["dynamodb", "DescribeTable", 400, "ResourceNotFoundException", ""],
  ["ec2", "DescribeVpcs", 400, "InvalidVpcID.NotFound", ""],
  ["ec2", "DescribeInstances", 400, "InvalidInstanceID.Malformed", 'Invalid id: "x"'],
  ["s3", "HeadBucket", 404, "404", "Not Found"],
  ["s3", "GetBucketPolicy", 404, "NoSuchBucketPolicy", ""],
  ["sqs", "GetQueueUrl", 400, "AWS.SimpleQueueService.NonExistentQueue", ""],
  // By its waiter: a stack that is deleted is gone when this comes.
  ["cloudformation", "DescribeStacks", 400, "ValidationError", "Stack with id s does not exist"],
  ["cloudformation", "DescribeStacks", 400, "ValidationError", "no words for it"],
  // By HTTP alone.
  ["glue", "GetTable", 404, "SomethingElse", "no words for it"],
])("%s %s, answered %i %s %s: absent", async (service, name, status, code, message) => {
  expect((await judge(service, name, status, code, message)).kind).toBe("absent");
});

test.each([
  ["glue", "GetTable", 501, "NotImplemented", ""],
  ["glue", "GetTable", 404, "404", "Not Found"],
  ["glue", "GetTable", 404, "UnknownOperationException", "no such operation"],
  ["glue", "GetTable", 500, "500", "500 Internal Server Error"],
  ["glue", "GetTable", 500, "InternalFailure", "KeyError: the key was not found"],
  ["glue", "GetTable", 400, "ThrottlingException", ""],
  ["glue", "GetTable", 403, "AccessDeniedException", ""],
  ["glue", "GetTable", 400, "InvalidInputException", ""],
  ["iam", "GetRole", 400, "ValidationError", "1 validation error"],
  ["s3", "HeadBucket", 403, "403", "Forbidden"],
])("%s %s, answered %i %s %s: unreadable", async (service, name, status, code, message) => {
  expect((await judge(service, name, status, code, message)).kind).toBe("unreadable");
});

test("what the target lacks is said to be its lack", async () => {
  expect((await judge("glue", "GetTable", 501, "NotImplemented")).reason).toBe(
    "the target does not implement it (NotImplemented: m)",
  );
});

test("an error that its model gives the status 404 is an absence under whatever status it comes", async () => {
  const odd: string[] = [];
  let count = 0;
  for (const { service } of (await loadIndex()).services) {
    const { operations } = await loadModel(service);
    for (const operation of Object.values(operations)) {
      for (const shape of operation.errors ?? []) {
        const { code, status } = describeError(operation.model, shape);
        if (status !== 404) continue;
        count++;
        if (judgeFailure(operation, { ok: false, code, message: "m" }, 400).kind !== "absent")
          odd.push(`${service} ${operation.name} ${code}`);
      }
    }
  }
  expect(odd).toEqual([]);
  expect(count).toBeGreaterThan(8_000);
});
