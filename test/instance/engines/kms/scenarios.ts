/** Scenarios of KMS that were recorded on AWS for several kinds of keys. */

import { expect } from "bun:test";
import { constants, createHash, generateKeyPairSync, publicEncrypt, randomBytes } from "node:crypto";
import type { Given, Shown, TestClient } from "../support/client.ts";
import type { Scenario } from "../support/recorded.ts";

type Input = Readonly<Record<string, Given>>;

export function ask(client: TestClient) {
  return (name: string, input: Input = {}, region?: string) =>
    client.call("kms", name, input, region ? { region } : {});
}

/** A key as its making tells it. */
export async function makeKey(client: TestClient, input: Input = {}, region?: string) {
  const { KeyMetadata } = await ask(client)("CreateKey", input, region);
  return KeyMetadata as { readonly KeyId: string; readonly Arn: string } & Record<string, unknown>;
}

/** An answer with words in the place of bytes, as some recordings have it. */
export function hide(shown: Shown, words: Readonly<Record<string, string>>): object {
  return { ...shown, ...words };
}

/** What is signed and encrypted. */
export const MESSAGE = Buffer.from("test message !%$@ 1234567890");

export function scenarioOfSizes(spec: string, algorithm: string): Scenario {
  return async ({ client, answer }) => {
    const { KeyId } = await makeKey(client, { KeyUsage: "ENCRYPT_DECRYPT", KeySpec: spec });
    const Plaintext = randomBytes(4096);
    const shown = await ask(client)("Encrypt", { KeyId, Plaintext, EncryptionAlgorithm: algorithm });
    answer("generate-random-exc", shown);
  };
}

export function scenarioOfSigning(spec: string, SigningAlgorithm: string): Scenario {
  return async ({ client, answer }) => {
    const call = ask(client);
    const { KeyId } = await makeKey(client, { KeyUsage: "SIGN_VERIFY", KeySpec: spec });
    const digest = createHash(`sha${SigningAlgorithm.slice(-3)}`)
      .update(MESSAGE)
      .digest();
    const asked = { KeyId, SigningAlgorithm, MessageType: "RAW" };
    const signed = await call("Sign", { ...asked, Message: MESSAGE });
    answer("signature", signed);
    const Signature = signed["Signature"] as Uint8Array;
    answer("verification", await call("Verify", { ...asked, Message: MESSAGE, Signature }));
    const hashed = { ...asked, MessageType: "DIGEST", Signature };
    expect((await call("Verify", { ...hashed, Message: digest }))["SignatureValid"]).toBe(true);
    answer("bad-digest", await call("Verify", { ...hashed, Message: MESSAGE }));
    answer(
      "bad-signature",
      await call("Verify", { ...asked, Message: MESSAGE, Signature: Buffer.from("x") }),
    );
  };
}

/** Wraps what a key is to be made of by the public key that KMS tells. */
export async function wrap(client: TestClient, KeyId: string, material: Uint8Array) {
  const asked = { KeyId, WrappingAlgorithm: "RSAES_OAEP_SHA_256", WrappingKeySpec: "RSA_2048" };
  const parameters = await ask(client)("GetParametersForImport", asked);
  const key = Buffer.from(parameters["PublicKey"] as Uint8Array);
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const EncryptedKeyMaterial = publicEncrypt(
    { key, format: "der", type: "spki", padding, oaepHash: "sha256" },
    material,
  );
  const ImportToken = parameters["ImportToken"] as Uint8Array;
  return {
    parameters,
    input: { KeyId, ImportToken, EncryptedKeyMaterial, ExpirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" },
  };
}

export function makeCurveKey(namedCurve: string): Uint8Array {
  return generateKeyPairSync("ec", { namedCurve }).privateKey.export({ type: "pkcs8", format: "der" });
}

export function scenarioOfCurve(KeySpec: string, curve: string, SigningAlgorithm: string): Scenario {
  return async ({ client, answer }) => {
    const call = ask(client);
    const given = {
      KeySpec,
      KeyUsage: "SIGN_VERIFY",
      Origin: "EXTERNAL",
      Description: "test ecc key import",
    };
    const { KeyId } = await makeKey(client, given);
    answer("describe-key-before-import", await call("DescribeKey", { KeyId }));
    await call("ImportKeyMaterial", (await wrap(client, KeyId, makeCurveKey(curve))).input);
    answer("describe-key-after-import", await call("DescribeKey", { KeyId }));
    const asked = { KeyId, SigningAlgorithm, Message: MESSAGE };
    const signed = await call("Sign", asked);
    answer("sign-result", signed);
    const Signature = signed["Signature"] as Uint8Array;
    answer("verify-result", await call("Verify", { ...asked, Signature }));
    await call("DeleteImportedKeyMaterial", { KeyId });
    answer("describe-key-after-deleted-import", await call("DescribeKey", { KeyId }));
  };
}

export function scenarioOfHmac(KeySpec: string, bytes: number, MacAlgorithm: string): Scenario {
  return async ({ client, answer }) => {
    const call = ask(client);
    const given = {
      KeySpec,
      KeyUsage: "GENERATE_VERIFY_MAC",
      Origin: "EXTERNAL",
      Description: "test import hmac key",
    };
    const { KeyId } = await makeKey(client, given);
    answer("describe-key-before-import", await call("DescribeKey", { KeyId }));
    await call("ImportKeyMaterial", (await wrap(client, KeyId, randomBytes(bytes))).input);
    answer("describe-key-after-import", await call("DescribeKey", { KeyId }));
    const asked = { KeyId, MacAlgorithm, Message: MESSAGE };
    const made = await call("GenerateMac", asked);
    answer("generate-mac-response", made);
    answer("verify-mac-response", await call("VerifyMac", { ...asked, Mac: made["Mac"] as Uint8Array }));
    await call("DeleteImportedKeyMaterial", { KeyId });
    answer("describe-key-after-deleted-import", await call("DescribeKey", { KeyId }));
  };
}

/** Two tags. */
export const TAGS = ["1", "2"].map((at) => ({ TagKey: `tag${at}`, TagValue: `value${at}` }));

export function scenarioOfUntagging(isMadeWith: boolean): Scenario {
  return async ({ client, answer }) => {
    const call = ask(client);
    const { KeyId } = await makeKey(client, isMadeWith ? { Tags: TAGS } : {});
    if (!isMadeWith) await call("TagResource", { KeyId, Tags: TAGS });
    answer("list-resource-tags", (await call("ListResourceTags", { KeyId }))["Tags"]);
    await call("UntagResource", { KeyId, TagKeys: ["tag1", "tag2"] });
    answer("list-resource-tags-after-all-untagged", (await call("ListResourceTags", { KeyId }))["Tags"]);
  };
}
