// The checksums of `123456789`, by which the catalogue of CRC algorithms tells them, and those of AWS's own examples.
import { expect, test } from "bun:test";
import { CHECKSUMS } from "../../../src/aws/formats/checksums.ts";

test.each([
  ["crc32", "cbf43926"],
  ["crc32c", "e3069283"],
  ["crc64nvme", "ae8b14860a799888"],
  ["md5", "25f9e794323b453885f5181f1b624d0b"],
  ["sha1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441"],
  ["sha256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"],
])("%s", (name, expected) => {
  const text = CHECKSUMS[name]?.(Buffer.from("123456789")) ?? "";
  expect(Buffer.from(text, "base64").toString("hex")).toBe(expected);
});

test("of nothing at all", () => {
  const empty = new Uint8Array();
  expect(["crc32", "crc32c", "crc64nvme"].map((name) => CHECKSUMS[name]?.(empty))).toEqual([
    "AAAAAA==",
    "AAAAAA==",
    "AAAAAAAAAAA=",
  ]);
});
