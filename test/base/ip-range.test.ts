import { expect, test } from "bun:test";
import { areOverlapping, isWithin, readIpRange, writeAddress } from "../../src/base/ip-range.ts";

function read(text: string) {
  const range = readIpRange(text);
  if (!range) throw new Error(text);
  return range;
}

test("what writes no range of IPv4 addresses is none", () => {
  for (const text of ["", "10.0.0.0", "10.0.0.0/33", "10.0.0.256/8", "10.0.0/8", "::/0", "10.0.0.0/8 "])
    expect(readIpRange(text), text).toBeUndefined();
});

test("a range begins where its bits do", () => {
  expect(read("10.0.1.77/24")).toEqual(read("10.0.1.0/24"));
  expect(read("0.0.0.0/0")).toEqual({ first: 0, bits: 0 });
  expect(writeAddress(read("255.255.255.255/32"), 0)).toBe("255.255.255.255");
  expect(writeAddress(read("10.0.0.250/28"), 20)).toBe("10.0.1.4");
});

test("ranges are in each other, or apart", () => {
  expect(isWithin(read("10.0.1.0/24"), read("10.0.0.0/16"))).toBe(true);
  expect(isWithin(read("10.0.0.0/16"), read("10.0.1.0/24"))).toBe(false);
  expect(areOverlapping(read("10.0.0.0/16"), read("10.0.1.0/24"))).toBe(true);
  expect(areOverlapping(read("10.0.0.0/24"), read("10.0.1.0/24"))).toBe(false);
});
