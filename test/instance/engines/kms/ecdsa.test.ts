// Signatures of hashes that somebody else made, held against Node's own.
import { expect, test } from "bun:test";
import { createHash, createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import {
  makeScalar,
  signHash,
  tellPoint,
  verifyHash,
  writePublic,
} from "../../../../src/instance/engines/kms/ecdsa.ts";
import { findScheme, isSigned, signMessage } from "../../../../src/instance/engines/kms/signatures.ts";

const MESSAGE = Buffer.from("a message");

test.each(["prime256v1", "secp384r1", "secp521r1"])(
  "what is signed over %p is what Node verifies",
  (curve) => {
    const scalar = makeScalar(curve);
    const point = tellPoint(curve, scalar);
    const hash = createHash("sha256").update(MESSAGE).digest();
    const signature = signHash(curve, scalar, hash);
    const key = createPublicKey({ key: Buffer.from(writePublic(curve, point)), format: "der", type: "spki" });
    expect(verify("sha256", MESSAGE, key, signature)).toBe(true);
    expect(verifyHash(curve, point, hash, signature)).toBe(true);
    expect(verifyHash(curve, point, createHash("sha256").update("other").digest(), signature)).toBe(false);
  },
);

test("secp256k1 has the points that others have", () => {
  const one = Buffer.alloc(32);
  one[31] = 2;
  const point = Buffer.from(tellPoint("secp256k1", one)).toString("hex");
  expect(point).toBe(
    "04c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee51ae168fea63dc339a3c58419466ceaeef7f632653266d0e1236431a950cfe52a",
  );
  const scalar = makeScalar("secp256k1");
  const hash = createHash("sha256").update(MESSAGE).digest();
  const signature = signHash("secp256k1", scalar, hash);
  expect(verifyHash("secp256k1", tellPoint("secp256k1", scalar), hash, signature)).toBe(true);
  expect(verifyHash("secp256k1", tellPoint("secp256k1", scalar), hash, signature.slice(0, -1))).toBe(false);
});

const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
  type: "pkcs8",
  format: "der",
});

test.each([
  "RSASSA_PKCS1_V1_5_SHA_256",
  "RSASSA_PKCS1_V1_5_SHA_384",
  "RSASSA_PSS_SHA_384",
  "RSASSA_PSS_SHA_512",
])("%s signs a hash as it signs the message", (algorithm) => {
  const scheme = findScheme(algorithm);
  if (!scheme) throw new Error(algorithm);
  const ofMessage = { spec: "RSA_2048", material: RSA, scheme, message: MESSAGE, isDigest: false };
  const digest = createHash(scheme.hash).update(MESSAGE).digest();
  const ofHash = { ...ofMessage, message: digest, isDigest: true };
  for (const signature of [signMessage(ofMessage), signMessage(ofHash)]) {
    expect(isSigned(ofMessage, signature)).toBe(true);
    expect(isSigned(ofHash, signature)).toBe(true);
    expect(isSigned({ ...ofHash, message: Buffer.alloc(digest.length) }, signature)).toBe(false);
  }
});
