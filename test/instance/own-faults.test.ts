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
])("%s of %j: %s", async (name, input, answer) => {
  expect(await ask(name, input)).toBe(answer);
});

const group = "arn:aws:logs:eu-west-1:123456789012:log-group:g:*";

test.each<[string, string, { readonly [name: string]: Given }, string]>([
  [
    "logs",
    "DescribeLogStreams",
    { logGroupIdentifier: group },
    "1 validation error detected: Value at 'logGroupIdentifier' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w#+=/:,.@-]*",
  ],
  [
    "logs",
    "StartLiveTail",
    { logGroupIdentifiers: Array.from({ length: 11 }, () => "g") },
    "1 validation error detected: Value at 'logGroupIdentifiers' failed to satisfy constraint: Member must have length less than or equal to 10",
  ],
  [
    "kinesis",
    "PutRecords",
    { StreamName: "s", Records: Array.from({ length: 501 }, () => ({ Data: "YQ==", PartitionKey: "k" })) },
    "1 validation error detected: Value at 'records' failed to satisfy constraint: Member must have length less than or equal to 500",
  ],
  [
    "kinesis",
    "SplitShard",
    { StreamName: "s", ShardToSplit: "shardId-000000000000", NewStartingHashKey: "x" },
    "1 validation error detected: Value 'x' at 'newStartingHashKey' failed to satisfy constraint: Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})",
  ],
  [
    "events",
    "ListReplays",
    { State: "x" },
    "1 validation error detected: Value 'x' at 'state' failed to satisfy constraint: Member must satisfy enum value set: [CANCELLED, CANCELLING, COMPLETED, FAILED, RUNNING, STARTING]",
  ],
  [
    "events",
    "UpdateApiDestination",
    { Name: "n", HttpMethod: "x" },
    "1 validation error detected: Value 'x' at 'httpMethod' failed to satisfy constraint: Member must satisfy enum value set: [HEAD, POST, PATCH, DELETE, PUT, GET, OPTIONS]",
  ],
])("%s %s tells what its service tells", async (service, name, input, message) => {
  const { Error: error } = await client.call(service, name, input);
  expect(error?.Message).toBe(message);
});
