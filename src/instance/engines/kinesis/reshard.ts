/** Splits and merges shards. https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-resharding.html */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { refuseShards, SHARD_LIMIT } from "./limits.ts";
import {
  closeShard,
  isShardCount,
  listOpen,
  listShards,
  makeShard,
  nameShard,
  readMode,
  readShardNumber,
  type StreamShard,
  writeShards,
} from "./shards.ts";
import { answerNothing, change, fail, nameOf, refuse, withStream } from "./streams.ts";

type Refused = { readonly error: ServiceError };

/** Shards are told in whole seconds, and children are made after their parents are closed. */
const LATER_MS = 1000;

function split(
  shards: readonly StreamShard[],
  { at, first, last, id }: StreamShard,
  key: bigint,
  now: number,
): StreamShard[] {
  const parent = shards[at];
  const kept = shards.map((shard) => (shard === parent ? closeShard(shard, now) : shard));
  const made = (count: number, range: readonly [bigint, bigint]) =>
    makeShard(shards.length + count, range, now + LATER_MS, [id]);
  return [...kept, made(0, [first, key - 1n]), made(1, [key, last])];
}

function join(
  shards: readonly StreamShard[],
  one: StreamShard,
  other: StreamShard,
  now: number,
): StreamShard[] {
  const kept = shards.map((shard) =>
    shard.at === one.at || shard.at === other.at ? closeShard(shard, now) : shard,
  );
  const range = [one.first, other.last] as const;
  return [...kept, makeShard(shards.length, range, now + LATER_MS, [one.id, other.id])];
}

function keep(context: Context, stream: Thing, shards: readonly StreamShard[]): void {
  const OpenShardCount = shards.filter(({ end }) => end === undefined).length;
  change(context, stream, merge({ Shards: writeShards(shards), OpenShardCount }));
}

function refuseOnDemand({ caller }: Context, stream: Thing): Refused | undefined {
  if (readMode(stream) !== "ON_DEMAND") return undefined;
  const message = `Request is invalid. Stream ${nameOf(stream)} under account ${caller.account} is in On-Demand mode.`;
  return fail("ValidationException", message);
}

function findShard(
  { caller }: Context,
  stream: Thing,
  text: string,
): { readonly shard: StreamShard } | Refused {
  const at = readShardNumber(text);
  const shard = at === undefined ? undefined : listShards(stream)[at];
  const called = at === undefined ? text : nameShard(at);
  const message = `Could not find shard ${called} in stream ${nameOf(stream)} under account ${caller.account}.`;
  return shard ? { shard } : fail("ResourceNotFoundException", message);
}

function refuseClosed({ caller }: Context, stream: Thing, { id, end }: StreamShard): Refused | undefined {
  const message = `Shard ${id} in stream ${nameOf(stream)} under account ${caller.account} has already been merged or split, and thus is not eligible for merging or splitting.`;
  return end === undefined ? undefined : refuse(message);
}

/** Splits a shard at a hash key. */
export const splitShard = withStream((context, stream): Done => {
  const { input, now, caller } = context;
  const found = findShard(context, stream, readText(input, "ShardToSplit"));
  if ("error" in found) return found;
  const { shard } = found;
  const key = BigInt(readText(input, "NewStartingHashKey"));
  const refused =
    refuseOnDemand(context, stream) ?? refuseShards(context, 1) ?? refuseClosed(context, stream, shard);
  if (refused) return refused;
  if (key <= shard.first + 1n || key >= shard.last) {
    const message = `NewStartingHashKey ${key} used in SplitShard() on shard ${shard.id} in stream ${nameOf(stream)} under account ${caller.account} is not both greater than one plus the shard's StartingHashKey ${shard.first} and less than the shard's EndingHashKey ${shard.last}.`;
    return refuse(message);
  }
  keep(context, stream, split(listShards(stream), shard, key, now));
  return answerNothing(context);
});

/** Merges two shards that lie beside each other. */
export const mergeShards = withStream((context, stream): Done => {
  const { input, now, caller } = context;
  const found = [readText(input, "ShardToMerge"), readText(input, "AdjacentShardToMerge")].map((text) =>
    findShard(context, stream, text),
  );
  const [one, other] = found;
  if (!one || "error" in one) return one ?? refuse("");
  if (!other || "error" in other) return other ?? refuse("");
  const refused =
    refuseOnDemand(context, stream) ??
    refuseClosed(context, stream, one.shard) ??
    refuseClosed(context, stream, other.shard);
  if (refused) return refused;
  const isAdjacent = one.shard.last + 1n === other.shard.first;
  if (!isAdjacent && other.shard.last + 1n !== one.shard.first) {
    const message = `Shards ${one.shard.id} and ${other.shard.id} in stream ${nameOf(stream)} under account ${caller.account} are not an adjacent pair of shards eligible for merging`;
    return refuse(message);
  }
  const [lower, upper] = isAdjacent ? [one.shard, other.shard] : [other.shard, one.shard];
  keep(context, stream, join(listShards(stream), lower, upper, now));
  return answerNothing(context);
});

function listInOrder(shards: readonly StreamShard[]): StreamShard[] {
  const open = shards.filter(({ end }) => end === undefined);
  return open.sort((a, b) => (a.first < b.first ? -1 : 1));
}

/** As AWS was seen to do it: to have more, each is split in halves; then pairs are merged until so many are left. */
function scale(given: readonly StreamShard[], target: number, now: number): readonly StreamShard[] {
  let shards = given;
  const open = listInOrder(shards);
  if (target > open.length)
    for (const shard of open) shards = split(shards, shard, (shard.first + shard.last) / 2n, now);
  for (let left = listInOrder(shards); left.length > target; left = listInOrder(shards)) {
    const pairs = Math.min(left.length - target, Math.floor(left.length / 2));
    for (let pair = 0; pair < pairs; pair++) {
      const [one, other] = [left[2 * pair], left[2 * pair + 1]];
      if (one && other) shards = join(shards, one, other, now);
    }
  }
  return shards;
}

function refuseTarget(open: number, target: number): Refused | undefined {
  const counts = `Current open shard count: ${open}, Target shard count: ${target}`;
  const say = (text: string) => fail("LimitExceededException", `${text} ${counts}`);
  if (target > SHARD_LIMIT)
    return say(`Target shard count or number of open shards cannot be greater than ${SHARD_LIMIT}.`);
  if (target > open * 2)
    return say("UpdateShardCount cannot scale up over double your current open shard count.");
  if (target < open / 2)
    return say("UpdateShardCount cannot scale down below half your current open shard count.");
  return undefined;
}

/** Lets a stream have so many open shards. */
export const updateShardCount = withStream((context, stream): Done => {
  const { input, now, told } = context;
  const target = Number(input["TargetShardCount"]);
  const open = listOpen(stream).length;
  const refused = told ? undefined : (refuseOnDemand(context, stream) ?? refuseTarget(open, target));
  if (refused) return refused;
  if (open !== target && isShardCount(target)) keep(context, stream, scale(listShards(stream), target, now));
  if (told) return { output: told.output };
  return {
    output: merge({
      StreamName: nameOf(stream),
      CurrentShardCount: open,
      TargetShardCount: target,
      StreamARN: stream.names.arn ?? null,
    }),
  };
});
