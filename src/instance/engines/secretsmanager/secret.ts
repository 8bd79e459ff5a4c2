/** Secrets as they stand: found by what calls name them with, and told. https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html */
import { splitArn } from "../../../aws/resources/arns.ts";
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { isOver, listTexts, merge, readText } from "../engine.ts";
import { refuse, refuseInput } from "../refusal.ts";

export const SECRET = { service: "secretsmanager", type: "secret" } as const;
export const VERSION = { service: "secretsmanager", type: "secret-value" } as const;
export const CURRENT = "AWSCURRENT";
export const PREVIOUS = "AWSPREVIOUS";
export const PENDING = "AWSPENDING";
export const DAY = 86_400_000;
/** A member of a secret that had tags. */
export const HAD_TAGS = "HadTags";

/** Members of a secret that its description tells as they are. */
const TOLD = [
  "Type",
  "Description",
  "KmsKeyId",
  "RotationEnabled",
  "RotationLambdaARN",
  "RotationRules",
  "ExternalSecretRotationMetadata",
  "ExternalSecretRotationRoleArn",
  "LastRotatedDate",
  "LastAccessedDate",
  "DeletedDate",
  "NextRotationDate",
  "PrimaryRegion",
];

/** The tag by which a service says that a secret is its own. https://docs.aws.amazon.com/secretsmanager/latest/userguide/service-linked-secrets.html */
const OWNER = "aws:secretsmanager:owningService";

/** The service that a secret is of; "" where it is a customer's. */
export function ownerOf({ members, tags }: Thing): string {
  return readText(members, "OwningService") || (tags.get(OWNER) ?? "");
}

/** The name of a secret. */
export function nameOf({ chain }: Thing): string {
  return chain.at(-1) ?? "";
}

/** The versions of a secret, the oldest first. */
export function listVersions({ store }: Context, secret: Thing): Thing[] {
  return store.listInner(secret).filter(({ type }) => type === VERSION.type);
}

/** The labels of a version. */
export function listLabels({ members }: Thing): readonly string[] {
  return listTexts(members["VersionStages"]);
}

/** The id of a version. */
export function idOf({ names, chain }: Thing): string {
  return names.id ?? chain.at(-1) ?? "";
}

/** Ends a secret at once, with all that it has. */
export function endSecret({ store }: Context, secret: Thing): void {
  for (const inner of store.listInner(secret)) store.remove(inner);
  const policy = findPolicy(store, secret);
  if (policy) store.remove(policy);
  store.remove(secret);
}

/** The policy of a secret. */
export function findPolicy(store: Context["store"], secret: Thing): Thing | undefined {
  const found = store.find(secret.place, { ...SECRET, type: "resource-policy" }, secret.chain.slice(-1));
  return found?.chain.length === secret.chain.length ? found : undefined;
}

/** Whether a secret is to be deleted. */
export function isEnding({ members }: Thing): boolean {
  return members["DeletedDate"] instanceof Date;
}

/** The secret as it is now: one whose last day is over is no more. */
function settle(context: Context, secret: Thing): Thing | undefined {
  if (!isOver(secret.members, context.now)) return secret;
  endSecret(context, secret);
  return undefined;
}

/** The secret that a text names: its name, its ARN, or its ARN without what ends it; undefined where there is none. */
export function findSecret(context: Context, text: string): Thing | undefined {
  const own = placeOf(context, SECRET.type);
  const arn = splitArn(text);
  const place = arn ? { account: arn.account, region: own.region } : own;
  const found = context.store.find(place, SECRET, [text]);
  if (found || !arn) return found && settle(context, found);
  const name = arn.resource.slice(arn.resource.indexOf(":") + 1);
  const meant = context.store.find(place, SECRET, [name]);
  return meant?.names.arn?.startsWith(`${text}-`) ? settle(context, meant) : undefined;
}

const IS_ENDING = "You can't perform this operation on the secret because it was marked for deletion.";

