/**
 * Sequence numbers of 56 digits: which shard, when that was made, the how manieth record, and when it came. They grow with each
 * record of a shard.
 *
 *     2 · seconds of the shard (9) · shard (1) · count (16) · 00 · seconds of the record (9) · shard (8) · 2     hexadecimal digits
 */

/** What a sequence number says. */
export interface SequenceParts {
  /** Seconds since 1970. */
  readonly shardMadeAt: number;
  readonly shard: number;
  readonly count: bigint;
  /** Seconds since 1970. */
  readonly at: number;
}

const [LEAST, BEYOND] = [2n ** 185n, 2n ** 185n + 2n ** 184n];
/** The count of what ends a shard. */
export const LAST_COUNT = 0x7fff_ffff_ffff_ffffn;
const MOST_SHARDS = 0x7fff_ffff;

function pad(value: number | bigint, digits: number): string {
  return value.toString(16).padStart(digits, "0").slice(-digits);
}

/** The sequence number of these parts. */
export function writeSequence({ shardMadeAt, shard, count, at }: SequenceParts): string {
  const parts = [pad(shardMadeAt, 9), pad(shard, 1), pad(count, 16), "00", pad(at, 9), pad(shard, 8)];
  return BigInt(`0x2${parts.join("")}2`).toString();
}

/** The parts of a sequence number; undefined for a number that is none. */
export function readSequence(text: string): SequenceParts | undefined {
  if (!/^\d{1,129}$/.test(text)) return undefined;
  const number = BigInt(text);
  if (number < LEAST || number >= BEYOND) return undefined;
  const digits = number.toString(16);
  const count = BigInt(`0x${digits.slice(11, 27)}`);
  const shard = Number.parseInt(digits.slice(38, 46), 16);
  if (!digits.endsWith("2") || count > LAST_COUNT || shard > MOST_SHARDS) return undefined;
  return {
    shardMadeAt: Number.parseInt(digits.slice(1, 10), 16),
    shard,
    count,
    at: Number.parseInt(digits.slice(29, 38), 16),
  };
}
