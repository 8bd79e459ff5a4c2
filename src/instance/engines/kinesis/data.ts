/** Kinesis Data Streams: what streams hold, and what is told of them. */
import type { DataEngine } from "../engine.ts";
import { describeAccountSettings } from "./account-settings.ts";
import { describeStreamConsumer, listStreamConsumers } from "./consumers.ts";
import { describeStream, describeStreamSummary, listStreams } from "./describe.ts";
import { getRecords } from "./get-records.ts";
import { getShardIterator } from "./iterators.ts";
import { describeLimits } from "./limits.ts";
import { listShardsOf } from "./list-shards.ts";
import { getResourcePolicy } from "./policies.ts";
import { putRecord, putRecords } from "./put-records.ts";
import { subscribeToShard } from "./subscribe.ts";
import { listTagsForResource, listTagsForStream } from "./tags.ts";

export const kinesisData: DataEngine = {
  DescribeAccountSettings: describeAccountSettings,
  DescribeLimits: describeLimits,
  DescribeStream: describeStream,
  DescribeStreamConsumer: describeStreamConsumer,
  DescribeStreamSummary: describeStreamSummary,
  GetRecords: getRecords,
  GetResourcePolicy: getResourcePolicy,
  GetShardIterator: getShardIterator,
  ListShards: listShardsOf,
  ListStreamConsumers: listStreamConsumers,
  ListStreams: listStreams,
  ListTagsForResource: listTagsForResource,
  ListTagsForStream: listTagsForStream,
  PutRecord: putRecord,
  PutRecords: putRecords,
  SubscribeToShard: subscribeToShard,
};
