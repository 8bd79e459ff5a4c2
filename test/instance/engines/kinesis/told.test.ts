// In a replay, production's numbers and names are taken, and nothing is refused that it took.
import { expect, test } from "bun:test";
import { makeCaller } from "../../support/world.ts";

const at = 1_775_000_000_000;
const StreamName = "orders";
const StreamARN = "arn:aws:kinesis:eu-west-1:111122223333:stream/orders";
const ShardId = "shardId-000000000000";

test("records stand under production's numbers, and later ones behind them", async () => {
  const call = makeCaller();
  await call("kinesis.CreateStream", { StreamName, ShardCount: 2 }, { told: { at, output: {} } });
  const SequenceNumber = "49669554613075263284170738169223374761157254194237800450";
  const input = { StreamName, Data: Buffer.from("a"), PartitionKey: "k" };
  await call("kinesis.PutRecord", input, { told: { at, output: { ShardId, SequenceNumber } } });
  const { ShardIterator } = await call("kinesis.GetShardIterator", {
    StreamName,
    ShardId,
    ShardIteratorType: "TRIM_HORIZON",
  });
  const { Records } = await call("kinesis.GetRecords", { ShardIterator });
  expect(Records.map((one: { SequenceNumber: string }) => one.SequenceNumber)).toEqual([SequenceNumber]);
  const later = await call("kinesis.PutRecord", { ...input, ExplicitHashKey: "0" });
  expect([later.ShardId, later.SequenceNumber > SequenceNumber]).toEqual([ShardId, true]);
  const from = await call("kinesis.GetShardIterator", {
    StreamName,
    ShardId,
    ShardIteratorType: "AFTER_SEQUENCE_NUMBER",
    StartingSequenceNumber: SequenceNumber,
  });
  const rest = await call("kinesis.GetRecords", from);
  expect(rest.Records).toHaveLength(1);
});

test("what production took of a stream that the log does not make is taken", async () => {
  const call = makeCaller();
  const output = { StreamName, CurrentShardCount: 1, TargetShardCount: 9 };
  const input = { StreamName, TargetShardCount: 9, ScalingType: "UNIFORM_SCALING" };
  expect(await call("kinesis.UpdateShardCount", input, { told: { at, output } })).toEqual(output);
});

test("numbers of shards that no stream has are not made, though a log tells them", async () => {
  for (const count of [-370_267_406, 0, 0.5, 2_147_483_647]) {
    const call = makeCaller();
    await call("kinesis.CreateStream", { StreamName, ShardCount: count }, { told: { at, output: {} } });
    const input = { StreamName, TargetShardCount: count, ScalingType: "UNIFORM_SCALING" };
    const output = { StreamName, CurrentShardCount: 1, TargetShardCount: count };
    expect(await call("kinesis.UpdateShardCount", input, { told: { at, output } })).toEqual(output);
    const { StreamDescriptionSummary: summary } = await call("kinesis.DescribeStreamSummary", { StreamName });
    expect(summary.OpenShardCount).toBe(1);
  }
});

test("a consumer stands under production's ARN", async () => {
  const call = makeCaller();
  await call("kinesis.CreateStream", { StreamName, ShardCount: 1 });
  const ConsumerARN = `${StreamARN}/consumer/web:1775000000`;
  const Consumer = { ConsumerName: "web", ConsumerARN, ConsumerStatus: "CREATING" };
  const input = { StreamARN, ConsumerName: "web" };
  await call("kinesis.RegisterStreamConsumer", input, { told: { at, output: { Consumer } } });
  const { ConsumerDescription } = await call("kinesis.DescribeStreamConsumer", { ConsumerARN });
  expect(ConsumerDescription).toMatchObject({ ConsumerName: "web", ConsumerARN, ConsumerStatus: "ACTIVE" });
});
