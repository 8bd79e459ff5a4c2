// Vector indexes: which AWS takes, what items they take, and what searches find.
import { beforeEach, describe, expect, test } from "bun:test";
import { BY_ID, type Input, makeDynamo } from "./ask.ts";

const VALUES = "ValidationException: One or more parameter values were invalid:";
const CONDITION = "ValidationException: Invalid SearchConditionExpression:";
const TableName = "films";
const INDEX = {
  IndexName: "by-look",
  VectorAttribute: { AttributeName: "look" },
  Dimensions: 2,
  DistanceFunction: "COSINE",
  Projection: { ProjectionType: "ALL" },
};
const vectors = (...indexes: Input[]) => ({
  ...BY_ID,
  VectorIndexes: indexes.map((one) => ({ ...INDEX, ...one })),
});
const schema = (...parts: [string, string][]) =>
  parts.map(([AttributeName, SearchSchemaElementType]) => ({ AttributeName, SearchSchemaElementType }));
const defined = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: "S" }));
const list = (...numbers: (number | string)[]) => numbers.map((one) => ({ N: String(one) }));
const film = (id: string, look: ReturnType<typeof list>, more: Input = {}) => ({
  id: { S: id },
  look: { L: look },
  ...more,
});

test.each<[string, Input, string]>([
  [
    "is not paid for by request",
    {
      ...vectors({}),
      BillingMode: "PROVISIONED",
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
    },
    "Vector indexes are only supported for PAY_PER_REQUEST tables",
  ],
  [
    "has too many",
    vectors(...Array.from({ length: 6 }, (_, at) => ({ IndexName: `index-${at}` }))),
    "VectorIndex count exceeds the per-table limit of 5",
  ],
  [
    "has one of too many dimensions",
    vectors({ Dimensions: 4097 }),
    "Number of dimensions must be between 1 and 4096 inclusive.",
  ],
  ["has two of a name", vectors({}, {}), "Duplicate index name: by-look"],
  [
    "defines the vector",
    { ...vectors({}), AttributeDefinitions: defined("id", "look") },
    "Conflicting attribute definition for 'look'. An attribute cannot be defined in AttributeDefinitions when used as a VectorAttribute.",
  ],
  [
    "has vectors of two lengths",
    vectors({}, { IndexName: "other", Dimensions: 3 }),
    "Conflicting attribute definition for 'look'. All VectorIndexes on the same vector attribute must use the same dimensions.",
  ],
  [
    "does not define what searches are narrowed by",
    vectors({ SearchSchema: schema(["kind", "HASH"]) }),
    "One element in SearchSchema is not defined in attribute definitions",
  ],
  [
    "would have two partitions at once",
    {
      ...vectors({ SearchSchema: schema(["a", "HASH"], ["b", "HASH"]) }),
      AttributeDefinitions: defined("id", "a", "b"),
    },
    "SearchSchema exceeds the maximum allowed number of 1 HASH element",
  ],
  [
    "has too many projected attributes",
    vectors({
      Projection: {
        ProjectionType: "INCLUDE",
        NonKeyAttributes: Array.from({ length: 20 }, (_, at) => `a${at}`),
      },
    }),
    "Number of projected attributes exceeds the per-index limit of 20",
  ],
])("no table %s", async (_, input, message) => {
  const { call } = makeDynamo();
  expect(await call("CreateTable", { TableName, ...input })).toBe(`${VALUES} ${message}`);
});

test("an index is described, comes and goes", async () => {
  const { call } = makeDynamo();
  const { TableDescription } = await call("CreateTable", { TableName, ...vectors({ Dimensions: 2.7 }) });
  expect(TableDescription.VectorIndexes).toMatchObject([{ ...INDEX, IndexStatus: "CREATING" }]);
  await call("PutItem", { TableName, Item: film("1", list(1, 0)) });
  await call("PutItem", { TableName, Item: { id: { S: "2" } } });
  const told = async () => (await call("DescribeTable", { TableName })).Table.VectorIndexes;
  expect(await told()).toEqual([
    {
      ...INDEX,
      IndexStatus: "ACTIVE",
      IndexArn: expect.stringContaining(`:table/${TableName}/index/by-look`),
      IndexSizeBytes: expect.any(Number),
      ItemCount: 1,
    },
  ]);
  const update = (...VectorIndexUpdates: Input[]) => call("UpdateTable", { TableName, VectorIndexUpdates });
  const gone = await update({ Delete: { IndexName: "by-look" } });
  expect(gone.TableDescription.VectorIndexes).toMatchObject([{ IndexStatus: "DELETING" }]);
  expect(await told()).toBeUndefined();
  const come = await update({ Create: INDEX });
  expect(come.TableDescription.VectorIndexes).toMatchObject([
    { IndexStatus: "CREATING", Backfilling: false },
  ]);
});

