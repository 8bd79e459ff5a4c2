// Kinesis as AWS answered it.
import { authorizeRequest } from "../../../../src/aws/authorize.ts";
import { parseCbor } from "../../../../src/aws/formats/cbor-items.ts";
import { loadOperation } from "../../../../src/aws/model/table.ts";
import { encodeRequest } from "../../../../src/aws/protocols/requests.ts";
import { REGION, type Shown, type TestClient } from "../support/client.ts";
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

testRecorded("kinesis", 66, {
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
