/** What was recorded of items, as scenarios. */
import type { Given } from "../support/client.ts";
import type { PartialScenario, Scenario, Stage } from "../support/recorded.ts";
import { BY_ID } from "./ask.ts";

/** The account of the recordings. */
const HOME = { account: "111111111111" };

function asker({ client }: Stage) {
  return (name: string, input: { readonly [name: string]: Given }, service = "dynamodb") =>
    client.call(service, name, input, HOME);
}

const UNITS = { ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } };
const KEY = { AttributeDefinitions: BY_ID.AttributeDefinitions, KeySchema: BY_ID.KeySchema };

/** A record or an item as the recording of Python's resources shows bytes. */
function showBytes(item: unknown): unknown {
  return JSON.parse(JSON.stringify(item), (name, value) => {
    if (name !== "B" || value === null || typeof value !== "object") return value;
    const bytes = Object.values(value as Readonly<Record<string, number>>);
    return `b'${bytes.map((byte) => (byte < 128 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`)).join("")}'`;
  });
}

export const ITEM_CASES: Readonly<Record<string, Scenario | PartialScenario>> = {
  "empty and binary values": async (stage) => {
    const call = asker(stage);
    await call("CreateTable", { TableName: "orders", ...BY_ID });
    const put = (Item: Given) => call("PutItem", { TableName: "orders", Item });
    stage.answer("PutFirstItem", await put({ id: { S: "id1" }, data: { S: "" } }));
    stage.answer("PutSecondItem", await put({ id: { S: "id2" }, data: { B: Buffer.from([1, 2, 144]) } }));
  },
  "transaction write binary data": async (stage) => {
    const call = asker(stage);
    const TableName = "orders";
    await call("CreateTable", { TableName, ...BY_ID });
    const Item = { id: { S: "someUser" }, binaryData: { B: Buffer.from("foobar") } };
    stage.answer(
      "WriteResponse",
      await call("TransactWriteItems", { TransactItems: [{ Put: { TableName, Item } }] }),
    );
    const { Item: found } = await call("GetItem", { TableName, Key: { id: { S: "someUser" } } });
    stage.answer("GetItem", showBytes(found));
  },
  "batch write items": async (stage) => {
    const call = asker(stage);
    await call("CreateTable", { TableName: "orders", ...BY_ID });
    const put = (id: string) => ({ PutRequest: { Item: { id: { S: id } } } });
    const RequestItems = {
      orders: [put("1"), put("2"), { DeleteRequest: { Key: { id: { S: "3" } } } }],
    };
    stage.answer("BatchWriteResponse", await call("BatchWriteItem", { RequestItems }));
  },
  "batch write not existing table": async (stage) => {
    const TransactItems = [{ Put: { TableName: "non-existing", Item: { id: { S: "1" } } } }];
    stage.answer(
      "exc-not-found-transact-write-items",
      await asker(stage)("TransactWriteItems", { TransactItems }),
    );
  },
  "return values on conditions check failure": async (stage) => {
    const call = asker(stage);
    const TableName = "orders";
    await call("CreateTable", { TableName, ...BY_ID });
    const Item = { id: { S: "456" }, price: { N: "650" }, product: { S: "sporting goods" } };
    await call("PutItem", { TableName, Item });
    stage.answer(
      "items",
      await call("DeleteItem", {
        TableName,
        Key: { id: { S: "456" } },
        ConditionExpression: "price < :low",
        ExpressionAttributeValues: { ":low": { N: "500" } },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
  },
  "data encoding consistency": async (stage) => {
    const call = asker(stage);
    const TableName = "orders";
    const { TableDescription } = await call("CreateTable", {
      ...{ TableName, ...BY_ID },
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
    const { LatestStreamArn: StreamArn } = TableDescription as { LatestStreamArn: string };
    const Key = { id: { S: "id1" } };
    const read = async () => showBytes((await call("GetItem", { TableName, Key }))["Item"]);
    const readLast = async () => showBytes(await readLastImage(call, StreamArn));
    const data = { B: Buffer.from([144]) };
    await call("PutItem", { TableName, Item: { ...Key, data, version: { N: "1" } } });
    stage.answer("GetItem", await read());
    stage.answer("GetRecords", await readLast());
    await call("UpdateItem", {
      ...{ TableName, Key },
      UpdateExpression: "SET version = :v",
      ExpressionAttributeValues: { ":v": { N: "2" } },
    });
    stage.answer("GetItemAfterUpdate", await read());
    stage.answer("GetRecordsAfterUpdate", await readLast());
  },
  "transact write items streaming for different tables": async (stage) => {
    const call = asker(stage);
    const create = (TableName: string, more: { readonly [name: string]: Given } = {}) =>
      call("CreateTable", { TableName, ...KEY, ...UNITS, ...more });
    const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" };
    const made = await create("streamed", { StreamSpecification });
    stage.answer("create-table-stream", made);
    stage.answer("create-table-no-stream", await create("plain"));
    const { LatestStreamArn: StreamArn } = made["TableDescription"] as { LatestStreamArn: string };
    const described = await call("DescribeStream", { StreamArn }, "dynamodbstreams");
    // The recording has a word in the number's place.
    stage.answer(
      "describe-stream",
      JSON.parse(JSON.stringify(described), (name, value) =>
        name === "StartingSequenceNumber" ? "starting-sequence-number" : value,
      ),
    );
    const Item = { id: { S: "Fred" } };
    const TransactItems = ["streamed", "plain"].map((TableName) => ({ Put: { TableName, Item } }));
    stage.answer("transact-write-two-tables", await call("TransactWriteItems", { TransactItems }));
    stage.answer("get-records", { Records: await readRecords(call, StreamArn) });
  },
};

async function readRecords(call: ReturnType<typeof asker>, StreamArn: string): Promise<readonly Given[]> {
  const { StreamDescription } = await call("DescribeStream", { StreamArn }, "dynamodbstreams");
  const { Shards } = StreamDescription as { Shards: readonly { ShardId: string }[] };
  const { ShardIterator } = await call(
    "GetShardIterator",
    { StreamArn, ShardId: Shards[0]?.ShardId ?? "", ShardIteratorType: "TRIM_HORIZON" },
    "dynamodbstreams",
  );
  const { Records } = await call("GetRecords", { ShardIterator: String(ShardIterator) }, "dynamodbstreams");
  return Records as readonly Given[];
}

async function readLastImage(call: ReturnType<typeof asker>, StreamArn: string): Promise<unknown> {
  const records = await readRecords(call, StreamArn);
  return (records.at(-1) as { dynamodb: { NewImage: unknown } } | undefined)?.dynamodb.NewImage;
}
