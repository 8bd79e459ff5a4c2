/** What secrets hold, given and told. https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets.html */

import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { paginate } from "../../behaviour/reads/pages.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listTexts, merge, readText } from "../engine.ts";
import { Refusal, refuse } from "../refusal.ts";
import { listFiltered } from "./lists.ts";
import {
  CURRENT,
  DAY,
  demandReadable,
  demandSecret,
  idOf,
  isEnding,
  listLabels,
  listVersions,
  tellNames,
} from "./secret.ts";

/** The version that a call means. */
function findVersion(context: Context, secret: Thing, id: string, stage: string): Thing {
  const versions = listVersions(context, secret);
  if (id !== "") {
    const found = versions.find((one) => idOf(one) === id);
    if (!found)
      return refuse(
        "ResourceNotFoundException",
        `Secrets Manager can't find the specified secret value for VersionId: ${id}`,
      );
    if (stage !== "" && !listLabels(found).includes(stage))
      refuse(
        "InvalidRequestException",
        "You provided a VersionStage that is not associated to the provided VersionId.",
      );
    return found;
  }
  const wanted = stage || CURRENT;
  const found = versions.find((one) => listLabels(one).includes(wanted));
  return (
    found ??
    refuse(
      "ResourceNotFoundException",
      `Secrets Manager can't find the specified secret value for staging label: ${wanted}`,
    )
  );
}

/** The day on which something is read is kept, and not the hour. */
function touch({ store, now }: Context, things: readonly Thing[]): void {
  const day = now - (now % DAY);
  for (const thing of things) {
    const { LastAccessedDate } = thing.members;
    if (LastAccessedDate instanceof Date && LastAccessedDate.getTime() === day) continue;
    store.put({ ...thing, members: merge(thing.members, { LastAccessedDate: new Date(day) }) });
  }
}

function tellValue(context: Context, secret: Thing, id = "", stage = ""): Structure {
  demandReadable(context, secret);
  const version = findVersion(context, secret, id, stage);
  const { SecretString = null, SecretBinary = null } = version.members;
  if (SecretString === null && SecretBinary === null)
    refuse(
      "ResourceNotFoundException",
      `Secrets Manager can't find the specified secret value for ${id ? `VersionId: ${id}` : `staging label: ${stage || CURRENT}`}`,
    );
  touch(context, [secret, version]);
  const labels = listLabels(version);
  return merge(
    tellNames(secret),
    { VersionId: idOf(version), CreatedDate: new Date(version.createdAt) },
    SecretString === null ? { SecretBinary } : { SecretString },
    labels.length > 0 ? { VersionStages: labels } : {},
  );
}

/** GetSecretValue: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export function getValue(context: Context): Done {
  const { input } = context;
  const secret = demandSecret(context, { takesReplica: true });
  return {
    output: tellValue(context, secret, readText(input, "VersionId"), readText(input, "VersionStage")),
  };
}

/** The values of secrets, and why some of them cannot be told. */
function gather(
  context: Context,
  asked: readonly { readonly id: string; readonly find: () => Thing }[],
): { readonly values: readonly Structure[]; readonly errors: readonly Structure[] } {
  const values: Structure[] = [];
  const errors: Structure[] = [];
  const note = (SecretId: string, { code, message }: ServiceError) =>
    errors.push(merge({ SecretId, ErrorCode: code, Message: message }));
  for (const { id, find } of asked)
    try {
      const { VersionStages = null, ...told } = tellValue(context, find());
      values.push(merge(told, VersionStages === null ? {} : { VersionStages }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      note(id, error.error);
    }
  return { values, errors };
}

/** BatchGetSecretValue: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html */
export function getValues(context: Context): Done {
  const { input, operation } = context;
  const ids = listTexts(input["SecretIdList"]);
  const isFiltered = Array.isArray(input["Filters"]) && input["Filters"].length > 0;
  if (ids.length > 0 === isFiltered)
    refuse("InvalidParameterException", "Either 'SecretIdList' or 'Filters' must be provided, but not both.");
  if (!isFiltered && input["MaxResults"] !== undefined)
    refuse(
      "InvalidParameterException",
      "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.",
    );
  const asked = isFiltered
    ? listFiltered(context)
        .filter((secret) => !isEnding(secret))
        .map((secret) => ({ id: secret.names.arn ?? "", find: () => secret }))
    : ids.map((id) => ({
        id,
        find: () => demandSecret({ ...context, input: merge({ SecretId: id }) }, { takesReplica: true }),
      }));
  const page = paginate(operation, input, asked);
  if (!page) return refuse("InvalidNextTokenException", "Invalid NextToken");
  const { values, errors } = gather(context, page.items);
  return { output: merge({ SecretValues: values, Errors: errors }, page.more) };
}
