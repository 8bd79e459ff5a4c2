// Batches and transactions: all or what fits, with the reasons of what is cancelled.
import { describe, expect, test } from "bun:test";
import { TestClient } from "../support/client.ts";
import { BY_ID, type Input, makeDynamo } from "./ask.ts";

const TableName = "orders";

async function makeTables(client = new TestClient()) {
  const { call } = makeDynamo(client);
  for (const name of [TableName, "others"]) await call("CreateTable", { TableName: name, ...BY_ID });
  const ids = async (name = TableName) =>
    (await call("Scan", { TableName: name })).Items.map((one: { id: { S: string } }) => one.id.S).toSorted();
  return { call, ids, client };
}

const key = (id: string, more: Input = {}) => ({ id: { S: id }, ...more });
const put = (id: string, more: Input = {}) => ({ Put: { TableName, Item: key(id), ...more } });
const CANCELLED = "Transaction cancelled, please refer cancellation reasons for specific reasons";

describe("a batch", () => {
  test("writes to several tables, and reads what is there", async () => {
    const { call, ids } = await makeTables();
    await call("PutItem", { TableName, Item: key("old") });
    const write = (id: string) => ({ PutRequest: { Item: key(id) } });
    const told = await call("BatchWriteItem", {
      RequestItems: {
        [TableName]: [write("a"), write("b"), { DeleteRequest: { Key: key("old") } }],
        others: [write("a")],
      },
      ReturnConsumedCapacity: "TOTAL",
    });
    expect(told).toEqual({
      UnprocessedItems: {},
      ConsumedCapacity: [
        { TableName, CapacityUnits: 3 },
        { TableName: "others", CapacityUnits: 1 },
      ],
    });
    expect(await ids()).toEqual(["a", "b"]);
    expect(
      await call("BatchGetItem", {
        RequestItems: {
          [TableName]: { Keys: [key("a"), key("none")], ConsistentRead: true },
          others: { Keys: [key("b")] },
        },
      }),
    ).toEqual({ Responses: { [TableName]: [key("a")], others: [] }, UnprocessedKeys: {} });
  });

  test("leaves what is too much for an answer", async () => {
    const { call } = await makeTables();
    const x = { S: "x".repeat(400_000) };
    for (let id = 0; id < 50; id++) await call("PutItem", { TableName, Item: key(String(id), { x }) });
    const Keys = Array.from({ length: 50 }, (_, id) => key(String(id)));
    const told = await call("BatchGetItem", {
      RequestItems: { [TableName]: { Keys, ConsistentRead: true } },
    });
    const [found, left] = [told.Responses[TableName], told.UnprocessedKeys[TableName]];
    expect(found.length + left.Keys.length).toBe(50);
    expect(found.length).toBe(41);
    expect(left.ConsistentRead).toBe(true);
  });

  test.each([
    [
      "BatchWriteItem",
      {
        RequestItems: {
          [TableName]: [{ PutRequest: { Item: key("a") } }, { DeleteRequest: { Key: key("a") } }],
        },
      },
      "Provided list of item keys contains duplicates",
    ],
    [
      "BatchWriteItem",
      { RequestItems: { [TableName]: [{}] } },
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    ],
    [
      "BatchWriteItem",
      { RequestItems: { [TableName]: [{ PutRequest: { Item: { other: { S: "x" } } } }] } },
      "The provided key element does not match the schema",
    ],
    [
      "BatchGetItem",
      { RequestItems: { [TableName]: { Keys: [key("a"), key("a")] } } },
      "Provided list of item keys contains duplicates",
    ],
    [
      "BatchGetItem",
      { RequestItems: { none: { Keys: [key("a"), key("a")] } } },
      "Provided list of item keys contains duplicates",
    ],
    [
      "BatchGetItem",
      {
        RequestItems: {
          [TableName]: { Keys: Array.from({ length: 60 }, (_, id) => key(String(id))) },
          others: { Keys: Array.from({ length: 41 }, (_, id) => key(String(id))) },
        },
      },
      "Too many items requested for the BatchGetItem call",
    ],
  ])("%#: %s is refused", async (name, input, message) => {
    const { call } = await makeTables();
    expect(await call(name, input as Input)).toBe(`ValidationException: ${message}`);
  });
});

test("a batch with too many writes to a table, and one with none", async () => {
  const { call } = await makeTables();
  const bounds =
    "at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]";
  expect(await call("BatchWriteItem", { RequestItems: { [TableName]: [] } })).toBe(
    `ValidationException: 1 validation error detected: Value '{${TableName}=[]}' ${bounds}`,
  );
  const writes = Array.from({ length: 26 }, (_, id) => ({ PutRequest: { Item: key(String(id)) } }));
  expect(await call("BatchWriteItem", { RequestItems: { [TableName]: writes } })).toEndWith(bounds);
});

