// Private keys of a curve that Node does not have, brought in PKCS #8.
import { expect, test } from "bun:test";
import { constants, generateKeyPairSync, publicEncrypt } from "node:crypto";
import { readScalar, wrapScalar } from "../../../../src/instance/engines/kms/private-scalar.ts";
import { TestClient } from "../support/client.ts";
import { ask, makeKey } from "./scenarios.ts";

/** A key as OpenSSL writes it, with its public part in it, and that part alone. */
const SCALAR = "11c11b717c6fed80ff63705444fa376c1923037e734f17b6876a9b7fc01a8289";
const POINT =
  "049f90efca7dcbb4a40d47ec44980b5fab061f56f60cf449697df39e18bf0dba14f0be59894c91fda64a23ea7a3b03f15e92106bb2e574becd22dcdb3a113cb57c";
const WHOLE = Buffer.from(
  `308184020100301006072a8648ce3d020106052b8104000a046d306b0201010420${SCALAR}a144034200${POINT}`,
  "hex",
);

test("the number of a key is read with its public part and without, and of no other key", () => {
  expect(Buffer.from(readScalar(WHOLE) ?? []).toString("hex")).toBe(SCALAR);
  const scalar = Buffer.from(SCALAR, "hex");
  expect(Buffer.from(readScalar(wrapScalar(scalar)) ?? [])).toEqual(scalar);
  const other = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  expect(readScalar(other.privateKey.export({ type: "pkcs8", format: "der" }))).toBeUndefined();
  for (let length = 0; length < WHOLE.length - 70; length++)
    expect(readScalar(WHOLE.subarray(0, length))).toBeUndefined();
});

test("a key that is brought signs as itself", async () => {
  const client = new TestClient();
  const call = ask(client);
  const { KeyId } = await makeKey(client, {
    KeySpec: "ECC_SECG_P256K1",
    KeyUsage: "SIGN_VERIFY",
    Origin: "EXTERNAL",
  });
  const asked = { KeyId, WrappingAlgorithm: "RSAES_OAEP_SHA_256", WrappingKeySpec: "RSA_2048" };
  const { PublicKey, ImportToken } = (await call("GetParametersForImport", asked)) as unknown as Record<
    string,
    Uint8Array
  >;
  const wrap = (bytes: Buffer) =>
    publicEncrypt(
      {
        ...{ key: Buffer.from(PublicKey ?? []), format: "der", type: "spki" },
        ...{ padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
      },
      bytes,
    );
  const bring = (bytes: Buffer) =>
    call("ImportKeyMaterial", {
      KeyId,
      ImportToken: ImportToken ?? new Uint8Array(),
      EncryptedKeyMaterial: wrap(bytes),
      ExpirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE",
    });
  expect((await bring(Buffer.alloc(32, 1))).Error?.Code).toBe("IncorrectKeyMaterialException");
  expect((await bring(WHOLE)).Error).toBeUndefined();
  const told = (await call("GetPublicKey", { KeyId }))["PublicKey"] as Uint8Array;
  expect(Buffer.from(told).toString("hex")).toEndWith(POINT);
});
