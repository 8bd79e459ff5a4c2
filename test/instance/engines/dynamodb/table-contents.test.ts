// What tables hold, where more than the table is concerned: indexes made later, backups, replicas, streams of Kinesis.
import { expect, test } from "bun:test";
import { BY_ID, type Input, makeDynamo } from "./ask.ts";

const TableName = "orders";
const ARN = "arn:aws:dynamodb:us-east-1:111111111111:table/orders";
const ITEMS = [
  { id: { S: "a" }, city: { S: "Ulm" } },
  { id: { S: "b" }, city: { S: "Bonn" } },
  { id: { S: "c" } },
];

async function makeFilled(more = {}) {
  const made = makeDynamo();
  await made.call("CreateTable", { TableName, ...BY_ID, ...more });
  for (const Item of ITEMS) await made.call("PutItem", { TableName, Item });
  return made;
}

const CITY = {
  TableName,
  AttributeDefinitions: [
    { AttributeName: "id", AttributeType: "S" },
    { AttributeName: "city", AttributeType: "S" },
  ],
  GlobalSecondaryIndexUpdates: [
    {
      Create: {
        IndexName: "cities",
        KeySchema: [{ AttributeName: "city", KeyType: "HASH" }],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    },
  ],
};

test("an index that is made later has the items that are there, and is gone when it is deleted", async () => {
  const { call } = await makeFilled();
  await call("UpdateTable", CITY);
  const { Table } = await call("DescribeTable", { TableName });
  expect(Table.GlobalSecondaryIndexes).toMatchObject([
    { IndexName: "cities", IndexStatus: "ACTIVE", IndexArn: `${ARN}/index/cities`, ItemCount: 2 },
  ]);
  expect((await call("Scan", { TableName, IndexName: "cities" })).Items).toHaveLength(2);
  const found = await call("Query", {
    ...{ TableName, IndexName: "cities", KeyConditionExpression: "city = :city" },
    ExpressionAttributeValues: { ":city": { S: "Bonn" } },
  });
  expect(found.Items).toEqual([ITEMS[1]]);
  await call("UpdateTable", {
    TableName,
    GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "cities" } }],
  });
  expect((await call("DescribeTable", { TableName })).Table.GlobalSecondaryIndexes).toBeUndefined();
  expect(await call("Scan", { TableName, IndexName: "cities" })).toBe(
    "ValidationException: The table does not have the specified index: cities",
  );
});

test("counts and sizes are those of what stands", async () => {
  const { call } = await makeFilled();
  const described = (await call("DescribeTable", { TableName })).Table;
  // Names and texts: "id" and "city" with theirs.
  expect(described).toMatchObject({ ItemCount: 3, TableSizeBytes: 3 + 7 + 3 + 8 + 3 });
  await call("DeleteItem", { TableName, Key: { id: { S: "a" } } });
  expect((await call("DescribeTable", { TableName })).Table.ItemCount).toBe(2);
});

test("a table restored from a backup has the items of then", async () => {
  const { call } = await makeFilled();
  const { BackupDetails } = await call("CreateBackup", { TableName, BackupName: "before" });
  expect(BackupDetails.BackupSizeBytes).toBe(24);
  await call("DeleteItem", { TableName, Key: { id: { S: "a" } } });
  await call("DeleteTable", { TableName });
  await call("RestoreTableFromBackup", { TargetTableName: "again", BackupArn: BackupDetails.BackupArn });
  const { Items } = await call("Scan", { TableName: "again" });
  expect(Items).toHaveLength(3);
  expect(Items).toEqual(expect.arrayContaining(ITEMS));
});

test("a replica has what was there, and both have what is written afterwards", async () => {
  const { call } = await makeFilled({
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
  const there = (name: string, input = {}) => call(name, { TableName, ...input }, "dynamodb", "eu-west-1");
  await call("UpdateTable", { TableName, ReplicaUpdates: [{ Create: { RegionName: "eu-west-1" } }] });
  expect((await call("DescribeTable", { TableName })).Table.Replicas).toMatchObject([
    { RegionName: "eu-west-1", ReplicaStatus: "ACTIVE" },
  ]);
  expect((await there("Scan")).Count).toBe(3);
  await there("PutItem", { Item: { id: { S: "d" } } });
  expect((await call("GetItem", { TableName, Key: { id: { S: "d" } } })).Item).toEqual({ id: { S: "d" } });
  await call("DeleteItem", { TableName, Key: { id: { S: "a" } } });
  expect((await there("Scan")).Count).toBe(3);
  await call("UpdateTable", { TableName, ReplicaUpdates: [{ Delete: { RegionName: "eu-west-1" } }] });
  expect(await there("DescribeTable")).toMatch(/^ResourceNotFoundException: /);
  expect((await call("Scan", { TableName })).Count).toBe(3);
});

test("a stream of Kinesis gets each change", async () => {
  const { call } = await makeFilled();
  const kinesis = (name: string, input: Input) => call(name, input, "kinesis");
  await kinesis("CreateStream", { StreamName: "changes", ShardCount: 1 });
  const { StreamDescriptionSummary: stream } = await kinesis("DescribeStreamSummary", {
    StreamName: "changes",
  });
  await call("EnableKinesisStreamingDestination", { TableName, StreamArn: stream.StreamARN });
  await call("PutItem", { TableName, Item: { id: { S: "d" } } });
  const { ShardIterator } = await kinesis("GetShardIterator", {
    ...{ StreamName: "changes", ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" },
  });
  const { Records } = await kinesis("GetRecords", { ShardIterator });
  // Bytes as JSON.stringify writes them.
  const bytes = Uint8Array.from(Object.values<number>(Records[0].Data));
  const change = JSON.parse(new TextDecoder().decode(bytes));
  expect(Records).toHaveLength(1);
  expect(change).toMatchObject({
    ...{ awsRegion: "us-east-1", eventName: "INSERT", tableName: TableName, eventSource: "aws:dynamodb" },
    dynamodb: { Keys: { id: { S: "d" } }, NewImage: { id: { S: "d" } }, SizeBytes: 6 },
  });
});
