/** Secrets Manager: two secrets and their versions. */
import { type Draw, type Move, maybe, pick } from "../scenarios.ts";

const secret = (draw: Draw) => pick(draw, "a/secret", "a/secret", "another", "none");

export const secretsmanager: readonly Move[] = [
  {
    operation: "CreateSecret",
    input: (draw) => ({
      Name: pick(draw, "a/secret", "another"),
      SecretString: maybe(draw, "one"),
      Description: maybe(draw, "words"),
      Tags: maybe(draw, [{ Key: "k", Value: "v" }]),
    }),
  },
  {
    operation: "GetSecretValue",
    reads: true,
    input: (draw) => ({
      SecretId: secret(draw),
      VersionStage: maybe(draw, pick(draw, "AWSCURRENT", "AWSPREVIOUS", "MINE")),
    }),
  },
  {
    operation: "PutSecretValue",
    input: (draw) => ({
      SecretId: secret(draw),
      SecretString: pick(draw, "two", "three"),
      VersionStages: maybe(draw, ["MINE"]),
    }),
  },
  { operation: "UpdateSecret", input: (draw) => ({ SecretId: secret(draw), Description: "other words" }) },
  { operation: "DescribeSecret", reads: true, input: (draw) => ({ SecretId: secret(draw) }) },
  {
    operation: "ListSecrets",
    reads: true,
    input: (draw) => ({ Filters: maybe(draw, [{ Key: "name", Values: ["a/"] }]) }),
  },
  { operation: "ListSecretVersionIds", reads: true, input: (draw) => ({ SecretId: secret(draw) }) },
  {
    operation: "DeleteSecret",
    input: (draw) => ({
      SecretId: secret(draw),
      ...pick(draw, {}, { RecoveryWindowInDays: 3 }, { ForceDeleteWithoutRecovery: true }),
    }),
  },
  { operation: "RestoreSecret", input: (draw) => ({ SecretId: secret(draw) }) },
  {
    operation: "TagResource",
    input: (draw) => ({ SecretId: secret(draw), Tags: [{ Key: "t", Value: "u" }] }),
  },
  {
    operation: "GetRandomPassword",
    reads: true,
    input: (draw) => ({ PasswordLength: pick(draw, 3, 5000), ExcludeLowercase: true }),
  },
];
