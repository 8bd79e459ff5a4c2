/** DynamoDB Streams: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { endItems } from "../dynamodb/end-items.ts";
import { readNumber, writeMembers } from "../dynamodb/read-members.ts";
import { answering, refuse, refuseAs } from "../dynamodb/refusal.ts";
import { tellRecord } from "../dynamodb/stream-records.ts";
import {
  findLast,
  findStream,
  isOpen,
  isStreamArn,
  KEPT_MS,
  listStreams,
  nameShard,
  nameStream,
  numberMoment,
  padNumber,
  recordsOf,
  trimRecords,
} from "../dynamodb/streams.ts";
import { findTable } from "../dynamodb/tables.ts";
import { type DataEngine, readText } from "../engine.ts";
import { readIterator, type StreamPlace, writeIterator } from "./iterators.ts";

const MOST_TOLD = 100;
const MOST_RECORDS = 1_000;

function checkArn(arn: string): void {
  if (!isStreamArn(arn)) throw refuse("Invalid StreamArn");
}

function getStream(context: Context, arn: string): Thing {
  checkArn(arn);
  const stream = findStream(context, arn);
  if (stream) return stream;
  throw refuseAs("ResourceNotFoundException", `Requested resource not found: Stream: ${arn} not found`);
}

function tellStreams(context: Context): Structure {
  const { input } = context;
  const limit = readNumber(input["Limit"]) ?? MOST_TOLD;
  if (limit > MOST_TOLD)
    throw refuse("One or more parameter values were invalid: Limit should be less than or equal to 100");
  if (input["ExclusiveStartStreamArn"] !== undefined) checkArn(readText(input, "ExclusiveStartStreamArn"));
  const table = readText(input, "TableName");
  const all = listStreams(context).filter(({ chain }) => table === "" || chain[0] === table);
  const start = all.findIndex(({ names }) => names.arn === input["ExclusiveStartStreamArn"]) + 1;
  const end = start + limit;
  return writeMembers({
    Streams: all.slice(start, end).map(nameStream),
    LastEvaluatedStreamArn: end < all.length ? all[end - 1]?.names.arn : undefined,
  });
}

function describeShard(context: Context, stream: Thing): Structure {
  const EndingSequenceNumber = isOpen(context, stream)
    ? undefined
    : (findLast(recordsOf(context, stream)) ?? numberMoment(stream.createdAt));
  return writeMembers({
    ShardId: nameShard(stream),
    SequenceNumberRange: writeMembers({
      StartingSequenceNumber: numberMoment(stream.createdAt),
      EndingSequenceNumber,
    }),
  });
}

function describeStream(context: Context): Structure {
  const stream = getStream(context, readText(context.input, "StreamArn"));
  const { StreamViewType, KeySchema } = stream.members;
  const start = readText(context.input, "ExclusiveStartShardId");
  return {
    StreamDescription: writeMembers(nameStream(stream), {
      StreamStatus: isOpen(context, stream) ? "ENABLED" : "DISABLED",
      StreamViewType,
      CreationRequestDateTime: new Date(stream.createdAt),
      KeySchema,
      Shards: nameShard(stream) > start ? [describeShard(context, stream)] : [],
    }),
  };
}

const INVALID = "One or more parameter values were invalid:";

/** Where an iterator of each type begins. */
function findPlace(context: Context, stream: Thing): StreamPlace {
  const { ShardIteratorType: type } = context.input;
  const number = context.input["SequenceNumber"];
  const isAtNumber = type === "AT_SEQUENCE_NUMBER" || type === "AFTER_SEQUENCE_NUMBER";
  if (!isAtNumber && number !== undefined)
    throw refuse(`${INVALID} SequenceNumber should not be passed for this iterator type`);
  if (!isAtNumber)
    return type === "LATEST"
      ? { after: findLast(recordsOf(context, stream)) ?? numberMoment(stream.createdAt - 1) }
      : { from: numberMoment(0) };
  if (typeof number !== "string" || !/^\d+$/.test(number)) throw refuse(`${INVALID} Invalid SequenceNumber`);
  const at = padNumber(number);
  if (at < numberMoment(context.now - KEPT_MS) && at >= numberMoment(stream.createdAt))
    throw refuseAs(
      "TrimmedDataAccessException",
      "The operation attempted to read past the oldest stream record in a shard.",
    );
  return type === "AT_SEQUENCE_NUMBER" ? { from: at } : { after: at };
}

function getShardIterator(context: Context): Structure {
  const arn = readText(context.input, "StreamArn");
  const stream = getStream(context, arn);
  const shard = readText(context.input, "ShardId");
  if (shard !== nameShard(stream))
    throw refuseAs(
      "ResourceNotFoundException",
      `Requested resource not found: Shard: ${shard} in Stream: ${arn} not found`,
    );
  return { ShardIterator: writeIterator(arn, findPlace(context, stream), context.now) };
}

function getRecords(context: Context): Structure {
  const { input, now, caller } = context;
  const limit = readNumber(input["Limit"]) ?? MOST_RECORDS;
  if (limit > MOST_RECORDS) throw refuse(`${INVALID} Limit should be less than or equal to 1000`);
  const { arn, place } = readIterator(readText(input, "ShardIterator"), now);
  const stream = getStream(context, arn);
  const table = findTable(context, stream.chain[0] ?? "");
  if (table) endItems(context, table);
  const records = recordsOf(context, stream);
  trimRecords(records, now);
  const horizon = numberMoment(now - KEPT_MS);
  const from = place.from !== undefined && place.from > horizon ? place.from : horizon;
  const found = records.list({ from, after: place.after, limit });
  const last = found.at(-1);
  const isRead = found.length < limit && !isOpen(context, stream);
  const next = last ? { after: String(last.key) } : place;
  return writeMembers({
    Records: found.map(({ key, value }) => tellRecord(caller.region, String(key), String(value))),
    NextShardIterator: isRead ? undefined : writeIterator(arn, next, now),
  });
}

export const dynamodbStreams: DataEngine = {
  ListStreams: answering(tellStreams),
  DescribeStream: answering(describeStream),
  GetShardIterator: answering(getShardIterator),
  GetRecords: answering(getRecords),
};
