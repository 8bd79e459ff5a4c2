// Checksums that are told bit by bit, and of wholes by those of their parts.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { CHECKSUMS, RUNNING_CHECKSUMS } from "../../../src/aws/formats/checksums.ts";
import { joinCrcs } from "../../../src/aws/formats/crc.ts";

// "check" values of the catalogue of parametrised CRC algorithms: of the digits 1 to 9.
test.each([
  ["crc32", "cbf43926"],
  ["crc32c", "e3069283"],
  ["crc64nvme", "ae8b14860a799888"],
])("%s of the nine digits", (name, hex) => {
  expect(CHECKSUMS[name]?.(Buffer.from("123456789"))).toBe(Buffer.from(hex, "hex").toString("base64"));
});

const PIECES = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 });

test("what comes in pieces has the checksum of the whole", () => {
  fc.assert(
    fc.property(PIECES, fc.constantFrom(...Object.keys(CHECKSUMS)), (pieces, name) => {
      const running = RUNNING_CHECKSUMS[name]?.();
      for (const piece of pieces) running?.update(piece);
      return running?.digest() === CHECKSUMS[name]?.(Buffer.concat(pieces));
    }),
  );
});

test("the checksum of a whole is told by those of its parts", () => {
  fc.assert(
    fc.property(PIECES, fc.constantFrom("crc32", "crc32c", "crc64nvme"), (pieces, name) => {
      const parts = pieces.map((piece) => ({ value: CHECKSUMS[name]?.(piece) ?? "", size: piece.length }));
      return joinCrcs(name, parts) === CHECKSUMS[name]?.(Buffer.concat(pieces));
    }),
  );
});
