// What keys of every kind do, what is refused, and that nothing of it is lost.
import { describe, expect, test } from "bun:test";
import { constants, publicEncrypt } from "node:crypto";
import { loadOperation } from "../../../../src/aws/model/table.ts";
import { makeStructure } from "../../../../src/aws/values.ts";
import { makeWorld } from "../../support/world.ts";
import { TestClient } from "../support/client.ts";
import { type Input, open } from "./open.ts";

const DAY = 86_400_000;
const Plaintext = Buffer.from("a secret");

async function encryptAgain({ call }: ReturnType<typeof open>, KeyId: string): Promise<Uint8Array> {
  return (await call("Encrypt", { KeyId, Plaintext }))["CiphertextBlob"] as Uint8Array;
}

describe("a symmetric key", () => {
  test("decrypts what it encrypted, under the same context and no other", async () => {
    const world = open();
    const { call, make, fail } = world;
    const { KeyId, Arn } = await make();
    const EncryptionContext = { a: "1", b: "2" };
    const shown = await call("Encrypt", { KeyId, Plaintext, EncryptionContext });
    expect(shown).toMatchObject({ KeyId: Arn, EncryptionAlgorithm: "SYMMETRIC_DEFAULT" });
    const CiphertextBlob = shown["CiphertextBlob"] as Uint8Array;
    expect(Buffer.from(CiphertextBlob).includes(Arn)).toBe(true);
    const decrypted = await call("Decrypt", { CiphertextBlob, EncryptionContext: { b: "2", a: "1" } });
    expect(Buffer.from(decrypted["Plaintext"] as Uint8Array).toString()).toBe("a secret");
    expect(decrypted).toMatchObject({ KeyId: Arn, EncryptionAlgorithm: "SYMMETRIC_DEFAULT" });
    expect(await fail("Decrypt", { CiphertextBlob, EncryptionContext: { a: "1" } })).toBe(
      "InvalidCiphertextException: ",
    );
    expect(await fail("Decrypt", { CiphertextBlob: Buffer.from("x") })).toBe("InvalidCiphertextException: ");
    const other = await make();
    expect(await fail("Decrypt", { CiphertextBlob, EncryptionContext, KeyId: other.KeyId })).toBe(
      "IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation.",
    );
    expect(await fail("Decrypt", { CiphertextBlob, EncryptionContext }, "eu-west-1")).toStartWith(
      "AccessDeniedException: ",
    );
    expect(await fail("Encrypt", { KeyId, Plaintext: "" })).toBe(
      "ValidationException: 1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  });

  test("is told from others before what it is for is looked at", async () => {
    const world = open();
    const { make, fail } = world;
    const mac = await make({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" });
    const CiphertextBlob = await encryptAgain(world, (await make()).KeyId);
    const refused =
      "IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation.";
    expect(await fail("Decrypt", { CiphertextBlob, KeyId: mac.KeyId })).toBe(refused);
    const again = { CiphertextBlob, SourceKeyId: mac.KeyId, DestinationKeyId: mac.KeyId };
    expect(await fail("ReEncrypt", again)).toBe(refused);
  });

  test("has the id that a tag chooses", async () => {
    const { make, fail } = open();
    const KeyId = "134f2428-cec1-4b25-a1ae-9048164dba48";
    const Tags = [{ TagKey: "_custom_id_", TagValue: KeyId }];
    const made = await make({ Tags });
    expect([made.KeyId, made.Arn.split("/")[1] ?? ""]).toEqual([KeyId, KeyId]);
    expect(await fail("CreateKey", { Tags })).toStartWith("AlreadyExistsException: ");
  });

  test("is asked for by its id, its ARN, an alias and the alias's ARN", async () => {
    const { call, make, fail } = open();
    const { KeyId, Arn } = await make();
    await call("CreateAlias", { AliasName: "alias/a", TargetKeyId: KeyId });
    const alias = Arn.replace(/key\/.*/, "alias/a");
    for (const text of [KeyId, Arn, "alias/a", alias])
      expect((await call("Encrypt", { KeyId: text, Plaintext }))["KeyId"]).toBe(Arn);
    expect(await fail("DescribeKey", { KeyId: "alias/b" })).toBe(
      `NotFoundException: Alias ${alias.replace("/a", "/b")} is not found.`,
    );
    expect(await fail("EnableKey", { KeyId: "alias/a" })).toBe("NotFoundException: Invalid keyId 'alias/a'");
    expect(await fail("CreateAlias", { AliasName: "alias/a", TargetKeyId: KeyId })).toBe(
      `AlreadyExistsException: An alias with the name ${alias} already exists`,
    );
    expect(await fail("CreateAlias", { AliasName: "alias/aws/x", TargetKeyId: KeyId })).toBe(
      "NotAuthorizedException: ",
    );
  });

  test("is not used while it is disabled or to be deleted, and gone after that", async () => {
    const world = open();
    const { client, call, make, fail } = world;
    const { KeyId, Arn } = await make();
    await call("CreateAlias", { AliasName: "alias/a", TargetKeyId: KeyId });
    await call("DisableKey", { KeyId });
    expect(await fail("Encrypt", { KeyId, Plaintext })).toBe(`DisabledException: ${Arn} is disabled.`);
    await call("EnableKey", { KeyId });
    expect(await call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 })).toMatchObject({
      ...{ KeyId: Arn, KeyState: "PendingDeletion", PendingWindowInDays: 7 },
      DeletionDate: new Date(client.now + 7 * DAY),
    });
    const pending = `KMSInvalidStateException: ${Arn} is pending deletion.`;
    for (const name of ["EnableKey", "DisableKey", "ScheduleKeyDeletion", "EnableKeyRotation"])
      expect(await fail(name, { KeyId })).toBe(pending);
    expect(await fail("Encrypt", { KeyId, Plaintext })).toBe(pending);
    expect(await call("CancelKeyDeletion", { KeyId })).toMatchObject({ KeyId: Arn });
    expect((await call("DescribeKey", { KeyId }))["KeyMetadata"]).toMatchObject({ KeyState: "Disabled" });
    await call("ScheduleKeyDeletion", { KeyId });
    client.now += 30 * DAY;
    expect(await fail("DescribeKey", { KeyId })).toBe(`NotFoundException: Key '${Arn}' does not exist`);
    expect(await fail("DescribeKey", { KeyId: "alias/a" })).toStartWith("NotFoundException: Alias ");
    expect((await call("ListKeys"))["Keys"]).toEqual([]);
  });

  test("gets new material in time, and decrypts by what it had", async () => {
    const world = open();
    const { client, call, make } = world;
    const { KeyId } = await make();
    await call("EnableKeyRotation", { KeyId, RotationPeriodInDays: 90 });
    const CiphertextBlob = await encryptAgain(world, KeyId);
    const before = (await call("DescribeKey", { KeyId }))["KeyMetadata"] as Input;
    client.now += 200 * DAY;
    const { KeyMetadata: after } = await call("DescribeKey", { KeyId });
    expect((after as Input)["CurrentKeyMaterialId"]).not.toBe(before["CurrentKeyMaterialId"]);
    const { Rotations } = await call("ListKeyRotations", { KeyId });
    expect(Rotations).toHaveLength(2);
    const { Plaintext: text } = await call("Decrypt", { CiphertextBlob });
    expect(Buffer.from(text as Uint8Array).toString()).toBe("a secret");
    expect(await call("GetKeyRotationStatus", { KeyId })).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 90,
    });
    await call("DisableKeyRotation", { KeyId });
    expect((await call("GetKeyRotationStatus", { KeyId }))["KeyRotationEnabled"]).toBe(false);
  });

  test("of several regions is one key", async () => {
    const world = open();
    const { client, call, make, fail } = world;
    const { KeyId } = await make({ MultiRegion: true });
    await call("ReplicateKey", { KeyId, ReplicaRegion: "eu-west-1" });
    const CiphertextBlob = await encryptAgain(world, KeyId);
    const { KeyId: arn } = await call("Decrypt", { CiphertextBlob }, "eu-west-1");
    expect(arn).toContain(":eu-west-1:");
    await call("UpdatePrimaryRegion", { KeyId, PrimaryRegion: "eu-west-1" });
    const { KeyMetadata } = await call("DescribeKey", { KeyId }, "eu-west-1");
    expect(KeyMetadata).toMatchObject({ MultiRegionConfiguration: { MultiRegionKeyType: "PRIMARY" } });
    const waiting = await call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 }, "eu-west-1");
    expect(waiting).toMatchObject({ KeyState: "PendingReplicaDeletion" });
    await call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
    client.now += 7 * DAY;
    expect((await call("DescribeKey", { KeyId }, "eu-west-1"))["KeyMetadata"]).toMatchObject({
      KeyState: "PendingDeletion",
      DeletionDate: new Date(client.now + 7 * DAY),
    });
    expect(await fail("DescribeKey", { KeyId })).toStartWith("NotFoundException: ");
  });

  test("of AWS's own comes with the first use of its alias", async () => {
    const { call, fail } = open();
    const { KeyId: own } = (await call("CreateKey"))["KeyMetadata"] as { readonly KeyId: string };
    await call("CreateAlias", { AliasName: "alias/mine", TargetKeyId: own });
    const { Aliases } = await call("ListAliases");
    expect((Aliases as Input[])[0]).toMatchObject({ AliasName: "alias/mine" });
    expect(
      (Aliases as Input[]).find(({ AliasName }) => AliasName === "alias/aws/s3")?.["TargetKeyId"],
    ).toBeUndefined();
    const { KeyMetadata } = await call("DescribeKey", { KeyId: "alias/aws/s3" });
    const { KeyId } = KeyMetadata as { readonly KeyId: string };
    expect(KeyMetadata).toMatchObject({ KeyManager: "AWS" });
    expect((await call("Encrypt", { KeyId: "alias/aws/s3", Plaintext }))["KeyId"]).toContain(KeyId);
    expect(await fail("DisableKey", { KeyId })).toStartWith("AccessDeniedException: ");
  });
});

