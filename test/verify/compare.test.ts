/** What a call asked for against what was read back, in the shapes of real services. */
import { expect, test } from "bun:test";
import * as v from "valibot";
import { loadModel } from "../../src/aws/model/table.ts";
import type { Structure } from "../../src/aws/values.ts";
import { compareInput } from "../../src/verify/compare.ts";
import { findCompares } from "../../src/verify/readers.ts";
import toleratedRows from "../../src/verify/tolerated.json" with { type: "json" };
import { ToleratedRow } from "../../src/verify/tolerated.ts";

/** The comparison of an input with the whole answer of a read. */
async function compare(
  [service, operation, input]: readonly [string, string, Structure],
  [read, output]: readonly [string, Structure],
  skipped: readonly string[] = [],
) {
  const model = await loadModel(service);
  const { input: ref } = model.operations[operation] ?? {};
  const { output: found } = model.operations[read] ?? {};
  if (!ref || !found) throw new Error(`no ${operation} or ${read}`);
  return compareInput(
    ref,
    input,
    { ref: found, value: output },
    {
      service,
      isWhole: true,
      skipped: new Set(skipped),
      rows: findCompares(service, operation),
      type: undefined,
    },
  );
}

test("members right below the answer are found, and documents are compared as JSON", async () => {
  const input = { RoleName: "r", Description: "old", AssumeRolePolicyDocument: '{"Version": "1"}' };
  const role = {
    RoleName: "r",
    Description: "new",
    AssumeRolePolicyDocument: "%7B%22Version%22%3A%221%22%7D",
  };
  expect(await compare(["iam", "CreateRole", input], ["GetRole", { Role: role }])).toEqual({
    compared: 3,
    differences: [{ member: "Description", expected: "old", found: "new" }],
  });
});

test("tags are sets; one more is no difference, one less is", async () => {
  const tagging = {
    TagSet: [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ],
  };
  const found = {
    TagSet: [
      { Key: "b", Value: "3" },
      { Key: "c", Value: "4" },
    ],
  };
  const { differences } = await compare(
    ["s3", "PutBucketTagging", { Bucket: "x", Tagging: tagging }],
    ["GetBucketTagging", found],
  );
  expect(differences).toEqual([
    { member: "Tagging.TagSet.a", expected: "1", found: "nothing" },
    { member: "Tagging.TagSet.b", expected: "2", found: "3" },
  ]);
});

test("pins, placeholders, tokens and hidden texts are not asked for by the log", async () => {
  const input = {
    Name: "s",
    ClientRequestToken: "t",
    Description: "HIDDEN_DUE_TO_SECURITY_REASONS",
    KmsKeyId: "made up",
    Tags: [{ Key: "_custom_id_", Value: "AbCdEf" }],
  };
  const found = { Name: "s", Description: "d", KmsKeyId: "k", Tags: [] };
  expect(
    await compare(["secretsmanager", "CreateSecret", input], ["DescribeSecret", found], ["KmsKeyId"]),
  ).toEqual({
    compared: 1,
    differences: [],
  });
});

test("an attribute that is set by name is found in the map of all", async () => {
  const input = { TopicArn: "t", AttributeName: "DisplayName", AttributeValue: "One" };
  const found = { Attributes: { DisplayName: "Two" } };
  const { differences } = await compare(["sns", "SetTopicAttributes", input], ["GetTopicAttributes", found]);
  expect(differences).toEqual([{ member: "Attributes.DisplayName", expected: "One", found: "Two" }]);
});

test("what only one side has is not compared", async () => {
  const input = { FunctionName: "f", Timeout: 3, MemorySize: 128, Publish: true };
  const found = { Configuration: { FunctionName: "f", Timeout: 3 } };
  expect(await compare(["lambda", "CreateFunction", input], ["GetFunction", found])).toEqual({
    compared: 2,
    differences: [],
  });
});

test("the tolerated differences are at most twenty well-formed rows", () => {
  const rows = v.parse(v.pipe(v.array(ToleratedRow), v.maxLength(20)), toleratedRows);
  expect(rows.every(({ reason }) => reason.endsWith("."))).toBe(true);
});
