/**
 * Secrets Manager: secrets, their versions and what these hold. What production did is taken by the generic behaviour and the engines
 * of adopted secrets. https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html
 */
import { answerClients, type ClientOperation } from "../refusal.ts";
import { listSecrets } from "./lists.ts";
import { drawPassword } from "./passwords.ts";
import { deletePolicy, getPolicy, putPolicy, validatePolicy } from "./policies.ts";
import { removeRegions, replicateTo, stopReplication } from "./replicas.ts";
import { cancelRotation, rotateSecret } from "./rotation.ts";
import {
  createSecret,
  deleteSecret,
  describeSecret,
  restoreSecret,
  tagSecret,
  untagSecret,
  updateSecret,
} from "./secrets.ts";
import { getValue, getValues } from "./values.ts";
import { listVersionIds, moveLabel, putValue } from "./versions.ts";

const OPERATIONS: Readonly<Record<string, ClientOperation>> = {
  BatchGetSecretValue: getValues,
  CreateSecret: createSecret,
  DeleteResourcePolicy: deletePolicy,
  DeleteSecret: deleteSecret,
  DescribeSecret: describeSecret,
  GetRandomPassword: drawPassword,
  GetResourcePolicy: getPolicy,
  GetSecretValue: getValue,
  ListSecrets: listSecrets,
  ListSecretVersionIds: listVersionIds,
  PutResourcePolicy: putPolicy,
  PutSecretValue: putValue,
  RemoveRegionsFromReplication: removeRegions,
  ReplicateSecretToRegions: replicateTo,
  RestoreSecret: restoreSecret,
  TagResource: tagSecret,
  UpdateSecret: updateSecret,
  UpdateSecretVersionStage: moveLabel,
  ValidateResourcePolicy: validatePolicy,
};

/** What is set on secrets that stand, in a replay, too. */
const SETTINGS: Readonly<Record<string, ClientOperation>> = {
  CancelRotateSecret: cancelRotation,
  RotateSecret: rotateSecret,
  StopReplicationToReplica: stopReplication,
  UntagResource: untagSecret,
};

export const secretsmanager = answerClients(OPERATIONS, SETTINGS);
