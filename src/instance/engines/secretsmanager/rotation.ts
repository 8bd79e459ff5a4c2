/**
 * Rotation. No function is run here: where one stands, a secret gets a version as if it had made one with the same value.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
 */
import { isStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { follow } from "./replicas.ts";
import {
  CURRENT,
  change,
  DAY,
  demandSecret,
  idOf,
  listLabels,
  listVersions,
  PENDING,
  tellNames,
} from "./secret.ts";
import { addVersion, readToken } from "./versions.ts";

const HOUR = 3_600_000;
/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html */
const RATE = /^rate\((\d{1,4}) (hour|day)s?\)$/;

/** Whether a function stands. */
function hasFunction({ store, caller }: Context, arn: string): boolean {
  const name = arn.split(":")[6] ?? arn;
  const kind = { service: "lambda", type: "function" };
  return store.find(caller, kind, [arn, name]) !== undefined;
}

/** When a secret is rotated the next time; undefined where its rules do not say. */
function tellNext(rules: Structure, now: number): Date | undefined {
  const { AutomaticallyAfterDays: days } = rules;
  if (typeof days === "number") return new Date(now + days * DAY);
  const [, count, unit] = RATE.exec(readText(rules, "ScheduleExpression")) ?? [];
  return count === undefined ? undefined : new Date(now + Number(count) * (unit === "hour" ? HOUR : DAY));
}

function demandRules(rules: Structure): void {
  const hasDays = rules["AutomaticallyAfterDays"] !== undefined;
  const schedule = readText(rules, "ScheduleExpression");
  if (hasDays && schedule !== "")
    refuse(
      "InvalidParameterException",
      "You can't specify both AutomaticallyAfterDays and ScheduleExpression in RotationRules.",
    );
}

/** The value of a secret's current version. */
function readCurrent(
  context: Context,
  secret: Thing,
): Readonly<Record<string, string | Uint8Array>> | undefined {
  const current = listVersions(context, secret).find((one) => listLabels(one).includes(CURRENT));
  const { SecretString, SecretBinary } = current?.members ?? {};
  if (typeof SecretString === "string") return { SecretString };
  return SecretBinary instanceof Uint8Array ? { SecretBinary } : undefined;
}

/** RotateSecret: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html */
export function rotateSecret(context: Context): Done {
  const { input, now, told } = context;
  const secret = demandSecret(context);
  const { members } = secret;
  const RotationLambdaARN = readText(input, "RotationLambdaARN") || readText(members, "RotationLambdaARN");
  if (RotationLambdaARN === "")
    refuse("InvalidRequestException", "No Lambda rotation function ARN is associated with this secret.");
  const given = input["RotationRules"];
  if (isStructure(given)) demandRules(given);
  if (!told && !hasFunction(context, RotationLambdaARN))
    refuse(
      "AccessDeniedException",
      "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.",
    );
  const pending = listVersions(context, secret).find((one) => listLabels(one).includes(PENDING));
  if (!told && pending && !listLabels(pending).includes(CURRENT))
    refuse(
      "InvalidRequestException",
      "A previous rotation isn't complete. That rotation will be reattempted.",
    );
  const id = readText(told?.output ?? {}, "VersionId") || readToken(context);
  const value = readCurrent(context, secret);
  const rules = isStructure(given)
    ? given
    : isStructure(members["RotationRules"])
      ? members["RotationRules"]
      : undefined;
  const isNow = input["RotateImmediately"] !== false && value !== undefined;
  const next = rules && tellNext(rules, now);
  const changed = change(context, secret, {
    ...{ RotationEnabled: true, RotationLambdaARN },
    ...(rules && { RotationRules: rules }),
    ...(isNow && { LastRotatedDate: new Date(now) }),
    NextRotationDate: next,
  });
  const isDone = listVersions(context, changed).some((one) => idOf(one) === id);
  // What production's function made of it stands in calls of its own.
  if (isNow && !isDone && !told) addVersion(context, changed, id, value, [CURRENT]);
  follow(context, changed);
  return { output: merge(tellNames(changed), { VersionId: id }) };
}

/** CancelRotateSecret: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CancelRotateSecret.html */
export function cancelRotation(context: Context): Done {
  const secret = demandSecret(context);
  if (readText(secret.members, "RotationLambdaARN") === "")
    refuse(
      "InvalidRequestException",
      "You tried to enable rotation on a secret that doesn't already have a Lambda function ARN configured and you didn't include such an ARN as a parameter in this call.",
    );
  const changed = change(context, secret, { RotationEnabled: false, NextRotationDate: undefined });
  follow(context, changed);
  const current = listVersions(context, changed).find((one) => listLabels(one).includes(CURRENT));
  return { output: merge(tellNames(changed), current ? { VersionId: idOf(current) } : {}) };
}
