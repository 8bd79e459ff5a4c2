/** Reads records from a shard, and what came of one that is read to its end. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge } from "../engine.ts";
import { readIterator, refusePosition, writeNext } from "./iterators.ts";
import { listRecords, type StreamRecord } from "./record-space.ts";
import { listShards, readShardNumber, type StreamShard, tellChildren } from "./shards.ts";
import { fail, findNamedStream, refuse } from "./streams.ts";

const MOST_RECORDS = 10_000;
const MOST_BYTES = 10 * 1024 * 1024;
const PAGE = 50;
const LIFE_MS = 300_000;

/** `Thu Jan 22 01:22:02 UTC 2015` */
function writeMoment(at: number): string {
  const [week, day, month, year, time] = new Date(at).toUTCString().split(/,? /);
  return [week, month, day, time, "UTC", year].join(" ");
}

/** What is read of a shard from a sequence number on. */
export interface ShardReading {
  readonly records: readonly StreamRecord[];
  /** From where the next records are read. */
  readonly next: string;
  /** Whether there is nothing more to read, now or ever. */
  readonly isAtTip: boolean;
  readonly isOver: boolean;
  readonly behind: number;
}

function follow(sequence: string): string {
  return (BigInt(sequence) + 1n).toString();
}

/** Reads a shard, as much as one answer has. */
export function readShard(
  context: Context,
  stream: Thing,
  shard: StreamShard,
  start: string,
  limit: number,
): ShardReading {
  const records: StreamRecord[] = [];
  let [from, bytes] = [start, 0];
  let next: StreamRecord | undefined;
  for (let isFull = false; !isFull; ) {
    const page = listRecords(context, stream, shard, from, PAGE);
    for (const record of page) {
      isFull = records.length === limit || (records.length > 0 && bytes + record.data.length > MOST_BYTES);
      if (isFull) {
        next = record;
        break;
      }
      records.push(record);
      bytes += record.data.length;
      from = follow(record.sequence);
    }
    if (page.length < PAGE) break;
  }
  const isAtTip = next === undefined;
  const behind = next ? Math.max(0, context.now - next.at) : 0;
  return { records, next: from, isAtTip, isOver: isAtTip && shard.end !== undefined, behind };
}

/** A record as answers tell it. */
export function tellRecord({ sequence, at, data, partitionKey, isEncrypted }: StreamRecord): Structure {
  return merge({
    SequenceNumber: sequence,
    ApproximateArrivalTimestamp: new Date(at),
    Data: data,
    PartitionKey: partitionKey,
    ...(isEncrypted && { EncryptionType: "KMS" }),
  });
}

/** Reads the records that an iterator stands before. */
export function getRecords(context: Context): Done {
  const { input, now } = context;
  const { ShardIterator: iterator, Limit: limit } = input;
  const position = readIterator(typeof iterator === "string" ? iterator : "");
  if (!position || position.givenAt > now) return refuse("Invalid ShardIterator.");
  if (now - position.givenAt > LIFE_MS) {
    const message = `Iterator expired. The iterator was created at time ${writeMoment(position.givenAt)} while right now it is ${writeMoment(now)} which is further in the future than the tolerated delay of ${LIFE_MS} milliseconds.`;
    return fail("ExpiredIteratorException", message);
  }
  const stream = findNamedStream(context, position.stream);
  const shard = stream && listShards(stream)[readShardNumber(position.shard) ?? -1];
  if (!shard || stream.createdAt !== position.madeAt) return refusePosition(context, position, stream);
  const most = typeof limit === "number" ? limit : MOST_RECORDS;
  const { records, next, isOver, behind } = readShard(context, stream, shard, position.from, most);
  return {
    output: merge(
      { Records: records.map(tellRecord), MillisBehindLatest: behind },
      isOver
        ? { ChildShards: tellChildren(listShards(stream), shard) }
        : { NextShardIterator: writeNext(context, stream, shard, next) },
    ),
  };
}
