/** Takes wrapped key material out of its wrapping. RFC 8017, RFC 5649. */
import { constants, createDecipheriv, privateDecrypt } from "node:crypto";
import { openPrivate } from "./material.ts";

/** How each algorithm pads, and whether RSA wraps a key that wraps the material. */
const ALGORITHMS: ReadonlyMap<string, { readonly hash?: string; readonly isTwofold?: true }> = new Map([
  ["RSAES_PKCS1_V1_5", {}],
  ["RSAES_OAEP_SHA_1", { hash: "sha1" }],
  ["RSAES_OAEP_SHA_256", { hash: "sha256" }],
  ["RSA_AES_KEY_WRAP_SHA_1", { hash: "sha1", isTwofold: true }],
  ["RSA_AES_KEY_WRAP_SHA_256", { hash: "sha256", isTwofold: true }],
]);

const BLOCK = 8;
/** https://www.rfc-editor.org/rfc/rfc5649#section-3 */
const ALTERNATIVE_IV = 0xa65959a6;

function decryptBlock(key: Uint8Array, block: Uint8Array): Buffer {
  const decipher = createDecipheriv("aes-256-ecb", key, null);
  decipher.setAutoPadding(false);
  return Buffer.concat([decipher.update(block), decipher.final()]);
}

/** Takes out what AES key wrap with padding wrapped; undefined where it did not. */
export function unwrapPadded(key: Uint8Array, wrapped: Uint8Array): Uint8Array | undefined {
  const count = wrapped.length / BLOCK - 1;
  if (!Number.isInteger(count) || count < 1) return undefined;
  let first: Buffer = Buffer.from(wrapped.subarray(0, BLOCK));
  const blocks = Array.from(
    { length: count },
    (_, at): Buffer => Buffer.from(wrapped.subarray((at + 1) * BLOCK, (at + 2) * BLOCK)),
  );
  if (count === 1) {
    const both = decryptBlock(key, wrapped);
    [first, blocks[0]] = [both.subarray(0, BLOCK), both.subarray(BLOCK)];
  } else
    for (let round = 5; round >= 0; round--)
      for (let at = count; at >= 1; at--) {
        const number = Buffer.alloc(BLOCK);
        number.writeUInt32BE(count * round + at, 4);
        const mixed = Buffer.from(first.map((byte, index) => byte ^ (number[index] ?? 0)));
        const both = decryptBlock(key, Buffer.concat([mixed, blocks[at - 1] ?? mixed]));
        first = both.subarray(0, BLOCK);
        blocks[at - 1] = both.subarray(BLOCK);
      }
  const [all, length] = [Buffer.concat(blocks), first.readUInt32BE(4)];
  const padding = all.length - length;
  const isWhole = first.readUInt32BE(0) === ALTERNATIVE_IV && padding >= 0 && padding < BLOCK;
  return isWhole && all.subarray(length).every((byte) => byte === 0) ? all.subarray(0, length) : undefined;
}

/** Takes off what PKCS #1 pads with, which BoringSSL does not do any more. https://www.rfc-editor.org/rfc/rfc8017#section-7.2.2 */
function stripPadding(block: Uint8Array): Uint8Array {
  const end = block.indexOf(0, 2);
  if (block[0] !== 0 || block[1] !== 2 || end < 10) throw new RangeError("the padding is none");
  return block.subarray(end + 1);
}

/** Takes key material out of its wrapping by the private key of the public one that wrapped it; undefined where it did not. */
export function unwrapMaterial(
  algorithm: string,
  privateKey: Uint8Array,
  wrapped: Uint8Array,
): Uint8Array | undefined {
  const { hash, isTwofold } = ALGORITHMS.get(algorithm) ?? {};
  const key = openPrivate(privateKey);
  const size = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  const [head, tail] = isTwofold ? [wrapped.subarray(0, size), wrapped.subarray(size)] : [wrapped];
  try {
    const inner =
      hash === undefined
        ? stripPadding(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, head))
        : privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hash }, head);
    return tail ? unwrapPadded(inner, tail) : inner;
  } catch {
    return undefined;
  }
}