const SIGNING: readonly [string, string][] = [
  ["RSA_2048", "RSASSA_PSS_SHA_256"],
  ["ECC_NIST_P521", "ECDSA_SHA_512"],
  ["ECC_SECG_P256K1", "ECDSA_SHA_256"],
  ["ECC_NIST_EDWARDS25519", "ED25519_SHA_512"],
  ["ML_DSA_65", "ML_DSA_SHAKE_256"],
];

describe("an asymmetric key", () => {
  test.each(SIGNING)("of %s signs", async (KeySpec, SigningAlgorithm) => {
    const { call, make, fail } = open();
    const { KeyId, Arn } = await make({ KeySpec, KeyUsage: "SIGN_VERIFY" });
    const asked = { KeyId, SigningAlgorithm, Message: Plaintext };
    const { Signature } = (await call("Sign", asked)) as unknown as { readonly Signature: Uint8Array };
    expect(await call("Verify", { ...asked, Signature })).toMatchObject({ SignatureValid: true, KeyId: Arn });
    expect(await fail("Verify", { ...asked, Message: "other", Signature })).toBe(
      "KMSInvalidSignatureException: ",
    );
    expect(await fail("Encrypt", { KeyId, Plaintext })).toBe(
      `InvalidKeyUsageException: ${Arn} key usage is SIGN_VERIFY which is not valid for Encrypt.`,
    );
    expect((await call("GetPublicKey", { KeyId }))["SigningAlgorithms"]).toContain(SigningAlgorithm);
  });

  test("of RSA encrypts with the public key that it tells", async () => {
    const { call, make, fail } = open();
    const { KeyId } = await make({ KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" });
    const { PublicKey } = (await call("GetPublicKey", { KeyId })) as unknown as {
      readonly PublicKey: Uint8Array;
    };
    const key = { key: Buffer.from(PublicKey), format: "der", type: "spki" } as const;
    const blob = publicEncrypt(
      { ...key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
      Plaintext,
    );
    const asked = { KeyId, CiphertextBlob: blob, EncryptionAlgorithm: "RSAES_OAEP_SHA_256" };
    expect(Buffer.from((await call("Decrypt", asked))["Plaintext"] as Uint8Array).toString()).toBe(
      "a secret",
    );
    expect(await fail("Encrypt", { KeyId, Plaintext })).toBe(
      "InvalidKeyUsageException: Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.",
    );
  });

  test("is made of a spec and for a use that go together", async () => {
    const { fail } = open();
    expect(await fail("CreateKey", { KeySpec: "RSA_2048" })).toBe(
      "ValidationException: You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
    );
    expect(await fail("CreateKey", { KeySpec: "HMAC_256", KeyUsage: "SIGN_VERIFY" })).toBe(
      "ValidationException: KeyUsage SIGN_VERIFY is not compatible with KeySpec HMAC_256",
    );
    expect(await fail("CreateKey", { KeySpec: "SM2", KeyUsage: "SIGN_VERIFY" })).toStartWith(
      "UnsupportedOperationException: ",
    );
    expect(await fail("CreateKey", { Policy: "no JSON" })).toStartWith("MalformedPolicyDocumentException: ");
  });
});

test("what is only tried has no effect", async () => {
  const { make, fail } = open();
  const { KeyId } = await make();
  const dry = "DryRunOperationException: The request would have succeeded, but the DryRun option is set.";
  expect(await fail("Encrypt", { KeyId, Plaintext, DryRun: true })).toBe(dry);
  expect(await fail("GenerateDataKey", { KeyId, KeySpec: "AES_128", DryRun: true })).toBe(dry);
  expect(await fail("GenerateDataKey", { KeyId })).toBe(
    "ValidationException: Please specify either number of bytes or key spec.",
  );
});

test("lists come in pages", async () => {
  const { call, make, fail } = open();
  for (let count = 0; count < 5; count++) await make();
  const first = await call("ListKeys", { Limit: 3 });
  expect(first).toMatchObject({ Truncated: true });
  const rest = await call("ListKeys", { Marker: first["NextMarker"] as string });
  expect(rest["Keys"]).toHaveLength(2);
  expect(rest).toMatchObject({ Truncated: false });
  expect(await fail("ListKeys", { Marker: "no marker" })).toStartWith("InvalidMarkerException: ");
});

test("production's key decrypts what it encrypted here, also where its state was saved", async () => {
  const KeyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
  const Arn = `arn:aws:kms:eu-west-1:111122223333:key/${KeyId}`;
  const world = makeWorld();
  const call = async (name: string, input: object, told?: object) => {
    const more = told
      ? { told: { at: 1_775_000_000_000, event: "e", output: Object.assign(makeStructure(), told) } }
      : {};
    const done = await world.call(
      await loadOperation("kms", name),
      Object.assign(makeStructure(), input),
      more,
    );
    if ("error" in done) throw new Error(done.error.message);
    return done.output;
  };
  await call(
    "CreateKey",
    {},
    { KeyMetadata: Object.assign(makeStructure(), { KeyId, Arn, KeyState: "Enabled" }) },
  );
  const { CiphertextBlob } = await call("Encrypt", { KeyId, Plaintext });
  const [things, records] = [[...world.store.listAll()], [...world.store.records.listAll()]];
  const about = { account: "111122223333", region: "eu-west-1", trail: undefined };
  const later = new TestClient({ home: { account: "111122223333", region: "eu-west-1" } });
  later.instance.load({ about, things, records });
  const home = { account: "111122223333", region: "eu-west-1" };
  const shown = await later.call("kms", "Decrypt", { CiphertextBlob: CiphertextBlob as Uint8Array }, home);
  expect(Buffer.from(shown["Plaintext"] as Uint8Array).toString()).toBe("a secret");
});
