/**
 * Secrets Manager: the versions of a secret and their labels, which each stand at one of them, and copies of secrets in other
 * regions. https://docs.aws.amazon.com/secretsmanager/latest/userguide/getting-started.html
 */

import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { remove, update } from "../../behaviour/changes/change.ts";
import { isLeaving } from "../../behaviour/changes/leaving.ts";
import type { Context } from "../../behaviour/context.ts";
import { makeAll } from "../../behaviour/makes/make.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import { findNamed } from "../../behaviour/names/names.ts";
import { overlay } from "../../behaviour/overlay.ts";
import { refuseAbsent } from "../../behaviour/refusals/refusals.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText, type ServiceEngine } from "../engine.ts";
import { tellRefusal } from "../refusal.ts";
import { replicate as copyInto } from "./replicas.ts";

const SECRET = "secret";
const VERSION = "secret-value";
const CURRENT = "AWSCURRENT";
const PREVIOUS = "AWSPREVIOUS";

function findSecret(context: Context): Thing | undefined {
  const { input } = context;
  return findNamed(context, SECRET, [readText(input, "SecretId") || readText(input, "Name")]);
}

function refuse(context: Context): Done {
  const { told, input } = context;
  return told
    ? { output: told.output }
    : { error: refuseAbsent(context, SECRET, readText(input, "SecretId")) };
}

function listLabels({ members }: Thing): readonly string[] {
  return readTexts(parsePath("VersionStages[]"), members);
}

function listVersions({ store }: Context, secret: Thing): Thing[] {
  return store.listInner(secret).filter(({ type }) => type === VERSION);
}

function isVersion({ names, chain }: Thing, id: string): boolean {
  return names.id === id || chain.at(-1) === id;
}

/** Gives a version labels, which no other one has then. What was current is the previous one. */
function label(context: Context, secret: Thing, id: string, labels: readonly string[]): void {
  const versions = listVersions(context, secret);
  const isNew = labels.includes(CURRENT);
  const last = versions.find((one) => listLabels(one).includes(CURRENT));
  const isLast = (one: Thing) => isNew && one === last && !isVersion(one, id);
  for (const version of versions) {
    const kept = listLabels(version).filter(
      (text) => !labels.includes(text) && !(isNew && last && !isVersion(last, id) && text === PREVIOUS),
    );
    const more = isVersion(version, id) ? labels : isLast(version) ? [PREVIOUS] : [];
    context.store.put(withLabels(version, [...kept, ...more]));
  }
  follow(context, secret);
}

/** A version without labels is told by its id alone. */
function withLabels(version: Thing, labels: readonly string[]): Thing {
  const { VersionStages: _labels, ...members } = version.members;
  return { ...version, members: merge(members, labels.length > 0 ? { VersionStages: labels } : {}) };
}

/** The copies of a secret have its versions. */
function follow(context: Context, secret: Thing): void {
  for (const region of readTexts(parsePath("ReplicationStatus[].Region"), secret.members))
    for (const version of listVersions(context, secret))
      context.store.put({ ...version, place: { ...version.place, region } });
}

/** Makes a version of what a call gives, under the id that production told. */
function addVersion(context: Context, secret: Thing, id: string, labels: readonly string[]): void {
  const { store, input, now, operation, told } = context;
  const { SecretString = null, SecretBinary = null } = input;
  const given = Object.entries({ SecretString, SecretBinary }).filter(([, value]) => value !== null);
  const members = merge({ SecretId: secret.names.arn ?? null, VersionId: id }, Object.fromEntries(given));
  const { place, service, chain } = secret;
  store.put({
    ...{ place, service, type: VERSION, chain: [...chain, id], within: SECRET, names: { id }, members },
    ...{ tags: new Map(), createdAt: now },
    call: { operation: operation.name, event: told?.event, input, output: members },
  });
  label(context, secret, id, labels);
}

/** The id of the version that a call makes; undefined where it makes none. */
function tellVersion(context: Context): string | undefined {
  const { told, input } = context;
  const answered = told && readText(told.output, "VersionId");
  const hasValue = input["SecretString"] !== undefined || input["SecretBinary"] !== undefined;
  if (!hasValue && !answered) return undefined;
  return answered || readText(input, "ClientRequestToken") || makeUuid(context.mint(32));
}

/** Copies a secret, with its versions, into regions: https://docs.aws.amazon.com/secretsmanager/latest/userguide/create-manage-multi-region-secrets.html */
function replicate(context: Context, secret: Thing): void {
  try {
    copyInto(context, secret);
  } catch (error) {
    // What production did is right.
    tellRefusal(error);
  }
}

