// Forms that records of any service may have.
import { expect, test } from "bun:test";
import { readDate } from "../../src/dialect/dates.ts";
import { expectInput } from "../support/expect-input.ts";

test("tags: a map where the API wants pairs, pairs where it wants a map", async () => {
  await expectInput(
    "kms",
    "TagResource",
    { keyId: "k", tags: { team: "a", count: 5 } },
    {
      KeyId: "k",
      Tags: [
        { TagKey: "team", TagValue: "a" },
        { TagKey: "count", TagValue: "5" },
      ],
    },
  );
  await expectInput(
    "lambda",
    "TagResource",
    {
      resource: "r",
      tags: [
        { key: "team", value: "a" },
        { Key: 5, Value: true },
      ],
    },
    { Resource: "r", Tags: { team: "a", 5: "true" } },
  );
});

test("a date as Java prints it", () => {
  expect(readDate("Mon Jul 10 11:58:13 UTC 2023")).toEqual(new Date("2023-07-10T11:58:13Z"));
  expect(readDate("Mon Foo 10 11:58:13 UTC 2023")).toBeUndefined();
});

test("markers stay where a text belongs and are listed where something else does", () =>
  expectInput(
    "cognito-idp",
    "AdminCreateUser",
    {
      userPoolId: "p",
      username: "HIDDEN_DUE_TO_SECURITY_REASONS",
      userAttributes: "HIDDEN_DUE_TO_SECURITY_REASONS",
    },
    { UserPoolId: "p", Username: "HIDDEN_DUE_TO_SECURITY_REASONS" },
    ["userAttributes"],
  ));
