/** Tells streams and their shards. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStream.html */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { CONSUMER } from "./consumers.ts";
import { listOpen, listShards, readMode, readShardNumber, tellShard } from "./shards.ts";
import { KIND, nameOf, withStream } from "./streams.ts";

const USUAL_PAGE = 100;

function readLimit({ Limit: limit }: Structure): number {
  return typeof limit === "number" ? limit : USUAL_PAGE;
}

/** What all reads tell of a stream. */
function tellStream(stream: Thing): Structure {
  const { members, names, createdAt } = stream;
  const { RetentionPeriodHours = 24, EnhancedMonitoring = [merge({ ShardLevelMetrics: [] })] } = members;
  const { EncryptionType = "NONE", KeyId } = members;
  return merge({
    StreamName: nameOf(stream),
    StreamARN: names.arn ?? null,
    StreamStatus: "ACTIVE",
    StreamModeDetails: merge({ StreamMode: readMode(stream) }),
    RetentionPeriodHours,
    StreamCreationTimestamp: new Date(Math.floor(createdAt / 1000) * 1000),
    EnhancedMonitoring,
    EncryptionType,
    ...(KeyId !== undefined && { KeyId }),
  });
}

/** Tells a stream with a page of its shards. */
export const describeStream = withStream(({ input }, stream): Done => {
  const start = readText(input, "ExclusiveStartShardId");
  const after = start === "" ? -1 : (readShardNumber(start) ?? -1);
  const shards = listShards(stream).filter(({ at }) => at > after);
  const limit = readLimit(input);
  return {
    output: merge({
      StreamDescription: merge(tellStream(stream), {
        Shards: shards.slice(0, limit).map(tellShard),
        HasMoreShards: shards.length > limit,
      }),
    }),
  };
});

/** Tells a stream with how many shards it has. */
export const describeStreamSummary = withStream(({ store }, stream): Done => {
  const { MaxRecordSizeInKiB, WarmThroughputMiBps: mibs, RecordDistributionStrategy } = stream.members;
  const { WarmThroughput = mibs === undefined ? mibs : merge({ TargetMiBps: mibs, CurrentMiBps: mibs }) } =
    stream.members;
  return {
    output: merge({
      StreamDescriptionSummary: merge(tellStream(stream), {
        OpenShardCount: listOpen(stream).length,
        ConsumerCount: store.listInner(stream).filter(({ type }) => type === CONSUMER).length,
        ...(MaxRecordSizeInKiB !== undefined && { MaxRecordSizeInKiB }),
        ...(WarmThroughput !== undefined && { WarmThroughput }),
        ...(RecordDistributionStrategy !== undefined && { RecordDistributionStrategy }),
      }),
    }),
  };
});

/** Tells the streams of a place, by their names. */
export function listStreams({ input, store, caller }: Context): Done {
  const after = readText(input, "NextToken") || readText(input, "ExclusiveStartStreamName");
  const all = store.list(caller, KIND).filter((stream) => nameOf(stream) > after);
  const sorted = all.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const page = sorted.slice(0, Math.min(readLimit(input), USUAL_PAGE));
  const HasMoreStreams = page.length < sorted.length;
  const last = page.at(-1);
  const StreamSummaries = page.map((stream) => {
    const {
      RetentionPeriodHours: _,
      EnhancedMonitoring: __,
      EncryptionType: ___,
      KeyId: ____,
      ...told
    } = tellStream(stream);
    return Object.assign(makeStructure(), told);
  });
  return {
    output: merge({
      StreamNames: page.map(nameOf),
      HasMoreStreams,
      ...(HasMoreStreams && last && { NextToken: nameOf(last) }),
      StreamSummaries,
    }),
  };
}

/** The moment of a structure's member, in milliseconds since 1970. */
export function readMoment(values: Structure, member: string): number | undefined {
  const value = values[member];
  return value instanceof Date ? value.getTime() : undefined;
}
