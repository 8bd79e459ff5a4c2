/** Changes bytes as a broken disk, a cut transfer or an attacker would. */
import type { Draw } from "../../support/make-value.ts";
import { pick } from "./draw-case.ts";
import { TEXTS } from "./hostile.ts";

/** What means something to one of the formats. */
const TOKENS: readonly (string | readonly number[])[] = [
  ...TEXTS,
  ..."{}[]\"':,\\\n\r\t;|=&%+#<>/!?*@$^~` -.",
  "\\u",
  "\\ud800",
  "\r\n",
  "\n\n",
  "\n- ",
  "---\n",
  "|\n",
  ">-\n",
  "&a *a",
  "<<: *a",
  "u'",
  "b'\\x",
  "datetime.datetime(",
  "Decimal('",
  "None",
  '""',
  '","',
  ",,,,",
  "\t\t",
  "-".repeat(40),
  "|||",
  "<!DOCTYPE a [<!ENTITY b",
  "&b;",
  "0\r\n\r\n",
  "ffffffff;chunk-signature=0\r\n",
  [0],
  [0xff],
  [0xff, 0xfe],
  [0xfe, 0xff],
  [0xef, 0xbb, 0xbf],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0x1f, 0x8b, 8, 0],
  [0x50, 0x4b, 3, 4],
  [0x50, 0x4b, 5, 6],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x04, 0x22, 0x4d, 0x18],
  [0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0xbf, 0xff],
  [0xff, 0xff, 0xff, 0xff],
  [0xff, 0xff, 0xff, 0x7f],
  [0, 0, 0, 0, 0, 0, 0, 0x80],
];

const SIZES = [1, 1, 2, 4, 16, 64, 256] as const;

function drawRange(draw: Draw, length: number): [from: number, to: number] {
  const from = draw(length);
  return [from, Math.min(length, from + draw(pick(draw, SIZES)))];
}

type Change = (draw: Draw, bytes: Buffer, others: readonly Uint8Array[]) => Buffer;

function replace(bytes: Buffer, from: number, to: number, by: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(to)]);
}

/** How much larger a repetition makes a case at its most. */
const MOST_REPEATED = 32_768;

const CHANGES: readonly Change[] = [
  // A bit.
  (draw, bytes) => {
    const changed = Buffer.from(bytes);
    const at = draw(Math.max(0, bytes.length - 1));
    if (bytes.length > 0) changed[at] = (changed[at] ?? 0) ^ (1 << draw(7));
    return changed;
  },
  // A byte.
  (draw, bytes) => {
    const changed = Buffer.from(bytes);
    if (bytes.length > 0) changed[draw(bytes.length - 1)] = draw(255);
    return changed;
  },
  // A token put in, or in the place of something.
  (draw, bytes) => {
    const token = pick(draw, TOKENS);
    const [from, to] = drawRange(draw, bytes.length);
    return replace(bytes, from, draw(1) === 0 ? from : to, Buffer.from(token as string));
  },
  // Something left out.
  (draw, bytes) => replace(bytes, ...drawRange(draw, bytes.length), new Uint8Array()),
  // The end left out.
  (draw, bytes) => bytes.subarray(0, draw(bytes.length)),
  // The beginning left out.
  (draw, bytes) => bytes.subarray(draw(Math.min(bytes.length, 64))),
  // Something again and again.
  (draw, bytes) => {
    const [from, to] = drawRange(draw, bytes.length);
    const times = Math.min(pick(draw, [2, 3, 10, 100, 1_000]), MOST_REPEATED / Math.max(1, to - from));
    const repeated = Array.from({ length: Math.floor(times) }, () => bytes.subarray(from, to));
    return replace(bytes, from, to, Buffer.concat(repeated));
  },
  // Something elsewhere once more.
  (draw, bytes) => {
    const part = bytes.subarray(...drawRange(draw, bytes.length));
    const at = draw(bytes.length);
    return replace(bytes, at, at, part);
  },
  // A part of something else.
  (draw, bytes, others) => {
    const other = pick(draw, others.length > 0 ? others : [bytes]);
    const [from, to] = drawRange(draw, bytes.length);
    const start = draw(other.length);
    return replace(bytes, from, to, other.subarray(start, start + draw(pick(draw, [4, 64, 1_024]))));
  },
  // A number of another size: lengths and offsets of binary formats.
  (draw, bytes) => {
    const changed = Buffer.from(bytes);
    const size = pick(draw, [2, 4, 8] as const);
    if (bytes.length < size) return changed;
    const at = draw(bytes.length - size);
    const value = pick(draw, [0n, 1n, 0x7fn, 0xffn, 0x7fffn, 0xffffn, 0x7fffffffn, 0xffffffffn, 2n ** 63n]);
    const number = Buffer.alloc(8);
    number.writeBigUInt64LE(value);
    changed.set(draw(1) === 0 ? number.subarray(0, size) : number.subarray(0, size).reverse(), at);
    return changed;
  },
  // Digits of a number in a text.
  (draw, bytes) => {
    const text = bytes.toString("latin1");
    const numbers = [...text.slice(0, 65_536).matchAll(/\d+/g)];
    if (numbers.length === 0) return bytes;
    const { 0: digits, index } = pick(draw, numbers);
    const by = pick(draw, ["0", "-1", "1e999", "9".repeat(40), "99999999999", "00", `${digits}0`, ""]);
    return replace(bytes, index, index + digits.length, Buffer.from(by));
  },
];

/** Bytes with some changes. */
export function mutateBytes(
  draw: Draw,
  bytes: Uint8Array,
  count: number,
  others: readonly Uint8Array[] = [],
): Buffer {
  let changed = Buffer.from(bytes);
  for (let left = count; left > 0; left--) changed = Buffer.from(pick(draw, CHANGES)(draw, changed, others));
  return changed;
}
