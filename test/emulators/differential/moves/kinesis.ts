/** Kinesis: a stream, its shards and records. */
import { type Draw, type Learnt, type Move, pick } from "../scenarios.ts";

const stream = (draw: Draw) => pick(draw, "stream", "stream", "stream", "none");
const iterator = (learnt: Learnt) => learnt.get("iterator") ?? "wrong";

export const kinesis: readonly Move[] = [
  { operation: "CreateStream", input: () => ({ StreamName: "stream", ShardCount: 2 }) },
  {
    operation: "PutRecord",
    input: (draw) => ({
      StreamName: stream(draw),
      Data: Buffer.from(pick(draw, "one", "two")),
      PartitionKey: pick(draw, "a", "b", "c"),
    }),
  },
  {
    operation: "PutRecords",
    input: (draw) => ({ StreamName: stream(draw), Records: [{ Data: Buffer.from("x"), PartitionKey: "p" }] }),
  },
  { operation: "DescribeStream", reads: true, input: (draw) => ({ StreamName: stream(draw) }) },
  { operation: "DescribeStreamSummary", reads: true, input: (draw) => ({ StreamName: stream(draw) }) },
  { operation: "ListShards", reads: true, input: (draw) => ({ StreamName: stream(draw) }) },
  {
    operation: "GetShardIterator",
    reads: true,
    input: (draw) => ({
      StreamName: stream(draw),
      ShardId: pick(draw, "shardId-000000000000", "shardId-000000000001", "shardId-000000000009"),
      ShardIteratorType: pick(draw, "TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER"),
    }),
    learns: { iterator: "ShardIterator" },
  },
  { operation: "GetRecords", reads: true, input: (_, learnt) => ({ ShardIterator: iterator(learnt) }) },
  {
    operation: "IncreaseStreamRetentionPeriod",
    input: (draw) => ({ StreamName: stream(draw), RetentionPeriodHours: pick(draw, 48, 24, 9000) }),
  },
  { operation: "AddTagsToStream", input: (draw) => ({ StreamName: stream(draw), Tags: { k: "v" } }) },
  { operation: "ListTagsForStream", reads: true, input: (draw) => ({ StreamName: stream(draw) }) },
  { operation: "ListStreams", reads: true, input: () => ({}) },
];
