// KMS as AWS itself answered: the scenarios behind the recordings.
import { expect } from "bun:test";
import { randomBytes } from "node:crypto";
import { testRecorded } from "../support/recorded.ts";
import {
  ask,
  hide,
  MESSAGE,
  makeCurveKey,
  makeKey,
  scenarioOfCurve,
  scenarioOfHmac,
  scenarioOfSigning,
  scenarioOfSizes,
  scenarioOfUntagging,
  TAGS,
  wrap,
} from "./scenarios.ts";

const HMAC = { KeySpec: "HMAC_224", KeyUsage: "GENERATE_VERIFY_MAC" };
testRecorded("kms", 97, {
  "generate_random_invalid_number_of_bytes[0]": async ({ client, answer }) =>
    answer("generate-random-exc", await ask(client)("GenerateRandom", { NumberOfBytes: 0 })),
  "generate_random_invalid_number_of_bytes[1025]": async ({ client, answer }) =>
    answer("generate-random-exc", await ask(client)("GenerateRandom", { NumberOfBytes: 1025 })),
  "generate_random[91]": async ({ client, answer }) => {
    const { Plaintext } = await ask(client)("GenerateRandom", { NumberOfBytes: 91 });
    answer("result_length", (Plaintext as Uint8Array).length);
  },
  "encrypt_validate_plaintext_size_per_key_type[RSA_2048-RSAES_OAEP_SHA_1]": scenarioOfSizes(
    "RSA_2048",
    "RSAES_OAEP_SHA_1",
  ),
  "encrypt_validate_plaintext_size_per_key_type[RSA_4096-RSAES_OAEP_SHA_1]": scenarioOfSizes(
    "RSA_4096",
    "RSAES_OAEP_SHA_1",
  ),
  "create key": async ({ client, answer }) => {
    const { KeyId } = await makeKey(client, { Description: "test key 123" });
    answer("describe-key", (await ask(client)("DescribeKey", { KeyId }))["KeyMetadata"]);
  },
  "get key in different region": async ({ client, answer }) => {
    const call = ask(client);
    const { KeyId, Arn } = await makeKey(client, { Description: "test key 123" }, "us-west-2");
    answer("describe-key-diff-region-with-id", await call("DescribeKey", { KeyId }));
    answer("describe-key-diff-region-with-arn", await call("DescribeKey", { KeyId: Arn }));
    answer("describe-key-same-specific-region-with-id", await call("DescribeKey", { KeyId }, "us-west-2"));
    answer(
      "describe-key-same-specific-region-with-arn",
      await call("DescribeKey", { KeyId: Arn }, "us-west-2"),
    );
  },
  "replicate key": async ({ client, answer }) => {
    const call = ask(client);
    const region = "ap-southeast-1";
    const { KeyId } = await makeKey(client, { Description: "test replicated key", MultiRegion: true });
    answer("describe-key-from-different-region", await call("DescribeKey", { KeyId }, region));
    answer("replicate-key", await call("ReplicateKey", { KeyId, ReplicaRegion: region }));
    answer("describe-key-from-region", await call("DescribeKey", { KeyId }));
    answer("describe-replicated-key", await call("DescribeKey", { KeyId }, region));
  },
  "create alias": async ({ client, answer }) => {
    const { KeyId } = await makeKey(client);
    answer("create_alias", await ask(client)("CreateAlias", { AliasName: "name", TargetKeyId: KeyId }));
  },
  "sign_verify[RSA_2048-RSASSA_PSS_SHA_512]": scenarioOfSigning("RSA_2048", "RSASSA_PSS_SHA_512"),
  "sign_verify[RSA_4096-RSASSA_PKCS1_V1_5_SHA_512]": scenarioOfSigning(
    "RSA_4096",
    "RSASSA_PKCS1_V1_5_SHA_512",
  ),
  "sign_verify[ECC_NIST_P256-ECDSA_SHA_256]": scenarioOfSigning("ECC_NIST_P256", "ECDSA_SHA_256"),
  "hmac create key": async ({ client, answer }) => {
    const given = { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC", Description: "test key" };
    const made = await makeKey(client, given);
    answer("create-hmac-key", made);
    answer("describe-key", (await ask(client)("DescribeKey", { KeyId: made.KeyId }))["KeyMetadata"]);
  },
  "generate_and_verify_mac[HMAC_224-HMAC_SHA_224]": async ({ client, answer }) => {
    const call = ask(client);
    const { KeyId } = await makeKey(client, HMAC);
    const asked = { KeyId, Message: MESSAGE, MacAlgorithm: "HMAC_SHA_224" };
    const made = await call("GenerateMac", asked);
    const Mac = made["Mac"] as Uint8Array;
    answer("generate-mac", made);
    answer("verify-mac", await call("VerifyMac", { ...asked, Mac }));
    answer("generate-mac-invalid-key-id", await call("GenerateMac", { ...asked, KeyId: "key_id" }));
    answer("verify-mac-invalid-key-id", await call("VerifyMac", { ...asked, KeyId: "key_id", Mac }));
  },
  "invalid_generate_mac[HMAC_224-HMAC_SHA_256]": async ({ client, answer }) => {
    const { KeyId } = await makeKey(client, HMAC);
    const asked = { KeyId, Message: MESSAGE, MacAlgorithm: "HMAC_SHA_256" };
    answer("generate-mac", await ask(client)("GenerateMac", asked));
  },
  "invalid_generate_mac[HMAC_256-INVALID]": async ({ client, answer }) => {
    const { KeyId } = await makeKey(client, { ...HMAC, KeySpec: "HMAC_256" });
    const asked = { KeyId, Message: MESSAGE, MacAlgorithm: "INVALID" };
    answer("generate-mac", await ask(client)("GenerateMac", asked));
  },
  "invalid_verify_mac[HMAC_256-INVALID-some important message]": async ({ client, answer }) => {
    const call = ask(client);
    const { KeyId } = await makeKey(client, { ...HMAC, KeySpec: "HMAC_256" });
    const asked = { KeyId, Message: MESSAGE };
    const made = await call("GenerateMac", { ...asked, MacAlgorithm: "HMAC_SHA_256" });
    answer("generate-mac", made);
    answer(
      "verify-mac",
      await call("VerifyMac", { ...asked, Mac: made["Mac"] as Uint8Array, MacAlgorithm: "INVALID" }),
    );
  },
  "import key asymmetric": async ({ client, answer }) => {
    const call = ask(client);
    const given = { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY", Origin: "EXTERNAL", Description: "d" };
    const made = await makeKey(client, given);
    const { KeyId } = made;
    answer("created-key", made);
    answer("describe-key-before-import", await call("DescribeKey", { KeyId }));
    await call("ImportKeyMaterial", (await wrap(client, KeyId, makeCurveKey("prime256v1"))).input);
    answer("describe-key-after-import", await call("DescribeKey", { KeyId }));
    await call("DeleteImportedKeyMaterial", { KeyId });
    answer("describe-key-after-deleted-import", await call("DescribeKey", { KeyId }));
  },
  "generate data key pair": async ({ client, answer }) => {
    const { KeyId } = await makeKey(client);
    const shown = await ask(client)("GenerateDataKeyPair", { KeyId, KeyPairSpec: "RSA_2048" });
    const words = {
      PrivateKeyCiphertextBlob: "private-key-ciphertext-blob",
      PrivateKeyPlaintext: "private-key-plaintext",
      PublicKey: "public-key",
    };
    answer("generate-data-key-pair", hide(shown, words));
  },
  "encryption context generate data key without plaintext": async ({ client, answer }) => {
    const call = ask(client);
    const { KeyId } = await makeKey(client);
    const EncryptionContext = { context: "context-value" };
    const made = await call("GenerateDataKeyWithoutPlaintext", {
      KeyId,
      KeySpec: "AES_256",
      EncryptionContext,
    });
    const CiphertextBlob = made["CiphertextBlob"] as Uint8Array;
    expect((await call("Decrypt", { CiphertextBlob, EncryptionContext }))["Plaintext"]).toHaveLength(32);
    answer("decrypt-without-encryption-context", await call("Decrypt", { CiphertextBlob }));
  },
  "encryption context generate data key pair without plaintext": async ({ client, answer }) => {
    const call = ask(client);
    const { KeyId } = await makeKey(client);
    const asked = { KeyId, KeyPairSpec: "RSA_2048", EncryptionContext: { context: "context-value" } };
    const made = await call("GenerateDataKeyPairWithoutPlaintext", asked);
    const CiphertextBlob = made["PrivateKeyCiphertextBlob"] as Uint8Array;
    answer("decrypt-without-encryption-context", await call("Decrypt", { CiphertextBlob, KeyId }));
  },
  "derive shared secret": async ({ client, answer }) => {
    const call = ask(client);
    const curve = { KeySpec: "ECC_NIST_P256", KeyUsage: "KEY_AGREEMENT" };
    const [one, other] = [await makeKey(client, curve), await makeKey(client, curve)];
    const PublicKey = (await call("GetPublicKey", { KeyId: other.KeyId }))["PublicKey"] as Uint8Array;
    const asked = { KeyId: one.KeyId, KeyAgreementAlgorithm: "ECDH", PublicKey };
    const shown = await call("DeriveSharedSecret", asked);
    answer("response", hide(shown, { SharedSecret: "shared-secret" }));
    const signing = await makeKey(client, { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
    answer(
      "response-invalid-key-usage",
      await call("DeriveSharedSecret", { ...asked, KeyId: signing.KeyId }),
    );
    answer(
      "response-invalid-key-spec",
      await call("CreateKey", { KeySpec: "RSA_2048", KeyUsage: "KEY_AGREEMENT" }),
    );
    const wrong = await call("DeriveSharedSecret", { ...asked, KeyAgreementAlgorithm: "INVALID" });
    answer("response-invalid-key-agreement-algo", wrong);
    const symmetric = await makeKey(client);
    answer("response-invalid-key", await call("DeriveSharedSecret", { ...asked, KeyId: symmetric.KeyId }));
    const noKey = { ...asked, PublicKey: Buffer.from("InvalidPublicKey") };
    answer("response-invalid-public-key", await call("DeriveSharedSecret", noKey));
  },
  "tag existing key and untag": scenarioOfUntagging(false),
  "create key with tag and untag": scenarioOfUntagging(true),
  "update and add tags on tagged key": async ({ client, answer }) => {
    const call = ask(client);
    const { KeyId } = await makeKey(client, { Tags: [...TAGS, { TagKey: "tag3", TagValue: "value3" }] });
    answer("list-resource-tags", (await call("ListResourceTags", { KeyId }))["Tags"]);
    const changed = ["updated_value2", "value4", "value5"].map((TagValue) => ({
      TagKey: `tag${TagValue.slice(-1)}`,
      TagValue,
    }));
    await call("TagResource", { KeyId, Tags: changed });
    answer("list-resource-tags-after-tags-updated", (await call("ListResourceTags", { KeyId }))["Tags"]);
  },
  "tag key with duplicate tag keys raises error": async ({ client, answer }) => {
    const { KeyId } = await makeKey(client);
    const [tag = {}] = TAGS;
    answer("duplicate-tag-keys", await ask(client)("TagResource", { KeyId, Tags: [tag, tag] }));
  },
  "create key with too many tags raises error": async ({ client, answer }) => {
    const Tags = Array.from({ length: 51 }, (_, at) => ({ TagKey: `key${at}`, TagValue: "v" }));
    answer("invalid-tag-key", await ask(client)("CreateKey", { Tags }));
  },
  "key with long tag value raises error": async ({ client, answer }) =>
    answer(
      "too-long-tag-value",
      await ask(client)("CreateKey", { Tags: [{ TagKey: "k", TagValue: "v".repeat(257) }] }),
    ),
  "key_enable_rotation_status[90]": async ({ client, answer }) => {
    const { KeyId } = await makeKey(client);
    await ask(client)("EnableKeyRotation", { KeyId, RotationPeriodInDays: 90 });
    answer("match_response", await ask(client)("GetKeyRotationStatus", { KeyId }));
  },
  "rotate key on demand modifies key material": async ({ client, answer }) => {
    const { KeyId } = await makeKey(client);
    answer("rotate-on-demand-response", await ask(client)("RotateKeyOnDemand", { KeyId }));
  },
  "rotate key on demand raises error given key is disabled": async ({ client, answer }) => {
    const { KeyId } = await makeKey(client);
    await ask(client)("DisableKey", { KeyId });
    answer("error-response", await ask(client)("RotateKeyOnDemand", { KeyId }));
  },
  "rotate key on demand raises error given key that does not exist": async ({ client, answer }) => {
    const KeyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
    answer("error-response", await ask(client)("RotateKeyOnDemand", { KeyId }));
  },
  "rotate key on demand raises error given non symmetric key": async ({ client, answer }) => {
    const { KeyId } = await makeKey(client, { KeyUsage: "SIGN_VERIFY", KeySpec: "ECC_NIST_P256" });
    answer("error-response", await ask(client)("RotateKeyOnDemand", { KeyId }));
  },
  "key rotations encryption decryption": async ({ client, answer }) => {
    const call = ask(client);
    const { KeyId } = await makeKey(client);
    const Plaintext = randomBytes(12);
    const first = (await call("Encrypt", { KeyId, Plaintext }))["CiphertextBlob"] as Uint8Array;
    await call("RotateKeyOnDemand", { KeyId });
    expect((await call("Decrypt", { CiphertextBlob: first }))["Plaintext"]).toEqual(
      new Uint8Array(Plaintext),
    );
    const bad = Buffer.concat([first.subarray(0, 80), Buffer.from("bad")]);
    answer("bad-ciphertext", await call("Decrypt", { KeyId, CiphertextBlob: bad }));
  },
  "import_key_ecc_keys[ECC_NIST_P256]": scenarioOfCurve("ECC_NIST_P256", "prime256v1", "ECDSA_SHA_256"),
  "import_key_ecc_keys[ECC_NIST_P384]": scenarioOfCurve("ECC_NIST_P384", "secp384r1", "ECDSA_SHA_384"),
  "import_key_hmac_keys[HMAC_384]": scenarioOfHmac("HMAC_384", 48, "HMAC_SHA_384"),
  "import_key_hmac_keys[HMAC_512]": scenarioOfHmac("HMAC_512", 64, "HMAC_SHA_512"),
  "replicate replica key should fail": async ({ client, answer }) => {
    const call = ask(client);
    const { KeyId } = await makeKey(client, { MultiRegion: true });
    await call("ReplicateKey", { KeyId, ReplicaRegion: "us-west-2" });
    const again = await call("ReplicateKey", { KeyId, ReplicaRegion: "eu-west-1" }, "us-west-2");
    answer("fail-replicate-non-primary-key", again);
  },
  "rotate on demand returns arn for key id": async ({ client, answer }) => {
    const { KeyId } = await makeKey(client);
    answer("rotate-on-demand-aws-key", await ask(client)("RotateKeyOnDemand", { KeyId }));
  },
  "rotate key on demand updates current key material for external keys": async ({ client, answer }) => {
    const call = ask(client);
    const made = await makeKey(client, { Origin: "EXTERNAL", Description: "test-key" });
    const { KeyId } = made;
    answer("create-kms-external-key", made);
    const first = await wrap(client, KeyId, randomBytes(32));
    const words = { ImportToken: "import-token", PublicKey: "public-key" };
    answer("get-import-parameters-response", hide(first.parameters, words));
    answer("describe-empty-key-response", await call("DescribeKey", { KeyId }));
    answer("import-key-material-response", await call("ImportKeyMaterial", first.input));
    answer("describe-key-with-material-response", await call("DescribeKey", { KeyId }));
    const encrypt = async () => {
      const shown = await call("Encrypt", { KeyId, Plaintext: MESSAGE });
      return hide(shown, { CiphertextBlob: "ciphertext-blob" });
    };
    answer("kms-encrypt-initial-response", await encrypt());
    const second = { ...(await wrap(client, KeyId, randomBytes(32))).input, ImportType: "NEW_KEY_MATERIAL" };
    answer("import-new-key-material-response", await call("ImportKeyMaterial", second));
    answer("describe-key-with-new-material-response", await call("DescribeKey", { KeyId }));
    answer("rotate-key-on-demand-response", await call("RotateKeyOnDemand", { KeyId }));
    answer("describe-key-after-rotation", await call("DescribeKey", { KeyId }));
    answer("kms-encrypt-rotated-key-response", await encrypt());
  },
  "import key material raises if there is already key material pending": async ({ client, answer }) => {
    const call = ask(client);
    const { KeyId } = await makeKey(client, { Origin: "EXTERNAL" });
    const bring = async () => {
      const { input } = await wrap(client, KeyId, randomBytes(32));
      return call("ImportKeyMaterial", { ...input, ImportType: "NEW_KEY_MATERIAL" });
    };
    answer("import-initial-material-response", await bring());
    answer("import-pending-material-response", await bring());
    answer("existing-pending-material-error", await bring());
  },
  "rotate key on demand raises for no pending key material": async ({ client, answer }) => {
    const { KeyId } = await makeKey(client, { Origin: "EXTERNAL" });
    const { input } = await wrap(client, KeyId, randomBytes(32));
    await ask(client)("ImportKeyMaterial", input);
    answer("rotate-key-on-demand-invalid-state-error", await ask(client)("RotateKeyOnDemand", { KeyId }));
  },
});
