/** Secrets Manager: secrets that are to be deleted, which can be had back. https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_restore-secret.html */
import { makeStructure, type Structure } from "../../aws/values.ts";
import { remove } from "../behaviour/change.ts";
import type { Context } from "../behaviour/context.ts";
import { findNamed } from "../behaviour/names.ts";
import { overlay } from "../behaviour/overlay.ts";
import { refuseAbsent } from "../behaviour/refusals.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import { merge, readText, type ServiceEngine } from "./engine.ts";

const SECRET = "secret";
/** What things are called that are to be deleted, behind their type. */
const LEAVING = " leaving";

function findSecret(context: Context): Thing | undefined {
  return findNamed(context, SECRET, [readText(context.input, "SecretId") || readText(context.input, "Name")]);
}

function refuse(context: Context): Done {
  const { told, input } = context;
  if (told) return { output: told.output };
  return { error: refuseAbsent(context, SECRET, readText(input, "SecretId")) };
}

/** All that a secret is, under other types: with `LEAVING` it is found by nothing that asks for secrets. */
function move({ store }: Context, secret: Thing, rename: (type: string) => string): void {
  const [name] = secret.chain;
  const { place, service } = secret;
  const isOfState = (type: string) => type.endsWith(LEAVING) === secret.type.endsWith(LEAVING);
  for (const type of store.listTypes(place, service).filter(isOfState))
    for (const thing of store.list(place, { service, type }, name === undefined ? [] : [name])) {
      store.remove(thing);
      const within = thing.within === undefined ? undefined : rename(thing.within);
      store.put({ ...thing, type: rename(type), within });
    }
}

function answer({ told }: Context, { names, chain }: Thing, more: Structure = makeStructure()): Done {
  const output = merge({ ARN: names.arn ?? null, Name: chain.at(-1) ?? null }, more);
  return { output: told ? overlay(output, told.output) : output };
}

export const secretsmanager: ServiceEngine = {
  DeleteSecret(context) {
    const { input, now } = context;
    const secret = findSecret(context);
    if (!secret) return refuse(context);
    const done = answer(context, secret, merge({ DeletionDate: new Date(now) }));
    if (input["ForceDeleteWithoutRecovery"] === true) {
      remove(context, SECRET);
      return done;
    }
    move(context, secret, (type) => `${type}${LEAVING}`);
    return done;
  },
  RestoreSecret(context) {
    const { input } = context;
    const secret = findNamed(context, `${SECRET}${LEAVING}`, [readText(input, "SecretId")]);
    if (!secret) {
      const standing = findSecret(context);
      return standing ? answer(context, standing) : refuse(context);
    }
    move(context, secret, (type) => type.replace(LEAVING, ""));
    return answer(context, secret);
  },
};