test.each<[string, Input, string]>([
  [
    "nothing",
    { VectorIndexUpdates: [{}] },
    `${VALUES} One of VectorIndexUpdate.Create, VectorIndexUpdate.Delete must not be null`,
  ],
  [
    "two things at once",
    { VectorIndexUpdates: [{ Create: INDEX, Delete: { IndexName: "by-look" } }] },
    `${VALUES} Only one vector index action is allowed per VectorIndexUpdate object`,
  ],
  [
    "two indexes at once",
    {
      VectorIndexUpdates: [{ Delete: { IndexName: "by-look" } }, { Create: { ...INDEX, IndexName: "new" } }],
    },
    "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
  ],
  [
    "an index that is there",
    { VectorIndexUpdates: [{ Create: INDEX }] },
    "ValidationException: Attempting to create an index which already exists",
  ],
  [
    "an index that is not there",
    { VectorIndexUpdates: [{ Delete: { IndexName: "other" } }] },
    `ResourceNotFoundException: Requested resource not found: Index other for table ${TableName}`,
  ],
  [
    "a key to a vector",
    {
      VectorIndexUpdates: [
        { Create: { ...INDEX, IndexName: "new", VectorAttribute: { AttributeName: "id" } } },
      ],
    },
    `${VALUES} Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: Schema:[SchemaElement: key{id:S:HASH}] New schema: VectorIndexSchema:[VectorAttribute: key{id:L:2}]`,
  ],
  [
    "the length of a vector",
    { VectorIndexUpdates: [{ Create: { ...INDEX, IndexName: "new", Dimensions: 3 } }] },
    `${VALUES} Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: VectorIndexSchema:[VectorAttribute: key{look:L:2}] New schema: VectorIndexSchema:[VectorAttribute: key{look:L:3}]`,
  ],
  [
    "a vector to a key",
    {
      AttributeDefinitions: defined("look"),
      GlobalSecondaryIndexUpdates: [
        {
          Create: {
            IndexName: "new",
            KeySchema: [{ AttributeName: "look", KeyType: "HASH" }],
            Projection: { ProjectionType: "ALL" },
          },
        },
      ],
    },
    `${VALUES} Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: VectorIndexSchema:[VectorAttribute: key{look:L:2}] New schema: Schema:[SchemaElement: key{look:S:HASH}]`,
  ],
])("no update changes %s", async (_, input, message) => {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName, ...vectors({}) });
  expect(await call("UpdateTable", { TableName, ...input })).toBe(message);
});

describe("items", () => {
  const { call } = makeDynamo();
  const searched = { SearchSchema: schema(["kind", "HASH"], ["tone", "INLINE_FILTER"]) };
  const made = call("CreateTable", {
    TableName,
    ...vectors(searched),
    AttributeDefinitions: defined("id", "kind", "tone"),
  });
  const invalid = (message: string) =>
    `ValidationException: One or more parameter values are not valid. One or more parameter values were invalid . ${message}. IndexName: by-look`;

  test.each<[string, Input, string]>([
    ["a text", { look: { S: "x" } }, invalid("Invalid type for parameter look, Expected: L, Actual: S")],
    [
      "too few numbers",
      { look: { L: list(1) } },
      invalid("Invalid size for parameter look, Expected: 2, Actual: 1"),
    ],
    [
      "what is no number",
      { look: { L: [...list(1), { S: "x" }] } },
      invalid("Invalid type for parameter look[1], Expected: N, Actual: S"),
    ],
    [
      "a number of more than 32 bits",
      { look: { L: list(0, "3.5E38") } },
      invalid(
        "Invalid value for parameter look[1], Value: 3.5E+38 is outside valid range [-3.4028235E38, 3.4028235E38]",
      ),
    ],
    [
      "another type of filter",
      { tone: { N: "1" } },
      invalid("Attribute 'tone' type mismatch. Expected: S, Actual: N"),
    ],
    [
      "an empty partition",
      { kind: { S: "" } },
      "ValidationException: One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-look, IndexKey: kind",
    ],
  ])("none has %s", async (_, attributes, message) => {
    await made;
    expect(await call("PutItem", { TableName, Item: { id: { S: "1" }, ...attributes } })).toBe(message);
    const [[name, value] = []] = Object.entries(attributes);
    const Key = { id: { S: "1" } };
    const update = {
      UpdateExpression: "SET #a = :a",
      ExpressionAttributeNames: { "#a": name },
      ExpressionAttributeValues: { ":a": value },
    };
    expect(await call("UpdateItem", { TableName, Key, ...update })).toBe(message);
    expect(await call("GetItem", { TableName, Key })).toEqual({});
  });
});

test("what stood before an index was may stay, and is not found", async () => {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName, ...BY_ID });
  await call("PutItem", { TableName, Item: { id: { S: "1" }, look: { S: "x" } } });
  await call("UpdateTable", { TableName, VectorIndexUpdates: [{ Create: INDEX }] });
  const found = await call("UpdateItem", {
    TableName,
    Key: { id: { S: "1" } },
    UpdateExpression: "SET a = :a",
    ExpressionAttributeValues: { ":a": { S: "a" } },
  });
  expect(found).toEqual({});
  const search = { TableName, IndexName: "by-look", SearchVector: list(1, 0), TopK: 5 };
  expect(await call("SearchVectors", search)).toEqual({ SearchResults: [] });
});

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
