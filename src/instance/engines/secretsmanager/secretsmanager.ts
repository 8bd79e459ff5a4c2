/**
 * Secrets Manager: secrets, their versions and what these hold. What production did is taken by the generic behaviour and the engines
 * of adopted secrets. https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html
 */
import { answerClients } from "../refusal.ts";
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

export const secretsmanager = answerClients({
  BatchGetSecretValue: getValues,
  CancelRotateSecret: cancelRotation,
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
  RotateSecret: rotateSecret,
  StopReplicationToReplica: stopReplication,
  TagResource: tagSecret,
  UntagResource: untagSecret,
  UpdateSecret: updateSecret,
  UpdateSecretVersionStage: moveLabel,
  ValidateResourcePolicy: validatePolicy,
});
