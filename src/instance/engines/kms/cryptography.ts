/** Encrypt, Decrypt, ReEncrypt and what makes keys for data. https://docs.aws.amazon.com/kms/latest/developerguide/data-keys.html */
import { createPublicKey } from "node:crypto";
import type { Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { refuseUnknown } from "../../behaviour/refusals/unknown.ts";
import type { Done } from "../../gateway.ts";
import { drawBytes, merge, readBytes, readText } from "../engine.ts";
import { refuse, refuseInput } from "../refusal.ts";
import { tellPoint, writePublic } from "./ecdsa.ts";
import {
  decryptBy,
  demandEncryption,
  demandSize,
  type Encryption,
  encryptBy,
  readAlgorithm,
  readEncryptionContext,
} from "./encryption.ts";
import { findAsked, findKey } from "./find-key.ts";
import { endDryRun } from "./key.ts";
import { makeMaterial, openPrivate } from "./material.ts";
import { wrapScalar } from "./private-scalar.ts";
import { findSpec, SYMMETRIC } from "./specs.ts";

/** Encrypt: https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html */
export async function encrypt(context: Context): Promise<Done> {
  const { input } = context;
  const encryption: Encryption = {
    key: findAsked(context, true),
    algorithm: readAlgorithm(input, "EncryptionAlgorithm"),
    context: readEncryptionContext(input, "EncryptionContext"),
  };
  const plaintext = readBytes(input, "Plaintext");
  demandEncryption(context, encryption);
  demandSize(encryption, plaintext);
  endDryRun(context);
  const CiphertextBlob = await encryptBy(context, encryption, plaintext);
  const { key, algorithm } = encryption;
  return { output: merge({ CiphertextBlob, KeyId: key.arn, EncryptionAlgorithm: algorithm }) };
}

/** Decrypt: https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html */
export async function decrypt(context: Context): Promise<Done> {
  const { input } = context;
  // What only an enclave can read is encrypted for it by a document that nothing here can check.
  if (input["Recipient"] !== undefined) return refuseUnknown(context);
  const algorithm = readAlgorithm(input, "EncryptionAlgorithm");
  const { key, plaintext, material } = await decryptBy(context, {
    blob: readBytes(input, "CiphertextBlob"),
    keyText: readText(input, "KeyId"),
    algorithm,
    context: readEncryptionContext(input, "EncryptionContext"),
  });
  endDryRun(context);
  const more = material === undefined ? {} : { KeyMaterialId: material };
  return { output: merge({ KeyId: key.arn, Plaintext: plaintext, EncryptionAlgorithm: algorithm }, more) };
}

/** ReEncrypt: https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html */
export async function reEncrypt(context: Context): Promise<Done> {
  const { input } = context;
  const encryption: Encryption = {
    key: findKey(context, readText(input, "DestinationKeyId"), true),
    algorithm: readAlgorithm(input, "DestinationEncryptionAlgorithm"),
    context: readEncryptionContext(input, "DestinationEncryptionContext"),
  };
  const SourceEncryptionAlgorithm = readAlgorithm(input, "SourceEncryptionAlgorithm");
  const source = await decryptBy(context, {
    blob: readBytes(input, "CiphertextBlob"),
    keyText: readText(input, "SourceKeyId"),
    algorithm: SourceEncryptionAlgorithm,
    context: readEncryptionContext(input, "SourceEncryptionContext"),
  });
  demandEncryption(context, encryption);
  demandSize(encryption, source.plaintext);
  endDryRun(context);
  const CiphertextBlob = await encryptBy(context, encryption, source.plaintext);
  const { key, algorithm } = encryption;
  return {
    output: merge({
      ...{ CiphertextBlob, SourceKeyId: source.key.arn, KeyId: key.arn },
      ...{ SourceEncryptionAlgorithm, DestinationEncryptionAlgorithm: algorithm },
    }),
  };
}

/** The key by which a data key is encrypted: a symmetric one. */
function findWrapping(context: Context): Encryption {
  const encryption: Encryption = {
    key: findAsked(context, true),
    algorithm: SYMMETRIC,
    context: readEncryptionContext(context.input, "EncryptionContext"),
  };
  demandEncryption(context, encryption);
  return encryption;
}

const SECRET_BYTES: ReadonlyMap<string, number> = new Map([
  ["AES_128", 16],
  ["AES_256", 32],
]);

/** GenerateDataKey: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html */
export async function makeDataKey(context: Context, tells: boolean): Promise<Done> {
  const { input } = context;
  if (input["Recipient"] !== undefined) return refuseUnknown(context);
  const { NumberOfBytes } = input;
  const ofSpec = SECRET_BYTES.get(readText(input, "KeySpec"));
  if ((NumberOfBytes === undefined) === (ofSpec === undefined))
    refuseInput("Please specify either number of bytes or key spec.");
  const encryption = findWrapping(context);
  endDryRun(context);
  const Plaintext = drawBytes(context, ofSpec ?? Number(NumberOfBytes));
  const CiphertextBlob = await encryptBy(context, encryption, Plaintext);
  const told = merge({ CiphertextBlob, KeyId: encryption.key.arn }, tells ? { Plaintext } : {});
  return { output: told };
}

/** GenerateDataKeyPair: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html */
export async function makeDataKeyPair(context: Context, tells: boolean): Promise<Done> {
  const { input } = context;
  if (input["Recipient"] !== undefined) return refuseUnknown(context);
  const encryption = findWrapping(context);
  const KeyPairSpec = readText(input, "KeyPairSpec");
  const { material } = findSpec(KeyPairSpec);
  endDryRun(context);
  const made = await makeMaterial(findSpec(KeyPairSpec));
  if (!made)
    return refuse(
      "UnsupportedOperationException",
      `KeyPairSpec ${KeyPairSpec} is not supported in this region.`,
    );
  const isScalar = material.kind === "named" && material.name === "secp256k1";
  const PrivateKeyPlaintext = isScalar ? wrapScalar(made) : made;
  const PublicKey = isScalar
    ? writePublic(material.name, tellPoint(material.name, made))
    : createPublicKey(openPrivate(made)).export({ type: "spki", format: "der" });
  const PrivateKeyCiphertextBlob = await encryptBy(context, encryption, PrivateKeyPlaintext);
  const told: Record<string, Value> = {
    KeyId: encryption.key.arn,
    KeyPairSpec,
    PublicKey,
    PrivateKeyCiphertextBlob,
  };
  return { output: merge(told, tells ? { PrivateKeyPlaintext } : {}) };
}

/** GenerateRandom: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html */
export function makeRandom(context: Context): Done {
  const { input } = context;
  if (input["Recipient"] !== undefined || input["CustomKeyStoreId"] !== undefined)
    return refuseUnknown(context);
  const { NumberOfBytes } = input;
  if (typeof NumberOfBytes !== "number") return refuseInput("NumberOfBytes is required.");
  return { output: merge({ Plaintext: drawBytes(context, NumberOfBytes) }) };
}
