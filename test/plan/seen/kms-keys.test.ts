// A key's spec and usage, by the algorithms that are used with it.
import { expect, test } from "bun:test";
import { loadOperation } from "../../../src/aws/model/table.ts";
import { makeRead, tell } from "./tell.ts";

const KEY = "11111111-2222-3333-4444-555555555555";

/** What CreateKey is asked for once a key was used so. */
async function makeKey(eventName: string, used: object, keyId = KEY) {
  const { made } = await tell([makeRead("kms", eventName, { keyId, ...used })]);
  return made.find(({ operation }) => operation === "CreateKey")?.input;
}

async function listValues(operation: string, member: string): Promise<readonly string[]> {
  return (await loadOperation("kms", operation)).input?.members?.[member]?.enum ?? [];
}

test("what only symmetric keys do leaves the spec to its default: a data key's spec is not the key's", async () => {
  expect(await makeKey("GenerateDataKey", { keySpec: "AES_256" })).toEqual({});
  expect(await makeKey("GenerateDataKeyPair", { keyPairSpec: "RSA_2048" })).toEqual({});
  expect(await makeKey("Decrypt", { encryptionAlgorithm: "SYMMETRIC_DEFAULT" })).toEqual({});
});

test.each([
  ["Sign", "SigningAlgorithm", "SIGN_VERIFY"],
  ["Verify", "SigningAlgorithm", "SIGN_VERIFY"],
  ["GenerateMac", "MacAlgorithm", "GENERATE_VERIFY_MAC"],
  ["Encrypt", "EncryptionAlgorithm", "ENCRYPT_DECRYPT"],
  ["DeriveSharedSecret", "KeyAgreementAlgorithm", "KEY_AGREEMENT"],
])("%s: each %s has a key that can do it, for %s", async (operation, member, usage) => {
  const specs = await listValues("CreateKey", "KeySpec");
  const algorithms = (await listValues(operation, member)).filter((one) => one !== "SYMMETRIC_DEFAULT");
  expect(algorithms.length).toBeGreaterThan(0);
  for (const algorithm of algorithms) {
    const { KeySpec, KeyUsage } = (await makeKey(operation, { [member]: algorithm })) ?? {};
    expect(specs, algorithm).toContain(String(KeySpec));
    expect(KeyUsage, algorithm).toBe(usage);
  }
});

test("what has a public key is asymmetric", async () => {
  expect(await makeKey("GetPublicKey", {})).toEqual({ KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" });
});

test("an alias leads to a key that can do what was done by the alias", async () => {
  expect(await makeKey("Sign", { signingAlgorithm: "ECDSA_SHA_384" }, "alias/releases")).toEqual({
    KeySpec: "ECC_NIST_P384",
    KeyUsage: "SIGN_VERIFY",
  });
});

test("what a description says of the key comes first", async () => {
  const keyMetadata = { keyId: KEY, keySpec: "RSA_4096", keyUsage: "SIGN_VERIFY" };
  const sign = { keyId: KEY, signingAlgorithm: "RSASSA_PSS_SHA_256" };
  const described = makeRead("kms", "DescribeKey", { keyId: KEY }, { responseElements: { keyMetadata } });
  const { made } = await tell([makeRead("kms", "Sign", sign), described]);
  expect(made[0]?.input).toEqual({ KeySpec: "RSA_4096", KeyUsage: "SIGN_VERIFY" });
});

test("two aliases lead to two keys, or to those that were used by them", async () => {
  const sign = makeRead("kms", "Sign", { keyId: "alias/sign", signingAlgorithm: "RSASSA_PSS_SHA_256" });
  const hide = makeRead("kms", "GenerateDataKey", { keyId: "alias/hide", keySpec: "AES_256" });
  const unknown = await tell([sign, hide]);
  expect(unknown.made.map(({ type }) => type)).toEqual(["kms-key", "kms-alias", "kms-key", "kms-alias"]);
  expect(unknown.made[2]?.input).toEqual({});
  const ARN = `arn:aws:kms:us-east-1:111122223333:key/${KEY}`;
  const direct = makeRead("kms", "Sign", { keyId: KEY, signingAlgorithm: "RSASSA_PSS_SHA_256" });
  const known = await tell([direct, { ...sign, resources: [{ ARN }] }]);
  expect(known.made.map(({ type }) => type)).toEqual(["kms-key", "kms-alias"]);
});
