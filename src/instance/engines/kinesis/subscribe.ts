/** Sends a consumer the records of a shard as they come. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html */
import { isStructure, makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { findByArn, refuseConsumer } from "./consumers.ts";
import { readShard, tellRecord } from "./get-records.ts";
import { findShard, findStart } from "./iterators.ts";
import { listShards, type StreamShard, tellChildren } from "./shards.ts";
import { findNamedStream, nameOf } from "./streams.ts";

/** How long a subscription holds, how often it is looked for records, and how long nothing is sent at most. */
const [LIFE_MS, LOOK_MS, SILENCE_MS] = [300_000, 100, 5000];
const MOST_RECORDS = 10_000;

/** What is read of a shard, as an event; and from where on what follows is read. */
function readEvent(context: Context, stream: Thing, shard: StreamShard, from: string) {
  const { records, next, behind, isOver } = readShard(context, stream, shard, from, MOST_RECORDS);
  const SubscribeToShardEvent = merge({
    Records: records.map(tellRecord),
    ContinuationSequenceNumber: records.at(-1)?.sequence ?? from,
    MillisBehindLatest: behind,
    ...(isOver && { ChildShards: tellChildren(listShards(stream), shard) }),
  });
  return { event: merge({ SubscribeToShardEvent }), count: records.length, next, isOver };
}

async function* listEvents(
  context: Context,
  name: string,
  shard: StreamShard,
  start: string,
): AsyncGenerator<Structure> {
  const { clock, sleep } = context;
  const never = new AbortController().signal;
  const end = clock() + LIFE_MS;
  let [from, sentAt] = [start, 0];
  while (clock() < end) {
    const now = clock();
    const stream = findNamedStream(context, name);
    const current = stream && listShards(stream)[shard.at];
    if (!current) return;
    const { event, count, next, isOver } = readEvent({ ...context, now }, stream, current, from);
    if (count > 0 || isOver || now - sentAt >= SILENCE_MS) {
      yield event;
      sentAt = now;
    }
    if (isOver) return;
    from = next;
    await sleep(LOOK_MS, never);
  }
}

/** Subscribes a consumer to a shard. */
export function subscribeToShard(context: Context): Done {
  const { input } = context;
  const arn = readText(input, "ConsumerARN");
  const found = findByArn(context, arn);
  if (!found) return refuseConsumer(context, arn);
  const asked = findShard(context, found.stream, readText(input, "ShardId"));
  if ("error" in asked) return asked;
  const position = isStructure(input["StartingPosition"]) ? input["StartingPosition"] : makeStructure();
  const moment = position["Timestamp"];
  const start = findStart(context, found.stream, asked.shard, {
    type: readText(position, "Type"),
    sequence: readText(position, "SequenceNumber"),
    moment: moment instanceof Date ? moment : undefined,
  });
  if ("error" in start) return start;
  const events = listEvents(context, nameOf(found.stream), asked.shard, start.from);
  return { output: merge({ EventStream: [] }), events };
}
