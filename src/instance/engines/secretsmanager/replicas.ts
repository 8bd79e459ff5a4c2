/** Copies of secrets in other regions. https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html */
import { findPartition } from "../../../aws/model/partitions.ts";
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, listTexts, merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import {
  change,
  demandSecret,
  endSecret,
  findPolicy,
  isReplica,
  nameOf,
  SECRET,
  USUAL_KEY,
} from "./secret.ts";

const IN_SYNC = "InSync";

function listRegions({ members }: Thing): readonly Structure[] {
  return listStructures(members["ReplicationStatus"]);
}

/** Puts a copy of a secret, and of its versions, into a region. */
function copy({ store }: Context, secret: Thing, region: string, key: string): void {
  const { ReplicationStatus: _status, KmsKeyId: _key, ...members } = secret.members;
  const place = { ...secret.place, region };
  const { arn } = secret.names;
  store.put({
    ...secret,
    place,
    names: arn === undefined ? {} : { arn: arn.replace(`:${secret.place.region}:`, `:${region}:`) },
    members: merge(
      members,
      { PrimaryRegion: secret.place.region },
      key && key !== USUAL_KEY ? { KmsKeyId: key } : {},
    ),
  });
  for (const inner of store.listInner(secret)) store.put({ ...inner, place });
  const policy = findPolicy(store, secret);
  if (policy) store.put({ ...policy, place });
}

/** Lets the copies of a secret be as it is now. */
export function follow(context: Context, secret: Thing): void {
  if (isReplica(secret)) return;
  for (const one of listRegions(secret))
    if (readText(one, "Status") === IN_SYNC)
      copy(context, secret, readText(one, "Region"), readText(one, "KmsKeyId"));
}

/** Copies a secret into regions, and gives it as it tells of that. */
export function replicate(context: Context, secret: Thing): Thing {
  const { input, store } = context;
  const asked = listStructures(input["AddReplicaRegions"]);
  if (asked.length === 0) return secret;
  const partition = findPartition(secret.place.region);
  const told: Structure[] = [];
  for (const one of asked) {
    const region = readText(one, "Region");
    if (region === secret.place.region || !partition.regions.includes(region))
      refuse("InvalidParameterException", "Invalid replica region.");
    const other = store.find({ ...secret.place, region }, SECRET, [nameOf(secret)]);
    const isTaken =
      other !== undefined &&
      !(isReplica(other) && readText(other.members, "PrimaryRegion") === secret.place.region);
    if (isTaken && input["ForceOverwriteReplicaSecret"] === true) endSecret(context, other);
    const isFailed = isTaken && input["ForceOverwriteReplicaSecret"] !== true;
    told.push(
      merge(
        { KmsKeyId: USUAL_KEY },
        one,
        isFailed
          ? {
              Status: "Failed",
              StatusMessage: `Replication failed: Secret name ${nameOf(secret)} already exists in region ${region}.`,
            }
          : { Status: IN_SYNC, StatusMessage: "Replication succeeded" },
      ),
    );
  }
  const regions = new Set(told.map((one) => readText(one, "Region")));
  const before = listRegions(secret).filter((one) => !regions.has(readText(one, "Region")));
  const changed = change(context, secret, {
    PrimaryRegion: secret.place.region,
    ReplicationStatus: [...before, ...told],
  });
  follow(context, changed);
  return changed;
}

function tellStatus(secret: Thing): Structure {
  return merge({ ARN: secret.names.arn ?? null, ReplicationStatus: listRegions(secret) });
}

/** ReplicateSecretToRegions: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicateSecretToRegions.html */
export function replicateTo(context: Context): Done {
  return { output: tellStatus(replicate(context, demandSecret(context))) };
}

/** RemoveRegionsFromReplication: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RemoveRegionsFromReplication.html */
export function removeRegions(context: Context): Done {
  const { input, store } = context;
  const secret = demandSecret(context);
  const gone = listTexts(input["RemoveReplicaRegions"]);
  for (const one of listRegions(secret)) {
    const region = readText(one, "Region");
    const found = store.find({ ...secret.place, region }, SECRET, [nameOf(secret)]);
    if (found && gone.includes(region) && isReplica(found)) endSecret(context, found);
  }
  const left = listRegions(secret).filter((one) => !gone.includes(readText(one, "Region")));
  const more = left.length > 0 ? {} : { PrimaryRegion: undefined };
  return { output: tellStatus(change(context, secret, { ReplicationStatus: left, ...more })) };
}

/** StopReplicationToReplica: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_StopReplicationToReplica.html */
export function stopReplication(context: Context): Done {
  const secret = demandSecret(context, { takesReplica: true });
  if (!isReplica(secret))
    refuse("InvalidParameterException", "Operation not permitted on a secret that is not a replica.");
  const { store } = context;
  const region = readText(secret.members, "PrimaryRegion");
  const primary = store.find({ ...secret.place, region }, SECRET, [nameOf(secret)]);
  const isOther = (one: Structure) => readText(one, "Region") !== secret.place.region;
  if (primary) change(context, primary, { ReplicationStatus: listRegions(primary).filter(isOther) });
  const alone = change(context, secret, { PrimaryRegion: undefined });
  return { output: merge({ ARN: alone.names.arn ?? null }) };
}
