// An update may be as large as an item, where what its clauses take besides the values counts too.
import { describe, expect, test } from "bun:test";
import { BY_ID, type Input, makeDynamo } from "./ask.ts";

const TableName = "orders";
const LARGEST = 409_600;
const TOO_LARGE = "ValidationException: Item size to update has exceeded the maximum allowed size";

async function makeTable() {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName, ...BY_ID });
  const update = (id: string, UpdateExpression: string, values: Input = {}) =>
    call("UpdateItem", {
      TableName,
      Key: { id: { S: id } },
      UpdateExpression,
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values as never }),
    });
  return { call, update };
}

const textOf = (size: number) => ({ S: "x".repeat(size) });

describe("an update of the largest size", () => {
  test("counts what a clause takes where that is more than the key takes", async () => {
    const { update } = await makeTable();
    // One clause takes 22 bytes besides the name and the value.
    const largest = LARGEST - 22 - 1;
    expect(await update("1", "SET p = :p", { ":p": textOf(largest) })).toEqual({});
    expect(await update("2", "SET p = :p", { ":p": textOf(largest + 1) })).toBe(TOO_LARGE);
  });

  test("counts the item where that is more", async () => {
    const { update } = await makeTable();
    const id = "k".repeat(100);
    const largest = LARGEST - 2 - id.length - 1;
    expect(await update(id, "SET p = :p", { ":p": textOf(largest) })).toEqual({});
    expect(await update(id, "SET p = :p", { ":p": textOf(largest + 1) })).toBe(TOO_LARGE);
  });

  test("counts each clause, and each attribute once", async () => {
    const { call, update } = await makeTable();
    const make = (id: string) =>
      call("PutItem", { TableName, Item: { id: { S: id }, m: { M: {} }, s: { SS: ["a"] }, o: { S: "" } } });
    const expression = "SET m.a = :p, m.b = :e REMOVE o ADD n :n";
    // m: a name, the map and two in it; n: a name and a number of 2 bytes; then 3, 19 for each clause that gives, 2 for one that takes.
    const rest = 1 + 3 + (1 + 1) + (1 + 1) + (1 + 2) + 3 + 3 * 19 + 2;
    const give = (size: number) => ({ ":p": textOf(size), ":e": { S: "" }, ":n": { N: "1" } });
    await make("1");
    expect(await update("1", expression, give(LARGEST - rest))).toEqual({});
    await make("2");
    expect(await update("2", expression, give(LARGEST - rest + 1))).toBe(TOO_LARGE);
  });

  test("counts one more where an element of a list is set", async () => {
    const { call, update } = await makeTable();
    const Item = { id: { S: "1" }, l: { L: [{ S: "" }] } };
    const rest = 1 + 3 + 1 + 22 + 1;
    await call("PutItem", { TableName, Item });
    expect(await update("1", "SET l[0] = :p", { ":p": textOf(LARGEST - rest + 1) })).toBe(TOO_LARGE);
    expect(await update("1", "SET l[0] = :p", { ":p": textOf(LARGEST - rest) })).toEqual({});
  });

  test("counts no clauses in a transaction and in PartiQL", async () => {
    const { call } = await makeTable();
    const value = textOf(LARGEST - 4);
    const Key = { id: { S: "1" } };
    const write = {
      Update: {
        ...{ TableName, Key, UpdateExpression: "SET p = :p" },
        ExpressionAttributeValues: { ":p": value },
      },
    };
    expect(await call("TransactWriteItems", { TransactItems: [write] })).toEqual({});
    const Statement = `UPDATE "${TableName}" SET p = ? WHERE id = '1'`;
    expect(await call("ExecuteStatement", { Statement, Parameters: [value] })).toEqual({ Items: [] });
  });
});
