// What names a table by its ARN: tags and policies. What is no such ARN is refused in AWS's words, which say what is wrong with it.
import { describe, expect, test } from "bun:test";
import { BY_ID, makeDynamo } from "./ask.ts";

const TableName = "orders";
const ARN = "arn:aws:dynamodb:us-east-1:111111111111:table/orders";
const INVALID = "ValidationException: One or more parameter values were invalid: ";
const DENIED = "AccessDeniedException: Access is denied";

async function makeTable() {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName, ...BY_ID });
  return call;
}

const OTHER_REGION = ARN.replace("us-east-1", "eu-west-1");
const OTHER_ACCOUNT = ARN.replace("111111111111", "222222222222");
const BACKUP = `${ARN}/backup/01489602797149-73d8d5bc`;

describe("tags", () => {
  const tagging = { TagResource: { Tags: [{ Key: "a", Value: "b" }] }, UntagResource: { TagKeys: ["a"] } };

  for (const [text, refusal] of [
    [TableName, `${INVALID}ARNs must start with 'arn:': orders`],
    ["arn:aws:sqs:us-east-1:111111111111:orders", DENIED],
    ["arn:aws:ecs:us-east-1:111111111111:cluster/orders", DENIED],
    [OTHER_ACCOUNT, DENIED],
    [`${OTHER_ACCOUNT}2`, DENIED],
    [
      OTHER_REGION,
      `ValidationException: Invalid TableArn: Invalid ResourceArn provided as input ${OTHER_REGION}`,
    ],
    [BACKUP, `${INVALID}Provided Arn is not a DynamoDB resource arn: ${BACKUP}`],
    [
      `${ARN}/index/by-time`,
      `${INVALID}Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${ARN}/index/by-time`,
    ],
  ] as const)
    test(`of ${text}`, async () => {
      const call = await makeTable();
      for (const name of ["TagResource", "UntagResource", "ListTagsOfResource"] as const) {
        const more = name === "ListTagsOfResource" ? {} : tagging[name];
        expect(await call(name, { ResourceArn: text, ...more })).toBe(refusal);
      }
    });
});

describe("policies", () => {
  const OWNER = "This action is only supported by accounts that match the resource owner’s account.";

  for (const [text, refusal] of [
    [TableName, `${INVALID}ARNs must start with 'arn:': orders`],
    [OTHER_ACCOUNT, `ValidationException: ${OWNER}`],
    [OTHER_REGION, `${INVALID}Invalid resource Arn: ${OTHER_REGION}`],
    [BACKUP, `${INVALID}Provided Arn is not a DynamoDB resource arn: ${BACKUP}`],
    [
      `${ARN}/index/by-time`,
      `${INVALID}Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${ARN}/index/by-time`,
    ],
    [`${ARN}2`, "ResourceNotFoundException: Requested resource not found: Table: orders2 not found"],
  ] as const)
    test(`of ${text}`, async () => {
      const call = await makeTable();
      expect(await call("GetResourcePolicy", { ResourceArn: text })).toBe(refusal);
      expect(await call("PutResourcePolicy", { ResourceArn: text, Policy: "{}" })).toBe(refusal);
    });

  test("are documents of JSON, of some size", async () => {
    const call = await makeTable();
    const put = (Policy: string) => call("PutResourcePolicy", { ResourceArn: ARN, Policy });
    const document = `${INVALID}Invalid policy document: `;
    for (const text of ["", "{not json"])
      expect(await put(text)).toBe(`${document}This policy contains invalid Json`);
    expect(await put('{"Version":"2012-10-17","Statement":[]}')).toBe(
      `${document}Could not parse the policy: Statement is empty!`,
    );
    const Statement = { Effect: "Allow", Principal: "111111111111", Action: "dynamodb:GetItem" };
    const policy = { Version: "2012-10-17", Statement: [Statement] };
    expect(await put(JSON.stringify(policy))).toBe(`${document}Missing required field Resource`);
    const whole = { ...policy, Statement: [{ ...Statement, Resource: ARN }] };
    const text = JSON.stringify(whole);
    expect(await put(text.padEnd(20_481))).toBe(`${INVALID}Maximum policy size of 20480 bytes exceeded`);
    expect(await put(text.padEnd(20_480))).toHaveProperty("RevisionId");
    expect((await call("GetResourcePolicy", { ResourceArn: ARN })).Policy).toBe(text);
  });
});
