/** The checksums of objects and of their parts: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
import { CHECKSUMS } from "../../../aws/formats/checksums.ts";
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Piece, StoredChecksum } from "./stored.ts";

/** What S3 computes where a client asks for none. */
export const USUAL_ALGORITHM = "CRC64NVME";
/** Those of which the whole object's can only be told by the whole object. */
const COMPOSITE_ONLY: ReadonlySet<string> = new Set(["SHA1", "SHA256"]);
const MEMBER = /^Checksum([A-Z0-9]+)$/;

/** The algorithms that can be computed here, by their names in members. */
const KNOWN: ReadonlySet<string> = new Set(Object.keys(CHECKSUMS).map((name) => name.toUpperCase()));

/** The checksum that an input has, with its algorithm. */
export function readChecksum(input: Structure): readonly [algorithm: string, value: string] | undefined {
  for (const [name, value] of Object.entries(input)) {
    const algorithm = MEMBER.exec(name)?.[1];
    if (algorithm !== undefined && typeof value === "string" && KNOWN.has(algorithm))
      return [algorithm, value];
  }
  return undefined;
}

/** Whether checksums of an algorithm can be computed here. What cannot is believed. */
export function isComputable(algorithm: string): boolean {
  return KNOWN.has(algorithm);
}

/** The checksum of bytes in base64. */
export function computeChecksum(algorithm: string, content: Uint8Array): string {
  return CHECKSUMS[algorithm.toLowerCase()]?.(content) ?? "";
}

/** The algorithm of what a call puts whole that tells no checksum. */
export function chooseAlgorithm(input: Structure): string {
  const asked = input["ChecksumAlgorithm"];
  return typeof asked === "string" && KNOWN.has(asked) ? asked : USUAL_ALGORITHM;
}

/** How answers tell a checksum. */
export function tellChecksum(checksum: StoredChecksum | undefined): Structure {
  const told = makeStructure();
  if (!checksum) return told;
  told[`Checksum${checksum.algorithm}`] = checksum.value;
  told["ChecksumType"] = checksum.type;
  return told;
}

/** Whether a checksum of a kind can be told of an object that is put in parts. */
export function allowsType(algorithm: string, type: StoredChecksum["type"]): boolean {
  return type === "COMPOSITE" ? algorithm !== USUAL_ALGORITHM : !COMPOSITE_ONLY.has(algorithm);
}

/** What kind of checksum an object gets that is put in parts, where nobody says it. */
export function usualType(algorithm: string): StoredChecksum["type"] {
  return algorithm === USUAL_ALGORITHM ? "FULL_OBJECT" : "COMPOSITE";
}

/** The checksum of the checksums of parts. */
export function composeChecksum(algorithm: string, parts: readonly string[]): string {
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(part, "base64")));
  return `${computeChecksum(algorithm, bytes)}-${parts.length}`;
}

/** The tag of bytes. */
export function tagOf(content: Uint8Array): string {
  return Bun.CryptoHasher.hash("md5", content, "hex");
}

/** The tag of what is put in parts: of their tags, with their number. */
export function composeTag(tags: readonly string[]): string {
  const hash = new Bun.CryptoHasher("md5");
  for (const tag of tags) hash.update(tag, "hex");
  return `${hash.digest("hex")}-${tags.length}`;
}

/** How large pieces are together. */
export function sumSizes(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, [, size]) => sum + size, 0);
}
