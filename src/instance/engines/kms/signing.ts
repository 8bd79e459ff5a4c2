/** Sign, Verify, GenerateMac, VerifyMac, DeriveSharedSecret and GetPublicKey. https://docs.aws.amazon.com/kms/latest/developerguide/symmetric-asymmetric.html */
import { createHmac, createPublicKey, diffieHellman, type KeyObject, timingSafeEqual } from "node:crypto";
import type { Context } from "../../behaviour/context.ts";
import { refuseUnknown } from "../../behaviour/refusals/unknown.ts";
import type { Done } from "../../gateway.ts";
import { merge, readBytes, readText } from "../engine.ts";
import { refuse, refuseInput } from "../refusal.ts";
import { tellPoint, writePublic } from "./ecdsa.ts";
import { findAsked } from "./find-key.ts";
import { demandAlgorithm, demandState, demandUsage, endDryRun, type Key } from "./key.ts";
import { findMaterial, openPrivate } from "./material.ts";
import { countBytes, findScheme, isSigned, type SignedMessage, signMessage } from "./signatures.ts";
import { findSpec, tellAlgorithms } from "./specs.ts";

/** What a call wants signed, or verified; undefined where nothing here does that. */
async function readSigning(
  context: Context,
): Promise<{ readonly key: Key; readonly signing: SignedMessage } | undefined> {
  const { input } = context;
  const key = findAsked(context, true);
  demandState(key);
  demandUsage(key, "SIGN_VERIFY", context);
  const algorithm = readText(input, "SigningAlgorithm");
  demandAlgorithm(key, algorithm);
  const type = readText(input, "MessageType") || "RAW";
  const scheme = findScheme(algorithm);
  if (!scheme || (scheme.kind === "plain" && type !== "RAW")) return undefined;
  const message = readBytes(input, "Message");
  if (type === "DIGEST" && message.length !== countBytes(scheme))
    refuseInput(`Digest is invalid length for algorithm ${algorithm}.`);
  endDryRun(context);
  const material = await findMaterial(context, key);
  return { key, signing: { spec: key.spec, material, scheme, message, isDigest: type === "DIGEST" } };
}

/** Sign: https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
export async function signAsked(context: Context): Promise<Done> {
  const read = await readSigning(context);
  if (!read) return refuseUnknown(context);
  const Signature = signMessage(read.signing);
  const SigningAlgorithm = readText(context.input, "SigningAlgorithm");
  return { output: merge({ KeyId: read.key.arn, Signature, SigningAlgorithm }) };
}

/** Verify: https://docs.aws.amazon.com/kms/latest/APIReference/API_Verify.html */
export async function verifyAsked(context: Context): Promise<Done> {
  const read = await readSigning(context);
  if (!read) return refuseUnknown(context);
  if (!isSigned(read.signing, readBytes(context.input, "Signature"))) refuse("KMSInvalidSignatureException");
  const SigningAlgorithm = readText(context.input, "SigningAlgorithm");
  return { output: merge({ KeyId: read.key.arn, SignatureValid: true, SigningAlgorithm }) };
}

/** The MAC of a call's message. */
async function makeMac(context: Context): Promise<{ readonly key: Key; readonly mac: Buffer }> {
  const { input } = context;
  const key = findAsked(context, true);
  demandState(key);
  demandUsage(key, "GENERATE_VERIFY_MAC", context);
  const algorithm = readText(input, "MacAlgorithm");
  demandAlgorithm(key, algorithm);
  endDryRun(context);
  const secret = await findMaterial(context, key);
  const hash = algorithm.slice("HMAC_".length).replace("_", "").toLowerCase();
  return { key, mac: createHmac(hash, secret).update(readBytes(input, "Message")).digest() };
}

/** GenerateMac: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html */
export async function macAsked(context: Context): Promise<Done> {
  const { key, mac } = await makeMac(context);
  return {
    output: merge({ Mac: mac, MacAlgorithm: readText(context.input, "MacAlgorithm"), KeyId: key.arn }),
  };
}

/** VerifyMac: https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html */
export async function verifyMac(context: Context): Promise<Done> {
  const { key, mac } = await makeMac(context);
  const given = readBytes(context.input, "Mac");
  if (given.length !== mac.length || !timingSafeEqual(given, mac)) refuse("KMSInvalidMacException");
  const MacAlgorithm = readText(context.input, "MacAlgorithm");
  return { output: merge({ KeyId: key.arn, MacValid: true, MacAlgorithm }) };
}

function readPublic(der: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
  } catch {
    return refuseInput("");
  }
}

/** DeriveSharedSecret: https://docs.aws.amazon.com/kms/latest/APIReference/API_DeriveSharedSecret.html */
export async function deriveSecret(context: Context): Promise<Done> {
  const { input } = context;
  if (input["Recipient"] !== undefined) return refuseUnknown(context);
  const key = findAsked(context, true);
  demandState(key);
  demandUsage(key, "KEY_AGREEMENT", context);
  const algorithm = readText(input, "KeyAgreementAlgorithm");
  demandAlgorithm(key, algorithm);
  const publicKey = readPublic(readBytes(input, "PublicKey"));
  endDryRun(context);
  const privateKey = openPrivate(await findMaterial(context, key));
  if (publicKey.asymmetricKeyDetails?.namedCurve !== privateKey.asymmetricKeyDetails?.namedCurve)
    refuseInput("");
  const SharedSecret = diffieHellman({ privateKey, publicKey });
  return {
    output: merge({
      ...{ KeyId: key.arn, SharedSecret, KeyAgreementAlgorithm: algorithm, KeyOrigin: key.origin },
    }),
  };
}

/** GetPublicKey: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html */
export async function getPublicKey(context: Context): Promise<Done> {
  const key = findAsked(context, true);
  demandState(key);
  const { material: kind } = findSpec(key.spec);
  if (kind.kind === "bytes")
    refuse(
      "UnsupportedOperationException",
      `${key.arn} key spec is ${key.spec} which is not valid for ${context.operation.name}.`,
    );
  const material = await findMaterial(context, key);
  const isScalar = kind.kind === "named" && kind.name === "secp256k1";
  const PublicKey = isScalar
    ? writePublic(kind.name, tellPoint(kind.name, material.subarray(-32)))
    : createPublicKey(openPrivate(material)).export({ type: "spki", format: "der" });
  return {
    output: merge({
      ...{
        KeyId: key.arn,
        PublicKey,
        CustomerMasterKeySpec: key.spec,
        KeySpec: key.spec,
        KeyUsage: key.usage,
      },
      ...tellAlgorithms(key.spec, key.usage),
    }),
  };
}
