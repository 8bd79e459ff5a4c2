/** The checksums that S3 takes of bodies: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
import { ownRows } from "../../base/own-rows.ts";
import { makeCrc32c, makeCrc64, type RunningCrc } from "./crc.ts";

/** Takes bytes bit by bit, and tells their checksum in base64. */
export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  digest(): string;
}

function makeCrc32(): RunningCrc {
  let crc = 0;
  return {
    update(bytes) {
      crc = Bun.hash.crc32(bytes, crc);
    },
    digest() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(crc >>> 0);
      return bytes;
    },
  };
}

const runCrc = (make: () => RunningCrc) => (): RunningChecksum => {
  const crc = make();
  return {
    update: (bytes) => crc.update(bytes),
    digest: () => Buffer.from(crc.digest()).toString("base64"),
  };
};

const runHash = (name: Bun.SupportedCryptoAlgorithms) => (): RunningChecksum => {
  const hash = new Bun.CryptoHasher(name);
  return {
    update(bytes) {
      hash.update(bytes);
    },
    digest: () => hash.digest("base64"),
  };
};

/** By the names that headers have them by. */
export const RUNNING_CHECKSUMS: Readonly<Record<string, () => RunningChecksum>> = ownRows({
  crc32: runCrc(makeCrc32),
  crc32c: runCrc(makeCrc32c),
  crc64nvme: runCrc(makeCrc64),
  md5: runHash("md5"),
  sha1: runHash("sha1"),
  sha256: runHash("sha256"),
  sha512: runHash("sha512"),
});

const hashBy = (name: Bun.SupportedCryptoAlgorithms) => (body: Uint8Array) =>
  Bun.CryptoHasher.hash(name, body, "base64");

const crcBy = (make: () => RunningCrc) => (body: Uint8Array) => {
  const crc = make();
  crc.update(body);
  return Buffer.from(crc.digest()).toString("base64");
};

/** Of whole bodies in base64, by the names that headers have them by. */
export const CHECKSUMS: Readonly<Record<string, (body: Uint8Array) => string>> = ownRows({
  crc32: crcBy(makeCrc32),
  crc32c: crcBy(makeCrc32c),
  crc64nvme: crcBy(makeCrc64),
  md5: hashBy("md5"),
  sha1: hashBy("sha1"),
  sha256: hashBy("sha256"),
  sha512: hashBy("sha512"),
});
