// What AWS demands of tables, in its words and order.
import { expect, test } from "bun:test";
import { BY_ID, BY_ID_AND_TIME, type Input, makeDynamo } from "./ask.ts";

const VALUES = "ValidationException: One or more parameter values were invalid:";
const key = (...names: string[]) =>
  names.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? "HASH" : "RANGE" }));
const defined = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: "S" }));
const index = (IndexName: string, ...names: string[]) => ({
  IndexName,
  KeySchema: key(...names),
  Projection: { ProjectionType: "ALL" },
});
const UNITS = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
const base = {
  AttributeDefinitions: defined("a", "b"),
  KeySchema: key("a", "b"),
  BillingMode: "PAY_PER_REQUEST",
};

test.each<[string, Input, string]>([
  [
    "no units",
    { ...base, BillingMode: undefined },
    `${VALUES} ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`,
  ],
  [
    "too many units",
    {
      ...base,
      BillingMode: undefined,
      ProvisionedThroughput: { ...UNITS, ReadCapacityUnits: 1_000_000_000_001 },
    },
    "ValidationException: Given value 1000000000001 for ReadCapacityUnits is out of bounds",
  ],
  [
    "units of what is paid for by request",
    { ...base, ProvisionedThroughput: UNITS },
    `${VALUES} Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`,
  ],
  [
    "fewer definitions than parts of the key",
    { ...base, AttributeDefinitions: defined("a") },
    "ValidationException: Invalid KeySchema: Some index key attribute have no definition",
  ],
  [
    "other definitions",
    { ...base, AttributeDefinitions: defined("a", "c") },
    `${VALUES} Some index key attributes are not defined in AttributeDefinitions. Keys: [a, b], AttributeDefinitions: [a, c]`,
  ],
  [
    "one attribute twice",
    { ...base, KeySchema: [...key("a"), { AttributeName: "a", KeyType: "RANGE" }] },
    "ValidationException: Both the Hash Key and the Range Key element in the KeySchema have the same name",
  ],
  [
    "no hash first",
    { ...base, KeySchema: key("a", "b").toReversed() },
    "ValidationException: Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
  ],
  [
    "two hashes",
    { ...base, KeySchema: [...key("a"), ...key("b")] },
    "ValidationException: Invalid KeySchema: The second KeySchemaElement is not a RANGE key type",
  ],
  [
    "more definitions than parts of the key",
    { ...base, KeySchema: key("a") },
    `${VALUES} Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions`,
  ],
  [
    "no local index",
    { ...base, LocalSecondaryIndexes: [] },
    `${VALUES} List of LocalSecondaryIndexes is empty`,
  ],
  [
    "a local index of a table without order",
    { ...base, KeySchema: key("a"), LocalSecondaryIndexes: [index("one", "a", "b")] },
    `${VALUES} Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex`,
  ],
  [
    "a local index of other partitions",
    { ...base, LocalSecondaryIndexes: [index("one", "b", "a")] },
    `${VALUES} Index KeySchema does not have the same leading hash key as table KeySchema for index: one. index hash key: b, table hash key: a`,
  ],
  [
    "a local index without order",
    { ...base, LocalSecondaryIndexes: [index("one", "a")] },
    `${VALUES} Index KeySchema does not have a range key for index: one`,
  ],
  [
    "a local index with two orders",
    {
      ...base,
      AttributeDefinitions: defined("a", "b", "c"),
      LocalSecondaryIndexes: [
        { ...index("one"), KeySchema: [...key("a", "b"), { AttributeName: "c", KeyType: "RANGE" }] },
      ],
    },
    `${VALUES} The KeySchema of a local secondary index has at most 2 key attributes`,
  ],
  [
    "no projection",
    { ...base, GlobalSecondaryIndexes: [{ ...index("one", "b"), Projection: {} }] },
    `${VALUES} Unknown ProjectionType: null`,
  ],
  [
    "attributes of a whole projection",
    {
      ...base,
      GlobalSecondaryIndexes: [
        { ...index("one", "b"), Projection: { ProjectionType: "ALL", NonKeyAttributes: ["x"] } },
      ],
    },
    `${VALUES} ProjectionType is ALL, but NonKeyAttributes is specified`,
  ],
  [
    "one name twice",
    { ...base, LocalSecondaryIndexes: [index("one", "a", "b")], GlobalSecondaryIndexes: [index("one", "b")] },
    `${VALUES} Duplicate index name: one`,
  ],
  [
    "six local indexes",
    { ...base, LocalSecondaryIndexes: [1, 2, 3, 4, 5, 6].map((at) => index(`one${at}`, "a", "b")) },
    `${VALUES} Number of LocalSecondaryIndexes exceeds per-table limit of 5`,
  ],
  [
    "21 global indexes",
    { ...base, GlobalSecondaryIndexes: Array.from({ length: 21 }, (_, at) => index(`one${at}`, "b")) },
    `${VALUES} GlobalSecondaryIndex count exceeds the per-table limit of 20`,
  ],
  [
    "units of an index of what is paid for by request",
    { ...base, GlobalSecondaryIndexes: [{ ...index("one", "b"), ProvisionedThroughput: UNITS }] },
    `${VALUES} ProvisionedThroughput should not be specified for index: one when BillingMode is PAY_PER_REQUEST`,
  ],
  [
    "definitions that no key has",
    { ...base, AttributeDefinitions: defined("c", "a", "b"), GlobalSecondaryIndexes: [index("one", "b")] },
    `${VALUES} Some AttributeDefinitions are not used. AttributeDefinitions: [a, b, c], keys used: [a, b]`,
  ],
  [
    "a view of no stream",
    { ...base, StreamSpecification: { StreamEnabled: false, StreamViewType: "NEW_IMAGE" } },
    `${VALUES} Table is being created with a stream disabled, UpdateViewType should not be specified`,
  ],
])("a table with %s", async (_, input, message) => {
  const { call } = makeDynamo();
  expect(await call("CreateTable", { TableName: "orders", ...input })).toBe(message);
  expect(await call("ListTables")).toEqual({ TableNames: [] });
});

