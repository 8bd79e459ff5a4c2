/**
 * Sends events on to what subscription filters are for, in AWS's format:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
import { gzipSync } from "node:zlib";
import type { AskedDeed, Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { type LogEvent, writeEventId } from "./event-space.ts";
import { nameOf } from "./groups.ts";
import { compilePattern } from "./patterns/filter-pattern.ts";

export const FILTER = { service: "logs", type: "subscription-filter" };
export const DESTINATION = { service: "logs", type: "destination" };

/** An ARN's parts that say where something is. */
export function readArn(arn: string): { service: string; region: string; account: string; name: string } {
  const [, , service = "", region = "", account = "", ...rest] = arn.split(":");
  return { service, region, account, name: rest.join(":") };
}

/** What a destination of another account sends to; any other ARN is its own. */
export function resolveTarget({ store }: Pick<Context, "store">, arn: string): string {
  const { service, region, account } = readArn(arn);
  if (service !== "logs") return arn;
  const destination = store.find({ account, region }, DESTINATION, [arn]);
  return destination ? readText(destination.members, "targetArn") : arn;
}

/** The call by which a service takes data. */
function writeDeed(
  arn: string,
  data: Uint8Array,
  key: string,
  caller: Context["caller"],
): AskedDeed | undefined {
  const { service, region, account, name } = readArn(arn);
  const at = { ...caller, account, region };
  switch (service) {
    case "kinesis": {
      const input = merge({ StreamName: name.replace(/^stream\//, ""), Data: data, PartitionKey: key });
      return { service, operation: "PutRecord", input, caller: at };
    }
    case "firehose": {
      const DeliveryStreamName = name.replace(/^deliverystream\//, "");
      const input = merge({ DeliveryStreamName, Record: merge({ Data: data }) });
      return { service, operation: "PutRecord", input, caller: at };
    }
    case "lambda": {
      const awslogs = { data: Buffer.from(data).toString("base64") };
      const Payload = Buffer.from(JSON.stringify({ awslogs }));
      const input = merge({ FunctionName: arn, InvocationType: "Event", Payload });
      return { service, operation: "Invoke", input, caller: at };
    }
    default:
      return undefined;
  }
}

/** Sends events that were put. What cannot be delivered is lost, as it is on AWS in the end. */
export async function deliver(
  context: Context,
  { group, stream }: { readonly group: Thing; readonly stream: Thing },
  events: readonly LogEvent[],
): Promise<void> {
  const { store, ask, caller, mint } = context;
  for (const filter of store.list(group.place, FILTER, group.chain)) {
    const match = compilePattern(readText(filter.members, "filterPattern"));
    const meant = match ? events.filter(({ message }) => match(message) !== undefined) : [];
    if (meant.length === 0) continue;
    const data = gzipSync(
      JSON.stringify({
        messageType: "DATA_MESSAGE",
        owner: caller.account,
        logGroup: nameOf(group),
        logStream: nameOf(stream),
        subscriptionFilters: [nameOf(filter)],
        logEvents: meant.map((event) => ({
          id: writeEventId(event, stream),
          timestamp: event.timestamp,
          message: event.message,
        })),
      }),
    );
    const isRandom = readText(filter.members, "distribution") === "Random";
    const key = isRandom ? mint(32) : Bun.CryptoHasher.hash("md5", stream.chain.join("/"), "hex");
    const target = resolveTarget(context, readText(filter.members, "destinationArn"));
    const deed = writeDeed(target, new Uint8Array(data), key, caller);
    if (deed) await ask(deed);
  }
}
