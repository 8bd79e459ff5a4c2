import { describe, expect, test } from "bun:test";
import { parseCbor } from "../../../src/aws/formats/cbor-items.ts";
import { toPlain } from "../protocols/plain.ts";

function parse(hex: string): unknown {
  return toPlain(parseCbor(Uint8Array.fromHex(hex)));
}

// https://www.rfc-editor.org/rfc/rfc8949#name-examples-of-encoded-cbor-da
describe("examples of RFC 8949, appendix A", () => {
  test.each([
    ["00", 0],
    ["17", 23],
    ["1818", 24],
    ["1903e8", 1000],
    ["1a000f4240", 1000000],
    ["1b000000e8d4a51000", 1000000000000],
    ["1bffffffffffffffff", { $digits: "18446744073709551615" }],
    ["3bffffffffffffffff", { $digits: "-18446744073709551616" }],
    ["20", -1],
    ["3903e7", -1000],
    ["f90000", 0],
    ["f93c00", 1],
    ["f97bff", 65504],
    ["fa47c35000", 100000],
    ["fb3ff199999999999a", 1.1],
    ["f97c00", Infinity],
    ["f97e00", NaN],
    ["f4", false],
    ["f5", true],
    ["f6", null],
    ["f7", null],
    ["c11a514b67b0", { $date: 1363896240000 }],
    ["c1fb41d452d9ec200000", { $date: 1363896240500 }],
    ["4401020304", { $bytes: "AQIDBA==" }],
    ["60", ""],
    ["62c3bc", "ü"],
    ["64f0908591", "𐅑"],
    ["83010203", [1, 2, 3]],
    ["8301820203820405", [1, [2, 3], [4, 5]]],
    ["a26161016162820203", { a: 1, b: [2, 3] }],
    ["5f42010243030405ff", { $bytes: "AQIDBAU=" }],
    ["7f657374726561646d696e67ff", "streaming"],
    ["9fff", []],
    ["9f018202039f0405ffff", [1, [2, 3], [4, 5]]],
    ["bf61610161629f0203ffff", { a: 1, b: [2, 3] }],
  ])("%s", (hex, value) => {
    expect(parse(hex)).toEqual(value);
  });
});

describe("what is no CBOR", () => {
  test.each([
    "",
    "18",
    "1c",
    "62c3",
    "62c328",
    "8201",
    "9f01",
    "ff",
    "0000",
    "f8ff",
    "a10102",
    "5f6161ff",
    "5f5f4100ffff",
    "9bffffffffffffffff",
    "5bffffffffffffffff",
    "bbffffffffffffffff",
  ])("%p", (hex) => {
    expect(parseCbor(Uint8Array.fromHex(hex))).toBeUndefined();
  });

  test("nested without end", () => {
    for (const hex of ["81", "9f", "c6", "a16161"]) {
      expect(parseCbor(Uint8Array.fromHex(hex.repeat(1_000_000)))).toBeUndefined();
    }
  });

  test("any cut of a good body, and any one byte of it changed, neither throws nor hangs", () => {
    const good = Uint8Array.fromHex("bf6161c1fb41d452d9ec20000061629f02f95e0043010203ff61637f6173ffff");
    expect(parseCbor(good)).toBeDefined();
    for (let at = 0; at < good.length; at += 1) {
      expect(parseCbor(good.subarray(0, at))).toBeUndefined();
      for (let byte = 0; byte < 256; byte += 1) parseCbor(good.with(at, byte));
    }
  });
});
