/**
 * Keeps what AWS retired in scripts/python/botocore-retired.bin, for the older releases that it is found in are 140 MB:
 * JSON, compressed by zstd, of the files and of the hash of what they were made from.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cache, makeOnce } from "./make-once.ts";
import { root } from "./python.ts";
import { type DataFiles, makeRetired } from "./retired.ts";

const COMPRESSION_LEVEL = 19;
const FILE = join(root, "scripts", "python", "botocore-retired.bin");
const SOURCES = [
  ...["botocore.txt", "botocore-retired.txt"].map((name) => join(root, "scripts", "python", name)),
  ...["retired.ts", "botocore-data.ts", "strip-model.ts"].map((name) => join(import.meta.dir, name)),
];

interface Kept {
  /** The hash of the lists of releases and of the code that made the files. */
  readonly madeFrom: string;
  readonly files: DataFiles;
}

/** The hash of what the files would be made from now. */
export function hashSources(): string {
  const hasher = new Bun.CryptoHasher("sha256");
  for (const path of SOURCES) hasher.update(`${readFileSync(path, "utf8")}\0`);
  return hasher.digest("hex");
}

/** What is kept, as the checkout has it. */
export function readKept(): Kept {
  return JSON.parse(Bun.zstdDecompressSync(readFileSync(FILE)).toString());
}

/** Keeps what the releases say now, where the lists or the code have changed since, which takes minutes. */
function keepAnew(): Kept {
  const kept: Kept = { madeFrom: hashSources(), files: makeRetired() };
  writeFileSync(FILE, Bun.zstdCompressSync(JSON.stringify(kept), { level: COMPRESSION_LEVEL }));
  return kept;
}

/**
 * A folder like botocore's data folder, made at the first call: the retired services, and the models of those services
 * that lost operations, with these. It stands before the newest release's own folder.
 */
export function fetchRetired(): string {
  const folder = join(cache, "retired");
  const hash = hashSources();
  makeOnce(folder, hash, () => {
    const kept = readKept();
    const { files } = kept.madeFrom === hash ? kept : keepAnew();
    for (const [path, content] of Object.entries(files)) {
      const file = join(folder, "data", path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(content));
    }
  });
  return join(folder, "data");
}
