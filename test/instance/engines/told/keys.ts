/** Settings of KMS. */
import type { Setting, Step } from "./compare.ts";

const KeyId = "$CreateKey.KeyMetadata.KeyId";
const service = "kms";
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*", Resource: "*" },
  ],
});

function ofKey(steps: readonly Step[], reads: readonly Step[], made = {}): Setting {
  const own = ["CurrentKeyMaterialId", "KeyMaterialId", "NextMarker", "GrantToken"];
  return { service, steps: [["CreateKey", made], ...steps], reads, own };
}

const DESCRIBE: Step = ["DescribeKey", { KeyId }];
const ROTATION: Step = ["GetKeyRotationStatus", { KeyId }];
const grant: Step = [
  "CreateGrant",
  {
    ...{ KeyId, GranteePrincipal: "arn:aws:iam::111122223333:role/a", Operations: ["Decrypt", "Encrypt"] },
    ...{ Name: "g", RetiringPrincipal: "arn:aws:iam::111122223333:role/b" },
    Constraints: { EncryptionContextSubset: { a: "b" } },
  },
];

export const keys: Readonly<Record<string, Setting>> = {
  "a key": ofKey([], [DESCRIBE, ROTATION, ["GetKeyPolicy", { KeyId, PolicyName: "default" }], ["ListKeys"]], {
    Description: "pears",
    Tags: [{ TagKey: "a", TagValue: "b" }],
  }),
  "a key's tags when made": ofKey([], [["ListResourceTags", { KeyId }]], {
    Tags: [{ TagKey: "a", TagValue: "b" }],
  }),
  "a key that signs": ofKey([], [DESCRIBE, ROTATION], { KeyUsage: "SIGN_VERIFY", KeySpec: "ECC_NIST_P256" }),
  "a key for material of one's own": ofKey([], [DESCRIBE, ROTATION], { Origin: "EXTERNAL" }),
  "a multi-Region key": ofKey([], [DESCRIBE, ROTATION], { MultiRegion: true }),
  "a replica": ofKey([["ReplicateKey", { KeyId, ReplicaRegion: "eu-central-1" }]], [DESCRIBE], {
    MultiRegion: true,
  }),
  "a key's policy when made": ofKey([], [["GetKeyPolicy", { KeyId, PolicyName: "default" }]], {
    Policy: policy,
  }),
  "a key's policy": ofKey(
    [["PutKeyPolicy", { KeyId, PolicyName: "default", Policy: policy }]],
    [
      ["GetKeyPolicy", { KeyId, PolicyName: "default" }],
      ["ListKeyPolicies", { KeyId }],
    ],
  ),
  rotation: ofKey([["EnableKeyRotation", { KeyId }]], [ROTATION]),
  "rotation with a period": ofKey([["EnableKeyRotation", { KeyId, RotationPeriodInDays: 100 }]], [ROTATION]),
  "rotation that ends": ofKey(
    [
      ["EnableKeyRotation", { KeyId }],
      ["DisableKeyRotation", { KeyId }],
    ],
    [ROTATION],
  ),
  "rotation at once": ofKey([["RotateKeyOnDemand", { KeyId }]], [["ListKeyRotations", { KeyId }]]),
  "a disabled key": ofKey([["DisableKey", { KeyId }]], [DESCRIBE, ROTATION]),
  "an enabled key": ofKey(
    [
      ["DisableKey", { KeyId }],
      ["EnableKey", { KeyId }],
    ],
    [DESCRIBE],
  ),
  "a description": ofKey([["UpdateKeyDescription", { KeyId, Description: "plums" }]], [DESCRIBE]),
  "a key to be deleted": ofKey(
    [
      ["EnableKeyRotation", { KeyId }],
      ["ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 }],
    ],
    [DESCRIBE, ROTATION],
  ),
  "a key that is not to be deleted": ofKey(
    [
      ["ScheduleKeyDeletion", { KeyId }],
      ["CancelKeyDeletion", { KeyId }],
    ],
    [DESCRIBE],
  ),
  tags: ofKey(
    [
      [
        "TagResource",
        {
          KeyId,
          Tags: [
            { TagKey: "a", TagValue: "b" },
            { TagKey: "c", TagValue: "d" },
          ],
        },
      ],
      ["UntagResource", { KeyId, TagKeys: ["a"] }],
    ],
    [["ListResourceTags", { KeyId }]],
  ),
  "an alias": ofKey(
    [["CreateAlias", { AliasName: "alias/pears", TargetKeyId: KeyId }]],
    [["ListAliases", { KeyId }], ["DescribeKey", { KeyId: "alias/pears" }], ["ListAliases"]],
  ),
  "an alias that moves": {
    service,
    steps: [
      ["CreateKey"],
      ["CreateAlias", { AliasName: "alias/pears", TargetKeyId: KeyId }],
      ["CreateKey", { Description: "b" }],
      ["UpdateAlias", { AliasName: "alias/pears", TargetKeyId: KeyId }],
    ],
    reads: [
      ["ListAliases", { KeyId }],
      ["DescribeKey", { KeyId: "alias/pears" }],
    ],
    own: ["CurrentKeyMaterialId"],
  },
  "an alias that goes": ofKey(
    [
      ["CreateAlias", { AliasName: "alias/pears", TargetKeyId: KeyId }],
      ["DeleteAlias", { AliasName: "alias/pears" }],
    ],
    [["ListAliases", { KeyId }]],
  ),
  "a grant": ofKey(
    [grant],
    [
      ["ListGrants", { KeyId }],
      ["ListRetirableGrants", { RetiringPrincipal: "arn:aws:iam::111122223333:role/b" }],
    ],
  ),
  "a grant by an ARN": ofKey(
    [["CreateGrant", { ...grant[1], KeyId: "$CreateKey.KeyMetadata.Arn" }]],
    [["ListGrants", { KeyId }]],
  ),
  "a grant that is revoked": ofKey(
    [grant, ["RevokeGrant", { KeyId, GrantId: "$CreateGrant.GrantId" }]],
    [["ListGrants", { KeyId }]],
  ),
  "a grant that is retired": ofKey(
    [grant, ["RetireGrant", { KeyId: "$CreateKey.KeyMetadata.Arn", GrantId: "$CreateGrant.GrantId" }]],
    [["ListGrants", { KeyId }]],
  ),
  "a grant that is retired by its token": ofKey(
    [grant, ["RetireGrant", { GrantToken: "$CreateGrant.GrantToken" }]],
    [["ListGrants", { KeyId }]],
  ),
  "a primary key that moves": ofKey(
    [
      ["ReplicateKey", { KeyId, ReplicaRegion: "eu-central-1" }],
      ["UpdatePrimaryRegion", { KeyId, PrimaryRegion: "eu-central-1" }],
    ],
    [DESCRIBE],
    { MultiRegion: true },
  ),
  "a key store": {
    service,
    steps: [
      [
        "CreateCustomKeyStore",
        {
          ...{ CustomKeyStoreName: "s", CloudHsmClusterId: "cluster-234567abcde" },
          ...{ TrustAnchorCertificate: "x", KeyStorePassword: "kmsPswd123" },
        },
      ],
      ["ConnectCustomKeyStore", { CustomKeyStoreId: "$CreateCustomKeyStore.CustomKeyStoreId" }],
    ],
    reads: [["DescribeCustomKeyStores"]],
  },
};
