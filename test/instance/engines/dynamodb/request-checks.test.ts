// What AWS finds wrong with a request by itself is told as a validation error, with a count, by some operations: since June 2026
// in one region after the other. Captured there by three projects that compare themselves with DynamoDB.
import { expect, test } from "bun:test";
import { BY_ID, type Input, makeDynamo } from "./ask.ts";

const TableName = "orders";
const COUNTED = "ValidationException: 1 validation error detected: ";
const BARE = "ValidationException: ";
const INVALID = "One or more parameter values were invalid: ";

const Key = { id: { S: "1" } };
const names = (...keys: readonly string[]) => ({
  ExpressionAttributeNames: Object.fromEntries(keys.map((key) => [key, key.slice(1)])),
});
const update = (UpdateExpression: string, more: Input = {}): Input => ({ Key, UpdateExpression, ...more });
const values = (all: Record<string, unknown>): Input => ({ ExpressionAttributeValues: all as never });

test.each<[string, Input, string]>([
  ["PutItem", { Item: { ...Key, x: { SS: [] } } }, `${INVALID}An string set  may not be empty`],
  [
    "PutItem",
    { Item: { ...Key, x: { NULL: false } } },
    `${INVALID}Null attribute value types must have the value of true`,
  ],
  [
    "PutItem",
    { Item: { ...Key, x: { SS: ["a", "a"] } } },
    `${INVALID}Input collection [a, a] contains duplicates.`,
  ],
  ["PutItem", { Item: Key, ReturnValues: "ALL_NEW" }, "ReturnValues can only be ALL_OLD or NONE"],
  [
    "PutItem",
    { Item: Key, ConditionExpression: "((attribute_exists(a)))" },
    "Invalid ConditionExpression: The expression has redundant parentheses;",
  ],
  [
    "PutItem",
    { Item: Key, ...values({ ":v": { S: "v" } }) },
    "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null",
  ],
  ["UpdateItem", update(""), "Invalid UpdateExpression: The expression can not be empty;"],
  [
    "UpdateItem",
    update("SET a = :a SET b = :a", values({ ":a": { S: "" } })),
    'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
  ],
  [
    "UpdateItem",
    update("SET a = :a", { ...names("#b"), ...values({ ":a": { S: "" } }) }),
    "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}",
  ],
  ["UpdateItem", update("SET a = :a", values({})), "ExpressionAttributeValues must not be empty"],
  [
    "DeleteItem",
    { Key, ConditionExpression: "attribute_exists(a)", ...names("#b") },
    "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}",
  ],
  [
    "Query",
    { KeyConditionExpression: "id = :a", ...values({ ":a": { S: "" } }), Select: "SPECIFIC_ATTRIBUTES" },
    "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
  ],
  [
    "Scan",
    { Select: "ALL_PROJECTED_ATTRIBUTES" },
    "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
  ],
])("%s %o is wrong by itself", async (operation, input, message) => {
  // There is no table: it is not even looked for.
  expect(await makeDynamo().call(operation, { TableName, ...input })).toBe(`${COUNTED}${message}`);
});

test.each<[string, Input, string]>([
  [
    "PutItem",
    { Item: { ...Key, x: {} } },
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
  ],
  ["PutItem", { Item: { id: { N: "1" } } }, `${INVALID}Type mismatch for key id expected: S actual: N`],
  [
    "PutItem",
    { Item: { ...Key, x: { S: "x".repeat(410_000) } } },
    "Item size has exceeded the maximum allowed size",
  ],
  [
    "UpdateItem",
    update("SET a = b"),
    "The provided expression refers to an attribute that does not exist in the item",
  ],
  [
    "UpdateItem",
    update("SET id = :a", values({ ":a": { S: "" } })),
    `${INVALID}Cannot update attribute id. This attribute is part of the key`,
  ],
  [
    "GetItem",
    { Key, ProjectionExpression: "a", ...names("#b") },
    "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}",
  ],
  [
    "Scan",
    { FilterExpression: "attribute_exists(a)", ...names("#b") },
    "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}",
  ],
  [
    "TransactWriteItems",
    {
      TransactItems: [
        { Put: { TableName, Item: Key, ConditionExpression: "attribute_exists(a)", ...names("#b") } },
      ] as never,
    },
    "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}",
  ],
])("%s %o is told without a count", async (operation, input, message) => {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName, ...BY_ID });
  const named = operation === "TransactWriteItems" ? input : { TableName, ...input };
  expect(await call(operation, named)).toBe(`${BARE}${message}`);
});
