/** Secrets Manager: a secret's versions and their stages, and secrets that are to be deleted, which can be had back. https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html */
import { makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { remove, update } from "../behaviour/change.ts";
import type { Context } from "../behaviour/context.ts";
import { makeAll } from "../behaviour/make.ts";
import { findNamed } from "../behaviour/names.ts";
import { overlay } from "../behaviour/overlay.ts";
import { paginate } from "../behaviour/pages.ts";
import { refuseAbsent } from "../behaviour/refusals.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../store.ts";
import { merge, readText, type ServiceEngine } from "./engine.ts";

const SECRET = "secret";
const VALUE = "secret-value";
const VERSION = "secret-version";
/** What things are called that are to be deleted, behind their type. */
const LEAVING = " leaving";

const CURRENT = "AWSCURRENT";
const PREVIOUS = "AWSPREVIOUS";

function listTexts(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Value[]).filter((one) => typeof one === "string") : [];
}

function findSecret(context: Context): Thing | undefined {
  return findNamed(context, SECRET, [readText(context.input, "SecretId") || readText(context.input, "Name")]);
}

function refuse(context: Context): Done {
  const { told, input } = context;
  if (told) return { output: told.output };
  return { error: refuseAbsent(context, SECRET, readText(input, "SecretId")) };
}

function listVersions({ store }: Context, secret: Thing): Thing[] {
  return store.listInner(secret).filter(({ type }) => type === VERSION);
}

function readStages({ members }: Thing): readonly string[] {
  return listTexts(members["VersionStages"]);
}

/** The stages of a secret's versions, as its reads tell them. */
function tellStages(context: Context, secret: Thing): void {
  const stages = Object.fromEntries(
    listVersions(context, secret).flatMap((version) => {
      const texts = readStages(version);
      return texts.length > 0 ? [[version.chain.at(-1) ?? "", texts] as const] : [];
    }),
  );
  const members = merge(secret.members, { VersionIdsToStages: stages, SecretVersionsToStages: stages });
  context.store.put({ ...secret, members });
}

/** Gives a version a stage, and takes it from the one that had it, which is the previous one where that was the current one. */
function stage(context: Context, secret: Thing, id: string | undefined, name: string): void {
  const { store } = context;
  const all = listVersions(context, secret);
  const before = all.find((version) => readStages(version).includes(name) && version.chain.at(-1) !== id);
  const isReplaced = name === CURRENT && before !== undefined && id !== undefined;
  for (const version of all) {
    const kept = readStages(version).filter((text) => text !== name && !(isReplaced && text === PREVIOUS));
    const given = version.chain.at(-1) === id ? [name] : isReplaced && version === before ? [PREVIOUS] : [];
    store.put({ ...version, members: merge(version.members, { VersionStages: [...kept, ...given] }) });
  }
}

/** A secret with another version, with the stages that it is given. */
function addVersion(context: Context, id: string, stages: readonly string[]): void {
  const { store, now } = context;
  const secret = findSecret(context);
  if (!secret) return;
  const members = merge({ VersionId: id, VersionStages: [] });
  const chain = [...secret.chain, id];
  if (!listVersions(context, secret).some((version) => version.chain.at(-1) === id))
    store.put({
      ...secret,
      type: VERSION,
      chain,
      within: SECRET,
      names: {},
      members,
      tags: new Map(),
      createdAt: now,
      brought: "told",
    });
  for (const name of stages) stage(context, secret, id, name);
  tellStages(context, secret);
}

/** The id of the version that a call makes; undefined where it gives no value. In a log, values are hidden. */
function tellVersion({ input, told, mint }: Context, isSure: boolean): string | undefined {
  const named = told ? readText(told.output, "VersionId") : "";
  const hasValue = input["SecretString"] !== undefined || input["SecretBinary"] !== undefined;
  if (named !== "") return named;
  if (!hasValue && !(told && isSure)) return undefined;
  return readText(input, "ClientRequestToken") || mint(32);
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
  CreateSecret(context) {
    const done = makeAll(context, SECRET);
    const id = "error" in done ? undefined : tellVersion(context, true);
    if ("error" in done || id === undefined) return done;
    addVersion(context, id, [CURRENT]);
    return { output: overlay(merge({ VersionId: id }), done.output) };
  },
  PutSecretValue(context) {
    const { input } = context;
    const secret = findSecret(context);
    if (!secret) return refuse(context);
    const done = makeAll(context, VALUE);
    if ("error" in done) return done;
    const id = tellVersion(context, true) ?? context.mint(32);
    const given = listTexts(input["VersionStages"]);
    const VersionStages = given.length > 0 ? given : [CURRENT];
    addVersion(context, id, VersionStages);
    return answer(context, secret, merge({ VersionId: id, VersionStages }));
  },
  UpdateSecret(context) {
    const done = update(context, SECRET);
    const id = "error" in done ? undefined : tellVersion(context, false);
    if ("error" in done || id === undefined) return done;
    addVersion(context, id, [CURRENT]);
    return { output: overlay(done.output, merge({ VersionId: id })) };
  },
  UpdateSecretVersionStage(context) {
    const { input } = context;
    const secret = findSecret(context);
    if (!secret) return refuse(context);
    const to = readText(input, "MoveToVersionId");
    stage(context, secret, to === "" ? undefined : to, readText(input, "VersionStage"));
    tellStages(context, secret);
    return answer(context, secret);
  },
  ListSecretVersionIds(context) {
    const { input, operation } = context;
    const secret = findSecret(context);
    if (!secret) return refuse(context);
    const all = listVersions(context, secret)
      .filter((version) => input["IncludeDeprecated"] === true || readStages(version).length > 0)
      .map(({ members, createdAt }) => merge(members, { CreatedDate: new Date(createdAt) }));
    const page = paginate(operation, input, all);
    if (!page)
      return { error: { code: "InvalidNextTokenException", message: "Invalid NextToken", status: 400 } };
    return answer(context, secret, merge({ Versions: page.items }, page.more));
  },
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
