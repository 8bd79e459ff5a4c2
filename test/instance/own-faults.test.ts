// What a service refuses that its model takes, and what it refuses before it looks at the rest.
import { expect, test } from "bun:test";
import { type Given, TestClient } from "./engines/support/client.ts";

const client = new TestClient();

async function ask(name: string, input: { readonly [name: string]: Given }): Promise<string> {
  const { Error: error } = await client.call("dynamodb", name, input);
  return error ? `${error.Code}: ${error.Message}` : "ok";
}

const REQUIRED = "The parameter 'TableName' is required but was not present in the request";
const LENGTH = "TableName must be at least 3 characters long and at most 255 characters long";
const broken = (...all: string[]) =>
  `ValidationException: ${all.length} validation error${all.length > 1 ? "s" : ""} detected: ${all.join("; ")}`;
const KEY = [{ AttributeName: "a", KeyType: "HASH" }];
const BAD_KEYS =
  "at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]";
const must = (value: string, at: string, what: string) =>
  `Value ${value} at '${at}' failed to satisfy constraint: Member must ${what}`;

test.each<[string, { readonly [name: string]: Given }, string]>([
  ["CreateTable", {}, `ValidationException: ${REQUIRED}`],
  ["DeleteTable", {}, `ValidationException: ${REQUIRED}`],
  ["DescribeTable", { TableName: "ab" }, `ValidationException: ${LENGTH}`],
  ["UpdateTable", { TableName: "a".repeat(256) }, `ValidationException: ${LENGTH}`],
  [
    "DescribeTable",
    { TableName: "a;b" },
    broken(must("'a;b'", "tableName", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+")),
  ],
  [
    "CreateTable",
    { TableName: "a;" },
    broken(
      must("null", "attributeDefinitions", "not be null"),
      must("'a;'", "tableName", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+"),
      must("'a;'", "tableName", "have length greater than or equal to 3"),
      must("null", "keySchema", "not be null"),
    ),
  ],
  [
    "CreateTable",
    {
      TableName: "abc",
      AttributeDefinitions: [],
      KeySchema: ["a", "b", "c"].map((AttributeName) => ({ AttributeName, KeyType: "HASH" })),
    },
    broken(
      must(
        "'[KeySchemaElement(attributeName=a, keyType=HASH), KeySchemaElement(attributeName=b, keyType=HASH), KeySchemaElement(attributeName=c, keyType=HASH)]'",
        "keySchema",
        "have length less than or equal to 2",
      ),
    ),
  ],
  [
    "CreateTable",
    {
      TableName: "abc",
      AttributeDefinitions: [{ AttributeName: "a", AttributeType: "X" }],
      KeySchema: [{ AttributeName: "a", KeyType: "HASH" }],
    },
    broken(must("'X'", "attributeDefinitions.1.member.attributeType", "satisfy enum value set: [B, N, S]")),
  ],
  [
    "BatchGetItem",
    { RequestItems: { "a;": { Keys: [{ a: { S: "b" } }] } }, ReturnConsumedCapacity: "X" },
    broken(
      `Value '{"a;":{"Keys":[{"a":{"S":"b"}}]}}' ${BAD_KEYS}`,
      must("'X'", "returnConsumedCapacity", "satisfy enum value set: [INDEXES, TOTAL, NONE]"),
    ),
  ],
  [
    "BatchGetItem",
    { RequestItems: { ab: { Keys: [{ a: { B: new Uint8Array([1]) } }] } } },
    broken(`Value '{"ab":{"Keys":[{"a":{"B":"AQ=="}}]}}' ${BAD_KEYS}`),
  ],
  [
    "CreateTable",
    {
      TableName: "abc",
      AttributeDefinitions: [{ AttributeName: "a", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "a", KeyType: "HASH" }],
      LocalSecondaryIndexes: [{ IndexName: "l", KeySchema: KEY, Projection: {} }],
      GlobalSecondaryIndexes: [{ IndexName: "g", KeySchema: KEY, Projection: {} }],
    },
    broken(
      must("'g'", "globalSecondaryIndexes.1.member.indexName", "have length greater than or equal to 3"),
      must("'l'", "localSecondaryIndexes.1.member.indexName", "have length greater than or equal to 3"),
    ),
  ],
  [
    "BatchWriteItem",
    { RequestItems: { ab: [{ DeleteRequest: { Key: { a: { S: "b" } } } }] } },
    broken(`Value '{"ab":[{"DeleteRequest":{"Key":{"a":{"S":"b"}}}}]}' ${BAD_KEYS}`),
  ],
  [
    "BatchWriteItem",
    {
      RequestItems: { "a;": [{ DeleteRequest: { Key: { a: { S: "b" } } } }] },
      ReturnConsumedCapacity: "X",
    },
    broken(must("'X'", "returnConsumedCapacity", "satisfy enum value set: [INDEXES, TOTAL, NONE]")),
  ],
  [
    "TransactWriteItems",
    { TransactItems: [{}], ReturnConsumedCapacity: "X", ClientRequestToken: "t".repeat(37) },
    broken(
      must(`'${"t".repeat(37)}'`, "clientRequestToken", "have length less than or equal to 36"),
      must("'X'", "returnConsumedCapacity", "satisfy enum value set: [INDEXES, TOTAL, NONE]"),
    ),
  ],
])("%s of %j: %s", async (name, input, answer) => {
  expect(await ask(name, input)).toBe(answer);
});

test.each<[string, string, { readonly [name: string]: Given }, string]>([
  [
    "ssm",
    "ListTagsForResource",
    { ResourceType: "x", ResourceId: "y" },
    "InvalidResourceType: 1 validation error detected: Value 'x' at 'resourceType'",
  ],
  ["ssm", "ListTagsForResource", { ResourceType: "Document" }, "ValidationException: "],
  [
    "ssm",
    "ModifyDocumentPermission",
    { Name: "doc", PermissionType: "x" },
    "InvalidPermissionType: 1 validation error detected: ",
  ],
  [
    "secretsmanager",
    "RotateSecret",
    { SecretId: "a", RotationRules: { AutomaticallyAfterDays: 0 } },
    "InvalidParameterException: RotationRules.AutomaticallyAfterDays must be within 1-1000.",
  ],
])("%s %s of %j is told in words or by a code of its own: %s", async (service, name, input, answer) => {
  const { Error: error } = await client.call(service, name, input);
  expect(`${error?.Code}: ${error?.Message}`).toStartWith(answer);
});

test.each<[string, string, { readonly [name: string]: Given }, string]>([
  [
    "ssm",
    "LabelParameterVersion",
    { Name: "a", Labels: ["", "b", "c".repeat(101)] },
    broken(
      must(
        `'[, b, ${"c".repeat(101)}]'`,
        "labels",
        "satisfy constraint: [Member must have length less than or equal to 100, Member must have length greater than or equal to 1]",
      ),
    ),
  ],
  [
    "lambda",
    "CreateFunction",
    { FunctionName: "f", Role: "arn:aws:iam::111111111111:role/r", Code: {}, Architectures: ["foo"] },
    broken(
      must(
        "'[foo]'",
        "architectures",
        "satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64]]",
      ),
    ),
  ],
  [
    "events",
    "PutTargets",
    {
      Rule: "r",
      Targets: [
        {
          Id: "1",
          Arn: "arn:aws:sqs:us-east-1:111111111111:q",
          InputTransformer: { InputTemplate: "x", InputPathsMap: { "de onde?": "$.a", é: "$.b" } },
        },
      ],
    },
    broken(
      "Value '{de onde?=$.a, é=$.b}' at 'targets.1.member.inputTransformer.inputPathsMap' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [A-Za-z0-9\\_\\-]+]",
    ),
  ],
])("%s %s of %j tells a list or a map as a whole", async (service, name, input, answer) => {
  const { Error: error } = await client.call(service, name, input);
  expect(`${error?.Code}: ${error?.Message}`).toBe(answer);
});
