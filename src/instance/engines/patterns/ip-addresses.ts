/** Addresses of the Internet Protocol and ranges of them, as patterns of events compare them. */

/** An address as a number, and of how many bits. */
export interface IpAddress {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** All addresses from one to another one. */
export interface AddressRange {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

const V4 = /^\d+\.\d+\.\d+\.\d+$/;
const V6 = /^[0-9a-fA-F:]+$/;

function readV4(text: string): IpAddress | undefined {
  const parts = text.split(".").map(Number);
  if (parts.some((part) => part > 255)) return undefined;
  return { bits: 32, value: parts.reduce((value, part) => value * 256n + BigInt(part), 0n) };
}

function readV6(text: string): IpAddress | undefined {
  const [before = "", after, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const split = (part: string | undefined) => (part ? part.split(":") : []);
  const [begin, end] = [split(before), split(after)];
  const missing = 8 - begin.length - end.length;
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...begin, ...Array.from({ length: missing }, () => "0"), ...end];
  if (groups.some((group) => group === "" || group.length > 4)) return undefined;
  return { bits: 128, value: groups.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n) };
}

/** Whether a text looks like an address. */
export function looksLikeAddress(text: string): boolean {
  return V4.test(text) || (text.includes(":") && V6.test(text));
}

/** The address that a text is; undefined where it is none. */
export function readAddress(text: string): IpAddress | undefined {
  if (V4.test(text)) return readV4(text);
  return looksLikeAddress(text) ? readV6(text) : undefined;
}

/**
 * The addresses from the one that `10.0.0.0/24` names to the last with the same first bits; or what AWS says is wrong.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-ip-matching
 */
export function readCidr(text: string): AddressRange | string {
  const [name = "", mask, ...more] = text.replace(/\/$/, "").split("/");
  if (mask === undefined || more.length > 0) return "Malformed CIDR, one '/' required";
  const length = Number(mask);
  if (!/^[+-]?\d+$/.test(mask) || length >= 2 ** 31) return "Malformed CIDR, mask bits must be an integer";
  if (length < 0) return "Malformed CIDR, mask bits must not be negative";
  if (!looksLikeAddress(name)) return `Nonstandard IP address: ${name}`;
  const address = readAddress(name);
  if (!address) return `Invalid IP address: ${name}`;
  const { bits, value } = address;
  if (length >= bits) return bits === 32 ? "IPv4 mask bits must be < 32" : "IPv6 mask bits must be < 128";
  const free = (1n << BigInt(bits - length)) - 1n;
  return { bits, first: value, last: value | free };
}

/** Whether a text is an address of a range. */
export function isWithin({ bits, first, last }: AddressRange, text: string): boolean {
  const address = readAddress(text);
  return address?.bits === bits && address.value >= first && address.value <= last;
}
