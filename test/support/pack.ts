/** Packs what tests install: as a release does, but to compress the binary would take more time than the tests. */
import { type ArchivedFile, writeTar } from "../../scripts/lib/archive.ts";

/** A gzipped tar archive of the files, whose content is as long as it was. */
export function packTarGz(files: readonly ArchivedFile[]): Uint8Array {
  return Bun.gzipSync(writeTar(files, 0), { level: 0 });
}
