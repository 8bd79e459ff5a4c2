// Queries of indexes.
import { describe, expect, test } from "bun:test";
import type { Input } from "./ask.ts";
import { BY_TWO, fill, item, makeTable, OF_A, readAll, TableName, times } from "./query-table.ts";

describe("an index", () => {
  const BY_COLOUR = {
    AttributeDefinitions: [...BY_TWO.AttributeDefinitions, { AttributeName: "colour", AttributeType: "S" }],
    GlobalSecondaryIndexes: [
      {
        IndexName: "global",
        KeySchema: [{ AttributeName: "colour", KeyType: "HASH" }],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["size"] },
      },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: "local",
        KeySchema: [
          { AttributeName: "id", KeyType: "HASH" },
          { AttributeName: "colour", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
  };
  const OF_RED = {
    IndexName: "global",
    KeyConditionExpression: "colour = :red",
    ExpressionAttributeValues: { ":red": { S: "red" } },
  };

  async function makeColours() {
    const call = await makeTable(BY_COLOUR);
    const put = (id: string, sk: number, colour?: string) =>
      call("PutItem", {
        Item: item(id, sk, {
          size: { N: "1" },
          extra: { S: "x" },
          ...(colour !== undefined && { colour: { S: colour } }),
        }),
      });
    await put("a", 1, "red");
    await put("a", 2, "green");
    await put("b", 1, "red");
    await put("b", 2);
    return { call, put };
  }

  test("has what its projection says of the items that have its key", async () => {
    const { call, put } = await makeColours();
    const red = (id: string) => item(id, 1, { colour: { S: "red" }, size: { N: "1" } });
    const { Items } = await call("Query", OF_RED);
    expect(Items).toBeArrayOfSize(2);
    expect(Items).toEqual(expect.arrayContaining([red("a"), red("b")]));
    await put("a", 1, "blue");
    await call("DeleteItem", { Key: item("b", 1) });
    expect((await call("Query", OF_RED)).Count).toBe(0);
    expect((await call("Scan", { IndexName: "global" })).Count).toBe(2);
  });

  test("of the table's own partition has the whole item when it is asked for", async () => {
    const { call } = await makeColours();
    const asked = { ...OF_A, IndexName: "local", ReturnConsumedCapacity: "INDEXES" };
    const keys = await call("Query", asked);
    expect(keys.Items.map((one: Input) => one["colour"])).toEqual([{ S: "green" }, { S: "red" }]);
    expect(keys.Items[0]).toEqual(item("a", 2, { colour: { S: "green" } }));
    const whole = await call("Query", { ...asked, Select: "ALL_ATTRIBUTES", ConsistentRead: true });
    expect(whole.Items[0].extra).toEqual({ S: "x" });
    expect(whole.ConsumedCapacity).toEqual({
      ...{ TableName, CapacityUnits: 3, Table: { CapacityUnits: 2 } },
      LocalSecondaryIndexes: { local: { CapacityUnits: 1 } },
    });
  });

  test("refuses what it cannot have", async () => {
    const { call } = await makeColours();
    const invalid = "ValidationException: One or more parameter values were invalid: ";
    expect(await call("Query", { ...OF_RED, ConsistentRead: true })).toBe(
      "ValidationException: Consistent reads are not supported on global secondary indexes",
    );
    expect(await call("Query", { ...OF_RED, Select: "ALL_ATTRIBUTES" })).toBe(
      `${invalid}Select type ALL_ATTRIBUTES is not supported for global secondary index global because its projection type is not ALL`,
    );
    expect(await call("Query", { ...OF_RED, ProjectionExpression: "extra, id" })).toBe(
      `${invalid}Global secondary index global does not project [extra]`,
    );
    expect(await call("Scan", { IndexName: "none" })).toBe(
      "ValidationException: The table does not have the specified index: none",
    );
    const wrong = { ...item("a", 1), colour: { N: "1" } };
    expect(await call("PutItem", { Item: wrong })).toBe(
      `${invalid}Type mismatch for Index Key colour Expected: S Actual: N IndexName: global`,
    );
    expect(
      await call("UpdateItem", {
        Key: item("a", 1),
        UpdateExpression: "SET colour = :n",
        ExpressionAttributeValues: { ":n": { N: "1" } },
      }),
    ).toBe(`${invalid}Type mismatch for Index Key colour Expected: S Actual: N IndexName: global`);
  });

  test("is told by pages though all have the same key", async () => {
    const call = await makeTable(BY_COLOUR);
    await fill(call, ["a", "b", "c"], 3, () => ({ colour: { S: "red" } }));
    const pages = await readAll(call, "Query", { ...OF_RED, Limit: 2 });
    expect(pages.map(({ length }) => length)).toEqual([2, 2, 2, 2, 1]);
    expect(new Set(pages.flat().map((one) => JSON.stringify(one))).size).toBe(9);
  });
});

describe("a key of several attributes", () => {
  const names = ["id", "sk", "country", "town", "street", "house"];
  const SEVERAL = {
    AttributeDefinitions: names.map((AttributeName) => ({
      AttributeName,
      AttributeType: AttributeName === "sk" || AttributeName === "house" ? "N" : "S",
    })),
    GlobalSecondaryIndexes: [
      {
        IndexName: "places",
        KeySchema: names
          .slice(2)
          .map((AttributeName, index) => ({ AttributeName, KeyType: index < 2 ? "HASH" : "RANGE" })),
        Projection: { ProjectionType: "ALL" },
      },
    ],
  };

  async function makePlaces() {
    const call = await makeTable(SEVERAL);
    let sk = 0;
    for (const town of ["a", "ab"])
      for (const street of ["x", "xy"])
        for (const house of ["2", "10"])
          await call("PutItem", {
            Item: item("one", sk++, {
              country: { S: "n" },
              town: { S: town },
              street: { S: street },
              house: { N: house },
            }),
          });
    return (condition: string, values: Input = {}) =>
      call("Query", {
        IndexName: "places",
        KeyConditionExpression: condition,
        ExpressionAttributeValues: { ":n": { S: "n" }, ":a": { S: "a" }, ...values },
      });
  }

  test("is asked for by conditions, too", async () => {
    const call = await makeTable(SEVERAL);
    for (const house of ["2", "10"])
      await call("PutItem", {
        Item: item("one", Number(house), {
          country: { S: "n" },
          town: { S: "a" },
          street: { S: "x" },
          house: { N: house },
        }),
      });
    const is = (value: Input, ComparisonOperator = "EQ") => ({
      ComparisonOperator,
      AttributeValueList: [value],
    });
    const KeyConditions = {
      country: is({ S: "n" }),
      town: is({ S: "a" }),
      street: is({ S: "x" }),
      house: is({ N: "2" }, "GT"),
    };
    expect(await call("Query", { IndexName: "places", KeyConditions })).toMatchObject({ Count: 1 });
    expect(await call("Query", { KeyConditions })).toBe(
      "ValidationException: Conditions can be of length 1 or 2 only",
    );
  });

  test("is asked for from the left", async () => {
    const query = await makePlaces();
    const all = "country = :n AND town = :a";
    expect(times((await query(all)).Items)).toEqual([0, 1, 2, 3]);
    expect(times((await query(`${all} AND street = :x`, { ":x": { S: "x" } })).Items)).toEqual([0, 1]);
    expect(times((await query(`${all} AND begins_with(street, :x)`, { ":x": { S: "x" } })).Items)).toEqual([
      0, 1, 2, 3,
    ]);
    const one = { ":x": { S: "xy" }, ":h": { N: "5" } };
    expect(times((await query(`${all} AND street = :x AND house > :h`, one)).Items)).toEqual([3]);
  });

  test("is refused in part", async () => {
    const query = await makePlaces();
    const { ":a": _, ...one } = { ":a": 0, ":h": { N: "5" } };
    expect(await query("country = :n AND street = :a")).toBe(
      "ValidationException: HASH key attributes town must have equality conditions specified in the query",
    );
    expect(await query("country = :n AND town = :a AND house = :h", one)).toBe(
      "ValidationException: RANGE key attributes street must have equality conditions specified in the query because a condition is present on key attribute house",
    );
  });
});
