/** Recognises a file that holds others, or that only its end explains, by what it begins with. */
import { constants, gunzipSync } from "node:zlib";
import { isGzip } from "./read-bytes.ts";

/** What each begins with. */
const SIGNATURES = { zip: "PK\u0003\u0004", parquet: "PAR1" } as const;
/** What a tar archive has at a place in its first block: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html. */
const TAR = { signature: "ustar", at: 257, block: 512 } as const;

/** How many bytes of a file are needed to tell. */
export const ARCHIVE_HEAD = 2 * TAR.block;

export type ArchiveKind = "zip" | "parquet" | "tar" | "packed tar";

function readStart(head: Uint8Array): string {
  return new TextDecoder("latin1").decode(head.subarray(0, TAR.block));
}

/** What a gzip begins with, as far as that can be read from the beginning of it. */
function unpackStart(head: Uint8Array): string {
  try {
    const start = gunzipSync(head.subarray(0, ARCHIVE_HEAD), { finishFlush: constants.Z_SYNC_FLUSH });
    return readStart(start);
  } catch {
    return "";
  }
}

function isTar(start: string): boolean {
  return start.startsWith(TAR.signature, TAR.at);
}

/** The kind of an archive that begins so; undefined where it is none. */
export function findArchiveKind(head: Uint8Array): ArchiveKind | undefined {
  const start = readStart(head);
  if (start.startsWith(SIGNATURES.zip)) return "zip";
  if (start.startsWith(SIGNATURES.parquet)) return "parquet";
  if (isTar(start)) return "tar";
  return isGzip(head) && isTar(unpackStart(head)) ? "packed tar" : undefined;
}
