/** The shards of a stream: which part of the hash keys each has, what it came of, and what came of it. */
import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { LAST_COUNT, writeSequence } from "./sequence-numbers.ts";

/** A shard. */
export interface StreamShard {
  /** Its number among the stream's. */
  readonly at: number;
  readonly id: string;
  /** The first and the last of its hash keys. */
  readonly first: bigint;
  readonly last: bigint;
  /** Seconds since 1970. */
  readonly madeAt: number;
  /** The first sequence number that it may have. */
  readonly start: string;
  /** The last one, of a shard that was closed. */
  readonly end?: string | undefined;
  readonly parent?: string | undefined;
  readonly adjacent?: string | undefined;
}

const HASH_KEYS = 2n ** 128n;
/** https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html */
const ON_DEMAND_SHARDS = 4;

/** `shardId-000000000000`. */
export function nameShard(at: number): string {
  return `shardId-${String(at).padStart(12, "0")}`;
}

/** The number of a shard that is called so, with or without what comes before the digits; undefined where that is none. */
export function readShardNumber(id: string): number | undefined {
  const digits = id.split("-")[1] ?? id;
  const at = /^\d{1,12}$/.test(digits) ? Number(digits) : Number.NaN;
  return at <= 0x7fff_ffff ? at : undefined;
}

/** The mode of a stream: `PROVISIONED` or `ON_DEMAND`. */
export function readMode({ members }: Pick<Thing, "members">): string {
  const details = members["StreamModeDetails"];
  return (isStructure(details) && readText(details, "StreamMode")) || "PROVISIONED";
}

/** A shard of a stream that is made at a moment, in milliseconds since 1970. */
export function makeShard(
  at: number,
  range: readonly [bigint, bigint],
  moment: number,
  from: readonly string[] = [],
): StreamShard {
  const madeAt = Math.floor(moment / 1000);
  const [parent, adjacent] = from;
  const start = writeSequence({ shardMadeAt: madeAt, shard: at, count: 0n, at: madeAt });
  return { at, id: nameShard(at), first: range[0], last: range[1], madeAt, start, parent, adjacent };
}

/** The same shard, closed. */
export function closeShard(shard: StreamShard, moment: number): StreamShard {
  const { madeAt, at } = shard;
  const end = writeSequence({
    shardMadeAt: madeAt,
    shard: at,
    count: LAST_COUNT,
    at: Math.floor(moment / 1000),
  });
  return { ...shard, end };
}

/** The shards of a new stream: equal parts of all hash keys, of which the last one has what is left over. */
export function divide(count: number, moment: number): StreamShard[] {
  const size = HASH_KEYS / BigInt(count);
  return Array.from({ length: count }, (_, at) => {
    const first = BigInt(at) * size;
    const last = at === count - 1 ? HASH_KEYS - 1n : first + size - 1n;
    return makeShard(at, [first, last], moment);
  });
}

function readShard(value: Structure): StreamShard {
  const at = readShardNumber(readText(value, "ShardId")) ?? 0;
  const [keys, numbers] = [value["HashKeyRange"] as Structure, value["SequenceNumberRange"] as Structure];
  return {
    at,
    id: nameShard(at),
    first: BigInt(readText(keys, "StartingHashKey")),
    last: BigInt(readText(keys, "EndingHashKey")),
    madeAt: Number(value["MadeAt"]),
    start: readText(numbers, "StartingSequenceNumber"),
    end: readText(numbers, "EndingSequenceNumber") || undefined,
    parent: readText(value, "ParentShardId") || undefined,
    adjacent: readText(value, "AdjacentParentShardId") || undefined,
  };
}

/** A shard as answers tell it. */
export function tellShard({ id, first, last, start, end, parent, adjacent }: StreamShard): Structure {
  return merge({
    ShardId: id,
    ...(parent !== undefined && { ParentShardId: parent }),
    ...(adjacent !== undefined && { AdjacentParentShardId: adjacent }),
    HashKeyRange: merge({ StartingHashKey: first.toString(), EndingHashKey: last.toString() }),
    SequenceNumberRange: merge({
      StartingSequenceNumber: start,
      ...(end !== undefined && { EndingSequenceNumber: end }),
    }),
  });
}

/** The shards as a member of the stream keeps them. */
export function writeShards(shards: readonly StreamShard[]): Value {
  return shards.map((shard) => merge(tellShard(shard), { MadeAt: shard.madeAt }));
}

/** More than AWS lets any stream have, whatever it was asked for: https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html */
const MOST_SHARDS = 20_000;

/** Whether a stream can have so many shards. What a log says is not checked by its model, as what production took is right. */
export function isShardCount(count: unknown): count is number {
  return Number.isInteger(count) && Number(count) > 0 && Number(count) <= MOST_SHARDS;
}

/** How many shards a call gives a new stream. */
export function countFirst({ members }: Pick<Thing, "members">): number {
  const { ShardCount: count } = members;
  if (readMode({ members }) === "ON_DEMAND") return ON_DEMAND_SHARDS;
  return isShardCount(count) ? count : 1;
}

/** What was read of a thing stays true: who changes shards puts another one. */
const known = new WeakMap<Thing, readonly StreamShard[]>();

/** All shards of a stream, by their numbers. Until they are changed, no thing has them: they follow from how many there are. */
export function listShards(stream: Thing): readonly StreamShard[] {
  return known.getOrInsertComputed(stream, () => {
    const { Shards: kept } = stream.members;
    if (Array.isArray(kept)) return (kept as readonly Structure[]).map(readShard);
    return divide(countFirst(stream), stream.createdAt);
  });
}

/** The shards that take records. */
export function listOpen(stream: Thing): StreamShard[] {
  return listShards(stream).filter(({ end }) => end === undefined);
}

/** What came of a shard, as reads of its end tell it. */
export function tellChildren(shards: readonly StreamShard[], { id }: StreamShard): Value {
  return shards.flatMap((child) => {
    const { parent, adjacent } = child;
    if (parent !== id && adjacent !== id) return [];
    const ParentShards = [parent, adjacent].filter((one) => one !== undefined);
    const { ShardId = null, HashKeyRange = null } = tellShard(child);
    return [merge({ ShardId, ParentShards, HashKeyRange })];
  });
}

/** Of the shards that take records, the one that has a hash key. */
export function findByKey(stream: Thing, key: bigint): StreamShard | undefined {
  return listShards(stream).find(({ first, last, end }) => end === undefined && first <= key && key <= last);
}

/** The hash key of a partition key. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html */
export function hashKey(partitionKey: string): bigint {
  return BigInt(`0x${Bun.CryptoHasher.hash("md5", partitionKey, "hex")}`);
}

export const LARGEST_KEY = HASH_KEYS - 1n;
