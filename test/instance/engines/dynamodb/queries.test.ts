// Queries of tables, by pages.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type Input, makeDynamo } from "./ask.ts";
import { fill, item, makeTable, OF_A, readAll, TableName, times } from "./query-table.ts";

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
    ["id = :id AND sk = :n AND extra = :n", "Conditions can be of length 1 or 2 only"],
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

test("the one bound that is told without its value", async () => {
  const { call } = makeDynamo();
  const asked = { TableName, ...OF_A, Limit: 0 };
  const least = "Member must have value greater than or equal to 1";
  expect(await call("Query", asked)).toBe(
    `ValidationException: 1 validation error detected: Value at 'Limit' failed to satisfy constraint: ${least}`,
  );
  expect(await call("Query", { ...asked, Select: "none" })).toContain(
    `Value '0' at 'limit' failed to satisfy constraint: ${least}`,
  );
  expect(await call("Scan", { TableName, Limit: 0 })).toContain("Value '0' at 'limit' failed");
  const Keys = Array.from({ length: 101 }, (_, at) => ({ id: { S: String(at) } }));
  expect(await call("BatchGetItem", { RequestItems: { some: { Keys } } })).toBe(
    "ValidationException: 1 validation error detected: Value at 'RequestItems.some.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100",
  );
});
