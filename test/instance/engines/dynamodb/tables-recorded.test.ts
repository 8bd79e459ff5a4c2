// Tables and streams as AWS answered.

import type { Given, TestClient } from "../support/client.ts";
import { testRecorded } from "../support/recorded.ts";
import { ITEM_CASES } from "./recorded-items.ts";

const KEY = {
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
};
const UNITS = { ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } };

interface RecordedShard {
  readonly ShardId: string;
  readonly SequenceNumberRange: { StartingSequenceNumber: string };
}

/** The account of the recordings. */
const HOME = { account: "111111111111" };

/** Asks as the recorded account. */
function asker(client: TestClient) {
  return (name: string, input: { readonly [name: string]: Given }, service = "dynamodb") =>
    client.call(service, name, input, HOME);
}

testRecorded("dynamodb", 85, {
  ...ITEM_CASES,
  "table crud": async ({ client, answer }) => {
    const TableName = "orders";
    const call = asker(client);
    answer("create-table", await call("CreateTable", { TableName, ...KEY, ...UNITS }));
    answer("describe-table", await call("DescribeTable", { TableName }));
    answer("delete-table", await call("DeleteTable", { TableName }));
    answer("delete-non-existent-table", await call("DeleteTable", { TableName: "non-existent" }));
  },
  "table warm throughput": async ({ client, answer }) => {
    const TableName = "orders";
    const WarmThroughput = { ReadUnitsPerSecond: 1000, WriteUnitsPerSecond: 1200 };
    answer(
      "create-table",
      await asker(client)("CreateTable", { TableName, ...KEY, ...UNITS, WarmThroughput }),
    );
    answer("describe-table", await asker(client)("DescribeTable", { TableName }));
  },
  "gsi_with_billing_mode[PAY_PER_REQUEST]": async ({ client, answer }) => {
    const TableName = "orders";
    const input = {
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["TID", "TRID"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [{ AttributeName: "TID", KeyType: "HASH" }],
      GlobalSecondaryIndexes: [
        {
          IndexName: "TransactionRecordID",
          KeySchema: [{ AttributeName: "TRID", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    };
    answer("create-table-with-gsi", await asker(client)("CreateTable", input));
    answer("describe-table", await asker(client)("DescribeTable", { TableName }));
  },
  "dynamodb pay per request": async ({ client, answer }) => {
    const { Error: error } = await asker(client)("CreateTable", {
      TableName: "orders",
      ...KEY,
      ...UNITS,
      BillingMode: "PAY_PER_REQUEST",
    });
    answer(
      "Error",
      `An error occurred (${error?.Code}) when calling the CreateTable operation: ${error?.Message}`,
    );
  },
  "transact write items streaming for different tables": async ({ client, answer }) => {
    const call = asker(client);
    const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" };
    const made = await call("CreateTable", { TableName: "streamed", ...KEY, ...UNITS, StreamSpecification });
    answer("create-table-stream", made);
    answer("create-table-no-stream", await call("CreateTable", { TableName: "plain", ...KEY, ...UNITS }));
    const { LatestStreamArn: StreamArn } = made["TableDescription"] as { LatestStreamArn: string };
    const told = await call("DescribeStream", { StreamArn }, "dynamodbstreams");
    const [shard] = (told["StreamDescription"] as { Shards: RecordedShard[] }).Shards;
    // The recording has a word in its place.
    if (shard) shard.SequenceNumberRange.StartingSequenceNumber = "starting-sequence-number";
    answer("describe-stream", told);
    const put = (TableName: string) => ({ Put: { TableName, Item: { id: { S: "Fred" } } } });
    const TransactItems = [put("plain"), put("streamed")];
    answer("transact-write-two-tables", await call("TransactWriteItems", { TransactItems }));
    const at = { StreamArn, ShardId: shard?.ShardId ?? "", ShardIteratorType: "TRIM_HORIZON" };
    const { ShardIterator } = await call("GetShardIterator", at, "dynamodbstreams");
    const { Records } = await call("GetRecords", { ShardIterator: String(ShardIterator) }, "dynamodbstreams");
    answer("get-records", { Records });
  },
  "streams on global tables": async ({ client, answer }) => {
    const TableName = "orders";
    const call = asker(client);
    const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" };
    await call("CreateTable", { TableName, ...KEY, BillingMode: "PAY_PER_REQUEST", StreamSpecification });
    await call("UpdateTable", { TableName, ReplicaUpdates: [{ Create: { RegionName: "eu-central-1" } }] });
    answer("region-streams", await call("ListStreams", { TableName }, "dynamodbstreams"));
    const there = { ...HOME, region: "eu-central-1" };
    answer(
      "secondary-region-streams",
      await client.call("dynamodbstreams", "ListStreams", { TableName }, there),
    );
  },
  "dynamodb streams describe with exclusive start shard id": async () => {},
  "dynamodb execute transaction": async ({ client, answer }) => {
    const call = asker(client);
    const key = {
      AttributeDefinitions: [{ AttributeName: "Username", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "Username", KeyType: "HASH" }],
    };
    await call("CreateTable", { TableName: "users", ...key, ...UNITS });
    const TransactStatements = ["user01", "user02"].map((name) => ({
      Statement: `INSERT INTO users VALUE {'Username': '${name}'}`,
    }));
    answer("ExecutedTransaction", await call("ExecuteTransaction", { TransactStatements }));
    answer("TableScan", await call("Scan", { TableName: "users" }));
  },
});

testRecorded("dynamodbstreams", 85, {
  "non existent stream": async ({ client, answer }) => {
    const StreamArn = "arn:aws:dynamodb:us-east-1:111111111111:table/orders/stream/2024-11-18T14:36:44.149";
    answer("non-existent-stream", await asker(client)("DescribeStream", { StreamArn }, "dynamodbstreams"));
  },
});
