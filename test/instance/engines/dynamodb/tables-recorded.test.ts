// Tables and streams as AWS answered.

import type { Given, TestClient } from "../support/client.ts";
import { testRecorded } from "../support/recorded.ts";
import { ITEM_CASES } from "./recorded-items.ts";

const KEY = {
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
};
const UNITS = { ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } };

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
});