describe("a transaction", () => {
  test("does all or nothing", async () => {
    const { call, ids, client } = await makeTables();
    await call("PutItem", { TableName, Item: key("a", { n: { N: "1" } }) });
    const TransactItems = [
      put("b"),
      {
        ConditionCheck: {
          ...{ TableName, Key: key("a"), ConditionExpression: "n > :n" },
          ExpressionAttributeValues: { ":n": { N: "1" } },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      },
      { Update: { TableName, Key: key("c"), UpdateExpression: "SET x = missed" } },
    ];
    const { ResponseMetadata: _, ...refused } = await client.call("dynamodb", "TransactWriteItems", {
      TransactItems,
    });
    expect(JSON.parse(JSON.stringify(refused))).toEqual({
      Error: {
        Code: "TransactionCanceledException",
        Message: `${CANCELLED} [None, ConditionalCheckFailed, ValidationError]`,
      },
      CancellationReasons: [
        { Code: "None" },
        {
          Code: "ConditionalCheckFailed",
          Message: "The conditional request failed",
          Item: key("a", { n: { N: "1" } }),
        },
        {
          Code: "ValidationError",
          Message: "The provided expression refers to an attribute that does not exist in the item",
        },
      ],
    });
    expect(await ids()).toEqual(["a"]);
    const good = [
      put("b"),
      { Delete: { TableName, Key: key("a") } },
      { Put: { TableName: "others", Item: key("x") } },
    ];
    expect(
      await call("TransactWriteItems", { TransactItems: good, ReturnConsumedCapacity: "TOTAL" }),
    ).toEqual({
      ConsumedCapacity: [
        { TableName, CapacityUnits: 4, WriteCapacityUnits: 4 },
        { TableName: "others", CapacityUnits: 2, WriteCapacityUnits: 2 },
      ],
    });
    expect([await ids(), await ids("others")]).toEqual([["b"], ["x"]]);
  });

  test("with a token that was used is done once in ten minutes", async () => {
    const { call, ids, client } = await makeTables();
    const write = (id: string) =>
      call("TransactWriteItems", {
        TransactItems: [put(id)],
        ClientRequestToken: "one",
        ReturnConsumedCapacity: "TOTAL",
      });
    expect((await write("a")).ConsumedCapacity).toEqual([
      { TableName, CapacityUnits: 2, WriteCapacityUnits: 2 },
    ]);
    await call("DeleteItem", { TableName, Key: key("a") });
    expect((await write("a")).ConsumedCapacity).toEqual([
      { TableName, CapacityUnits: 2, ReadCapacityUnits: 2 },
    ]);
    expect(await ids()).toEqual([]);
    expect(await write("b")).toStartWith("IdempotentParameterMismatchException");
    client.now += 10 * 60 * 1000;
    await write("b");
    expect(await ids()).toEqual(["b"]);
  });

  test("reads in the order of what is asked", async () => {
    const { call } = await makeTables();
    await call("PutItem", { TableName, Item: key("a", { n: { N: "1" } }) });
    const get = (id: string, more: Input = {}) => ({ Get: { TableName, Key: key(id), ...more } });
    expect(
      await call("TransactGetItems", {
        TransactItems: [get("none"), get("a", { ProjectionExpression: "n" })],
      }),
    ).toEqual({ Responses: [{}, { Item: { n: { N: "1" } } }] });
    const wrong = { Get: { TableName, Key: { id: { N: "1" } } } };
    expect(await call("TransactGetItems", { TransactItems: [get("a"), wrong] })).toBe(
      `TransactionCanceledException: ${CANCELLED} [None, ValidationError]`,
    );
  });

  test.each([
    [
      [put("a"), put("a")],
      "ValidationException: Transaction request cannot include multiple operations on one item",
    ],
    [
      [{ ...put("a"), Delete: { TableName, Key: key("a") } }],
      "ValidationException: TransactItems can only contain one of Check, Put, Update or Delete",
    ],
    [
      [put("a", { ConditionExpression: "x =" })],
      'ValidationException: Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "="',
    ],
    [
      [{ Put: { TableName: "nothing", Item: key("a") } }],
      "ResourceNotFoundException: Requested resource not found",
    ],
    [
      [put("b"), { Update: { TableName, Key: key("a"), UpdateExpression: "REMOVE id" } }],
      `TransactionCanceledException: ${CANCELLED} [None, ValidationError]`,
    ],
  ])("%#: is refused", async (TransactItems, message) => {
    const { call, ids } = await makeTables();
    expect(await call("TransactWriteItems", { TransactItems } as Input)).toBe(message);
    expect(await ids()).toEqual([]);
  });
});

test("a key without a value is refused before a transaction begins, and an empty batch by its own words", async () => {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName: "Keys", ...BY_ID });
  const empty =
    "ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id";
  const id = { id: { S: "" } };
  expect(
    await call("TransactWriteItems", { TransactItems: [{ Put: { TableName: "Keys", Item: id } }] }),
  ).toBe(empty);
  expect(
    await call("TransactWriteItems", { TransactItems: [{ Delete: { TableName: "Keys", Key: id } }] }),
  ).toBe(empty);
  for (const name of ["BatchGetItem", "BatchWriteItem"])
    expect(await call(name, { RequestItems: {} })).toBe(
      `ValidationException: The requestItems parameter is required for ${name}`,
    );
  await call("CreateTable", { TableName: "Others", ...BY_ID });
  expect(
    await call("BatchGetItem", {
      RequestItems: {
        Keys: { Keys: [{ id: { S: "1" } }], ProjectionExpression: "id" },
        Others: { Keys: [{ id: { S: "1" } }], AttributesToGet: ["id"] },
      },
    }),
  ).toStartWith("ValidationException: Can not use both expression and non-expression parameters");
});
