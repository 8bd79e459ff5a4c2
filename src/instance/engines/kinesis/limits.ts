/** How much an account may have. https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { merge } from "../engine.ts";
import { listOpen, readMode } from "./shards.ts";
import { fail, KIND } from "./streams.ts";

/** What most regions have. */
export const SHARD_LIMIT = 6000;
export const ON_DEMAND_LIMIT = 50;

function countOpen({ store, caller }: Context): { readonly shards: number; readonly onDemand: number } {
  const streams = store.list(caller, KIND);
  const provisioned = streams.filter((stream) => readMode(stream) !== "ON_DEMAND");
  return {
    shards: provisioned.reduce((sum, stream) => sum + listOpen(stream).length, 0),
    onDemand: streams.length - provisioned.length,
  };
}

/** Why an account may not have so many shards more; undefined where it may. */
export function refuseShards(context: Context, more: number): { readonly error: ServiceError } | undefined {
  const { account, region } = context.caller;
  const { shards } = countOpen(context);
  if (shards + more <= SHARD_LIMIT) return undefined;
  const message = `This request would exceed the shard limit for the account ${account} in ${region}. Current shard count for the account: ${shards}. Limit: ${SHARD_LIMIT}. Number of additional shards that would have resulted from this request: ${more}. Refer to the AWS Service Limits page (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.`;
  return fail("LimitExceededException", message);
}

/** The same for streams on demand. */
export function refuseOnDemand(context: Context): { readonly error: ServiceError } | undefined {
  const { account } = context.caller;
  if (countOpen(context).onDemand < ON_DEMAND_LIMIT) return undefined;
  const message = `This request would exceed the on-demand stream limit of ${ON_DEMAND_LIMIT} for the account ${account}.`;
  return fail("LimitExceededException", message);
}

/** Tells the limits, and what is used of them. */
export function describeLimits(context: Context): Done {
  const { shards, onDemand } = countOpen(context);
  return {
    output: merge({
      ShardLimit: SHARD_LIMIT,
      OpenShardCount: shards,
      OnDemandStreamCount: onDemand,
      OnDemandStreamCountLimit: ON_DEMAND_LIMIT,
    }),
  };
}
