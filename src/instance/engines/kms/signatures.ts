/** Signs and verifies by each algorithm. https://docs.aws.amazon.com/kms/latest/developerguide/asymmetric-key-specs.html */
import {
  constants,
  createHash,
  createPublicKey,
  privateEncrypt,
  publicDecrypt,
  randomBytes,
  sign,
  verify,
} from "node:crypto";
import { signHash, tellPoint, verifyHash } from "./ecdsa.ts";
import { openPrivate } from "./material.ts";
import { findSpec } from "./specs.ts";

/** How an algorithm signs. */
interface Scheme {
  readonly kind: "pkcs1" | "pss" | "ecdsa" | "plain";
  /** Node's name of the hash; "" where the algorithm hashes by itself. */
  readonly hash: string;
}

const KINDS: readonly (readonly [string, Scheme["kind"]])[] = [
  ["RSASSA_PKCS1_V1_5_", "pkcs1"],
  ["RSASSA_PSS_", "pss"],
  ["ECDSA_", "ecdsa"],
];
const PLAIN: ReadonlySet<string> = new Set(["ED25519_SHA_512", "ML_DSA_SHAKE_256"]);

/** How an algorithm signs; undefined of one that nothing here signs by. */
export function findScheme(algorithm: string): Scheme | undefined {
  if (PLAIN.has(algorithm)) return { kind: "plain", hash: "" };
  for (const [start, kind] of KINDS)
    if (algorithm.startsWith(start))
      return { kind, hash: algorithm.slice(start.length).replace("_", "").toLowerCase() };
  return undefined;
}

/** The bytes of a scheme's hash. */
export function countBytes({ hash }: Scheme): number {
  return Number(hash.slice("sha".length)) / 8;
}

/** What DER says before a hash that PKCS #1 signs: https://www.rfc-editor.org/rfc/rfc8017#section-9.2 */
const DIGEST_INFO: ReadonlyMap<string, string> = new Map([
  ["sha256", "3031300d060960864801650304020105000420"],
  ["sha384", "3041300d060960864801650304020205000430"],
  ["sha512", "3051300d060960864801650304020305000440"],
]);

function describeDigest(hash: string, digest: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(DIGEST_INFO.get(hash) ?? "", "hex"), digest]);
}

/** https://www.rfc-editor.org/rfc/rfc8017#appendix-B.2.1 */
function maskBytes(hash: string, seed: Uint8Array, length: number): Buffer {
  const parts: Buffer[] = [];
  for (let count = 0, made = 0; made < length; count++) {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(count);
    const part = createHash(hash).update(seed).update(number).digest();
    parts.push(part);
    made += part.length;
  }
  return Buffer.concat(parts).subarray(0, length);
}

function mix(one: Uint8Array, other: Uint8Array): Buffer {
  return Buffer.from(one.map((byte, at) => byte ^ (other[at] ?? 0)));
}

function hashSalted(hash: string, digest: Uint8Array, salt: Uint8Array): Buffer {
  return createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest();
}

/** Pads a hash for RSA, with salt as long as the hash. https://www.rfc-editor.org/rfc/rfc8017#section-9.1.1 */
function padSalted(hash: string, digest: Uint8Array, size: number): Buffer {
  const salt = randomBytes(digest.length);
  const salted = hashSalted(hash, digest, salt);
  const block = Buffer.alloc(size - salted.length - 1);
  block[block.length - salt.length - 1] = 1;
  block.set(salt, block.length - salt.length);
  const masked = mix(block, maskBytes(hash, salted, block.length));
  // The number must be smaller than the modulus.
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return Buffer.concat([masked, salted, Buffer.from([0xbc])]);
}

/** https://www.rfc-editor.org/rfc/rfc8017#section-9.1.2 */
function isSalted(hash: string, digest: Uint8Array, padded: Uint8Array): boolean {
  const end = padded.length - digest.length - 1;
  if (padded[padded.length - 1] !== 0xbc || ((padded[0] ?? 0x80) & 0x80) !== 0) return false;
  const salted = padded.subarray(end, -1);
  const block = mix(padded.subarray(0, end), maskBytes(hash, salted, end));
  block[0] = (block[0] ?? 0) & 0x7f;
  const start = block.length - digest.length;
  if (block[start - 1] !== 1 || block.subarray(0, start - 1).some((byte) => byte !== 0)) return false;
  return hashSalted(hash, digest, block.subarray(start)).equals(Buffer.from(salted));
}

/** What is signed, by which material of which spec. */
export interface SignedMessage {
  readonly spec: string;
  readonly material: Uint8Array;
  readonly scheme: Scheme;
  readonly message: Uint8Array;
  /** Whether the message is a hash already. */
  readonly isDigest: boolean;
}

function hashMessage({ scheme, message, isDigest }: SignedMessage): Uint8Array {
  return isDigest ? message : createHash(scheme.hash).update(message).digest();
}

/** The private number of a curve's key, where Node does not sign with it; and by what name the curve goes. */
function openScalar({
  spec,
  material,
  isDigest,
}: SignedMessage): { readonly curve: string; readonly scalar: Uint8Array } | undefined {
  const { material: kind } = findSpec(spec);
  if (kind.kind === "named") return { curve: kind.name, scalar: material.subarray(-32) };
  if (kind.kind !== "curve" || !isDigest) return undefined;
  const { d = "" } = openPrivate(material).export({ format: "jwk" });
  return { curve: kind.curve, scalar: Buffer.from(d, "base64url") };
}

/** Signs. Throws what Node throws. */
export function signMessage(signing: SignedMessage): Uint8Array {
  const { scheme, material, message, isDigest } = signing;
  if (scheme.kind === "plain") return sign(null, message, openPrivate(material));
  const own = scheme.kind === "ecdsa" ? openScalar(signing) : undefined;
  if (own) return signHash(own.curve, own.scalar, hashMessage(signing));
  const key = openPrivate(material);
  if (!isDigest) return sign(scheme.hash, message, { key, ...tellPadding(scheme) });
  if (scheme.kind === "pkcs1")
    return privateEncrypt(
      { key, padding: constants.RSA_PKCS1_PADDING },
      describeDigest(scheme.hash, message),
    );
  const size = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, padSalted(scheme.hash, message, size));
}

function tellPadding({ kind }: Scheme): { readonly padding?: number; readonly saltLength?: number } {
  if (kind === "pss")
    return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return kind === "pkcs1" ? { padding: constants.RSA_PKCS1_PADDING } : {};
}

/** Whether a signature is the material's for the message. */
export function isSigned(signing: SignedMessage, signature: Uint8Array): boolean {
  const { scheme, material, message, isDigest } = signing;
  try {
    if (scheme.kind === "plain")
      return verify(null, message, createPublicKey(openPrivate(material)), signature);
    const own = scheme.kind === "ecdsa" ? openScalar(signing) : undefined;
    if (own) return verifyHash(own.curve, tellPoint(own.curve, own.scalar), hashMessage(signing), signature);
    const key = createPublicKey(openPrivate(material));
    if (!isDigest) return verify(scheme.hash, message, { key, ...tellPadding(scheme) }, signature);
    if (scheme.kind === "pkcs1")
      return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature).equals(
        describeDigest(scheme.hash, message),
      );
    return isSalted(
      scheme.hash,
      message,
      publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature),
    );
  } catch {
    // What is no signature at all is none of this key.
    return false;
  }
}
