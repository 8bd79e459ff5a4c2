// A table's items are not kept: what asks for all of them is told that there are none, and what names one is refused.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

test("a table that is read whole has no items", async () => {
  const call = makeCaller();
  const TableName = "t";
  await call("dynamodb.CreateTable", {
    ...{ TableName, BillingMode: "PAY_PER_REQUEST" },
    AttributeDefinitions: [{ AttributeName: "a", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "a", KeyType: "HASH" }],
  });
  for (const operation of ["Scan", "Query"]) {
    expect(await call(`dynamodb.${operation}`, { TableName })).toEqual({
      Items: [],
      Count: 0,
      ScannedCount: 0,
    });
    const told = await call(`dynamodb.${operation}`, { TableName, ReturnConsumedCapacity: "TOTAL" });
    expect(told.ConsumedCapacity).toMatchObject({ TableName });
    expect(await call(`dynamodb.${operation}`, { TableName: "no" })).toBe("ResourceNotFoundException");
  }
  expect(await call("dynamodb.PutItem", { TableName, Item: { a: { S: "1" } } })).toBe("NotImplemented");
});
