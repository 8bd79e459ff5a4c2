// Vector indexes: which AWS takes, and what items they take.
import { describe, expect, test } from "bun:test";
import { BY_ID, type Input, makeDynamo } from "./ask.ts";
import { defined, film, INDEX, list, schema, TableName, vectors } from "./vectors.ts";

const VALUES = "ValidationException: One or more parameter values were invalid:";

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

test("writes say what they cost in vector indexes", async () => {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName, ...vectors({ Dimensions: 300 }) });
  const look = Array.from({ length: 300 }, () => 1);
  const put = async (Item: Input) => {
    const { ConsumedCapacity } = await call("PutItem", {
      TableName,
      Item,
      ReturnConsumedCapacity: "INDEXES",
    });
    return ConsumedCapacity.VectorIndexes;
  };
  const item = film("1", list(...look));
  const cost = { "by-look": { VectorWriteRequestBytes: 1203 } };
  expect(await put(item)).toEqual(cost);
  expect(await put(item)).toBeUndefined();
  expect(await put({ id: { S: "1" } })).toEqual(cost);
  const Put = (id: string) => ({ PutRequest: { Item: film(id, list(...look)) } });
  const written = await call("BatchWriteItem", {
    RequestItems: { [TableName]: [Put("2"), Put("3")] },
    ReturnConsumedCapacity: "INDEXES",
  });
  expect(written.ConsumedCapacity[0].VectorIndexes).toEqual({ "by-look": { VectorWriteRequestBytes: 2406 } });
});
