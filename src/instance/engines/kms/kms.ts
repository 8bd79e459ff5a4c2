/**
 * KMS: keys, what they encrypt, sign and wrap, and who may use them. What production did is taken by the generic behaviour; the keys
 * that it made are used as all others. https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html
 */

import { answerClients, type ClientOperation } from "../refusal.ts";
import { createAlias, deleteAlias, listAliases, updateAlias } from "./aliases.ts";
import { decrypt, encrypt, makeDataKey, makeDataKeyPair, makeRandom, reEncrypt } from "./cryptography.ts";
import { createGrant, listRetirable, retireGrant, revokeGrant, tellGrants } from "./grants.ts";
import { deleteMaterial, importMaterial, tellParameters } from "./import.ts";
import {
  cancelDeletion,
  createKey,
  describeAnew,
  describeKey,
  listKeys,
  scheduleDeletion,
  switchKey,
} from "./keys.ts";
import { getPolicy, listKeyPolicies, putKeyPolicy } from "./policies.ts";
import { movePrimary, replicateKey } from "./regions.ts";
import { disableRotation, enableRotation, listRotations, rotateNow, tellRotation } from "./rotation.ts";
import { deriveSecret, getPublicKey, macAsked, signAsked, verifyAsked, verifyMac } from "./signing.ts";
import { connectStore, deleteStore, describeStores } from "./stores.ts";
import { listTags, tagKey, untagKey } from "./tags.ts";

const OPERATIONS: Readonly<Record<string, ClientOperation>> = {
  CancelKeyDeletion: cancelDeletion,
  CreateAlias: createAlias,
  CreateGrant: createGrant,
  CreateKey: createKey,
  Decrypt: decrypt,
  DeleteAlias: deleteAlias,
  DeleteCustomKeyStore: deleteStore,
  DeleteImportedKeyMaterial: deleteMaterial,
  DeriveSharedSecret: deriveSecret,
  DescribeCustomKeyStores: describeStores,
  DescribeKey: describeKey,
  DisableKey: (context) => switchKey(context, false),
  EnableKey: (context) => switchKey(context, true),
  Encrypt: encrypt,
  GenerateDataKey: (context) => makeDataKey(context, true),
  GenerateDataKeyPair: (context) => makeDataKeyPair(context, true),
  GenerateDataKeyPairWithoutPlaintext: (context) => makeDataKeyPair(context, false),
  GenerateDataKeyWithoutPlaintext: (context) => makeDataKey(context, false),
  GenerateMac: macAsked,
  GenerateRandom: makeRandom,
  GetKeyPolicy: getPolicy,
  GetKeyRotationStatus: tellRotation,
  GetParametersForImport: tellParameters,
  GetPublicKey: getPublicKey,
  ImportKeyMaterial: importMaterial,
  ListAliases: listAliases,
  ListGrants: tellGrants,
  ListKeyPolicies: listKeyPolicies,
  ListKeyRotations: listRotations,
  ListKeys: listKeys,
  ListResourceTags: listTags,
  ListRetirableGrants: listRetirable,
  PutKeyPolicy: putKeyPolicy,
  ReEncrypt: reEncrypt,
  ReplicateKey: replicateKey,
  RetireGrant: retireGrant,
  RevokeGrant: revokeGrant,
  ScheduleKeyDeletion: scheduleDeletion,
  Sign: signAsked,
  TagResource: tagKey,
  UntagResource: untagKey,
  UpdateAlias: updateAlias,
  UpdateKeyDescription: describeAnew,
  Verify: verifyAsked,
  VerifyMac: verifyMac,
};

/** What is set on keys and stores that stand, in a replay, too. */
const SETTINGS: Readonly<Record<string, ClientOperation>> = {
  ConnectCustomKeyStore: (context) => connectStore(context, true),
  DisableKeyRotation: disableRotation,
  DisconnectCustomKeyStore: (context) => connectStore(context, false),
  EnableKeyRotation: enableRotation,
  RotateKeyOnDemand: rotateNow,
  UpdatePrimaryRegion: movePrimary,
};

export const kms = answerClients(OPERATIONS, SETTINGS);
