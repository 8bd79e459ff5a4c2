// Kinesis as AWS answered it.
import { expect } from "bun:test";
import { authorizeRequest } from "../../../../src/aws/authorize.ts";
import { parseCbor } from "../../../../src/aws/formats/cbor-items.ts";
import { loadOperation } from "../../../../src/aws/model/table.ts";
import { encodeRequest } from "../../../../src/aws/protocols/requests.ts";
import { REGION, type Shown, type TestClient } from "../support/client.ts";
import { askForEvents } from "../support/read-events.ts";
import { testRecorded } from "../support/recorded.ts";

const StreamName = "stream";
/** What the recording has in the place of the account. */
const account = "111111111111";

/** What a list in an answer has. */
function list(answer: Shown, name: string): readonly Readonly<Record<string, unknown>>[] {
  return (answer[name] ?? []) as readonly Readonly<Record<string, unknown>>[];
}

/** Asks as the SDK for Java does, and shows what the body has. */
async function askInCbor(client: TestClient, name: string, input: Readonly<Record<string, string>>) {
  const operation = await loadOperation("kinesis", name);
  const encoded = encodeRequest(operation, input, { idempotencyToken: "", protocol: "amz-cbor" });
  if ("unsendable" in encoded) throw new Error(encoded.unsendable);
  const at = { service: "kinesis", account, region: REGION, at: client.now };
  const signed = authorizeRequest(encoded.request, at, { signingName: "kinesis", version: "0" });
  const request = { ...signed, headers: { ...signed.headers, host: "localhost" } };
  return parseCbor((await client.instance.answer(request)).body);
}

testRecorded("kinesis", 85, {
  "record lifecycle data integrity": async ({ client, answer }) => {
    await client.call("kinesis", "CreateStream", { StreamName, ShardCount: 1 });
    const [shard] = list(await client.call("kinesis", "ListShards", { StreamName }), "Shards");
    const iterator = await client.call("kinesis", "GetShardIterator", {
      StreamName,
      ShardId: String(shard?.["ShardId"]),
      ShardIteratorType: "TRIM_HORIZON",
    });
    const texts = ["", "a".repeat(1000), "test", "ünicödé 统一码 💣💻🔥"];
    for (const text of texts)
      await client.call("kinesis", "PutRecord", { StreamName, Data: Buffer.from(text), PartitionKey: "1" });
    const read = await client.call("kinesis", "GetRecords", {
      ShardIterator: String(iterator["ShardIterator"]),
    });
    answer(
      "Records",
      list(read, "Records").map((record) => ({ ...record, Data: showBytes(record["Data"]) })),
    );
  },
  "subscribe to shard with sequence number as iterator": async ({ client, answer }) => {
    const made = await client.call("kinesis", "CreateStream", { StreamName, ShardCount: 1 });
    expect(made.Error).toBeUndefined();
    const StreamARN = `arn:aws:kinesis:${REGION}:${account}:stream/${StreamName}`;
    const { Consumer } = await client.call("kinesis", "RegisterStreamConsumer", {
      StreamARN,
      ConsumerName: "consumer",
    });
    const put = (text: string) =>
      client.call("kinesis", "PutRecord", { StreamName, Data: Buffer.from(text), PartitionKey: "1" });
    const first = await put("Hello world_0");
    for (let at = 1; at < 5; at++) await put(`Hello world_${at}`);
    const { ConsumerARN = "" } = Consumer as Readonly<Record<string, string>>;
    const events = askForEvents(client, "kinesis", "SubscribeToShard", {
      ConsumerARN,
      ShardId: "shardId-000000000000",
      StartingPosition: { Type: "AT_SEQUENCE_NUMBER", SequenceNumber: String(first["SequenceNumber"]) },
    });
    for await (const { name, event } of events)
      if (name === "SubscribeToShardEvent") {
        const show = ({ Data, ...rest }: { readonly Data: string }) => ({
          ...rest,
          Data: showBytes(Buffer.from(Data, "base64")),
        });
        answer("Records", event.Records.map(show));
        break;
      }
  },
  "cbor exceptions": async ({ client, answer }) => {
    answer("cbor-error", await askInCbor(client, "DescribeStream", { StreamName: "wrong-stream-name" }));
  },
});

/** As Python prints bytes. */
function showBytes(data: unknown): string {
  const bytes = [...(data as Uint8Array)];
  const shown = bytes.map((byte) =>
    byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`,
  );
  return `b'${shown.join("")}'`;
}