test("a name that is taken, and one that is not", async () => {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName: "orders", ...BY_ID });
  expect(await call("CreateTable", { TableName: "orders", ...BY_ID })).toBe(
    "ResourceInUseException: Table already exists: orders",
  );
  const absent = "ResourceNotFoundException: Requested resource not found: Table: others not found";
  for (const name of ["DescribeTable", "DeleteTable", "DescribeTimeToLive"])
    expect(await call(name, { TableName: "others" })).toBe(absent);
  const arn = "arn:aws:dynamodb:us-east-1:111111111111:table/orders";
  expect((await call("DescribeTable", { TableName: arn })).Table.TableArn).toBe(arn);
});

test("a protected table is not deleted", async () => {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName: "orders", ...BY_ID, DeletionProtectionEnabled: true });
  expect(await call("DeleteTable", { TableName: "orders" })).toBe(
    "ValidationException: Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
  );
  await call("UpdateTable", { TableName: "orders", DeletionProtectionEnabled: false });
  expect((await call("DeleteTable", { TableName: "orders" })).TableDescription.TableStatus).toBe("DELETING");
});

test.each<[string, Input, string]>([
  [
    "nothing",
    {},
    "ValidationException: At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required",
  ],
  [
    "units that are paid for by request",
    { ProvisionedThroughput: UNITS },
    `${VALUES} Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`,
  ],
  [
    "a mode without units",
    { BillingMode: "PROVISIONED" },
    `${VALUES} ProvisionedThroughput must be specified when BillingMode is PROVISIONED`,
  ],
  [
    "units of the table alone",
    { BillingMode: "PROVISIONED", ProvisionedThroughput: UNITS },
    `${VALUES} ProvisionedThroughput must be specified for index: one`,
  ],
  [
    "no deed of an index",
    { GlobalSecondaryIndexUpdates: [{}] },
    `${VALUES} One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null`,
  ],
  [
    "two deeds of an index",
    { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "one" } }, { Delete: { IndexName: "one" } }] },
    `${VALUES} Only one global secondary index update per index is allowed simultaneously. Index: one`,
  ],
  [
    "two indexes less",
    { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "one" } }, { Delete: { IndexName: "two" } }] },
    "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
  ],
  [
    "an index of what is not defined",
    { GlobalSecondaryIndexUpdates: [{ Create: index("two", "x") }] },
    `${VALUES} Some index key attributes are not defined in AttributeDefinitions. Keys: [x], AttributeDefinitions: []`,
  ],
  [
    "units of an index that is not there",
    { GlobalSecondaryIndexUpdates: [{ Update: { IndexName: "two", ProvisionedThroughput: UNITS } }] },
    "ValidationException: This operation cannot be performed with given input values. Please contact DynamoDB service team for more info: Action Blocked: IndexUpdate",
  ],
  [
    "another stream",
    { StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" } },
    "ValidationException: Table already has an enabled stream: TableName: orders",
  ],
])("a change to %s", async (_, input, message) => {
  const { call } = makeDynamo();
  const made = await call("CreateTable", {
    ...{ TableName: "orders", ...BY_ID_AND_TIME },
    GlobalSecondaryIndexes: [index("one", "id")],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
  });
  expect(made.TableDescription.TableStatus).toBe("CREATING");
  expect(await call("UpdateTable", { TableName: "orders", ...input })).toBe(message);
});
