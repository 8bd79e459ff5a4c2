// What searches of vector indexes find, and which are none.
import { beforeEach, describe, expect, test } from "bun:test";
import { type Input, makeDynamo } from "./ask.ts";
import { defined, film, list, schema, TableName, vectors } from "./vectors.ts";

const CONDITION = "ValidationException: Invalid SearchConditionExpression:";

describe("a search", () => {
  const { call } = makeDynamo();
  const narrow = { IndexName: "narrow", SearchSchema: schema(["kind", "HASH"], ["tone", "INLINE_FILTER"]) };
  const search = (input: Input = {}) =>
    call("SearchVectors", { TableName, IndexName: "by-look", SearchVector: list(1, 0), TopK: 3, ...input });
  let made: Promise<unknown> | undefined;
  const make = async () => {
    await call("CreateTable", {
      TableName,
      ...vectors(
        {},
        { IndexName: "by-line", DistanceFunction: "EUCLIDEAN", Projection: { ProjectionType: "KEYS_ONLY" } },
        { IndexName: "by-product", DistanceFunction: "DOT_PRODUCT" },
        narrow,
      ),
      AttributeDefinitions: defined("id", "kind", "tone"),
    });
    const [kind, tone] = [{ S: "noir" }, { S: "dark" }];
    await call("PutItem", { TableName, Item: film("small", list("0.5", 0), { kind, tone }) });
    await call("PutItem", { TableName, Item: film("large", list(2, "0.01"), { kind }) });
    await call("PutItem", { TableName, Item: film("close", list(1, "0.3"), { tone }) });
    await call("PutItem", { TableName, Item: film("back", list(-1, 0)) });
    await call("PutItem", { TableName, Item: { id: { S: "none" }, kind } });
  };
  beforeEach(() => {
    made ??= make();
    return made;
  });
  type Found = { readonly Item: { readonly id: { readonly S: string } }; readonly Score: number };
  const names = ({ SearchResults }: { readonly SearchResults: readonly Found[] }) =>
    SearchResults.map(({ Item }) => Item.id.S);

  test.each([
    ["by-look", ["small", "large", "close", "back"], [0, 0, 0, 2]],
    ["by-line", ["close", "small", "large", "back"], [0, 1, 1, 2]],
    ["by-product", ["large", "close", "small", "back"], [2, 1, 1, -1]],
  ])("of %s tells the nearest first", async (IndexName, ids, scores) => {
    const found = await search({ IndexName, TopK: 4 });
    expect(names(found)).toEqual(ids);
    expect(found.SearchResults.map(({ Score }: Found) => Math.round(Score))).toEqual(scores);
    expect(names(await search({ IndexName, TopK: 1 }))).toEqual(ids.slice(0, 1));
  });

  test("tells what is projected, and vectors where they are asked for", async () => {
    const first = async (input: Input) => (await search({ TopK: 1, ...input })).SearchResults[0].Item;
    const told = { id: { S: "small" }, kind: { S: "noir" }, tone: { S: "dark" } };
    expect(await first({})).toEqual(told);
    expect(await first({ IndexName: "by-line", ProjectionExpression: "id, tone" })).toEqual({
      id: { S: "close" },
    });
    const item = film("exact", list("3.14159265358979", 0));
    await call("PutItem", { TableName, Item: item });
    const exact = { IndexName: "by-product", ProjectionExpression: "look" };
    expect(await first(exact)).toEqual({ look: { L: list("3.1415927", 0) } });
    await call("DeleteItem", { TableName, Key: { id: { S: "exact" } } });
  });

  test("is narrowed by attributes", async () => {
    const ask = (SearchConditionExpression: string, ...values: string[]) =>
      search({
        IndexName: "narrow",
        SearchConditionExpression,
        ExpressionAttributeValues: Object.fromEntries(values.map((S, at) => [`:${"ab"[at]}`, { S }])),
      });
    expect(names(await ask("kind = :a", "noir"))).toEqual(["small", "large"]);
    expect(names(await ask("kind = :a AND :b = tone", "noir", "dark"))).toEqual(["small"]);
    expect(names(await ask("kind = :a", "western"))).toEqual([]);
  });

  test("says what it read", async () => {
    expect((await search({ ReturnConsumedCapacity: "TOTAL" })).ConsumedCapacity).toEqual({
      VectorSearchRequestBytes: 1024,
    });
  });

  const where = (SearchConditionExpression: string, value: Input = { S: "x" }) => ({
    IndexName: "narrow",
    SearchConditionExpression,
    ExpressionAttributeValues: { ":a": value },
  });
  const NUMBERS =
    "ValidationException: Search vector contains invalid values. All values in the search vector must be a 32-bit floating-point number attribute";
  test.each<[string, Input, string]>([
    [
      "no index",
      { IndexName: undefined },
      "ValidationException: 1 validation error detected: Value at 'IndexName' failed to satisfy constraint: Member must not be null",
    ],
    [
      "too many",
      { TopK: 101 },
      "ValidationException: Provided TopK value '101' is out of valid range. The value must be between 1 and 100 inclusive",
    ],
    [
      "another index",
      { IndexName: "other" },
      "ValidationException: The table does not have the specified index: other",
    ],
    [
      "another length",
      { SearchVector: list(1) },
      "ValidationException: Input search vector dimension 1 does not match vector index dimension 2",
    ],
    ["no number", { SearchVector: [...list(1), { S: "x" }] }, NUMBERS],
    ["a number of more than 32 bits", { SearchVector: list(1, "1e39") }, NUMBERS],
    [
      "no partition",
      { IndexName: "narrow" },
      "ValidationException: SearchConditionExpression must be provided when SearchSchema has a HASH key",
    ],
    [
      "another attribute",
      where("id = :a"),
      "ValidationException: SearchConditionExpression must not contain any attributes that is not in SearchSchema. Invalid attribute: id",
    ],
    ["what is less", where("kind < :a"), `${CONDITION} Invalid comparator used in SearchConditionExpression`],
    [
      "one or the other",
      where("kind = :a OR tone = :a"),
      `${CONDITION} Invalid comparator used in SearchConditionExpression`,
    ],
    [
      "what is inside",
      where("kind.x = :a"),
      `${CONDITION} SearchConditionExpression cannot have conditions on nested attributes`,
    ],
    [
      "the same twice",
      where("kind = :a AND kind = :a"),
      `${CONDITION} SearchConditionExpression must only contain one condition per attribute`,
    ],
    [
      "another type",
      where("kind = :a", { N: "1" }),
      "ValidationException: Type of 'kind' attribute in SearchConditionExpression (N) does not match type in search schema (S)",
    ],
    [
      "an empty partition",
      where("kind = :a", { S: "" }),
      "ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: kind",
    ],
  ])("is refused that asks for %s", async (_, input, message) => {
    expect(await search(input)).toBe(message);
  });

  test("is not a query", async () => {
    const query = { KeyConditionExpression: "id = :a", ExpressionAttributeValues: { ":a": { S: "x" } } };
    expect(await call("Query", { TableName, IndexName: "by-look", ...query })).toContain("index type");
  });
});
