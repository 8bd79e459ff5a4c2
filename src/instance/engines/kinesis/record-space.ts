/** What a stream holds: its records by shard and sequence number. */
import type { Context } from "../../behaviour/context.ts";
import type { DataRecord, Space } from "../../records.ts";
import { nameThing } from "../../state/thing-text.ts";
import type { Thing } from "../../thing.ts";
import { readSequence, writeSequence } from "./sequence-numbers.ts";
import type { StreamShard } from "./shards.ts";

/** A record of a shard. */
export interface StreamRecord {
  readonly sequence: string;
  readonly partitionKey: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly isEncrypted: boolean;
  readonly data: Uint8Array;
}

const HOUR = 3_600_000;
const SEQUENCE_DIGITS = 56;

function openRecords({ store }: Context, stream: Thing): Space {
  return store.records.space(nameThing(stream), "records");
}

function prefix({ at }: StreamShard): string {
  return `${at.toString(16).padStart(8, "0")}/`;
}

function keyOf(shard: StreamShard, sequence: string): string {
  return `${prefix(shard)}${sequence.padStart(SEQUENCE_DIGITS, "0")}`;
}

function writeRecord({ partitionKey, at, isEncrypted, data }: StreamRecord): Uint8Array {
  const head = Buffer.from(JSON.stringify([partitionKey, at, isEncrypted]));
  const size = Buffer.alloc(4);
  size.writeUInt32BE(head.length);
  return Buffer.concat([size, head, data]);
}

function readRecord({ key, value }: DataRecord): StreamRecord {
  const bytes = Buffer.from(value as Uint8Array);
  const end = 4 + bytes.readUInt32BE(0);
  const [partitionKey, at, isEncrypted] = JSON.parse(bytes.toString("utf8", 4, end));
  const sequence = String(key).slice("00000000/".length).replace(/^0+/, "");
  return { sequence, partitionKey, at, isEncrypted, data: new Uint8Array(bytes.subarray(end)) };
}

const COUNTS = "counts";

/** How many records a shard has had. */
function readCount({ store }: Pick<Context, "store">, stream: Thing, shard: StreamShard): bigint {
  return BigInt(String(store.records.space(nameThing(stream), COUNTS).get(shard.id) ?? "0"));
}

/** The next sequence number of a shard, which no record has had: production's, where that told one. */
export function takeSequence({ store, now }: Context, stream: Thing, shard: StreamShard, told = ""): string {
  const count = readCount({ store }, stream, shard);
  const known = told === "" ? undefined : readSequence(told);
  const next = known && known.count > count ? known.count : count + 1n;
  store.records.space(nameThing(stream), COUNTS).put(shard.id, next.toString());
  if (told !== "") return told;
  return writeSequence({
    shardMadeAt: shard.madeAt,
    shard: shard.at,
    count: next,
    at: Math.floor(now / 1000),
  });
}

/** The first sequence number that no record of a shard has had yet. */
export function peekSequence(context: Context, stream: Thing, shard: StreamShard): string {
  const count = readCount(context, stream, shard) + 1n;
  return writeSequence({ shardMadeAt: shard.madeAt, shard: shard.at, count, at: 0 });
}

/** Puts a record into a shard. */
export function putInto(context: Context, stream: Thing, shard: StreamShard, record: StreamRecord): void {
  openRecords(context, stream).put(keyOf(shard, record.sequence), writeRecord(record));
}

/** From when a stream still has records, in milliseconds since 1970. */
export function tellHorizon({ now }: Context, { members }: Thing): number {
  const { RetentionPeriodHours: hours } = members;
  return now - (typeof hours === "number" ? hours : 24) * HOUR;
}

/** The records of a shard from a sequence number on, by these, so many; those that a stream no longer has are forgotten. */
export function listRecords(
  context: Context,
  stream: Thing,
  shard: StreamShard,
  from: string,
  limit: number,
): StreamRecord[] {
  const space = openRecords(context, stream);
  const horizon = tellHorizon(context, stream);
  const to = `${prefix(shard).slice(0, -1)}0`;
  for (let start = keyOf(shard, from); ; ) {
    const found = space
      .list({ from: start, to, limit })
      .map((one) => ({ key: one.key, record: readRecord(one) }));
    const old = found.filter(({ record }) => record.at < horizon);
    for (const { key } of old) space.remove(key);
    if (old.length === 0 || found.length < limit)
      return found.flatMap(({ record }) => (record.at < horizon ? [] : [record]));
    start = String(old.at(-1)?.key);
  }
}

/** The first record of a shard that came at a moment or later: each one came no earlier than those before it. */
export function findSince(
  context: Context,
  stream: Thing,
  shard: StreamShard,
  since: number,
): StreamRecord | undefined {
  const firstFrom = (count: number) => {
    const from = writeSequence({ shardMadeAt: shard.madeAt, shard: shard.at, count: BigInt(count), at: 0 });
    return listRecords(context, stream, shard, from, 1)[0];
  };
  let [low, high] = [0, Number(readCount(context, stream, shard)) + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const record = firstFrom(middle);
    if (!record || record.at >= since) high = middle;
    else low = middle + 1;
  }
  return firstFrom(low);
}
