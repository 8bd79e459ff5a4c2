// SELECT from indexes: what their entries do not have, and what it costs to read it from the table.
import { beforeAll, expect, test } from "bun:test";
import { makeDynamo } from "./ask.ts";

const { call } = makeDynamo();
const name = (AttributeName: string) => ({ AttributeName, AttributeType: "S" });
const keys = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: "HASH" },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: "RANGE" }]),
];

beforeAll(async () => {
  await call("CreateTable", {
    ...{ TableName: "Plays", BillingMode: "PAY_PER_REQUEST" },
    AttributeDefinitions: ["pk", "sk", "g", "l"].map(name),
    KeySchema: keys("pk", "sk"),
    LocalSecondaryIndexes: [
      { IndexName: "nearby", KeySchema: keys("pk", "l"), Projection: { ProjectionType: "KEYS_ONLY" } },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: "everywhere",
        KeySchema: keys("g"),
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["in"] },
      },
    ],
  });
  for (const at of ["1", "2"])
    await call("PutItem", {
      TableName: "Plays",
      Item: { pk: { S: "p" }, sk: { S: at }, g: { S: "g" }, l: { S: at }, in: { S: "i" }, out: { S: at } },
    });
});

const select = (Statement: string, more = {}) =>
  call("ExecuteStatement", { Statement, ReturnConsumedCapacity: "INDEXES", ...more });
const INVALID = "ValidationException: One or more parameter values were invalid: ";

test.each([
  ["everywhere", "SELECT pk FROM Plays.everywhere WHERE g = 'g' AND \"out\" = '1'"],
  ["everywhere", "SELECT pk FROM Plays.everywhere WHERE g IN ['g', 'h'] AND NOT \"out\" = '1'"],
  ["everywhere", "SELECT pk FROM Plays.everywhere WHERE g = 'g' AND \"out\" IS MISSING"],
  ["nearby", "SELECT pk FROM Plays.nearby WHERE pk = 'p' AND \"out\" = '1'"],
])("a filter of partitions of %s on what its entries lack is refused: %s", async (index, statement) => {
  expect(await select(statement)).toBe(
    `${INVALID}Secondary index ${index} does not project one or more filter attributes: [out]`,
  );
});

test.each([
  ["SELECT sk FROM Plays.everywhere WHERE \"out\" = '1'", 0],
  ["SELECT sk FROM Plays.nearby WHERE \"out\" = '1'", 0],
  ["SELECT sk FROM Plays.nearby WHERE NOT \"out\" = '1'", 2],
  ["SELECT sk FROM Plays.everywhere WHERE (g = 'g' AND \"out\" = '1') OR g = 'h'", 0],
  ["SELECT sk FROM Plays.everywhere WHERE g = 'g' AND \"in\" = 'i'", 2],
])("where all entries are looked at, they lack it: %s", async (statement, count) => {
  expect((await select(statement)).Items).toHaveLength(count);
});

test("a local index tells from the table what its entries lack, and a global one refuses to", async () => {
  expect(await select("SELECT \"out\" FROM Plays.everywhere WHERE g = 'g'")).toBe(
    `${INVALID}Global secondary index everywhere does not project [out]`,
  );
  const told = await select("SELECT \"out\" FROM Plays.nearby WHERE pk = 'p'");
  expect(told.Items).toEqual([{ out: { S: "1" } }, { out: { S: "2" } }]);
  expect(told.ConsumedCapacity.Table).toEqual({ CapacityUnits: 1 });
  const own = await select("SELECT l FROM Plays.nearby WHERE pk = 'p'");
  expect(own.ConsumedCapacity.Table).toEqual({ CapacityUnits: 0 });
  expect(await select("SELECT * FROM Plays.everywhere WHERE g = 'g'", { ConsistentRead: true })).toBe(
    "ValidationException: Strongly consistent read is not supported on Global Secondary Indexes",
  );
});

test("a transaction reads no index, and costs a read where it was done before", async () => {
  const transact = (Statement: string, more = {}) =>
    call("ExecuteTransaction", {
      TransactStatements: [{ Statement }],
      ReturnConsumedCapacity: "TOTAL",
      ...more,
    });
  expect(await transact("SELECT * FROM Plays.everywhere WHERE g = 'g'")).toBe(
    "ValidationException: Validation failed in TransactStatements[0]: Reads on indices are not supported within transactions.",
  );
  const token = { ClientRequestToken: "token" };
  const update = () => transact("UPDATE Plays SET n = 1 WHERE pk = 'p' AND sk = '3' AND l IS MISSING", token);
  await call("PutItem", { TableName: "Plays", Item: { pk: { S: "p" }, sk: { S: "3" } } });
  expect((await update()).ConsumedCapacity[0].WriteCapacityUnits).toBe(2);
  expect((await update()).ConsumedCapacity[0]).toMatchObject({ CapacityUnits: 2, ReadCapacityUnits: 2 });
});

test("the same texts of expressions are read anew with what their placeholders stand for", async () => {
  const UpdateExpression = "SET #a = :v";
  const update = (a: string, v: string, more = {}) =>
    call("UpdateItem", {
      ...{ TableName: "Plays", Key: { pk: { S: "u" }, sk: { S: "1" } }, UpdateExpression },
      ExpressionAttributeNames: { "#a": a },
      ExpressionAttributeValues: { ":v": { S: v } },
      ...{ ConditionExpression: "attribute_not_exists(#a)", ReturnValues: "ALL_NEW", ...more },
    });
  await update("x", "1");
  expect((await update("y", "2")).Attributes).toMatchObject({ x: { S: "1" }, y: { S: "2" } });
  expect(await update("x", "3")).toStartWith("ConditionalCheckFailedException");
  expect(await update("z", "3", { ExpressionAttributeValues: { ":w": { S: "" } } })).toBe(
    "ValidationException: Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :v",
  );
});
