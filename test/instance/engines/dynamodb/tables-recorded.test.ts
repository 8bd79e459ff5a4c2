// Tables and streams as AWS answered.
import { testRecorded } from "../support/recorded.ts";
import type { Given } from "../support/client.ts";

const KEY = {
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
};
const UNITS = { ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } };

testRecorded("dynamodb", 0, {
  "table crud": async ({ client, answer }) => {
    const TableName = "orders";
    const call = (name: string, input: { readonly [name: string]: Given }) => client.call("dynamodb", name, input);
    answer("create-table", await call("CreateTable", { TableName, ...KEY, ...UNITS }));
    answer("describe-table", await call("DescribeTable", { TableName }));
    answer("delete-table", await call("DeleteTable", { TableName }));
    answer("delete-non-existent-table", await call("DeleteTable", { TableName: "non-existent" }));
  },
  "table warm throughput": async ({ client, answer }) => {
    const TableName = "orders";
    const WarmThroughput = { ReadUnitsPerSecond: 1000, WriteUnitsPerSecond: 1200 };
    answer("create-table", await client.call("dynamodb", "CreateTable", { TableName, ...KEY, ...UNITS, WarmThroughput }));
    answer("describe-table", await client.call("dynamodb", "DescribeTable", { TableName }));
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
    answer("create-table-with-gsi", await client.call("dynamodb", "CreateTable", input));
    answer("describe-table", await client.call("dynamodb", "DescribeTable", { TableName }));
  },
  "dynamodb pay per request": async ({ client, answer }) => {
    const { Error: error } = await client.call("dynamodb", "CreateTable", {
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
