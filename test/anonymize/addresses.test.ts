// Addresses stay in their networks, and networks in each other.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { Addresses, readAddress, readAddress6, writeAddress6 } from "../../src/anonymize/addresses.ts";
import { Keyed } from "../../src/anonymize/keyed.ts";

const makeAddresses = () =>
  new Addresses(new Keyed(new TextEncoder().encode("a key for tests, long enough to be one")));
const addresses = makeAddresses();
const byte = fc.integer({ min: 0, max: 255 });
const address = fc.tuple(byte, byte, byte, byte);

function countCommon(one: readonly number[], other: readonly number[]): number {
  const bits = (bytes: readonly number[]) => bytes.map((each) => each.toString(2).padStart(8, "0")).join("");
  const [a, b] = [bits(one), bits(other)];
  let common = 0;
  while (common < a.length && a[common] === b[common]) common++;
  return common;
}

test("two addresses begin alike for as long as before", () => {
  fc.assert(
    fc.property(address, address, fc.integer({ min: 0, max: 32 }), (one, other, shared) => {
      const bits = [...one, ...other].map((each) => each.toString(2).padStart(8, "0")).join("");
      const joined = bits.slice(0, shared) + bits.slice(32 + shared, 64);
      const near = [0, 8, 16, 24].map((at) => Number.parseInt(joined.slice(at, at + 8), 2));
      const [a, b] = [addresses.renew(one, 33), addresses.renew(near, 33)];
      expect(countCommon(a, b)).toBe(countCommon(one, near));
    }),
  );
});

test("what stands for an address does not depend on which came before, of either version", () => {
  const version6 = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => [...bytes]);
  fc.assert(
    fc.property(address, version6, (old, own) => {
      const [one, other] = [makeAddresses(), makeAddresses()];
      const before = [one.renew(old), one.renew(own)];
      expect([other.renew(own), other.renew(old)].reverse()).toEqual(before);
    }),
  );
});

const PRIVATE = [
  /^10\./,
  /^172\.(?:1[6-9]|2\d|3[01])\./,
  /^192\.168\./,
  /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
];

test("a private address stays private, a public one public, and neither stays the same", () => {
  fc.assert(
    fc.property(address, (one) => {
      const [before, after] = [one.join("."), addresses.renew(one).join(".")];
      for (const form of PRIVATE) expect(form.test(after)).toBe(form.test(before));
      const isWhole = /^(?:0|127|255|22[4-9]|23\d)\.|^169\.254\./.test(before);
      expect(after === before).toBe(isWhole);
    }),
  );
});

test("a range keeps its zeros, and what stood in it stands in it", () => {
  const network = addresses.renew([10, 20, 0, 0], 16);
  expect(network.slice(2)).toEqual([0, 0]);
  const subnet = addresses.renew([10, 20, 3, 0], 24);
  expect(subnet.slice(0, 2)).toEqual(network.slice(0, 2));
  const machine = addresses.renew([10, 20, 3, 17]);
  expect(machine.slice(0, 3)).toEqual(subnet.slice(0, 3));
  expect(machine[3]).toBe(17);
});

test.each(["0.0.0.0", "127.0.0.1", "169.254.169.254", "255.255.255.0"])(
  "%s says nothing of anybody, and stays",
  (text) => {
    expect(addresses.renew(readAddress(text) ?? []).join(".")).toBe(text);
  },
);

test("addresses of version 6 are read and written, and stay in their networks", () => {
  for (const text of ["2001:db8::1", "::", "::1", "fe80::1", "2600:1f18:1:2:3:4:5:6"])
    expect(writeAddress6(readAddress6(text) ?? [])).toBe(text);
  for (const text of ["12:24:29", "::1::", "a:b", "1:2:3:4:5:6:7:8:9", "g::1"])
    expect(readAddress6(text)).toBeUndefined();
  const network = addresses.renew(readAddress6("2600:1f18:abcd:ef00::") ?? [], 56);
  const subnet = addresses.renew(readAddress6("2600:1f18:abcd:ef03::") ?? [], 64);
  expect(countCommon(network, subnet)).toBeGreaterThanOrEqual(56);
  expect(writeAddress6(network)).toMatch(/^2|^3/);
});
