/** Encrypts and decrypts. https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
import { constants, createPublicKey, privateDecrypt, publicEncrypt } from "node:crypto";
import { isStructure, makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { drawBytes, readText } from "../engine.ts";
import { refuse, refuseInput } from "../refusal.ts";
import { type Ciphertext, decryptBytes, encryptBytes, IV_BYTES, readCiphertext } from "./ciphertext.ts";
import { demandUndenied, type KeySide } from "./denials.ts";
import { findKey, settleKey } from "./find-key.ts";
import { demandAlgorithm, demandState, demandUsage, KEY, type Key, readKey } from "./key.ts";
import { currentSecret, findMaterial, findSecret, openPrivate } from "./material.ts";
import { findSpec, SYMMETRIC } from "./specs.ts";

const ENCRYPTS = "ENCRYPT_DECRYPT";

/** The hash of each padding, and its bytes. */
const PADDINGS: ReadonlyMap<string, { readonly hash: string; readonly bytes: number }> = new Map([
  ["RSAES_OAEP_SHA_1", { hash: "sha1", bytes: 20 }],
  ["RSAES_OAEP_SHA_256", { hash: "sha256", bytes: 32 }],
]);

/** An encryption context as an input gives it. */
export function readEncryptionContext(values: Structure, member: string): Structure {
  const given = values[member];
  return isStructure(given) ? given : makeStructure();
}

/** What encrypts, and how. */
export interface Encryption {
  readonly key: Key;
  readonly algorithm: string;
  readonly context: Structure;
}

/** Refuses a key that cannot encrypt or decrypt by an algorithm now. */
export function demandEncryption(context: Context, { key, algorithm }: Encryption): void {
  demandState(key);
  demandUsage(key, ENCRYPTS, context);
  demandAlgorithm(key, algorithm);
}

function findPadding(algorithm: string) {
  return (
    PADDINGS.get(algorithm) ?? refuse("UnsupportedOperationException", `${algorithm} cannot be used here.`)
  );
}

/** Refuses more bytes than RSA encrypts at once. https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html */
export function demandSize({ key, algorithm }: Encryption, plaintext: Uint8Array): void {
  const { material } = findSpec(key.spec);
  if (material.kind !== "rsa") return;
  const most = material.bits / 8 - 2 * findPadding(algorithm).bytes - 2;
  if (plaintext.length > most)
    refuseInput(
      `Algorithm ${algorithm} and key spec ${key.spec} cannot encrypt data larger than ${most} bytes.`,
    );
}

/** Encrypts by a key that was found fit for it. */
export async function encryptBy(
  context: Context,
  { key, algorithm, context: said }: Encryption,
  plaintext: Uint8Array,
): Promise<Uint8Array> {
  if (algorithm === SYMMETRIC) {
    const { id, bytes } = currentSecret(context, key);
    return encryptBytes(
      { arn: key.arn, material: id, iv: drawBytes(context, IV_BYTES) },
      bytes,
      plaintext,
      said,
    );
  }
  const { hash } = findPadding(algorithm);
  const publicKey = createPublicKey(openPrivate(await findMaterial(context, key)));
  const options = { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hash };
  return publicEncrypt(options, plaintext);
}

/** What is to be decrypted. */
export interface Decryption {
  readonly blob: Uint8Array;
  /** How the call names the key; "" where it does not. */
  readonly keyText: string;
  readonly algorithm: string;
  readonly context: Structure;
  /** Where the call has another key beside this one. */
  readonly part?: KeySide;
}

/** What came of it, and by which key and which of its materials. */
export interface Decrypted {
  readonly key: Key;
  readonly plaintext: Uint8Array;
  readonly material: string | undefined;
}

/** The key that made a ciphertext, or another one of the same multi-Region id in the region that is asked. */
function findMaker(context: Context, { arn }: Ciphertext): Key | undefined {
  const [account = "", resource = ""] = arn.split(":").slice(4);
  const { region } = context.caller;
  const id = resource.slice(resource.indexOf("/") + 1);
  const isHere = arn.split(":")[3] === region || id.startsWith("mrk-");
  const thing = isHere ? context.store.find({ account, region }, KEY, [id]) : undefined;
  return thing && settleKey(context, thing);
}

function decryptSymmetric(context: Context, { blob, keyText, context: said, part }: Decryption): Decrypted {
  const named = keyText === "" ? undefined : findKey(context, keyText, true, part);
  const ciphertext = readCiphertext(blob);
  if (!ciphertext) return refuse("InvalidCiphertextException");
  const key = findMaker(context, ciphertext);
  if (named && named.id !== (key?.id ?? ciphertext.arn.slice(ciphertext.arn.lastIndexOf("/") + 1)))
    refuse(
      "IncorrectKeyException",
      "The key ID in the request does not identify a CMK that can perform this operation.",
    );
  if (!key)
    return refuse(
      "AccessDeniedException",
      "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
    );
  if (!named) demandUndenied(context, key, part);
  demandState(key);
  demandUsage(key, ENCRYPTS, context);
  const secret = findSecret(context.store, key, ciphertext.material);
  const plaintext = secret && decryptBytes(ciphertext, secret, said);
  if (!plaintext) return refuse("InvalidCiphertextException");
  return { key: readKey(key.thing), plaintext, material: ciphertext.material };
}

/** Decrypts, by the key that the ciphertext itself tells, or for RSA by the one that the call names. */
export async function decryptBy(context: Context, decryption: Decryption): Promise<Decrypted> {
  const { blob, keyText, algorithm, part } = decryption;
  if (algorithm === SYMMETRIC) return decryptSymmetric(context, decryption);
  if (keyText === "") refuseInput("KeyId is required when the EncryptionAlgorithm is not SYMMETRIC_DEFAULT.");
  const key = findKey(context, keyText, true, part);
  demandEncryption(context, { key, algorithm, context: makeStructure() });
  const { hash } = findPadding(algorithm);
  const privateKey = openPrivate(await findMaterial(context, key));
  try {
    const options = { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hash };
    return { key, plaintext: privateDecrypt(options, blob), material: undefined };
  } catch {
    return refuse("InvalidCiphertextException");
  }
}

/** The algorithm of a member, or the one of symmetric keys. */
export function readAlgorithm(values: Structure, member: string): string {
  return readText(values, member) || SYMMETRIC;
}
