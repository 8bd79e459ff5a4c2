// Queries and scans of tables and indexes, by pages.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { BY_ID_AND_TIME, type Input, makeDynamo } from "./ask.ts";

const TableName = "orders";

/** A name that no reserved word is. */
const BY_TWO = JSON.parse(JSON.stringify(BY_ID_AND_TIME).replaceAll('"at"', '"sk"')) as typeof BY_ID_AND_TIME;

async function makeTable(more: Input = {}) {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName, ...BY_TWO, ...more });
  return (name: string, input: Input = {}) => call(name, { TableName, ...input });
}

type Call = Awaited<ReturnType<typeof makeTable>>;

const OF_A = { KeyConditionExpression: "id = :id", ExpressionAttributeValues: { ":id": { S: "a" } } };

function item(id: string, sk: number | string, more: Input = {}) {
  return { id: { S: id }, sk: { N: String(sk) }, ...more };
}

async function fill(
  call: Call,
  ids: readonly string[],
  count: number,
  more: (sk: number) => Input = () => ({}),
) {
  for (const id of ids)
    for (let sk = 0; sk < count; sk++) await call("PutItem", { Item: item(id, sk, more(sk)) as never });
}

/** All items, page after page. */
async function readAll(call: Call, name: string, input: Input) {
  const pages: Input[][] = [];
  let ExclusiveStartKey: Input | undefined;
  do {
    const page = await call(name, {
      ...input,
      ...(ExclusiveStartKey && { ExclusiveStartKey: ExclusiveStartKey as never }),
    });
    expect(typeof page).toBe("object");
    pages.push(page.Items);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return pages;
}

const times = (items: readonly Input[]) =>
  items.map((one) => Number((one["sk"] as unknown as { N: string }).N));

describe("a query", () => {
  test.each([
    ["sk = :x", ["2"], [2]],
    ["sk < :x", ["2"], [-1, 0, 1]],
    ["sk <= :x", ["2"], [-1, 0, 1, 2]],
    ["sk > :x", ["2"], [10]],
    ["sk >= :x", ["2"], [2, 10]],
    [":x < sk", ["1"], [2, 10]],
    ["sk BETWEEN :x AND :y", ["0", "2"], [0, 1, 2]],
  ])("%s", async (condition, bounds, found) => {
    const call = await makeTable();
    for (const sk of [10, 0, 2, -1, 1])
      for (const id of ["a", "b"]) await call("PutItem", { Item: item(id, sk) });
    const values = Object.fromEntries(bounds.map((N, index) => [index === 0 ? ":x" : ":y", { N }]));
    const asked = {
      KeyConditionExpression: `id = :id AND ${condition}`,
      ExpressionAttributeValues: { ":id": { S: "a" }, ...values },
    };
    expect(times((await call("Query", asked)).Items)).toEqual(found);
    expect(times((await call("Query", { ...asked, ScanIndexForward: false })).Items)).toEqual(
      found.toReversed(),
    );
  });

  test("finds texts and bytes by their beginning", async () => {
    const texts = fc
      .array(fc.constantFrom("\0", "a", "b", "ÿ", "\u{10ffff}"), { maxLength: 4 })
      .map((all) => all.join(""));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(texts.filter(Boolean), { maxLength: 6 }),
        texts.filter(Boolean),
        async (all, start) => {
          const call = await makeTable({
            AttributeDefinitions: ["id", "sk", "extra"].map((AttributeName) => ({
              AttributeName,
              AttributeType: "S",
            })),
            LocalSecondaryIndexes: [
              {
                IndexName: "extra",
                KeySchema: [
                  { AttributeName: "id", KeyType: "HASH" },
                  { AttributeName: "extra", KeyType: "RANGE" },
                ],
                Projection: { ProjectionType: "ALL" },
              },
            ],
          });
          for (const S of all) await call("PutItem", { Item: { id: { S: "a" }, sk: { S }, extra: { S } } });
          const wanted = all
            .filter((one) => one.startsWith(start))
            .toSorted((one, extra) => Buffer.compare(Buffer.from(one), Buffer.from(extra)));
          for (const [name, index] of [
            ["sk", {}],
            ["extra", { IndexName: "extra" }],
          ] as const) {
            const { Items } = await call("Query", {
              ...index,
              KeyConditionExpression: "id = :id AND begins_with(#name, :start)",
              ExpressionAttributeNames: { "#name": name },
              ExpressionAttributeValues: { ":id": { S: "a" }, ":start": { S: start } },
            });
            expect(Items.map((one: { sk: { S: string } }) => one.sk.S)).toEqual(wanted);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  test("is told by pages of a limit, and of a megabyte", async () => {
    const call = await makeTable();
    await fill(call, ["a", "b"], 5);
    const limited = await readAll(call, "Query", { ...OF_A, Limit: 2 });
    expect(limited.map(times)).toEqual([[0, 1], [2, 3], [4]]);
    const backward = await readAll(call, "Query", { ...OF_A, Limit: 2, ScanIndexForward: false });
    expect(backward.map(times)).toEqual([[4, 3], [2, 1], [0]]);
    await fill(call, ["a"], 5, () => ({ pad: { S: "x".repeat(300_000) } }));
    expect((await readAll(call, "Query", OF_A)).map(times)).toEqual([[0, 1, 2, 3], [4]]);
  });

  test("filters what it has read, and counts both", async () => {
    const call = await makeTable();
    await fill(call, ["a"], 4, (sk) => ({ odd: { BOOL: sk % 2 === 1 } }));
    const values = { ":id": { S: "a" }, ":yes": { BOOL: true } };
    const asked = { ...OF_A, FilterExpression: "odd = :yes", ExpressionAttributeValues: values };
    const { Items, ...counts } = await call("Query", { ...asked, Limit: 3 });
    expect(times(Items)).toEqual([1]);
    expect(counts).toEqual({ Count: 1, ScannedCount: 3, LastEvaluatedKey: item("a", 2) });
    expect(await call("Query", { ...asked, Select: "COUNT" })).toEqual({ Count: 2, ScannedCount: 4 });
    expect(await call("Query", { ...asked, FilterExpression: "sk = :yes" })).toBe(
      "ValidationException: Filter Expression can only contain non-primary key attributes: Primary key attribute: sk",
    );
  });

  test.each([
    ["id = :id OR sk = :n", "Invalid operator used in KeyConditionExpression: OR"],
    ["NOT id = :id", "Invalid operator used in KeyConditionExpression: NOT"],
    ["id = :id AND contains(sk, :n)", "Invalid operator used in KeyConditionExpression: contains"],
    ["id = :id AND size(sk) = :n", "KeyConditionExpressions cannot contain nested operations"],
    ["id = :id AND id = :id", "KeyConditionExpressions must only contain one condition per key"],
    ["id.a = :id", "KeyConditionExpressions cannot have conditions on nested attributes"],
    [
      "id = sk",
      "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
    ],
    [":id = :id", "Invalid condition in KeyConditionExpression: No key attribute specified"],
    [
      "id = :id AND begins_with(:id, sk)",
      "Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand",
    ],
    ["id < :id", "Query key condition not supported"],
    ["sk = :n", "Query condition missed key schema element: id"],
    ["id = :id AND extra = :n", "Query condition missed key schema element: sk"],
    [
      "id = :id AND sk = :n AND extra = :n",
      "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)",
    ],
    [
      "id = :n",
      "One or more parameter values were invalid: Condition parameter type does not match schema type",
    ],
  ])("by %s is refused", async (KeyConditionExpression, message) => {
    const call = await makeTable();
    const all = { ":id": { S: "a" }, ":n": { N: "1" } };
    const ExpressionAttributeValues = Object.fromEntries(
      Object.entries(all).filter(([name]) => KeyConditionExpression.includes(name)),
    );
    const asked = {
      KeyConditionExpression,
      ...(Object.keys(ExpressionAttributeValues).length > 0 && { ExpressionAttributeValues }),
    };
    expect(await call("Query", asked as Input)).toBe(`ValidationException: ${message}`);
  });

  test("begins where a page ended, and nowhere else", async () => {
    const call = await makeTable();
    const from = (ExclusiveStartKey: Input, more: Input = OF_A) =>
      call("Query", { ...more, ExclusiveStartKey: ExclusiveStartKey as never });
    const invalid = "ValidationException: The provided starting key is invalid";
    expect(await from({ id: { S: "a" } })).toBe(invalid);
    expect(await from({ id: { S: "a" }, sk: {} })).toStartWith(
      `${invalid}: Supplied AttributeValue is empty`,
    );
    expect(await from(item("b", 1))).toBe(
      "ValidationException: The provided starting key is outside query boundaries based on provided conditions",
    );
    const later = {
      KeyConditionExpression: "id = :id AND sk > :sk",
      ExpressionAttributeValues: { ":id": { S: "a" }, ":sk": { N: "5" } },
    };
    expect(await from(item("a", 1), later)).toBe(
      "ValidationException: The provided starting key does not match the range key predicate",
    );
  });

  test("is written as it was before there were expressions", async () => {
    const call = await makeTable();
    await fill(call, ["a"], 4);
    const equals = (value: Input) => ({ ComparisonOperator: "EQ", AttributeValueList: [value as never] });
    const { Items } = await call("Query", {
      KeyConditions: {
        id: equals({ S: "a" }),
        sk: { ComparisonOperator: "BETWEEN", AttributeValueList: [{ N: "1" }, { N: "2" }] },
      },
      AttributesToGet: ["sk"],
    });
    expect(Items).toEqual([{ sk: { N: "1" } }, { sk: { N: "2" } }]);
    expect(await call("Query", {})).toBe(
      "ValidationException: Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
    );
  });
});

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
      `${invalid}Type mismatch for Index Key colour Expected: S Actual: N IndexName: local`,
    );
    expect(
      await call("UpdateItem", {
        Key: item("a", 1),
        UpdateExpression: "SET colour = :n",
        ExpressionAttributeValues: { ":n": { N: "1" } },
      }),
    ).toBe(`${invalid}Type mismatch for Index Key colour Expected: S Actual: N IndexName: local`);
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

describe("a scan", () => {
  test("tells every item once, by segments, by pages, in the order of hashes", async () => {
    const call = await makeTable();
    const ids = Array.from({ length: 40 }, (_, index) => `item ${index}`);
    await fill(call, ids, 1);
    const whole = (await call("Scan")).Items as Input[];
    const name = (items: readonly Input[]) => items.map((one) => (one["id"] as unknown as { S: string }).S);
    expect(name(whole).toSorted()).toEqual(ids.toSorted());
    expect(name((await readAll(call, "Scan", { Limit: 7 })).flat())).toEqual(name(whole));
    for (const TotalSegments of [2, 7, 5000]) {
      const segments = [];
      for (let Segment = 0; Segment < Math.min(TotalSegments, 8); Segment++)
        segments.push(...(await readAll(call, "Scan", { Segment, TotalSegments, Limit: 3 })).flat());
      if (TotalSegments < 8) expect(name(segments)).toEqual(name(whole));
    }
  });

  test.each([
    [
      { Segment: 1 },
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    ],
    [
      { TotalSegments: 2 },
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    ],
    [
      { Segment: 2, TotalSegments: 2 },
      "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2",
    ],
    [
      { Select: "SPECIFIC_ATTRIBUTES" },
      "1 validation error detected: Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    ],
    [
      { Select: "COUNT", ProjectionExpression: "a" },
      "1 validation error detected: Cannot specify the ProjectionExpression when choosing to get only the Count",
    ],
    [
      { Select: "ALL_PROJECTED_ATTRIBUTES" },
      "1 validation error detected: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
    ],
    [
      { AttributesToGet: ["a", "b", "a"] },
      "One or more parameter values were invalid: Duplicate value in attribute name: a",
    ],
    [
      { ExclusiveStartKey: { id: { S: "a" } } },
      "The provided starting key is invalid: The provided key element does not match the schema",
    ],
    [{ ConditionalOperator: "OR" }, "ConditionalOperator cannot be used without Filter or Expected"],
  ])("%#: is refused", async (input, message) => {
    const call = await makeTable();
    expect(await call("Scan", input as Input)).toBe(`ValidationException: ${message}`);
  });
});
