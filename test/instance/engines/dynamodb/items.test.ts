// Items are put, read, changed and deleted, with what AWS refuses of each.
import { describe, expect, test } from "bun:test";
import { BY_ID, BY_ID_AND_TIME, type Input, makeDynamo } from "./ask.ts";

const TableName = "orders";

async function makeTable(more: Input = {}) {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName, ...BY_ID, ...more });
  return (name: string, input: Input = {}) => call(name, { TableName, ...input });
}

const KEY = { id: { S: "1" } };
const INVALID = "ValidationException: One or more parameter values were invalid: ";

describe("an item", () => {
  test("is what was put, until it is deleted", async () => {
    const call = await makeTable();
    const Item = {
      ...KEY,
      text: { S: "" },
      number: { N: "1.50e2" },
      bytes: { B: Buffer.from([0, 255]) },
      texts: { SS: ["b", "a"] },
      numbers: { NS: ["10", "9", "-1"] },
      flag: { BOOL: false },
      nothing: { NULL: true },
      map: { M: { constructor: { L: [{ S: "x" }, { M: {} }] } } },
    };
    expect(await call("PutItem", { Item })).toEqual({});
    const kept = {
      ...Item,
      number: { N: "150" },
      bytes: { B: JSON.parse(JSON.stringify(new Uint8Array([0, 255]))) },
      texts: { SS: ["a", "b"] },
      numbers: { NS: ["-1", "9", "10"] },
    };
    const { Item: found } = await call("GetItem", { Key: KEY });
    expect({ ...found, bytes: kept.bytes }).toEqual(kept);
    const { Attributes } = await call("DeleteItem", { Key: KEY, ReturnValues: "ALL_OLD" });
    expect(Attributes.number).toEqual({ N: "150" });
    expect(await call("GetItem", { Key: KEY })).toEqual({});
    expect(await call("DeleteItem", { Key: KEY, ReturnValues: "ALL_OLD" })).toEqual({});
  });

  test("has no attribute that an object of JavaScript would have", async () => {
    const call = await makeTable();
    await call("PutItem", { Item: { ...KEY, __proto__x: { S: "y" } } });
    for (const name of ["constructor", "toString", "__proto__"]) {
      const names = { ExpressionAttributeNames: { "#n": name } };
      expect(await call("GetItem", { Key: KEY, ProjectionExpression: "#n", ...names })).toEqual({ Item: {} });
      const asked = { Key: KEY, ConditionExpression: "attribute_exists(#n)", ...names };
      expect(await call("DeleteItem", asked)).toStartWith("ConditionalCheckFailedException");
    }
  });

  test.each([
    [{}, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"],
    [
      { S: "a", N: "1" },
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    ],
    [{ NULL: false }, `${INVALID.slice(21)}Null attribute value types must have the value of true`],
    [{ SS: [] }, `${INVALID.slice(21)}An string set  may not be empty`],
    [{ NS: [] }, `${INVALID.slice(21)}An number set  may not be empty`],
    [{ BS: [] }, `${INVALID.slice(21)}Binary sets should not be empty`],
    [{ SS: ["a", "b", "a"] }, `${INVALID.slice(21)}Input collection [a, b, a] contains duplicates.`],
    [{ NS: ["1", "1.0"] }, "Input collection contains duplicates"],
    [{ N: "" }, "The parameter cannot be converted to a numeric value"],
    [{ L: [{ M: { a: { N: "x" } } }] }, "The parameter cannot be converted to a numeric value: x"],
  ])("has no wrong value: %#", async (value, message) => {
    const call = await makeTable();
    expect(await call("PutItem", { Item: { ...KEY, value } })).toBe(`ValidationException: ${message}`);
  });

  test("is at most 400 KB large, and 31 levels deep", async () => {
    const call = await makeTable();
    const room = 409_600 - "id1x".length;
    expect(await call("PutItem", { Item: { ...KEY, x: { S: "y".repeat(room) } } })).toEqual({});
    expect(await call("PutItem", { Item: { ...KEY, x: { S: "y".repeat(room + 1) } } })).toBe(
      "ValidationException: Item size has exceeded the maximum allowed size",
    );
    const nest = (levels: number) => {
      let value: Input = { S: "x" };
      for (let at = 0; at < levels; at++) value = { L: [value as never] };
      return value;
    };
    expect(await call("PutItem", { Item: { ...KEY, x: nest(31) as never } })).toEqual({});
    expect(await call("PutItem", { Item: { ...KEY, x: nest(32) as never } })).toStartWith(
      `ValidationException: Nesting Levels have exceeded supported limits`,
    );
  });
});

describe("a key", () => {
  const BOTH = { id: { S: "1" }, at: { N: "1" } };

  test.each([
    [{ id: { S: "1" } }, "The provided key element does not match the schema"],
    [{ ...BOTH, more: { S: "1" } }, "The provided key element does not match the schema"],
    [{ id: { N: "1" }, at: { N: "1" } }, "The provided key element does not match the schema"],
    [
      { id: { S: "" }, at: { N: "1" } },
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id",
    ],
    [
      { id: { S: "x".repeat(2049) }, at: { N: "1" } },
      `${INVALID.slice(21)}Size of hashkey has exceeded the maximum size limit of2048 bytes`,
    ],
  ])("is not a wrong one: %#", async (Key, message) => {
    const call = await makeTable(BY_ID_AND_TIME);
    for (const name of ["GetItem", "DeleteItem", "UpdateItem"])
      expect(await call(name, { Key })).toBe(`ValidationException: ${message}`);
  });

  test("is in every item", async () => {
    const call = await makeTable(BY_ID_AND_TIME);
    expect(await call("PutItem", { Item: { id: { S: "1" } } })).toBe(
      `${INVALID}Missing the key at in the item`,
    );
    expect(await call("PutItem", { Item: { id: { S: "1" }, at: { S: "1" } } })).toBe(
      `${INVALID}Type mismatch for key at expected: N actual: S`,
    );
  });

  test("is of a table that there is", async () => {
    const { call } = makeDynamo();
    const refused = "ResourceNotFoundException: Requested resource not found";
    expect(await call("GetItem", { TableName: "nothing", Key: KEY })).toBe(refused);
    expect(await call("PutItem", { TableName: "nothing", Item: KEY })).toBe(refused);
    expect(await call("Scan", { TableName: "nothing" })).toBe(refused);
  });

  test("is of a table by its ARN, too", async () => {
    const { call } = makeDynamo();
    const { TableDescription } = await call("CreateTable", { TableName, ...BY_ID });
    await call("PutItem", { TableName: TableDescription.TableArn, Item: KEY });
    expect(await call("GetItem", { TableName, Key: KEY })).toEqual({ Item: KEY });
  });
});

describe("conditions", () => {
  test("are held against the item that stands", async () => {
    const call = await makeTable();
    const put = (n: string, more: Input) => call("PutItem", { Item: { ...KEY, n: { N: n } }, ...more });
    const isNew = { ConditionExpression: "attribute_not_exists(id)" };
    expect(await put("1", isNew)).toEqual({});
    expect(await put("2", isNew)).toBe("ConditionalCheckFailedException: The conditional request failed");
    const values = { ExpressionAttributeValues: { ":n": { N: "1" } } };
    expect(await put("3", { ConditionExpression: "n = :n", ...values })).toEqual({});
    expect(await call("GetItem", { Key: KEY })).toEqual({ Item: { ...KEY, n: { N: "3" } } });
  });

  test("from before there were expressions", async () => {
    const call = await makeTable();
    const put = (Expected: Input, more: Input = {}) =>
      call("PutItem", {
        Item: { ...KEY, n: { N: "1" }, s: { S: "abc" } },
        Expected: Expected as never,
        ...more,
      });
    const failed = "ConditionalCheckFailedException: The conditional request failed";
    expect(await put({ n: { Exists: false } })).toEqual({});
    expect(await put({ n: { Exists: false } })).toBe(failed);
    expect(await put({ n: { Value: { N: "1.0" } } })).toEqual({});
    const two = {
      n: { ComparisonOperator: "GT", AttributeValueList: [{ N: "5" }] },
      s: { ComparisonOperator: "BEGINS_WITH", AttributeValueList: [{ S: "ab" }] },
    };
    expect(await put(two)).toBe(failed);
    expect(await put(two, { ConditionalOperator: "OR" })).toEqual({});
    expect(await put({ n: { Exists: true } })).toBe(
      `${INVALID}Value must be provided when Exists is true for Attribute: n`,
    );
    expect(await put({ n: {} })).toBe(
      `${INVALID}Value must be provided when Exists is null for Attribute: n`,
    );
    expect(await put({ n: { ComparisonOperator: "BETWEEN", AttributeValueList: [{ N: "1" }] } })).toBe(
      `${INVALID}Invalid number of argument(s) for the BETWEEN ComparisonOperator`,
    );
    expect(await put(two, { ConditionExpression: "n = n" })).toBe(
      `ValidationException: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}`,
    );
  });
});
