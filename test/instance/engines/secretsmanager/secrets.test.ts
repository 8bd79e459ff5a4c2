// Secrets as Secrets Manager has them: what is taken, found, told and refused.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type Elsewhere, type Given, TestClient } from "../support/client.ts";

type Input = Readonly<Record<string, Given>>;
const DAY = 86_400_000;
const SecretId = "db/main";

function open() {
  const client = new TestClient();
  const call = (name: string, input: Input = {}, elsewhere: Elsewhere = {}) =>
    client.call("secretsmanager", name, input, elsewhere);
  const fail = async (name: string, input: Input = {}, elsewhere: Elsewhere = {}) => {
    const { Error: error } = await call(name, input, elsewhere);
    return error ? `${error.Code}: ${error.Message}` : "no error";
  };
  const make = (Name = SecretId, more: Input = {}) =>
    call("CreateSecret", { Name, SecretString: "one", ...more });
  return { client, call, fail, make };
}

const TOKEN = "11111111-2222-4333-8444-555555555555";

describe("a secret", () => {
  test("is made once, and the same again by the same token", async () => {
    const { call, fail, make } = open();
    const made = await make(SecretId, { ClientRequestToken: TOKEN });
    expect(made["ARN"]).toMatch(/^arn:aws:secretsmanager:us-east-1:\d{12}:secret:db\/main-[A-Za-z0-9]{6}$/);
    expect(await make(SecretId, { ClientRequestToken: TOKEN })).toMatchObject({
      ARN: made["ARN"],
      VersionId: TOKEN,
    });
    const other = { Name: SecretId, SecretString: "two", ClientRequestToken: TOKEN };
    expect(await fail("CreateSecret", other)).toBe(
      `ResourceExistsException: You can't use ClientRequestToken ${TOKEN} because that value is already in use for a version of secret ${made["ARN"]}.`,
    );
    expect(await fail("CreateSecret", { Name: SecretId, SecretString: "two" })).toBe(
      `ResourceExistsException: The operation failed because the secret ${SecretId} already exists.`,
    );
    const put = { SecretId, SecretString: "one", ClientRequestToken: TOKEN };
    expect(await call("PutSecretValue", put)).toMatchObject({
      VersionId: TOKEN,
      VersionStages: ["AWSCURRENT"],
    });
    expect(await fail("CreateSecret", { Name: "no name?" })).toBe(
      "ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
    );
  });

  test("is found by its name, its ARN, and its ARN without the end", async () => {
    const { call, fail, make } = open();
    const ARN = String((await make())["ARN"]);
    for (const text of [SecretId, ARN, ARN.slice(0, -7)])
      expect(await call("GetSecretValue", { SecretId: text })).toMatchObject({ SecretString: "one" });
    const none = "ResourceNotFoundException: Secrets Manager can't find the specified secret.";
    expect(await fail("GetSecretValue", { SecretId: "other" })).toBe(none);
    expect(await fail("GetSecretValue", { SecretId: ARN.slice(0, -1) })).toBe(none);
    expect(await fail("GetSecretValue", { SecretId, VersionId: TOKEN })).toBe(
      `ResourceNotFoundException: Secrets Manager can't find the specified secret value for VersionId: ${TOKEN}`,
    );
    expect(await fail("GetSecretValue", { SecretId, VersionStage: "x" })).toBe(
      "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: x",
    );
  });

  test("is gone after its window, or at once", async () => {
    const { client, call, fail, make } = open();
    await make();
    expect(await fail("DeleteSecret", { SecretId, RecoveryWindowInDays: 6 })).toBe(
      "InvalidParameterException: The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
    );
    await call("DeleteSecret", { SecretId, RecoveryWindowInDays: 7 });
    expect(await fail("CreateSecret", { Name: SecretId, SecretString: "two" })).toBe(
      "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
    client.now += 7 * DAY;
    expect(await fail("DescribeSecret", { SecretId })).toStartWith("ResourceNotFoundException: ");
    await make();
    await call("DeleteSecret", { SecretId, ForceDeleteWithoutRecovery: true });
    const again = await call("DeleteSecret", { SecretId, ForceDeleteWithoutRecovery: true });
    expect(again).toMatchObject({ Name: SecretId, DeletionDate: new Date(client.now) });
  });

  test("has copies that are read and not written", async () => {
    const { call, fail, make } = open();
    const elsewhere = { region: "eu-west-1" };
    await make(SecretId, { AddReplicaRegions: [{ Region: "eu-west-1" }] });
    expect(await call("GetSecretValue", { SecretId }, elsewhere)).toMatchObject({ SecretString: "one" });
    expect(await fail("PutSecretValue", { SecretId, SecretString: "two" }, elsewhere)).toBe(
      "InvalidParameterException: Operation not permitted on a replica secret. Call must be made in primary secret's region.",
    );
    expect(await fail("DeleteSecret", { SecretId })).toBe(
      `InvalidParameterException: You can't delete secret ${SecretId} that still has replica regions [eu-west-1]`,
    );
    await call("StopReplicationToReplica", { SecretId }, elsewhere);
    expect(await fail("PutSecretValue", { SecretId, SecretString: "two" }, elsewhere)).toBe("no error");
    expect((await call("DescribeSecret", { SecretId }))["ReplicationStatus"]).toBeUndefined();
  });
});

test("tags that are all taken away leave an empty list", async () => {
  const { call, make } = open();
  await make();
  expect(await call("DescribeSecret", { SecretId })).not.toHaveProperty("Tags");
  await call("UntagResource", { SecretId, TagKeys: ["a"] });
  expect(await call("DescribeSecret", { SecretId })).not.toHaveProperty("Tags");
  await call("TagResource", { SecretId, Tags: [{ Key: "a", Value: "1" }] });
  await call("UntagResource", { SecretId, TagKeys: ["a"] });
  expect((await call("DescribeSecret", { SecretId }))["Tags"]).toEqual([]);
});

test("the end of an ARN can be chosen by a tag, and so can the service that owns a secret", async () => {
  const { call, make } = open();
  const made = await make(SecretId, {
    Tags: [
      { Key: "_custom_id_", Value: "chosen" },
      { Key: "aws:secretsmanager:owningService", Value: "rds" },
    ],
  });
  expect(made["ARN"]).toEndWith(":secret:db/main-chosen");
  expect(await call("DescribeSecret", { SecretId })).toMatchObject({ OwningService: "rds" });
  const asked = { Filters: [{ Key: "owning-service", Values: ["rds"] }] };
  expect((await call("ListSecrets", asked))["SecretList"]).toHaveLength(1);
});

test("another account reads no value that is encrypted by the usual key", async () => {
  const { call, fail, make } = open();
  const elsewhere = { account: "222222222222" };
  const refused =
    "InvalidRequestException: You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.";
  const ARN = String((await make())["ARN"]);
  expect(await fail("GetSecretValue", { SecretId: ARN }, elsewhere)).toBe(refused);
  expect(await fail("PutSecretValue", { SecretId: ARN, SecretString: "x" }, elsewhere)).toBe(refused);
  const told = await call("BatchGetSecretValue", { SecretIdList: [ARN] }, elsewhere);
  expect(told["Errors"]).toMatchObject([{ SecretId: ARN, ErrorCode: "InvalidRequestException" }]);
  expect(await fail("DescribeSecret", { SecretId: ARN }, elsewhere)).toBe("no error");
  const own = String((await make("own", { KmsKeyId: "arn:aws:kms:us-east-1:111111111111:key/a" }))["ARN"]);
  expect(await call("GetSecretValue", { SecretId: own }, elsewhere)).toMatchObject({ SecretString: "one" });
});

test("secrets are listed by filters, and sorted", async () => {
  const { client, call, fail, make } = open();
  await make("alpha/One", { Description: "My FirstSecret", Tags: [{ Key: "team", Value: "x" }] });
  client.now += 1000;
  await make("beta", { Description: "another" });
  const list = async (more: Input) =>
    ((await call("ListSecrets", more))["SecretList"] as readonly Input[]).map(({ Name }) => Name);
  const by = (Key: string, ...Values: string[]) => list({ Filters: [{ Key, Values }] });
  expect(await by("name", "al")).toEqual(["alpha/One"]);
  expect(await by("name", "!al")).toEqual(["beta"]);
  expect(await by("description", "first")).toEqual(["alpha/One"]);
  expect(await by("tag-key", "team")).toEqual(["alpha/One"]);
  expect(await by("tag-value", "X")).toEqual([]);
  expect(await by("all", "another")).toEqual(["beta"]);
  expect(await list({ SortBy: "name", SortOrder: "desc" })).toEqual(["beta", "alpha/One"]);
  const first = await call("ListSecrets", { MaxResults: 1 });
  expect(await list({ MaxResults: 1, NextToken: first["NextToken"] as string })).toEqual(["beta"]);
  expect(await fail("ListSecrets", { NextToken: "no token" })).toStartWith("InvalidNextTokenException: ");
});

test("values are told together, with why some are not", async () => {
  const { call, fail, make } = open();
  await make();
  const several = await call("BatchGetSecretValue", { SecretIdList: [SecretId, "none"] });
  expect(several).toMatchObject({
    SecretValues: [{ Name: SecretId, SecretString: "one" }],
    Errors: [
      {
        SecretId: "none",
        ErrorCode: "ResourceNotFoundException",
        Message: "Secrets Manager can't find the specified secret.",
      },
    ],
  });
  const both = { SecretIdList: [SecretId], Filters: [{ Key: "name", Values: ["d"] }] };
  expect(await fail("BatchGetSecretValue", both)).toBe(
    "InvalidParameterException: Either 'SecretIdList' or 'Filters' must be provided, but not both.",
  );
});

test("a password has what it must have, and nothing else", async () => {
  const { call, fail } = open();
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        PasswordLength: fc.integer({ min: 5, max: 60 }),
        ExcludeNumbers: fc.boolean(),
        ExcludePunctuation: fc.boolean(),
        ExcludeUppercase: fc.boolean(),
        IncludeSpace: fc.boolean(),
      }),
      async (asked) => {
        const password = String((await call("GetRandomPassword", asked))["RandomPassword"]);
        expect(password).toHaveLength(asked.PasswordLength);
        expect(/[a-z]/.test(password)).toBe(true);
        expect(/[0-9]/.test(password)).toBe(!asked.ExcludeNumbers);
        expect(/[A-Z]/.test(password)).toBe(!asked.ExcludeUppercase);
        expect(/[!-/:-@[-`{-~]/.test(password)).toBe(!asked.ExcludePunctuation);
        expect(password.includes(" ")).toBe(asked.IncludeSpace);
      },
    ),
    { numRuns: 30 },
  );
  expect(await fail("GetRandomPassword", { PasswordLength: 3 })).toBe(
    "InvalidParameterException: Password length is too short based on the required types.",
  );
  const { RandomPassword } = await call("GetRandomPassword", { ExcludeCharacters: "abcXYZ!^-]\\" });
  expect(String(RandomPassword)).not.toMatch(/[abcXYZ!^\-\]\\]/);
});

test("a policy is JSON, and lets nobody in where that is to be blocked", async () => {
  const { call, fail, make } = open();
  await make();
  expect(await fail("PutResourcePolicy", { SecretId, ResourcePolicy: "no" })).toStartWith(
    "MalformedPolicyDocumentException: ",
  );
  const Statement = [{ Effect: "Allow", Principal: "*", Action: "secretsmanager:*", Resource: "*" }];
  const ResourcePolicy = JSON.stringify({ Version: "2012-10-17", Statement });
  expect(await fail("PutResourcePolicy", { SecretId, ResourcePolicy, BlockPublicPolicy: true })).toStartWith(
    "PublicPolicyException: ",
  );
  await call("PutResourcePolicy", { SecretId, ResourcePolicy });
  await call("DeleteResourcePolicy", { SecretId });
  expect((await call("GetResourcePolicy", { SecretId }))["ResourcePolicy"]).toBeUndefined();
});