/** What a call takes of the secret that it names. */
export interface Demands {
  /** Whether one will do that is to be deleted. */
  readonly takesEnding?: boolean;
  /** Whether a replica will do. */
  readonly takesReplica?: boolean;
}

const NAME = /^[A-Za-z0-9/_+=.@!-]+$/;

/** Refuses a text that no secret can be called by. */
export function demandName(text: string): void {
  if (!NAME.test(text))
    refuseInput(
      "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
    );
}

/** The secret that a call's SecretId names. Throws a Refusal where there is none that the call takes. */
export function demandSecret(context: Context, { takesEnding, takesReplica }: Demands = {}): Thing {
  const text = readText(context.input, "SecretId");
  if (!text.startsWith("arn:")) demandName(text);
  const secret = findSecret(context, text);
  if (!secret) return refuse("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  if (!takesReplica && isReplica(secret)) refuseReplica();
  if (!takesEnding && isEnding(secret)) refuse("InvalidRequestException", IS_ENDING);
  return secret;
}

/** The key that is meant where none is said. */
export const USUAL_KEY = "alias/aws/secretsmanager";

/** Refuses the values of a secret to another account, which cannot use the key of the secret's own. */
export function demandReadable({ caller }: Context, { members, place }: Thing): void {
  const key = readText(members, "KmsKeyId");
  if (caller.account !== place.account && (key === "" || key === USUAL_KEY))
    refuse(
      "InvalidRequestException",
      "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.",
    );
}

/** Whether a secret is a copy of one in another region. */
export function isReplica({ members, place }: Thing): boolean {
  const primary = readText(members, "PrimaryRegion");
  return primary !== "" && primary !== place.region;
}

/** Ends a call that only the primary secret takes. */
export function refuseReplica(): never {
  return refuse(
    "InvalidParameterException",
    "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
  );
}

/** A secret's ARN and name, which most answers have. */
export function tellNames(secret: Thing): Structure {
  return merge({ ARN: secret.names.arn ?? null, Name: nameOf(secret) });
}

/** The versions that have labels, with these. */
function tellStages(context: Context, secret: Thing): Structure {
  const pairs = listVersions(context, secret).flatMap((version) => {
    const labels = listLabels(version);
    return labels.length > 0 ? [[idOf(version), labels] as const] : [];
  });
  return Object.assign(makeStructure(), Object.fromEntries(pairs));
}

/** What is told of a secret; its versions are told in a member of that name. */
export function tellSecret(context: Context, secret: Thing, versions: string): Structure {
  const { members, tags, createdAt } = secret;
  const told: Record<string, Value> = makeStructure();
  for (const name of TOLD) {
    const value = members[name];
    if (value !== undefined && value !== null && value !== "") told[name] = value;
  }
  if (tags.size > 0 || members[HAD_TAGS] === true)
    told["Tags"] = [...tags].map(([Key, Value]) => merge({ Key, Value }));
  const owner = ownerOf(secret);
  if (owner !== "") told["OwningService"] = owner;
  const { ReplicationStatus } = members;
  if (Array.isArray(ReplicationStatus) && ReplicationStatus.length > 0 && !isReplica(secret))
    told["ReplicationStatus"] = ReplicationStatus;
  const stages = tellStages(context, secret);
  if (Object.keys(stages).length > 0) told[versions] = stages;
  const CreatedDate = members["CreatedDate"] ?? new Date(createdAt);
  return merge(
    tellNames(secret),
    { LastChangedDate: members["LastChangedDate"] ?? CreatedDate, CreatedDate },
    told,
  );
}

/** A secret with members that were changed now, and without those that are undefined. */
export function change(
  context: Context,
  secret: Thing,
  changes: Readonly<Record<string, Value | undefined>>,
): Thing {
  const members: Record<string, Value | undefined> = Object.assign(makeStructure(), secret.members, {
    LastChangedDate: new Date(context.now),
  });
  for (const [name, value] of Object.entries(changes))
    if (value === undefined) delete members[name];
    else members[name] = value;
  const changed: Thing = { ...secret, members: members as Structure };
  context.store.put(changed);
  return changed;
}
