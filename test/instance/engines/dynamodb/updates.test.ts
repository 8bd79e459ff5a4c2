// Items are changed, by expressions and as it was before there were any.
import { describe, expect, test } from "bun:test";
import { BY_ID, type Input, makeDynamo } from "./ask.ts";

const TableName = "orders";

async function makeTable(more: Input = {}) {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName, ...BY_ID, ...more });
  return (name: string, input: Input = {}) => call(name, { TableName, ...input });
}

const KEY = { id: { S: "1" } };
const INVALID = "ValidationException: One or more parameter values were invalid: ";

describe("an update", () => {
  const update = (
    call: Awaited<ReturnType<typeof makeTable>>,
    UpdateExpression: string,
    values: Input = {},
  ) =>
    call("UpdateItem", {
      ...{ Key: KEY, UpdateExpression, ReturnValues: "ALL_NEW" },
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values as never }),
    });

  test("makes the item that there is not", async () => {
    const call = await makeTable();
    const told = await update(call, "SET a = :a ADD n :n, s :s", {
      ":a": { S: "x" },
      ":n": { N: "2" },
      ":s": { SS: ["b"] },
    });
    expect(told.Attributes).toEqual({ ...KEY, a: { S: "x" }, n: { N: "2" }, s: { SS: ["b"] } });
  });

  test("computes everything from the item as it was", async () => {
    const call = await makeTable();
    await call("PutItem", {
      Item: { ...KEY, a: { N: "1" }, b: { N: "2" }, l: { L: [{ S: "0" }, { S: "1" }, { S: "2" }] } },
    });
    const told = await update(call, "SET a = b, b = a, l[7] = l[0], l[5] = :x REMOVE l[0], l[1]", {
      ":x": { S: "x" },
    });
    expect(told.Attributes).toEqual({
      ...KEY,
      a: { N: "2" },
      b: { N: "1" },
      l: { L: [{ S: "2" }, { S: "x" }, { S: "0" }] },
    });
  });

  test("goes into maps, and makes none", async () => {
    const call = await makeTable();
    await call("PutItem", { Item: { ...KEY, m: { M: { k: { N: "1" } } } } });
    const one = { ":one": { N: "1" } };
    expect((await update(call, "SET m.k = m.k + :one", one)).Attributes.m).toEqual({ M: { k: { N: "2" } } });
    const noWay =
      "ValidationException: The document path provided in the update expression is invalid for update";
    expect(await update(call, "SET q.k = :one", one)).toBe(noWay);
    expect(await update(call, "SET m[0] = :one", one)).toBe(noWay);
    expect(await update(call, "SET n = m.missed")).toBe(
      "ValidationException: The provided expression refers to an attribute that does not exist in the item",
    );
    expect(await update(call, "SET n = m + :one", one)).toBe(
      "ValidationException: An operand in the update expression has an incorrect data type",
    );
  });

  test("takes what is left of a set away with it", async () => {
    const call = await makeTable();
    await call("PutItem", { Item: { ...KEY, s: { NS: ["1", "2"] } } });
    expect((await update(call, "DELETE s :s", { ":s": { NS: ["2.0", "3"] } })).Attributes.s).toEqual({
      NS: ["1"],
    });
    expect((await update(call, "DELETE s :s", { ":s": { NS: ["1"] } })).Attributes).toEqual(KEY);
  });

  test("is told as it is asked for", async () => {
    const call = await makeTable();
    const set = (n: string, ReturnValues: string) =>
      call("UpdateItem", {
        ...{ Key: KEY, ReturnValues, UpdateExpression: "SET m.n = :n" },
        ExpressionAttributeValues: { ":n": { N: n } },
      });
    const item = (n: string) => ({ ...KEY, m: { M: { n: { N: n }, other: { S: "x" } } } });
    await call("PutItem", { Item: item("0") });
    expect(await set("1", "NONE")).toEqual({});
    expect(await set("2", "ALL_OLD")).toEqual({ Attributes: item("1") });
    expect(await set("3", "UPDATED_OLD")).toEqual({ Attributes: { m: { M: { n: { N: "2" } } } } });
    expect(await set("4", "UPDATED_NEW")).toEqual({ Attributes: { m: { M: { n: { N: "4" } } } } });
    expect(await set("5", "ALL_NEW")).toEqual({ Attributes: item("5") });
  });

  test("changes no key", async () => {
    const call = await makeTable();
    expect(await update(call, "SET id = :a", { ":a": { S: "2" } })).toBe(
      `${INVALID}Cannot update attribute id. This attribute is part of the key`,
    );
  });

  test("from before there were expressions", async () => {
    const call = await makeTable();
    const change = (AttributeUpdates: Input) =>
      call("UpdateItem", { Key: KEY, AttributeUpdates: AttributeUpdates as never, ReturnValues: "ALL_NEW" });
    await change({ a: { Value: { S: "x" } }, n: { Action: "ADD", Value: { N: "1" } } });
    const told = await change({
      a: { Action: "DELETE" },
      n: { Action: "ADD", Value: { N: "2" } },
      s: { Action: "ADD", Value: { SS: ["x", "y"] } },
    });
    expect(told.Attributes).toEqual({ ...KEY, n: { N: "3" }, s: { SS: ["x", "y"] } });
    expect((await change({ s: { Action: "DELETE", Value: { SS: ["x"] } } })).Attributes.s).toEqual({
      SS: ["y"],
    });
    expect(await change({ s: { Action: "DELETE", Value: { S: "x" } } })).toBe(
      `${INVALID}DELETE action with value is not supported for the type S`,
    );
    expect(await change({ s: { Action: "ADD", Value: { N: "1" } } })).toBe(
      "ValidationException: Type mismatch for attribute to update",
    );
    expect(await change({ s: {} })).toBe(
      `${INVALID}Only DELETE action is allowed when no attribute value is specified`,
    );
  });
});
