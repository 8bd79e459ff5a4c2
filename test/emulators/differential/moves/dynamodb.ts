/** DynamoDB: two tables, their items by all kinds of expressions. */
import { type Draw, type Move, maybe, pick, seldom } from "../scenarios.ts";

/** An expression, with what it names. */
type Written = ReturnType<Move["input"]>;

const table = (draw: Draw) => pick(draw, "single", "pairs", "pairs", "none");
const id = (draw: Draw) => ({ S: pick(draw, "a", "b", "c") });
const sort = (draw: Draw) => ({ N: pick(draw, "1", "2", "10", "-1.5") });
const value = (draw: Draw) =>
  pick(
    draw,
    { S: "text" },
    { N: "7" },
    { BOOL: true },
    { NULL: true },
    { SS: ["x", "y"] },
    { L: [{ N: "1" }] },
    {
      M: { k: { S: "v" } },
    },
  );

/** A key that fits the table, mostly. */
function key(draw: Draw, name: string) {
  return name === "single" ? { id: id(draw) } : { id: id(draw), sort: sort(draw) };
}

function item(draw: Draw, name: string) {
  return { ...key(draw, name), n: { N: String(draw(20)) }, value: value(draw) };
}

const condition = (draw: Draw) =>
  seldom<Written>(
    draw,
    pick(
      draw,
      {},
      { ConditionExpression: "attribute_exists(id)" },
      { ConditionExpression: "attribute_not_exists(id)" },
      { ConditionExpression: "n > :n", ExpressionAttributeValues: { ":n": { N: "10" } } },
      {
        ConditionExpression: "#v = :v OR (n BETWEEN :v AND :w)",
        ExpressionAttributeNames: { "#v": "value" },
        ExpressionAttributeValues: { ":v": { N: "3" }, ":w": { N: "9" } },
      },
    ),
    pick(
      draw,
      { ConditionExpression: "n >" },
      { ConditionExpression: "n = :missing" },
      { ConditionExpression: "begins_with(#v, :v)", ExpressionAttributeNames: { "#v": "value" } },
    ),
  );

const usualChange = (draw: Draw) =>
  pick(
    draw,
    { UpdateExpression: "SET n = :n", ExpressionAttributeValues: { ":n": { N: "5" } } },
    {
      UpdateExpression: "SET l = list_append(if_not_exists(l, :none), :l) REMOVE #v",
      ExpressionAttributeNames: { "#v": "value" },
      ExpressionAttributeValues: { ":none": { L: [] }, ":l": { L: [{ S: "x" }] } },
    },
    { UpdateExpression: "ADD n :n", ExpressionAttributeValues: { ":n": { N: "2" } } },
  );

const change = (draw: Draw) =>
  seldom<Written>(
    draw,
    usualChange(draw),
    pick(
      draw,
      { UpdateExpression: "SET n = n + :n", ExpressionAttributeValues: { ":n": { N: "1" } } },
      {
        UpdateExpression: "DELETE #v :v",
        ExpressionAttributeNames: { "#v": "value" },
        ExpressionAttributeValues: { ":v": { SS: ["x"] } },
      },
      { UpdateExpression: "SET id = :n", ExpressionAttributeValues: { ":n": { S: "a" } } },
      { UpdateExpression: "SET n = :n, n = :n", ExpressionAttributeValues: { ":n": { N: "5" } } },
    ),
  );

