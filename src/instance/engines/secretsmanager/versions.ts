/** The versions of secrets, and their labels. https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version */
import { makeStructure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import { paginate } from "../../behaviour/reads/pages.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listTexts, merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { follow } from "./replicas.ts";
import {
  CURRENT,
  change,
  demandReadable,
  demandSecret,
  idOf,
  listLabels,
  listVersions,
  nameOf,
  PREVIOUS,
  SECRET,
  tellNames,
  VERSION,
} from "./secret.ts";

/** A version without labels is told by its id alone. */
function withLabels(version: Thing, labels: readonly string[]): Thing {
  const { VersionStages: _labels, ...members } = version.members;
  return { ...version, members: merge(members, labels.length > 0 ? { VersionStages: labels } : {}) };
}

/** Gives a version labels, which no other one has then. What was current is the previous one. */
export function giveLabels(context: Context, secret: Thing, id: string, labels: readonly string[]): void {
  const versions = listVersions(context, secret);
  const last = versions.find((one) => listLabels(one).includes(CURRENT));
  const isNew = labels.includes(CURRENT) && last !== undefined && idOf(last) !== id;
  for (const version of versions) {
    const isMeant = idOf(version) === id;
    const kept = listLabels(version).filter(
      (text) => !labels.includes(text) && !(isNew && text === PREVIOUS),
    );
    const more = isMeant ? labels : isNew && version === last ? [PREVIOUS] : [];
    const all = [...kept, ...more];
    if (!Bun.deepEquals(all, listLabels(version))) context.store.put(withLabels(version, all));
  }
}

/** The value that a call gives: a text or bytes; none where it gives none. Throws a Refusal where it gives both. */
export function readValue({ input }: Context): Readonly<Record<string, string | Uint8Array>> {
  const { SecretString, SecretBinary } = input;
  if (typeof SecretString === "string" && SecretBinary instanceof Uint8Array)
    refuse(
      "InvalidParameterException",
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  if (typeof SecretString === "string") return { SecretString };
  return SecretBinary instanceof Uint8Array ? { SecretBinary } : {};
}

type GivenValue = ReturnType<typeof readValue>;

function hasValue({ members }: Thing, value: GivenValue): boolean {
  const { SecretString, SecretBinary } = members;
  return Bun.deepEquals(
    { ...(typeof SecretString === "string" ? { SecretString } : { SecretBinary }) },
    { ...value },
  );
}

/**
 * The version that a call made before, which it says again; undefined where there is none of its id. Throws a Refusal where that has
 * another value: a version never changes.
 */
export function findRepeated(
  context: Context,
  secret: Thing,
  id: string,
  value: GivenValue,
): Thing | undefined {
  const before = listVersions(context, secret).find((one) => idOf(one) === id);
  if (before && !hasValue(before, value))
    refuse(
      "ResourceExistsException",
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.names.arn}.`,
    );
  return before;
}

/** Makes a version, and gives it labels. */
export function addVersion(
  context: Context,
  secret: Thing,
  id: string,
  value: GivenValue,
  labels: readonly string[],
): void {
  const { now, store, operation } = context;
  const members = merge({ SecretId: secret.names.arn ?? null, VersionId: id }, value);
  store.put({
    ...VERSION,
    place: secret.place,
    chain: [...secret.chain, id],
    within: SECRET.type,
    names: { id },
    members,
    tags: new Map(),
    createdAt: now,
    call: { operation: operation.name, input: makeStructure(), output: merge({ VersionId: id }) },
  });
  giveLabels(context, secret, id, labels);
}

/** The id of the version that a call makes, which SDKs draw; services that call in the instance leave it to this one. */
export function readToken({ input, signer, mint }: Context): string {
  const given = readText(input, "ClientRequestToken");
  if (given !== "" || !signer) return given || makeUuid(mint(32));
  return refuse(
    "InvalidRequestException",
    "You must provide a ClientRequestToken value. We recommend a UUID-type value.",
  );
}

/** PutSecretValue: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html */
export function putValue(context: Context): Done {
  const value = readValue(context);
  if (Object.keys(value).length === 0)
    refuse("InvalidRequestException", "You must provide either SecretString or SecretBinary.");
  const secret = demandSecret(context);
  demandReadable(context, secret);
  const id = readToken(context);
  const asked = listTexts(context.input["VersionStages"]);
  const given = asked.length > 0 ? asked : [CURRENT];
  // The first one is current in any case.
  const isFirst = listVersions(context, secret).length === 0;
  const labels = isFirst && !given.includes(CURRENT) ? [...given, CURRENT] : given;
  const repeated = findRepeated(context, secret, id, value);
  if (repeated && asked.length === 0)
    return { output: merge(tellNames(secret), { VersionId: id, VersionStages: listLabels(repeated) }) };
  if (repeated) giveLabels(context, secret, id, labels);
  else addVersion(context, secret, id, value, labels);
  follow(context, change(context, secret, {}));
  return { output: merge(tellNames(secret), { VersionId: id, VersionStages: labels }) };
}

/** UpdateSecretVersionStage: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html */
export function moveLabel(context: Context): Done {
  const { input, store } = context;
  const secret = demandSecret(context);
  const [label, from, to] = ["VersionStage", "RemoveFromVersionId", "MoveToVersionId"].map((name) =>
    readText(input, name),
  ) as [string, string, string];
  const versions = listVersions(context, secret);
  const find = (id: string) =>
    versions.find((one) => idOf(one) === id) ??
    refuse("InvalidParameterException", `Not a valid version: ${id}`);
  const holder = versions.find((one) => listLabels(one).includes(label));
  if (from !== "") {
    if (!listLabels(find(from)).includes(label))
      refuse("InvalidParameterException", `Version stage ${label} not found in version ${from}`);
  } else if (holder && idOf(holder) !== to)
    refuse(
      "InvalidParameterException",
      `The parameter RemoveFromVersionId can't be empty. Staging label ${label} is currently attached to version ${idOf(holder)}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  if (to !== "") {
    find(to);
    giveLabels(context, secret, to, [label]);
  } else if (label === CURRENT)
    refuse(
      "InvalidParameterException",
      `You can only move staging label ${CURRENT} to a different secret version. It can't be completely removed.`,
    );
  else if (holder)
    store.put(
      withLabels(
        holder,
        listLabels(holder).filter((one) => one !== label),
      ),
    );
  follow(context, change(context, secret, {}));
  return { output: tellNames(secret) };
}

/** ListSecretVersionIds: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html */
export function listVersionIds(context: Context): Done {
  const { input, operation } = context;
  const secret = demandSecret(context, { takesEnding: true, takesReplica: true });
  const isAll = input["IncludeDeprecated"] === true;
  const key = readText(secret.members, "KmsKeyId") || "DefaultEncryptionKey";
  const told = listVersions(context, secret)
    .filter((version) => isAll || listLabels(version).length > 0)
    .map((version) => {
      const { LastAccessedDate } = version.members;
      const labels = listLabels(version);
      return merge(
        { VersionId: idOf(version), CreatedDate: new Date(version.createdAt), KmsKeyIds: [key] },
        labels.length > 0 ? { VersionStages: labels } : {},
        LastAccessedDate ? { LastAccessedDate } : {},
      );
    });
  const page = paginate(operation, input, told);
  if (!page) return refuse("InvalidNextTokenException", "Invalid NextToken");
  return {
    output: merge({ Versions: page.items, ARN: secret.names.arn ?? null, Name: nameOf(secret) }, page.more),
  };
}
