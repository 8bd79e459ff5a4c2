/** Deliveries from one service to another: what is at an ARN gets a text, by the call that its own service has for that. */

import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import { splitArn } from "../../../aws/resources/arns.ts";
import type { Structure, Value } from "../../../aws/values.ts";
import { ownRows } from "../../../base/own-rows.ts";
import type { Context } from "../../behaviour/context.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Requester } from "../../caller.ts";
import { merge } from "../engine.ts";

/** What deliveries need of where they happen. */
export type DeliveryWorld = Pick<Context, "store" | "ask" | "mint" | "now">;

/** A text on its way. */
export interface Parcel {
  readonly arn: string;
  readonly text: string;
  /** Of a queue's group, a stream's partition, a message's subject. */
  readonly group?: string | undefined;
  readonly partition?: string | undefined;
  readonly subject?: string | undefined;
  /** A queue's attributes of the message. */
  readonly attributes?: Structure | undefined;
}

/** An ARN's parts that tell how to reach it. */
interface Address extends Requester {
  readonly arn: string;
  /** What is behind the account. */
  readonly rest: string;
}

type Deliver = (world: DeliveryWorld, parcel: Parcel, at: Address) => Promise<ServiceError | undefined>;

async function call(
  world: DeliveryWorld,
  at: Address,
  [service, operation]: readonly [string, string],
  given: Readonly<Record<string, Value | undefined>>,
): Promise<ServiceError | undefined> {
  const input = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const { account, region } = at;
  const done = await world.ask({ service, operation, input: merge(input), caller: { account, region } });
  return "error" in done ? done.error : undefined;
}

function toQueue(world: DeliveryWorld, { text, group, attributes }: Parcel, at: Address) {
  const place = { account: at.account, region: at.region };
  const queue = world.store.find(place, { service: "sqs", type: "queue" }, [at.arn]);
  const url = queue?.names.url ?? `https://sqs.${at.region}.amazonaws.com/${at.account}/${at.rest}`;
  return call(world, at, ["sqs", "SendMessage"], {
    QueueUrl: url,
    MessageBody: text,
    MessageGroupId: group,
    MessageAttributes: attributes,
  });
}

function toStream(world: DeliveryWorld, { text, partition }: Parcel, at: Address) {
  return call(world, at, ["kinesis", "PutRecord"], {
    StreamName: at.rest.slice(at.rest.indexOf("/") + 1),
    Data: Buffer.from(text),
    PartitionKey: partition ?? world.mint(32),
  });
}

/** Each text is a stream of its own. */
async function toLogGroup(world: DeliveryWorld, { text }: Parcel, at: Address) {
  const group = at.rest.replace(/^log-group:/, "").replace(/:\*$/, "");
  const stream = { logGroupName: group, logStreamName: makeUuid(world.mint(32)) };
  const refused = await call(world, at, ["logs", "CreateLogStream"], stream);
  if (refused) return refused;
  const logEvents = [merge({ timestamp: world.now, message: text })];
  return call(world, at, ["logs", "PutLogEvents"], { ...stream, logEvents });
}

const ROUTES: Readonly<Partial<Record<string, Deliver>>> = ownRows({
  sqs: toQueue,
  sns: (world, { arn, text, subject }, at) =>
    call(world, at, ["sns", "Publish"], { TopicArn: arn, Message: text, Subject: subject }),
  kinesis: toStream,
  logs: toLogGroup,
});

/**
 * Brings a text to what an ARN names, and says why that failed. What would be run by it, and does not run here, has got it all
 * the same. Nothing that is thrown comes out.
 */
export async function deliver(world: DeliveryWorld, parcel: Parcel): Promise<ServiceError | undefined> {
  const split = splitArn(parcel.arn);
  const route = ROUTES[split?.service ?? ""];
  if (!split || !route) return undefined;
  const { account, region, resource } = split;
  try {
    return await route(world, parcel, { arn: parcel.arn, account, region, rest: resource });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: "InternalFailure", message, status: 500 };
  }
}
