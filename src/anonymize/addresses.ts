/**
 * Replaces addresses of networks so that those with a common beginning still have one as long: a subnet stays in its
 * network, and a private address private. As Crypto-PAn does it (https://doi.org/10.1109/ICNP.2002.1181415), bit by bit, but
 * that the ranges with a meaning of their own stay where they are.
 */
import { Known } from "../base/known.ts";
import type { Keyed } from "./keyed.ts";

/** Bytes of an address, and how many of its bits are given. */
interface Network {
  readonly bytes: readonly number[];
  readonly bits: number;
}

const BYTE = 8;

/** https://www.iana.org/assignments/iana-ipv4-special-registry; what is `whole` says nothing of whoever uses it. */
const SPECIAL: readonly (Network & { readonly whole?: true })[] = [
  { bytes: [0], bits: 8, whole: true },
  { bytes: [10], bits: 8 },
  { bytes: [100, 64], bits: 10 },
  { bytes: [127], bits: 8, whole: true },
  { bytes: [169, 254], bits: 16, whole: true },
  { bytes: [172, 16], bits: 12 },
  { bytes: [192, 168], bits: 16 },
  { bytes: [224], bits: 4, whole: true },
  { bytes: [255], bits: 8, whole: true },
  { bytes: [240], bits: 4 },
];
/** https://www.iana.org/assignments/iana-ipv6-special-registry */
const SPECIAL_6: readonly (Network & { readonly whole?: true })[] = [
  { bytes: [0, 0], bits: 16, whole: true },
  { bytes: [0xfc], bits: 7 },
  { bytes: [0xfe, 0x80], bits: 10, whole: true },
  { bytes: [0xff], bits: 8, whole: true },
  { bytes: [0x20], bits: 3 },
];
/** The last byte of a private address: a subnet keeps its first four addresses and the last for itself. */
const KEPT_BITS = 8;

function bitAt(bytes: ArrayLike<number>, place: number): number {
  return ((bytes[place >> 3] ?? 0) >> (7 - (place & 7))) & 1;
}

function hasPrefix(bytes: readonly number[], prefix: readonly number[], bits: number): boolean {
  for (let place = 0; place < bits; place++) if (bitAt(bytes, place) !== bitAt(prefix, place)) return false;
  return true;
}

/** Reads `10.0.0.1`; undefined for what is no address. */
export function readAddress(text: string): number[] | undefined {
  const numbers = text.split(".").map(Number);
  return numbers.length === 4 && numbers.every((one) => one <= 255) ? numbers : undefined;
}

/** Reads an address of version 6; undefined for what is none. */
export function readAddress6(text: string): number[] | undefined {
  const [before = "", after, more] = text.split("::");
  if (more !== undefined || text.length < 2) return undefined;
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const [head, tail] = [groups(before), groups(after ?? "")];
  const missing = 8 - head.length - tail.length;
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...head, ...Array.from({ length: after === undefined ? 0 : missing }, () => "0"), ...tail];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.flatMap((group) => {
    const number = Number.parseInt(group, 16);
    return [number >> BYTE, number & 255];
  });
}

/** An address as https://www.rfc-editor.org/rfc/rfc5952 writes it. */
export function writeAddress6(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, place) =>
    (((bytes[place * 2] ?? 0) << BYTE) | (bytes[place * 2 + 1] ?? 0)).toString(16),
  );
  let [start, length] = [0, 0];
  for (let at = 0; at < groups.length; at++) {
    let end = at;
    while (groups[end] === "0") end++;
    if (end - at > length) [start, length] = [at, end - at];
  }
  if (length < 2) return groups.join(":");
  return `${groups.slice(0, start).join(":")}::${groups.slice(start + length).join(":")}`;
}

/** Replaces addresses under a key. */
export class Addresses {
  readonly #keyed: Keyed;
  /** For each beginning, whether the bits behind it are turned: one of 255 for each way through a byte, by version. */
  readonly #turns = new Known<Uint8Array>(50_000);

  constructor(keyed: Keyed) {
    this.#keyed = keyed;
  }

  /** What stands for an address (`10.0.1.5`), or for a range where `length` says how many bits of it count. */
  renew(bytes: readonly number[], length = bytes.length * BYTE): number[] {
    const special = bytes.length === 4 ? SPECIAL : SPECIAL_6;
    const own = special.find((one) => hasPrefix(bytes, one.bytes, one.bits));
    if (own?.whole) return [...bytes];
    const isPrivate = bytes.length === 4 && own !== undefined;
    // Of a range, what is beyond its bits stays: zeros, but where somebody wrote the address of a machine.
    const isRange = !hasBitsBeyond(bytes, length);
    const end = Math.min(bytes.length * BYTE - (isPrivate ? KEPT_BITS : 0), isRange ? length : Infinity);
    const made = [...bytes];
    let first = true;
    for (let place = 0; place < end; place++) {
      const isFixed = special.some((one) => place < one.bits && hasPrefix(bytes, one.bytes, place));
      if (isFixed) continue;
      // The first bit is turned always, so that no address stays as it is.
      if (first || this.#isTurned(bytes, place))
        made[place >> 3] = (made[place >> 3] ?? 0) ^ (128 >> (place & 7));
      first = false;
    }
    return made;
  }

  #isTurned(bytes: readonly number[], place: number): boolean {
    const prefix = bytes.slice(0, place >> 3).join(".");
    const version = `address ${bytes.length}`;
    const turns = this.#turns.take(`${version} ${prefix}`, () => this.#keyed.draw(version, prefix));
    const inside = place & 7;
    const node = (1 << inside) + ((bytes[place >> 3] ?? 0) >> (BYTE - inside));
    return bitAt(turns, node) === 1;
  }
}

function hasBitsBeyond(bytes: readonly number[], length: number): boolean {
  for (let place = length; place < bytes.length * BYTE; place++) if (bitAt(bytes, place) === 1) return true;
  return false;
}
