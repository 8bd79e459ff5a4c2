// What suites that ran on AWS say of tables, indexes and updates beside what was recorded there.
import { expect, test } from "bun:test";
import { BY_ID, BY_ID_AND_TIME, type Input, makeDynamo } from "./ask.ts";

const VALUES = "ValidationException: One or more parameter values were invalid:";
const TableName = "orders";
const part = (AttributeName: string, KeyType: string) => ({ AttributeName, KeyType });
const defined = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: "S" }));
const index = (IndexName: string, ...parts: ReturnType<typeof part>[]) => ({
  IndexName,
  KeySchema: parts,
  Projection: { ProjectionType: "ALL" },
});
const base = { ...BY_ID, AttributeDefinitions: defined("id", "a", "b", "c", "d", "e") };
const ofGlobal = (...parts: ReturnType<typeof part>[]) => ({
  ...base,
  GlobalSecondaryIndexes: [index("one", ...parts)],
});
const hashes = ["a", "b", "c", "d", "e"].map((name) => part(name, "HASH"));
const CLASSES =
  "ValidationException: Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, STANDARD_INFREQUENT_ACCESS].";

test.each<[string, Input, string]>([
  [
    "an attribute that is defined twice",
    { ...BY_ID, AttributeDefinitions: defined("id", "id") },
    "ValidationException: Attribute Name is duplicated: id",
  ],
  [
    "an attribute twice among those that choose an index's partition",
    ofGlobal(part("a", "HASH"), part("a", "HASH")),
    "ValidationException: The KeySchema contains multiple key attributes with the same name",
  ],
  [
    "what orders an index before what chooses its partition",
    ofGlobal(part("a", "HASH"), part("b", "RANGE"), part("c", "HASH")),
    `${VALUES} All HASH key attributes must precede RANGE key attributes in the KeySchema`,
  ],
  [
    "five attributes that choose an index's partition",
    ofGlobal(...hashes),
    `${VALUES} The KeySchema exceeds the maximum allowed number of HASH key attributes`,
  ],
  [
    "an attribute of a projection twice",
    {
      ...base,
      GlobalSecondaryIndexes: [
        {
          ...index("one", part("a", "HASH")),
          Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["x", "x"] },
        },
      ],
    },
    `${VALUES} Duplicate element in NonKeyAttributes: x`,
  ],
  ["a class that is none", { ...BY_ID, TableClass: "standard" }, CLASSES],
])("no table has %s", async (_, input, message) => {
  const { call } = makeDynamo();
  expect(await call("CreateTable", { TableName, ...input })).toBe(message);
});

test.each<[string, Input, string]>([
  [
    "two deeds in one",
    {
      GlobalSecondaryIndexUpdates: [
        { Create: index("two", part("id", "HASH")), Delete: { IndexName: "one" } } as never,
      ],
    },
    `${VALUES} Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object`,
  ],
  [
    "an attribute with another type",
    {
      AttributeDefinitions: [{ AttributeName: "at", AttributeType: "S" }],
      GlobalSecondaryIndexUpdates: [{ Create: index("two", part("at", "HASH")) }],
    },
    `${VALUES} Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: Schema:[SchemaElement: key{at:N:HASH}] New schema: Schema:[SchemaElement: key{at:S:HASH}]`,
  ],
  [
    "less warmth",
    { WarmThroughput: { ReadUnitsPerSecond: 12_001, WriteUnitsPerSecond: 4_000 } },
    `${VALUES} Requested ReadUnitsPerSecond for WarmThroughput for table is lower than current WarmThroughput, decreasing WarmThroughput is not supported`,
  ],
  ["a class that is none", { TableClass: "junk" }, CLASSES],
  [
    "a replica where it is",
    { ReplicaUpdates: [{ Create: { RegionName: "us-east-1" } }] },
    "ValidationException: Cannot add or delete the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required.",
  ],
])("no table changes to %s", async (_, input, message) => {
  const { call } = makeDynamo();
  await call("CreateTable", {
    TableName,
    ...BY_ID_AND_TIME,
    WarmThroughput: { ReadUnitsPerSecond: 12_002, WriteUnitsPerSecond: 4_000 },
  });
  expect(await call("UpdateTable", { TableName, ...input })).toBe(message);
});

test("an index that comes later leaves out what no key can be", async () => {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName, ...BY_ID });
  for (const length of [0, 1024, 1025, 2048, 2049])
    await call("PutItem", { TableName, Item: { id: { S: `${length}` }, x: { S: "x".repeat(length) } } });
  const lengths = async (IndexName: string, ...parts: ReturnType<typeof part>[]) => {
    await call("UpdateTable", {
      TableName,
      AttributeDefinitions: defined("id", "x"),
      GlobalSecondaryIndexUpdates: [{ Create: index(IndexName, ...parts) }],
    });
    const { Items } = await call("Scan", { TableName, IndexName });
    return Items.map(({ id }: { id: { S: string } }) => Number(id.S)).sort((a: number, b: number) => a - b);
  };
  expect(await lengths("one", part("x", "HASH"))).toEqual([1024, 1025, 2048]);
  expect(await lengths("two", part("id", "HASH"), part("x", "RANGE"))).toEqual([1024]);
});

test("an update that only takes away makes no item", async () => {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName, ...BY_ID });
  const Key = { id: { S: "1" } };
  const update = (input: Input) => call("UpdateItem", { TableName, Key, ...input });
  await update({ UpdateExpression: "REMOVE a, b.c, d[0]" });
  await update({
    UpdateExpression: "DELETE a :a",
    ExpressionAttributeValues: { ":a": { SS: ["x"] } },
  });
  await update({ AttributeUpdates: { a: { Action: "DELETE" } } });
  expect(await call("GetItem", { TableName, Key })).toEqual({});
  await update({ AttributeUpdates: {} });
  expect(await call("GetItem", { TableName, Key })).toEqual({ Item: Key });
});

test("a sum with too many digits is said to be too large", async () => {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName, ...BY_ID });
  const ExpressionAttributeValues = { ":a": { N: "1e50" }, ":b": { N: "1" } };
  const input = { UpdateExpression: "SET a = :a + :b", ExpressionAttributeValues };
  expect(await call("UpdateItem", { TableName, Key: { id: { S: "1" } }, ...input })).toBe(
    "ValidationException: Number overflow. Attempting to store a number with magnitude larger than supported range",
  );
});

test("what is no ARN names no stream", async () => {
  const { streams } = makeDynamo();
  const StreamArn = "x".repeat(40);
  const refusal = "ValidationException: Invalid StreamArn";
  expect(await streams("DescribeStream", { StreamArn })).toBe(refusal);
  const place = { ShardId: "x".repeat(30), ShardIteratorType: "LATEST" };
  expect(await streams("GetShardIterator", { StreamArn, ...place })).toBe(refusal);
  expect(await streams("ListStreams", { ExclusiveStartStreamArn: StreamArn })).toBe(refusal);
});

test("global tables of the first version are no more", async () => {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName, ...BY_ID });
  const ReplicationGroup = [{ RegionName: "us-west-2" }];
  expect(await call("CreateGlobalTable", { GlobalTableName: TableName, ReplicationGroup })).toBe(
    `${VALUES} DynamoDB global tables version 2017.11.29 is not supported. We recommend using DynamoDB global tables version 2019.11.21, instead of version 2017.11.29 (Legacy).`,
  );
  expect(await call("DescribeGlobalTable", { GlobalTableName: TableName })).toBe(
    "GlobalTableNotFoundException: Global table with name: 'orders' does not exist.",
  );
  expect(await call("ListGlobalTables")).toEqual({ GlobalTables: [] });
});
