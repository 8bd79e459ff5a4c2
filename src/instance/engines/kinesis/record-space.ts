/** What a stream holds: its records by shard and sequence number. */
import type { Context } from "../../behaviour/context.ts";
import type { DataRecord, Space } from "../../records.ts";
import { nameThing } from "../../state/thing-text.ts";
import type { Thing } from "../../thing.ts";
import { readSequence, type SequenceParts, writeSequence } from "./sequence-numbers.ts";
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

type Kept = Pick<Context, "store">;

function openRecords({ store }: Kept, stream: Thing): Space {
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

const LAST = "last";

/** What the last sequence number of a shard says: where there was none, that of the shard itself. */
function readLast({ store }: Kept, stream: Thing, { id, madeAt, at }: StreamShard): SequenceParts {
  const last = store.records.space(nameThing(stream), LAST).get(id);
  const parts = last === undefined ? undefined : readSequence(String(last));
  return parts ?? { shardMadeAt: madeAt, shard: at, count: 0n, at: madeAt };
}

/** The next sequence number of a shard, which no record has had: production's, where that told one. */
export function takeSequence(context: Context, stream: Thing, shard: StreamShard, told = ""): string {
  const last = readLast(context, stream, shard);
  const at = Math.floor(context.now / 1000);
  const own = writeSequence({ ...last, shard: shard.at, count: last.count + 1n, at });
  const known = readSequence(told) !== undefined;
  const isLater = known && told.length >= own.length && told > writeSequence(last);
  // Those that come later are larger than production's.
  if (isLater || told === "") context.store.records.space(nameThing(stream), LAST).put(shard.id, told || own);
  return told || own;
}

/** The first sequence number that no record of a shard has had yet. */
export function peekSequence(context: Context, stream: Thing, shard: StreamShard): string {
  const last = readLast(context, stream, shard);
  return writeSequence({ ...last, shard: shard.at, count: last.count + 1n, at: 0 });
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

/** The records of all shards behind a key, shard by shard, also those that are too old to be got, each with its key. */
export function listKept(
  context: Kept,
  stream: Thing,
  limit: number,
  after: string | undefined,
): { readonly key: string; readonly shard: number; readonly record: StreamRecord }[] {
  const found = openRecords(context, stream).list({ after, limit });
  return found.map((one) => {
    const key = String(one.key);
    return { key, shard: Number.parseInt(key, 16), record: readRecord(one) };
  });
}

/** The first record of a shard that came at a moment or later: each one came no earlier than those before it. */
export function findSince(
  context: Context,
  stream: Thing,
  shard: StreamShard,
  since: number,
): StreamRecord | undefined {
  const { count, shardMadeAt } = readLast(context, stream, shard);
  const [first] = listRecords(context, stream, shard, "0", 1);
  if (!first || first.at >= since) return first;
  const firstFrom = (number: number) => {
    const from = writeSequence({ shardMadeAt, shard: shard.at, count: BigInt(number), at: 0 });
    return listRecords(context, stream, shard, from, 1)[0];
  };
  let [low, high] = [0, Number(count) + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const record = firstFrom(middle);
    if (!record || record.at >= since) high = middle;
    else low = middle + 1;
  }
  return firstFrom(low);
}
