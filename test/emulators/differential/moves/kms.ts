/** KMS: keys, their aliases, and what is done with them. */
import { type Draw, type Learnt, type Move, maybe, pick } from "../scenarios.ts";

const key = (draw: Draw, learnt: Learnt) =>
  pick(draw, learnt.get("key"), learnt.get("key"), "alias/mine", undefined) ??
  "00000000-0000-4000-8000-000000000000";

export const kms: readonly Move[] = [
  {
    operation: "CreateKey",
    input: (draw) => ({
      Description: maybe(draw, "a key"),
      KeySpec: maybe(draw, pick(draw, "SYMMETRIC_DEFAULT", "NOPE")),
    }),
    learns: { key: "KeyMetadata.KeyId" },
  },
  {
    operation: "CreateAlias",
    input: (draw, learnt) => ({
      AliasName: pick(draw, "alias/mine", "mine"),
      TargetKeyId: key(draw, learnt),
    }),
  },
  { operation: "DescribeKey", reads: true, input: (draw, learnt) => ({ KeyId: key(draw, learnt) }) },
  {
    operation: "Encrypt",
    input: (draw, learnt) => ({ KeyId: key(draw, learnt), Plaintext: Buffer.from("text") }),
  },
  {
    operation: "GenerateDataKey",
    input: (draw, learnt) => ({
      KeyId: key(draw, learnt),
      ...pick(draw, { KeySpec: "AES_256" }, { NumberOfBytes: 16 }, {}),
    }),
  },
  { operation: "Decrypt", input: () => ({ CiphertextBlob: Buffer.from("wrong") }) },
  { operation: "DisableKey", input: (draw, learnt) => ({ KeyId: key(draw, learnt) }) },
  { operation: "EnableKey", input: (draw, learnt) => ({ KeyId: key(draw, learnt) }) },
  { operation: "EnableKeyRotation", input: (draw, learnt) => ({ KeyId: key(draw, learnt) }) },
  { operation: "GetKeyRotationStatus", reads: true, input: (draw, learnt) => ({ KeyId: key(draw, learnt) }) },
  {
    operation: "ListAliases",
    reads: true,
    input: (draw, learnt) => ({ KeyId: maybe(draw, learnt.get("key")) }),
    unordered: ["Aliases"],
  },
  { operation: "ListKeys", reads: true, input: () => ({}) },
  {
    operation: "ScheduleKeyDeletion",
    input: (draw, learnt) => ({ KeyId: key(draw, learnt), PendingWindowInDays: pick(draw, 7, 3) }),
  },
  { operation: "CancelKeyDeletion", input: (draw, learnt) => ({ KeyId: key(draw, learnt) }) },
  {
    operation: "TagResource",
    input: (draw, learnt) => ({ KeyId: key(draw, learnt), Tags: [{ TagKey: "k", TagValue: "v" }] }),
  },
  { operation: "ListResourceTags", reads: true, input: (draw, learnt) => ({ KeyId: key(draw, learnt) }) },

  { operation: "GetKeyPolicy", reads: true, input: (draw, learnt) => ({ KeyId: key(draw, learnt) }) },
  { operation: "ListKeyPolicies", reads: true, input: (draw, learnt) => ({ KeyId: key(draw, learnt) }) },
  {
    operation: "UpdateKeyDescription",
    input: (draw, learnt) => ({ KeyId: key(draw, learnt), Description: "other words" }),
  },
  {
    operation: "UpdateAlias",
    input: (draw, learnt) => ({ AliasName: "alias/mine", TargetKeyId: key(draw, learnt) }),
  },
  { operation: "UntagResource", input: (draw, learnt) => ({ KeyId: key(draw, learnt), TagKeys: ["k"] }) },
  { operation: "DeleteAlias", input: (draw) => ({ AliasName: pick(draw, "alias/mine", "alias/none") }) },
  { operation: "DisableKeyRotation", input: (draw, learnt) => ({ KeyId: key(draw, learnt) }) },
];
