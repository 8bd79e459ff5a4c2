import { describe, expect, test } from "bun:test";
import { findSecretMembers } from "../../../src/aws/secrets/secret-members.ts";

describe("by name", () => {
  const { hasName } = findSecretMembers("rds");
  test.each([
    "MasterUserPassword",
    "clientSecret",
    "SecretAccessKey",
    "SessionToken",
    "token",
    "refresh_token",
    "PlatformCredential",
    "apiKey",
    "PreSharedKey",
    "userData",
    "TokenCode",
    "Passwords",
    "PasswordVerifier",
    "authKey",
    "HECToken",
    "GrantTokens",
    "taskToken",
    "CallbackToken",
    "ActivationKey",
    "ActivationCode",
    "ConfirmationCode",
    "authorizationCode",
    "deviceCode",
    "UnlockCode",
    "SAMLAssertion",
    "StaticKeyValue",
    "X-Amz-Signature",
    "X-Amz-Security-Token",
  ])("%s is a secret", (name) => expect(hasName(name)).toBe(true));

  test.each([
    "NextToken",
    "ClientRequestToken",
    "ClientToken",
    "IdempotencyToken",
    "ContinuationToken",
    "PasswordPolicy",
    "SecretId",
    "SecretArn",
    "KmsKeyId",
    "PartitionKey",
    "AccessKeyId",
    "PublicKey",
    "ErrorCode",
    "CountryCode",
    "exitCode",
    "ExcludedPasswordPolicies",
    "DefaultAuthenticationMethod",
  ])("%s is none", (name) => expect(hasName(name)).toBe(false));
});

test("by path, at its end and at whole names only, in any case", () => {
  const { hasPath } = findSecretMembers("batch");
  expect(hasPath("containerOverrides.environment[].value")).toBe(true);
  expect(hasPath("Environment{}")).toBe(true);
  expect(hasPath("containerOverrides.environment[].name")).toBe(false);
  expect(hasPath("myenvironment[].value")).toBe(false);
});

test("a service's own rows are for that service", () => {
  expect(findSecretMembers("cloudformation").hasPath("Parameters[].ParameterValue")).toBe(true);
  expect(findSecretMembers("rds").hasPath("Parameters[].ParameterValue")).toBe(false);
});
