/** Shard iterators: from where in a shard its records are read. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { findSince, listRecords, peekSequence } from "./record-space.ts";
import { readSequence } from "./sequence-numbers.ts";
import { listShards, nameShard, readShardNumber, type StreamShard } from "./shards.ts";
import { fail, findStream, nameOf, readStreamName, refuse, refuseStream } from "./streams.ts";

/** What an iterator says. */
export interface Position {
  /** When it was given, in milliseconds since 1970. */
  readonly givenAt: number;
  readonly stream: string;
  /** When the stream was made, in milliseconds since 1970: another one of its name has no iterators. */
  readonly madeAt: number;
  readonly shard: string;
  /** The first sequence number that is read. */
  readonly from: string;
}

type Refused = { readonly error: ServiceError };

/** All that are AWS's begin so. */
const HEAD = Buffer.of(0, 0, 0, 0, 0, 0, 0, 1);
const SUM_DIGITS = 8;

function sum(text: string): string {
  return Bun.hash.crc32(text).toString(16).padStart(SUM_DIGITS, "0");
}

/** The iterator of a position. */
export function writeIterator({ givenAt, stream, madeAt, shard, from }: Position): string {
  const text = [givenAt, stream, madeAt, shard, from].join("/");
  return Buffer.concat([HEAD, Buffer.from(`${sum(text)}${text}`)]).toString("base64");
}

/** What an iterator says, which may come in quotes; undefined for a text that is none. */
export function readIterator(given: string): Position | undefined {
  const isQuoted = given.length > 1 && given.startsWith('"') && given.endsWith('"');
  const iterator = isQuoted ? given.slice(1, -1) : given;
  const bytes = Buffer.from(iterator, "base64");
  if (!bytes.subarray(0, HEAD.length).equals(HEAD) || bytes.toString("base64") !== iterator) return undefined;
  const written = bytes.toString("utf8", HEAD.length);
  const text = written.slice(SUM_DIGITS);
  if (written.slice(0, SUM_DIGITS) !== sum(text)) return undefined;
  const [givenAt = "", stream = "", madeAt = "", shard = "", from = ""] = text.split("/");
  return { givenAt: Number(givenAt), stream, madeAt: Number(madeAt), shard, from };
}

/** What is said where a stream has no such shard. */
export function refuseShard({ caller }: Context, shard: string, stream: string): Refused {
  const message = `Shard ${shard} in stream ${stream} under account ${caller.account} does not exist`;
  return fail("ResourceNotFoundException", message);
}

/** The shard that a call names, or why it names none. */
export function findShard(
  context: Context,
  stream: Thing,
  id: string,
): { readonly shard: StreamShard } | Refused {
  const at = readShardNumber(id);
  const name = nameOf(stream);
  if (at === undefined) {
    const message = `Could not find shard ${id} in stream ${name} under account ${context.caller.account}.`;
    return fail("ResourceNotFoundException", message);
  }
  const shard = listShards(stream)[at];
  return shard ? { shard } : refuseShard(context, nameShard(at), name);
}

/** Which record is meant, as iterators and subscriptions say it. */
export interface StartingPosition {
  readonly type: string;
  readonly sequence: string;
  readonly moment: Date | undefined;
}

function refuseNumber(
  { caller }: Context,
  stream: Thing,
  shard: StreamShard,
  sequence: string,
  why = "",
): Refused {
  const message = `StartingSequenceNumber ${sequence} used in GetShardIterator on shard ${shard.id} in stream ${nameOf(stream)} under account ${caller.account} is invalid${why}.`;
  return refuse(message);
}

/** Why a sequence number is none of a shard's; undefined where it may be one. */
function checkNumber(
  context: Context,
  stream: Thing,
  shard: StreamShard,
  sequence: string,
): Refused | undefined {
  // Before its first record, whatever the shard.
  if (sequence === "0") return undefined;
  const parts = readSequence(sequence);
  if (!parts) return refuseNumber(context, stream, shard, sequence);
  if (parts.shard !== shard.at) {
    const message = `Invalid StartingSequenceNumber. It encodes ${nameShard(parts.shard)}, while it was used in a call to a shard with ${shard.id}`;
    return refuse(message);
  }
  // Production's record has a number of production's shard.
  const isKept = () => listRecords(context, stream, shard, sequence, 1)[0]?.sequence === sequence;
  if (parts.shardMadeAt === shard.madeAt || isKept()) return undefined;
  return refuseNumber(context, stream, shard, sequence, " because it did not come from this stream");
}

function refuseTogether(type: string, has: string): Refused {
  const message = `Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified ${type} and ${has} StartingSequenceNumber.`;
  return refuse(message);
}

function findByMoment(
  context: Context,
  stream: Thing,
  shard: StreamShard,
  moment: Date | undefined,
): Refused | { from: string } {
  if (!moment) {
    const message =
      "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.";
    return refuse(message);
  }
  const [since, { now }] = [moment.getTime(), context];
  if (since > now) {
    const message = `The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${since}, currentTimestampInMillis: ${now}`;
    return refuse(message);
  }
  return { from: findSince(context, stream, shard, since)?.sequence ?? peekSequence(context, stream, shard) };
}

/** The first sequence number that is to be read, or why none is. */
export function findStart(
  context: Context,
  stream: Thing,
  shard: StreamShard,
  { type, sequence, moment }: StartingPosition,
): { readonly from: string } | Refused {
  const isNumbered = type === "AT_SEQUENCE_NUMBER" || type === "AFTER_SEQUENCE_NUMBER";
  if (isNumbered) {
    if (sequence === "") return refuseTogether(type, "no");
    const refused = checkNumber(context, stream, shard, sequence);
    const next = type === "AT_SEQUENCE_NUMBER" ? sequence : (BigInt(sequence) + 1n).toString();
    return refused ?? { from: next };
  }
  if (sequence !== "") return refuseTogether(type, "also a");
  if (type === "AT_TIMESTAMP") return findByMoment(context, stream, shard, moment);
  return { from: type === "LATEST" ? peekSequence(context, stream, shard) : "0" };
}

/** The iterator that a stream's next records are read with. */
export function writeNext({ now }: Context, stream: Thing, shard: StreamShard, from: string): string {
  return writeIterator({
    givenAt: now,
    stream: nameOf(stream),
    madeAt: stream.createdAt,
    shard: shard.id,
    from,
  });
}

function readStart(input: Structure): StartingPosition {
  const moment = input["Timestamp"];
  return {
    type: readText(input, "ShardIteratorType"),
    sequence: readText(input, "StartingSequenceNumber"),
    moment: moment instanceof Date ? moment : undefined,
  };
}

/** Gives an iterator. */
export function getShardIterator(context: Context): Done {
  const { input } = context;
  const found = findStream(context);
  if ("error" in found) return found;
  const { stream } = found;
  const asked = findShard(context, stream, readText(input, "ShardId"));
  if ("error" in asked) return asked;
  const start = findStart(context, stream, asked.shard, readStart(input));
  if ("error" in start) return start;
  return { output: merge({ ShardIterator: writeNext(context, stream, asked.shard, start.from) }) };
}

/** Why the stream of a position is none; undefined where it is still the one that the iterator is of. */
export function refusePosition(
  context: Context,
  { stream, shard }: Position,
  found: Thing | undefined,
): Refused {
  const asked = readStreamName(context.input);
  if (!found && asked !== "") return refuseStream(context, asked);
  return refuseShard(context, shard, stream);
}