function answer({ told }: Context, { names, chain }: Thing, more: Structure = makeStructure()): Done {
  const output = merge({ ARN: names.arn ?? null, Name: chain.at(-1) ?? null }, more);
  return { output: told ? overlay(output, told.output) : output };
}

export const adoptedVersions: ServiceEngine = {
  CreateSecret(context) {
    // What production could make again was gone by then.
    const before = findSecret(context);
    if (context.told && before && isLeaving(before)) remove(context, SECRET);
    const done = makeAll(context, SECRET);
    const secret = "error" in done ? undefined : findSecret(context);
    if (secret) replicate(context, secret);
    return done;
  },
  UpdateSecret(context) {
    const id = tellVersion(context);
    if (id === undefined) return update(context, SECRET);
    const { SecretString: _text, SecretBinary: _bytes, ClientRequestToken: _token, ...rest } = context.input;
    // What is said of the secret itself; that may be nothing.
    if (Object.keys(rest).length > 1) update({ ...context, input: merge(rest) }, SECRET);
    const secret = findSecret(context);
    if (!secret) return refuse(context);
    addVersion(context, secret, id, [CURRENT]);
    return answer(context, secret, merge({ VersionId: id }));
  },
  PutSecretValue(context) {
    const secret = findSecret(context);
    if (!secret) return refuse(context);
    const id =
      tellVersion(context) ?? (readText(context.input, "ClientRequestToken") || makeUuid(context.mint(32)));
    const asked = readTexts(parsePath("VersionStages[]"), context.input);
    const labels = asked.length > 0 ? asked : [CURRENT];
    addVersion(context, secret, id, labels);
    return answer(context, secret, merge({ VersionId: id, VersionStages: labels }));
  },
  GetSecretValue(context) {
    const { input } = context;
    const secret = findSecret(context);
    if (!secret) return refuse(context);
    const [id, stage] = [readText(input, "VersionId"), readText(input, "VersionStage")];
    const wanted = stage || (id ? "" : CURRENT);
    const version = listVersions(context, secret).find(
      (one) => (id === "" || isVersion(one, id)) && (wanted === "" || listLabels(one).includes(wanted)),
    );
    const message = `Secrets Manager can't find the specified secret value for ${id ? `VersionId: ${id}` : `staging label: ${wanted}`}`;
    if (!version) return { error: { code: "ResourceNotFoundException", message, status: 400 } };
    const { SecretId: _secret, ...members } = version.members;
    const told = { CreatedDate: new Date(version.createdAt), VersionId: version.names.id ?? null };
    return answer(context, secret, merge(members, told));
  },
  UpdateSecretVersionStage(context) {
    const { input, store } = context;
    const secret = findSecret(context);
    if (!secret) return refuse(context);
    const [text, from, to] = ["VersionStage", "RemoveFromVersionId", "MoveToVersionId"].map((member) =>
      readText(input, member),
    );
    if (to) label(context, secret, to, [text ?? ""]);
    const old = to ? undefined : listVersions(context, secret).find((one) => isVersion(one, from ?? ""));
    if (old) {
      const labels = listLabels(old).filter((one) => one !== text);
      store.put(withLabels(old, labels));
      follow(context, secret);
    }
    return answer(context, secret);
  },
  ReplicateSecretToRegions(context) {
    const secret = findSecret(context);
    if (!secret) return refuse(context);
    replicate(context, secret);
    const now = findSecret(context) ?? secret;
    const { ReplicationStatus = [] } = now.members;
    const output = merge({ ARN: now.names.arn ?? null, ReplicationStatus });
    return { output: context.told ? overlay(output, context.told.output) : output };
  },
  RemoveRegionsFromReplication(context) {
    const { store, input, told } = context;
    const secret = findSecret(context);
    if (!secret) return refuse(context);
    const gone = readTexts(parsePath("RemoveReplicaRegions[]"), input);
    for (const region of gone)
      for (const thing of [...listVersions(context, secret), secret])
        store.remove({ ...thing, place: { ...thing.place, region } });
    const { ReplicationStatus: all } = secret.members;
    const ReplicationStatus = ((Array.isArray(all) ? all : []) as Value[]).filter(
      (one) => isStructure(one) && !gone.includes(readText(one, "Region")),
    );
    store.put({ ...secret, members: merge(secret.members, { ReplicationStatus }) });
    return { output: told?.output ?? merge({ ARN: secret.names.arn ?? null, ReplicationStatus }) };
  },
};
