// Policies of the account and of single groups, and tags of what has an ARN.
import { expect, test } from "bun:test";
import { ACCOUNT, type Given, REGION, START, TestClient } from "../support/client.ts";

/** What tests read of answers. */
type Answer = ReturnType<typeof JSON.parse>;

function make() {
  const client = new TestClient();
  return (name: string, input: Record<string, Given | undefined> = {}): Promise<Answer> =>
    client.call("logs", name, input);
}

test("the account's policies and a group's are told apart, and the latter have revisions", async () => {
  const call = make();
  await call("CreateLogGroup", { logGroupName: "g" });
  const resourceArn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:g`;
  await call("PutResourcePolicy", { policyName: "p", policyDocument: "{}" });
  const { revisionId, resourcePolicy } = await call("PutResourcePolicy", {
    policyDocument: "{}",
    resourceArn,
  });
  expect(resourcePolicy).toEqual({
    policyScope: "RESOURCE",
    policyDocument: "{}",
    lastUpdatedTime: START,
    resourceArn,
    revisionId,
  });
  const list = async (input = {}) => (await call("DescribeResourcePolicies", input)).resourcePolicies;
  expect(await list()).toEqual([
    { policyScope: "ACCOUNT", policyName: "p", policyDocument: "{}", lastUpdatedTime: START },
  ]);
  expect(await list({ policyScope: "RESOURCE" })).toEqual([resourcePolicy]);
  const other = { policyDocument: '{"a":1}', resourceArn };
  expect((await call("PutResourcePolicy", other)).Error.Code).toBe("OperationAbortedException");
  const changed = await call("PutResourcePolicy", { ...other, expectedRevisionId: revisionId });
  expect(changed.revisionId).not.toBe(revisionId);
  await call("DeleteResourcePolicy", { resourceArn, expectedRevisionId: changed.revisionId });
  await call("DeleteResourcePolicy", { policyName: "p" });
  expect([await list(), await list({ policyScope: "RESOURCE" })]).toEqual([[], []]);
  expect((await call("DeleteResourcePolicy", { policyName: "p" })).Error.Message).toBe(
    "Policy with name [p] does not exist.",
  );
  expect((await call("PutResourcePolicy", { policyName: "p", policyDocument: "{" })).Error.Code).toBe(
    "InvalidParameterException",
  );
});

test("what has an ARN has tags, and no more than fifty", async () => {
  const call = make();
  await call("CreateLogGroup", { logGroupName: "g" });
  const resourceArn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:g`;
  const tags = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`k${at}`, "v"]));
  await call("TagResource", { resourceArn, tags });
  expect((await call("TagResource", { resourceArn, tags: { more: "v" } })).Error.Code).toBe(
    "TooManyTagsException",
  );
  expect((await call("ListTagsForResource", { resourceArn: `${resourceArn}x` })).Error.Code).toBe(
    "ResourceNotFoundException",
  );
});

test("names that begin as AWS's do are AWS's", async () => {
  const { Error: error } = await make()("CreateLogGroup", { logGroupName: "aws/mine" });
  expect(error.Message).toBe("Log groups starting with AWS/ are reserved for AWS.");
});
