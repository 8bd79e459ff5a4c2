// IAM's words for policies that are none.
import { describe, expect, test } from "bun:test";
import { findPolicyFault } from "../../../src/instance/engines/iam-policy-faults.ts";
import { makeCaller } from "../support/world.ts";

const STATEMENT = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::shop" };

function tell(statement: unknown, more: Readonly<Record<string, unknown>> = {}, isManaged = true) {
  return findPolicyFault(JSON.stringify({ Version: "2012-10-17", Statement: statement, ...more }), isManaged);
}

describe("a policy", () => {
  test.each([
    STATEMENT,
    [STATEMENT],
    { ...STATEMENT, Resource: ["*", "arn:aws:iam::111122223333:role/*", null] },
    { ...STATEMENT, Resource: "arn:aws:s3:eu-west-1:111122223333:accesspoint/one" },
    { Effect: "Deny", NotAction: ["*"], NotResource: "arn:aws-cn:sqs:*:*:*" },
    {
      ...STATEMENT,
      Condition: { DateGreaterThan: { "aws:CurrentTime": ["2016-12-13T02:00:00Z", "1481594400"] } },
    },
    { ...STATEMENT, Condition: { "ForAnyValue:StringLikeIfExists": { "aws:TagKeys": ["a*"] }, Unknown: {} } },
  ])("is taken: %j", (statement) => {
    expect(tell(statement)).toBeUndefined();
  });

  const SYNTAX = "Syntax errors in policy.";
  const LEGACY = "The policy failed legacy parsing";
  test.each([
    [[], SYNTAX],
    ["none", SYNTAX],
    [{ ...STATEMENT, Extra: 1 }, SYNTAX],
    [{ ...STATEMENT, Effect: "Perhaps" }, SYNTAX],
    [{ ...STATEMENT, NotAction: "s3:*" }, SYNTAX],
    [{ ...STATEMENT, Resource: { a: "*" } }, SYNTAX],
    [{ ...STATEMENT, Sid: 1 }, SYNTAX],
    [{ ...STATEMENT, Condition: { Unknown: { a: "b" } } }, SYNTAX],
    [{ ...STATEMENT, Condition: { StringEquals: { a: {} } } }, SYNTAX],
    [{ ...STATEMENT, Effect: "allow" }, LEGACY],
    [{ ...STATEMENT, Resource: "arn:aws:s3::shop" }, LEGACY],
    [{ ...STATEMENT, Condition: { DateLessThan: { a: "9223372036854775808" } } }, LEGACY],
    [{ ...STATEMENT, Condition: { DateLessThan: { a: "soon" } } }, LEGACY],
    [
      [
        { ...STATEMENT, Sid: "a" },
        { ...STATEMENT, Sid: "a" },
      ],
      "Statement IDs (SID) in a single policy must be unique.",
    ],
    [{ ...STATEMENT, Action: [] }, "Policy statement must contain actions."],
    [{ ...STATEMENT, Resource: [] }, "Policy statement must contain resources."],
    [{ ...STATEMENT, Resource: "shop" }, 'Resource shop must be in ARN format or "*".'],
    [
      { ...STATEMENT, Resource: "arn:b:s3:::shop" },
      'Partition "b" is not valid for resource "arn:b:s3:::shop".',
    ],
    [
      { ...STATEMENT, Resource: "aws:s3:::shop" },
      'Partition "s3" is not valid for resource "arn:s3:::shop:*".',
    ],
    [
      { ...STATEMENT, Resource: "arn:aws" },
      "Resource vendor must be fully qualified and cannot contain regexes.",
    ],
    [
      { ...STATEMENT, Resource: "arn:aws:s3:eu-west-1::shop" },
      "Resource arn:aws:s3:eu-west-1::shop can not contain region information.",
    ],
    [
      { ...STATEMENT, Resource: "arn:aws:iam:eu-west-1::role/a" },
      "IAM resource arn:aws:iam:eu-west-1::role/a cannot contain region information.",
    ],
    [
      { ...STATEMENT, Action: "list" },
      "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    ],
    [{ ...STATEMENT, Action: "s3:a:b" }, "Actions/Condition can contain only one colon."],
    [{ ...STATEMENT, Action: "s 3:List" }, "Vendor s 3 is not valid"],
    [{ ...STATEMENT, Principal: "*" }, "Policy document should not specify a principal."],
  ])("is refused: %j", (statement, message) => {
    expect(tell(statement)).toBe(message);
  });

  test("that stands by itself says the newer version", () => {
    const message = "Policy document must be version 2012-10-17 or greater.";
    expect(tell(STATEMENT, { Version: "2008-10-17" })).toBe(message);
    expect(tell(STATEMENT, { Version: "2008-10-17" }, false)).toBeUndefined();
    expect(tell(STATEMENT, { Version: "2013-10-17" })).toBe(SYNTAX);
    expect(tell(STATEMENT, { Id: [] })).toBe(SYNTAX);
  });

  test("of production's is as it is", async () => {
    const call = makeCaller();
    const asked = { PolicyName: "p", PolicyDocument: "{}" };
    expect(await call("iam.CreatePolicy", asked)).toBe("MalformedPolicyDocument");
    const output = { Policy: { PolicyName: "p", Arn: "arn:aws:iam::111122223333:policy/p" } };
    expect(await call("iam.CreatePolicy", asked, { told: { output, at: 1 } })).toMatchObject(output);
  });
});
