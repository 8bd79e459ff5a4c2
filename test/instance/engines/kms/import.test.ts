// Key material that comes wrapped.
import { expect, test } from "bun:test";
import { constants, createCipheriv, generateKeyPairSync, publicEncrypt, randomBytes } from "node:crypto";
import { unwrapPadded } from "../../../../src/instance/engines/kms/wrapping.ts";
import { TestClient } from "../support/client.ts";
import { ask, makeKey } from "./scenarios.ts";

/** https://www.rfc-editor.org/rfc/rfc5649#section-3, for a test alone. */
function wrapPadded(key: Uint8Array, bytes: Uint8Array): Buffer {
  const encrypt = (block: Uint8Array) => {
    const cipher = createCipheriv("aes-256-ecb", key, null);
    cipher.setAutoPadding(false);
    return Buffer.concat([cipher.update(block), cipher.final()]);
  };
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  let first = Buffer.concat([Buffer.from("a65959a6", "hex"), length]);
  const padded = Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
  if (padded.length === 8) return encrypt(Buffer.concat([first, padded]));
  const blocks = Array.from({ length: padded.length / 8 }, (_, at) => padded.subarray(at * 8, at * 8 + 8));
  for (let round = 0; round < 6; round++)
    for (const [at, block] of blocks.entries()) {
      const both = encrypt(Buffer.concat([first, block]));
      first = Buffer.from(both.subarray(0, 8));
      first.writeUInt32BE((first.readUInt32BE(4) ^ (blocks.length * round + at + 1)) >>> 0, 4);
      blocks[at] = both.subarray(8);
    }
  return Buffer.concat([first, ...blocks]);
}

test.each([1, 7, 8, 9, 32, 138])("%d bytes come out of the wrapping as they went in", (count) => {
  const [key, bytes] = [randomBytes(32), randomBytes(count)];
  const wrapped = wrapPadded(key, bytes);
  expect(Buffer.from(unwrapPadded(key, wrapped) ?? [])).toEqual(bytes);
  expect(unwrapPadded(randomBytes(32), wrapped)).toBeUndefined();
});

test("an RSA key is brought wrapped twice", async () => {
  const client = new TestClient();
  const call = ask(client);
  const { KeyId } = await makeKey(client, {
    KeySpec: "RSA_2048",
    KeyUsage: "SIGN_VERIFY",
    Origin: "EXTERNAL",
  });
  const asked = { KeyId, WrappingAlgorithm: "RSA_AES_KEY_WRAP_SHA_256", WrappingKeySpec: "RSA_2048" };
  const { PublicKey, ImportToken } = (await call("GetParametersForImport", asked)) as unknown as Record<
    string,
    Uint8Array
  >;
  const secret = randomBytes(32);
  const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { key: Buffer.from(PublicKey ?? []), format: "der", type: "spki" } as const;
  const head = publicEncrypt(
    { ...key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
    secret,
  );
  const material = wrapPadded(secret, own.privateKey.export({ type: "pkcs8", format: "der" }));
  const EncryptedKeyMaterial = Buffer.concat([head, material]);
  const given = {
    KeyId,
    ImportToken: ImportToken ?? "",
    EncryptedKeyMaterial,
    ExpirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE",
  };
  await call("ImportKeyMaterial", given);
  const told = (await call("GetPublicKey", { KeyId }))["PublicKey"] as Uint8Array;
  expect(Buffer.from(told)).toEqual(own.publicKey.export({ type: "spki", format: "der" }));
});
