/** Ranges of IPv4 addresses, as `10.0.0.0/16` writes them. */
import { compileLightly } from "./compiling.ts";

/** The first address of a range and how many bits of it all of them share. */
export interface IpRange {
  readonly first: number;
  readonly bits: number;
}

const FORM = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;
const MOST = 255;
const ALL_BITS = 32;

function sizeOf(bits: number): number {
  return 2 ** (ALL_BITS - bits);
}

/** The range that a text writes; undefined where it writes none. */
export function readIpRange(text: string): IpRange | undefined {
  const numbers = FORM.exec(text)?.slice(1).map(Number);
  const bits = numbers?.pop() ?? ALL_BITS + 1;
  if (!numbers || bits > ALL_BITS || numbers.some((one) => one > MOST)) return undefined;
  const address = numbers.reduce((sum, one) => sum * (MOST + 1) + one, 0);
  return { first: address - (address % sizeOf(bits)), bits };
}

/** Whether all addresses of a range are in another one. */
export function isWithin({ first, bits }: IpRange, outer: IpRange): boolean {
  return first >= outer.first && first + sizeOf(bits) <= outer.first + sizeOf(outer.bits);
}

/** Whether two ranges have an address in common: of two, one is in the other, or they are apart. */
export function areOverlapping(one: IpRange, other: IpRange): boolean {
  return isWithin(one, other) || isWithin(other, one);
}

/** An address of a range, by its place in it. */
export function writeAddress({ first }: IpRange, place: number): string {
  const address = first + place;
  return [3, 2, 1, 0].map((byte) => Math.floor(address / (MOST + 1) ** byte) % (MOST + 1)).join(".");
}

compileLightly(readIpRange);
