/** Secrets Manager: secrets that are to be deleted, which can be had back. https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_restore-secret.html */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import { remove } from "../../behaviour/changes/change.ts";
import type { Context } from "../../behaviour/context.ts";
import { findNamed } from "../../behaviour/names/names.ts";
import { overlay } from "../../behaviour/overlay.ts";
import { refuseAbsent } from "../../behaviour/refusals/refusals.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { ENDS_AT, merge, readText, type ServiceEngine } from "../engine.ts";

const SECRET = "secret";
const DAY = 86_400_000;
/** Days until a secret is deleted, where the call does not say. */
const USUAL_DAYS = 30;

function findSecret(context: Context): Thing | undefined {
  return findNamed(context, SECRET, [readText(context.input, "SecretId") || readText(context.input, "Name")]);
}

function refuse(context: Context): Done {
  const { told, input } = context;
  if (told) return { output: told.output };
  return { error: refuseAbsent(context, SECRET, readText(input, "SecretId")) };
}

function answer({ told }: Context, { names, chain }: Thing, more: Structure = makeStructure()): Done {
  const output = merge({ ARN: names.arn ?? null, Name: chain.at(-1) ?? null }, more);
  return { output: told ? overlay(output, told.output) : output };
}

/** When a secret is deleted that a call lets go: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
function tellEnd({ input, now }: Context): Date {
  const { ForceDeleteWithoutRecovery: isAtOnce, RecoveryWindowInDays: days } = input;
  return new Date(isAtOnce === true ? now : now + (typeof days === "number" ? days : USUAL_DAYS) * DAY);
}

export const adoptedEnds: ServiceEngine = {
  DeleteSecret(context) {
    const { input, store } = context;
    const secret = findSecret(context);
    if (!secret) return refuse(context);
    const done = answer(context, secret, merge({ DeletionDate: tellEnd(context) }));
    if (input["ForceDeleteWithoutRecovery"] === true) {
      remove(context, SECRET);
      return done;
    }
    const DeletedDate = ("output" in done ? done.output["DeletionDate"] : undefined) ?? tellEnd(context);
    store.put({ ...secret, members: merge(secret.members, { DeletedDate }) });
    return done;
  },
  RestoreSecret(context) {
    const secret = findSecret(context);
    if (!secret) return refuse(context);
    const { DeletedDate: _end, [ENDS_AT]: _endsAt, ...members } = secret.members;
    context.store.put({ ...secret, members });
    return answer(context, secret);
  },
};
