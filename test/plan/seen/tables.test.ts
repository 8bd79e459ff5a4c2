// The keys of a table that is older than the log, by how its items are read.
import { expect, test } from "bun:test";
import { makeRead, tell } from "./tell.ts";

interface Table {
  readonly KeySchema?: readonly { AttributeName: string; KeyType: string }[];
  readonly AttributeDefinitions?: readonly { AttributeName: string; AttributeType: string }[];
}

/** `pk:S sk:N`, the hash key first. */
async function findKeys(...reads: readonly (readonly [eventName: string, given: object])[]): Promise<string> {
  const { made } = await tell(
    reads.map(([eventName, given]) => makeRead("dynamodb", eventName, { tableName: "t", ...given })),
  );
  const [table] = made as unknown as readonly { readonly input: Table }[];
  const { KeySchema = [], AttributeDefinitions = [] } = table?.input ?? {};
  expect(KeySchema.map(({ KeyType }) => KeyType)).toEqual(["HASH", "RANGE"].slice(0, KeySchema.length));
  const types = new Map(AttributeDefinitions.map((one) => [one.AttributeName, one.AttributeType]));
  return KeySchema.map(({ AttributeName: name }) => `${name}:${types.get(name)}`).join(" ");
}

const names = { "#a": "club", "#b": "person" };

test.each<[string, string, object, string]>([
  ["an item's key", "GetItem", { key: { token: "x" } }, "token:S"],
  [
    "two that are held to a value",
    "Query",
    { keyConditionExpression: "visitDate = :0 AND slot = :1" },
    "visitDate:S slot:S",
  ],
  [
    "two that are held to a value, and are called keys",
    "Query",
    { keyConditionExpression: "sk = :0 AND pk = :1" },
    "pk:S sk:S",
  ],
  ["an item's key that is a number", "GetItem", { key: { number: 7 } }, "number:N"],
  ["an item's key with its type", "GetItem", { key: { number: { N: "7" } } }, "number:N"],
  [
    "a query's conditions with typed values",
    "Query",
    {
      keyConditionExpression: "#b >= :1 AND #a = :0",
      expressionAttributeNames: names,
      expressionAttributeValues: { ":0": { s: "x" }, ":1": { n: "7" } },
    },
    "club:S person:N",
  ],
  [
    "with bare values",
    "Query",
    {
      keyConditionExpression: "club = :0 and person between :1 and :2",
      expressionAttributeValues: { ":0": "x", ":1": 7, ":2": 9 },
    },
    "club:S person:N",
  ],
  [
    "without values",
    "Query",
    { keyConditionExpression: "#a = :0 AND begins_with(#b, :1)", expressionAttributeNames: names },
    "club:S person:S",
  ],
  [
    "in the old form",
    "Query",
    {
      keyConditions: {
        person: { attributeValueList: [{ n: "7" }], comparisonOperator: "GT" },
        club: { attributeValueList: [{ s: "x" }], comparisonOperator: "EQ" },
      },
    },
    "club:S person:N",
  ],
])("%s", async (_, eventName, given, keys) => {
  expect(await findKeys([eventName, given])).toBe(keys);
});

test.each<[string, object, string]>([
  ["ExecuteStatement", { statement: 'SELECT * FROM "t" WHERE palletId = ***(Redacted)' }, "palletId:S"],
  ["ExecuteStatement", { statement: "select a, b from t where club=? and person >= 7" }, "club:S person:N"],
  [
    "ExecuteStatement",
    { statement: "SELECT * FROM t WHERE \"person\" BETWEEN ? AND ? AND club = 'x'" },
    "club:S person:S",
  ],
  ["ExecuteStatement", { statement: 'SELECT * FROM "t"."by-club" WHERE club = ?' }, "id:S"],
  ["ExecuteStatement", { statement: "SELECT * FROM t" }, "id:S"],
  ["BatchExecuteStatement", { statements: [{ statement: "SELECT * FROM t WHERE token = ?" }] }, "token:S"],
])("%s of %j", async (eventName, given, keys) => {
  const { made } = await tell([makeRead("dynamodb", eventName, given)]);
  expect(made.map(({ operation }) => operation)).toEqual(["CreateTable"]);
  expect(await findKeys([eventName, given])).toBe(keys);
});

test("which of two keys is the first is told by a query, else by which differs less", async () => {
  const items = [1, 2, 3].map((person) => ["GetItem", { key: { person, club: "a" } }] as const);
  expect(await findKeys(...items)).toBe("club:S person:N");
  const query = { keyConditionExpression: "person = :0", expressionAttributeValues: { ":0": 1 } };
  expect(await findKeys(...items, ["Query", query])).toBe("person:N club:S");
});

test("a query on an index says nothing of the table's keys", async () => {
  const query = { indexName: "by-club", keyConditionExpression: "club = :0" };
  expect(await findKeys(["Query", query])).toBe("id:S");
  expect(await findKeys(["Query", query], ["GetItem", { key: { person: 1 } }])).toBe("person:N");
});

test("many items and tables in one call", async () => {
  const requestItems = { t: { keys: [{ pk: "a", sk: 1 }] }, u: { keys: [{ id: "x" }] } };
  const { made } = await tell([makeRead("dynamodb", "BatchGetItem", { requestItems })]);
  expect(made.map(({ input }) => [input["TableName"], JSON.stringify(input["KeySchema"])])).toEqual([
    [
      "t",
      JSON.stringify([
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ]),
    ],
    ["u", JSON.stringify([{ AttributeName: "id", KeyType: "HASH" }])],
  ]);
});

test("the indexes that are queried, with the types of their keys", async () => {
  const query = (indexName: string, keyConditionExpression: string, values: object) =>
    makeRead("dynamodb", "Query", {
      tableName: "t",
      indexName,
      keyConditionExpression,
      expressionAttributeValues: values,
    });
  const { made } = await tell([
    makeRead("dynamodb", "GetItem", { tableName: "t", key: { id: 7 } }),
    query("by-club", "club = :a AND born > :b", { ":a": { s: "x" }, ":b": { n: "7" } }),
    query("by-id", "club = :a AND id > :b", { ":a": { s: "x" }, ":b": { s: "7" } }),
  ]);
  const schema = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: "HASH" },
    { AttributeName: range, KeyType: "RANGE" },
  ];
  const index = (IndexName: string, KeySchema: object) => ({
    IndexName,
    KeySchema,
    Projection: { ProjectionType: "ALL" },
  });
  expect(made[0]?.input).toMatchObject({
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [
      { AttributeName: "id", AttributeType: "N" },
      { AttributeName: "club", AttributeType: "S" },
      { AttributeName: "born", AttributeType: "N" },
    ],
    GlobalSecondaryIndexes: [index("by-club", schema("club", "born")), index("by-id", schema("club", "id"))],
  });
});

test("a table without queries of an index has none", async () => {
  const { made } = await tell([makeRead("dynamodb", "Scan", { tableName: "t", indexName: "by-club" })]);
  expect(made[0]?.input).not.toHaveProperty("GlobalSecondaryIndexes");
});
