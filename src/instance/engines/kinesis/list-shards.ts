/** Lists shards, all or those that are left by a filter. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListShards.html */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import { isStructure, makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { readMoment } from "./describe.ts";
import { tellHorizon } from "./record-space.ts";
import { readSequence } from "./sequence-numbers.ts";
import { listShards, readShardNumber, type StreamShard, tellShard } from "./shards.ts";
import { fail, findStream, refuse } from "./streams.ts";
import { readToken, writeToken } from "./tokens.ts";

const USUAL_PAGE = 1000;

type Refused = { readonly error: ServiceError };
type Filter = (shard: StreamShard) => boolean;

/** When a shard was closed, in milliseconds since 1970. */
function readEnd({ end }: StreamShard): number {
  return end === undefined ? Number.POSITIVE_INFINITY : (readSequence(end)?.at ?? 0) * 1000;
}

function isOpenAt(moment: number): Filter {
  const second = Math.floor(moment / 1000) * 1000;
  return (shard) => shard.madeAt * 1000 <= second && readEnd(shard) > second;
}

/** Which shards a filter leaves, or why it is none. */
function readFilter(context: Context, stream: Thing, filter: Structure): Filter | Refused {
  const type = readText(filter, "Type");
  const [after, since] = [readText(filter, "ShardId"), readMoment(filter, "Timestamp")];
  if (type === "AFTER_SHARD_ID") {
    const at = readShardNumber(after);
    if (at === undefined) return refuse("ShardId must be specified for the ShardFilter type AFTER_SHARD_ID.");
    return (shard) => shard.at > at;
  }
  // What a shard was made later than all of the stream was there from the beginning.
  const horizon = Math.max(tellHorizon(context, stream), stream.createdAt);
  if (type === "AT_TRIM_HORIZON") return isOpenAt(horizon);
  if (type === "FROM_TRIM_HORIZON") return (shard) => readEnd(shard) >= horizon;
  if (type === "AT_LATEST") return ({ end }) => end === undefined;
  if (since === undefined) return refuse(`Timestamp must be specified for the ShardFilter type ${type}.`);
  if (since > context.now)
    return refuse(`Timestamp must not be in the future for the ShardFilter type ${type}.`);
  const moment = Math.max(since, stream.createdAt);
  return type === "AT_TIMESTAMP" ? isOpenAt(moment) : (shard) => readEnd(shard) >= moment;
}

/** Lists a page of shards; its token says of which stream the next one is, and how it is filtered. */
export function listShardsOf(context: Context): Done {
  const { input, now } = context;
  const given = readText(input, "NextToken");
  const names = [
    "StreamName",
    "StreamARN",
    "StreamCreationTimestamp",
    "ExclusiveStartShardId",
    "ShardFilter",
  ];
  const isNamed = names.some((name) => input[name] !== undefined && input[name] !== null);
  if (given !== "" && isNamed) return refuse("NextToken and StreamName cannot be provided together.");
  if (given === "" && readText(input, "StreamName") === "" && readText(input, "StreamARN") === "")
    return refuse("Either NextToken or StreamName should be provided.");
  const token = given === "" ? undefined : readToken(given);
  if (given !== "" && !token) return refuse("NextToken is invalid.");
  if (token && token.until < now)
    return fail("ExpiredNextTokenException", "The provided NextToken has expired.");
  const asked = token ? { ...context, input: merge(input, token.asked) } : context;
  const found = findStream(asked);
  if ("error" in found) return found;
  const { stream } = found;
  const filter = asked.input["ShardFilter"];
  const passes = isStructure(filter) ? readFilter(asked, stream, filter) : () => true;
  if ("error" in passes) return passes;
  const after = readShardNumber(readText(asked.input, "ExclusiveStartShardId")) ?? -1;
  const shards = listShards(stream).filter((shard) => shard.at > after && passes(shard));
  const { MaxResults: most } = input;
  const page = shards.slice(0, typeof most === "number" ? most : USUAL_PAGE);
  const last = page.at(-1);
  const { NextToken: _, MaxResults: __, ...rest } = asked.input;
  const next = Object.assign(makeStructure(), rest, { ExclusiveStartShardId: last?.id ?? null });
  return {
    output: merge({
      Shards: page.map(tellShard),
      ...(page.length < shards.length && { NextToken: writeToken(next, now) }),
    }),
  };
}
