/** Makes, tells, changes and ends secrets. https://docs.aws.amazon.com/secretsmanager/latest/userguide/managing-secrets.html */

import { findPartition } from "../../../aws/model/partitions.ts";
import { makeStructure, type Value } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { drawForm } from "../../behaviour/names/draw-form.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { readCustomId } from "../custom-id.ts";
import { ENDS_AT, listStructures, listTexts, merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { follow, replicate } from "./replicas.ts";
import {
  CURRENT,
  change,
  DAY,
  demandName,
  demandSecret,
  endSecret,
  findSecret,
  HAD_TAGS,
  isEnding,
  isReplica,
  refuseReplica,
  SECRET,
  tellNames,
  tellSecret,
} from "./secret.ts";
import { addVersion, findRepeated, readToken, readValue } from "./versions.ts";

/** Days until a secret is deleted, where the call does not say; at least and at most. */
const USUAL_DAYS = 30;
const LEAST_DAYS = 7;
const MOST_DAYS = 30;

/** Members of a secret that its making and its changes say. */
const SAID = ["Description", "KmsKeyId", "Type"];

function readSaid({ input }: Context): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    SAID.flatMap((name) => {
      const value = input[name];
      return typeof value === "string" ? [[name, value] as const] : [];
    }),
  );
}

/** An ARN that is told from those of the secrets that had the name before. */
function makeArn(context: Context, name: string, chosen = ""): string {
  const { account, region } = placeOf(context, SECRET.type);
  const end = chosen || drawForm(context, "{letter:6}");
  return `arn:${findPartition(region).name}:secretsmanager:${region}:${account}:secret:${name}-${end}`;
}

function readTags({ input }: Context): readonly (readonly [string, string])[] {
  return listStructures(input["Tags"]).map((tag) => [readText(tag, "Key"), readText(tag, "Value")] as const);
}

/** CreateSecret: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export function createSecret(context: Context): Done {
  const { input, now, operation, store } = context;
  const name = readText(input, "Name");
  demandName(name);
  const value = readValue(context);
  const hasValue = Object.keys(value).length > 0;
  const id = hasValue ? readToken(context) : "";
  const before = findSecret(context, name);
  if (before) {
    if (isReplica(before)) refuseReplica();
    if (isEnding(before))
      refuse(
        "InvalidRequestException",
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
      );
    const repeated = hasValue ? findRepeated(context, before, id, value) : undefined;
    if (repeated) return { output: merge(tellNames(before), { VersionId: id }) };
    refuse("ResourceExistsException", `The operation failed because the secret ${name} already exists.`);
  }
  const tags = new Map(readTags(context));
  const secret: Thing = {
    ...SECRET,
    place: placeOf(context, SECRET.type),
    chain: [name],
    within: undefined,
    names: { arn: makeArn(context, name, readCustomId(tags)) },
    members: merge(readSaid(context), { Name: name, LastChangedDate: new Date(now) }),
    tags,
    createdAt: now,
    call: { operation: operation.name, input: makeStructure(), output: merge({ Name: name }) },
  };
  store.put(secret);
  if (hasValue) addVersion(context, secret, id, value, [CURRENT]);
  const made = replicate(context, secret);
  const { ReplicationStatus } = made.members;
  return {
    output: merge(
      tellNames(made),
      hasValue ? { VersionId: id } : {},
      ReplicationStatus ? { ReplicationStatus } : {},
    ),
  };
}

/** DescribeSecret: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html */
export function describeSecret(context: Context): Done {
  const secret = demandSecret(context, { takesEnding: true, takesReplica: true });
  return { output: tellSecret(context, secret, "VersionIdsToStages") };
}

/** UpdateSecret: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html */
export function updateSecret(context: Context): Done {
  const secret = demandSecret(context);
  const value = readValue(context);
  const changed = () => change(context, secret, readSaid(context));
  if (Object.keys(value).length === 0) {
    follow(context, changed());
    return { output: tellNames(secret) };
  }
  const id = readToken(context);
  const repeated = findRepeated(context, secret, id, value);
  const now = changed();
  if (!repeated) addVersion(context, now, id, value, [CURRENT]);
  follow(context, now);
  return { output: merge(tellNames(secret), { VersionId: id }) };
}

/** DeleteSecret: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
export function deleteSecret(context: Context): Done {
  const { input, now } = context;
  const { RecoveryWindowInDays: days, ForceDeleteWithoutRecovery } = input;
  const isAtOnce = ForceDeleteWithoutRecovery === true;
  if (typeof days === "number" && (days < LEAST_DAYS || days > MOST_DAYS))
    refuse(
      "InvalidParameterException",
      `The RecoveryWindowInDays value must be between ${LEAST_DAYS} and ${MOST_DAYS} days (inclusive).`,
    );
  if (typeof days === "number" && isAtOnce)
    refuse(
      "InvalidParameterException",
      "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    );
  const DeletionDate = new Date(isAtOnce ? now : now + (typeof days === "number" ? days : USUAL_DAYS) * DAY);
  const id = readText(input, "SecretId");
  if (!id.startsWith("arn:")) demandName(id);
  // What is to be gone at once may be gone already.
  if (isAtOnce && !findSecret(context, id)) {
    const names = id.startsWith("arn:")
      ? { ARN: id, Name: id.slice(id.lastIndexOf(":") + 1) }
      : { ARN: makeArn(context, id), Name: id };
    return { output: merge(names, { DeletionDate }) };
  }
  const secret = demandSecret(context, { takesEnding: isAtOnce });
  const regions = listStructures(secret.members["ReplicationStatus"]).map((one) => readText(one, "Region"));
  if (regions.length > 0)
    refuse(
      "InvalidParameterException",
      `You can't delete secret ${id} that still has replica regions [${regions.join(",")}]`,
    );
  if (isAtOnce) endSecret(context, secret);
  else
    context.store.put({
      ...secret,
      members: merge(secret.members, { DeletedDate: DeletionDate, [ENDS_AT]: DeletionDate }),
    });
  return { output: merge(tellNames(secret), { DeletionDate }) };
}

/** RestoreSecret: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RestoreSecret.html */
export function restoreSecret(context: Context): Done {
  const secret = demandSecret(context, { takesEnding: true });
  const { DeletedDate: _end, [ENDS_AT]: _endsAt, ...members } = secret.members;
  context.store.put({ ...secret, members });
  return { output: tellNames(secret) };
}

const MOST_TAGS = 50;

/** TagResource: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_TagResource.html */
export function tagSecret(context: Context): Done {
  const secret = demandSecret(context);
  const tags = new Map([...secret.tags, ...readTags(context)]);
  if (tags.size > MOST_TAGS)
    refuse("InvalidParameterException", `A secret can't have more than ${MOST_TAGS} tags.`);
  follow(context, change(context, { ...secret, tags }, {}));
  return { output: makeStructure() };
}

/** UntagResource: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UntagResource.html */
export function untagSecret(context: Context): Done {
  const secret = demandSecret(context);
  const gone = listTexts(context.input["TagKeys"]);
  const tags = new Map([...secret.tags].filter(([key]) => !gone.includes(key)));
  // Where there were tags, there is a list of none.
  const had = secret.tags.size > 0 ? { [HAD_TAGS]: true } : {};
  follow(context, change(context, { ...secret, tags }, had));
  return { output: makeStructure() };
}
