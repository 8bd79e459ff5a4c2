/**
 * What a symmetric key encrypts: AES-256 in Galois counter mode, with what is needed to decrypt it but the secret in front. The
 * encryption context is authenticated. https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Structure } from "../../../aws/values.ts";

/** AWS's begin with these bytes, too. */
const MAGIC = Buffer.from([1, 2, 2, 0]);
/** Of what no two ciphertexts of a key share. */
export const IV_BYTES = 12;
const TAG_BYTES = 16;
const METHOD = "aes-256-gcm";

/** A ciphertext taken apart. */
export interface Ciphertext {
  /** The ARN of the key that made it. */
  readonly arn: string;
  /** The id of the material of it that did. */
  readonly material: string;
  readonly iv: Uint8Array;
  readonly tag: Uint8Array;
  readonly body: Uint8Array;
}

function writeContext(context: Structure): Buffer {
  const pairs = Object.entries(context).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify(pairs));
}

/** Encrypts bytes. */
export function encryptBytes(
  { arn, material, iv }: Pick<Ciphertext, "arn" | "material" | "iv">,
  secret: Uint8Array,
  plaintext: Uint8Array,
  context: Structure,
): Uint8Array {
  const cipher = createCipheriv(METHOD, secret, iv);
  cipher.setAAD(writeContext(context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const names = [arn, material].flatMap((text) => {
    const bytes = Buffer.from(text);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return [length, bytes];
  });
  return Buffer.concat([MAGIC, ...names, iv, cipher.getAuthTag(), body]);
}

/** Takes a ciphertext apart; undefined where it is none. */
export function readCiphertext(blob: Uint8Array): Ciphertext | undefined {
  const bytes = Buffer.from(blob);
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  let at = MAGIC.length;
  const names: string[] = [];
  for (let count = 0; count < 2; count++) {
    if (at + 2 > bytes.length) return undefined;
    const end = at + 2 + bytes.readUInt16BE(at);
    names.push(bytes.subarray(at + 2, end).toString());
    at = end;
  }
  const [arn = "", material = ""] = names;
  if (at + IV_BYTES + TAG_BYTES > bytes.length) return undefined;
  const [iv, tag] = [
    bytes.subarray(at, at + IV_BYTES),
    bytes.subarray(at + IV_BYTES, at + IV_BYTES + TAG_BYTES),
  ];
  return { arn, material, iv, tag, body: bytes.subarray(at + IV_BYTES + TAG_BYTES) };
}

/** Decrypts a ciphertext; undefined where the secret or the context is another one. */
export function decryptBytes(
  { iv, tag, body }: Ciphertext,
  secret: Uint8Array,
  context: Structure,
): Uint8Array | undefined {
  try {
    const decipher = createDecipheriv(METHOD, secret, iv);
    decipher.setAAD(writeContext(context));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    return undefined;
  }
}