export const dynamodb: readonly Move[] = [
  {
    operation: "CreateTable",
    input: () => ({
      TableName: "pairs",
      KeySchema: [
        { AttributeName: "id", KeyType: "HASH" },
        { AttributeName: "sort", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "sort", AttributeType: "N" },
        { AttributeName: "n", AttributeType: "N" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-n",
          KeySchema: [{ AttributeName: "n", KeyType: "HASH" }],
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
      BillingMode: "PAY_PER_REQUEST",
    }),
  },
  {
    operation: "CreateTable",
    input: () => ({
      TableName: "single",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
    }),
  },
  {
    operation: "PutItem",
    input: (draw) => {
      const TableName = table(draw);
      return {
        TableName,
        Item: item(draw, TableName),
        ReturnValues: maybe(draw, "ALL_OLD"),
        ...condition(draw),
      };
    },
  },
  {
    operation: "PutItem",
    input: (draw) => ({ TableName: "pairs", Item: item(draw, "pairs") }),
  },
  {
    operation: "GetItem",
    reads: true,
    input: (draw) => {
      const TableName = table(draw);
      return { TableName, Key: key(draw, TableName), ProjectionExpression: maybe(draw, "id, n") };
    },
  },
  {
    operation: "UpdateItem",
    input: (draw) => {
      const TableName = table(draw);
      const ReturnValues = pick(draw, "NONE", "ALL_NEW", "UPDATED_NEW", "ALL_OLD", "UPDATED_OLD");
      return { TableName, Key: key(draw, TableName), ReturnValues, ...change(draw) };
    },
  },
  {
    operation: "DeleteItem",
    input: (draw) => {
      const TableName = table(draw);
      return {
        TableName,
        Key: key(draw, TableName),
        ReturnValues: maybe(draw, "ALL_OLD"),
        ...condition(draw),
      };
    },
  },
  {
    operation: "Query",
    reads: true,
    input: (draw) => ({
      TableName: "pairs",
      ...pick(
        draw,
        { KeyConditionExpression: "id = :id", ExpressionAttributeValues: { ":id": id(draw) } },
        {
          KeyConditionExpression: "id = :id AND sort > :s",
          ExpressionAttributeValues: { ":id": id(draw), ":s": sort(draw) },
        },
        {
          IndexName: "by-n",
          KeyConditionExpression: "n = :n",
          ExpressionAttributeValues: { ":n": { N: String(draw(20)) } },
        },
        { KeyConditionExpression: "sort > :s", ExpressionAttributeValues: { ":s": sort(draw) } },
      ),
      ScanIndexForward: pick(draw, true, false),
      Limit: maybe(draw, 2),
    }),
  },
  {
    operation: "Scan",
    reads: true,
    input: (draw) => ({
      TableName: table(draw),
      ...pick(draw, {}, { FilterExpression: "n > :n", ExpressionAttributeValues: { ":n": { N: "5" } } }),
      Select: maybe(draw, "COUNT"),
    }),
    unordered: ["Items"],
  },
  {
    operation: "BatchGetItem",
    reads: true,
    input: (draw) => ({ RequestItems: { single: { Keys: [{ id: id(draw) }, { id: { S: "z" } }] } } }),
    unordered: ["single"],
  },
  {
    operation: "TransactWriteItems",
    input: (draw) => ({
      TransactItems: [
        { Put: { TableName: "single", Item: item(draw, "single"), ...condition(draw) } },
        { Delete: { TableName: "pairs", Key: key(draw, "pairs"), ...condition(draw) } },
      ],
    }),
  },
  { operation: "ListTables", reads: true, input: (draw) => ({ Limit: maybe(draw, 1) }) },
  { operation: "DeleteTable", input: (draw) => ({ TableName: pick(draw, "none", "none", "single") }) },

  { operation: "DescribeTable", reads: true, input: (draw) => ({ TableName: table(draw) }) },
  {
    operation: "BatchWriteItem",
    input: (draw) => ({
      RequestItems: {
        single: [{ PutRequest: { Item: item(draw, "single") } }],
        pairs: [{ DeleteRequest: { Key: key(draw, "pairs") } }],
      },
    }),
  },
  {
    operation: "TransactGetItems",
    reads: true,
    input: (draw) => ({
      TransactItems: [
        { Get: { TableName: "single", Key: key(draw, "single") } },
        { Get: { TableName: "pairs", Key: key(draw, "pairs") } },
      ],
    }),
  },
  { operation: "DescribeTimeToLive", reads: true, input: (draw) => ({ TableName: table(draw) }) },
];
