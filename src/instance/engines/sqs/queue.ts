/** The queue that a call is about, and how it is set. */
import { isStructure, makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Store } from "../../store.ts";
import type { Thing, ThingPlace } from "../../thing.ts";
import { parseObject, readText } from "../engine.ts";
import { refuseNoQueue } from "./refuse.ts";

/** What a queue is among things. */
export const QUEUE = { service: "sqs", type: "queue" } as const;

/** When messages that are received too often go elsewhere. */
export interface Redrive {
  readonly target: string;
  readonly most: number;
}

/** A queue as its messages are handled. Times are in milliseconds. */
export interface Queue {
  readonly thing: Thing;
  readonly name: string;
  readonly arn: string;
  readonly isFifo: boolean;
  readonly visibility: number;
  readonly delay: number;
  readonly wait: number;
  readonly retention: number;
  /** In bytes. */
  readonly largest: number;
  readonly redrive: Redrive | undefined;
  /** Of a queue that keeps the order: whether what a message says is its deduplication id, and whether groups have ids of their own. */
  readonly deduplicates: "by content" | "by id";
  readonly isApart: boolean;
}

/** The attributes that somebody set on a queue. */
export function readAttributes({ members }: Thing): Structure {
  const { Attributes } = members;
  return isStructure(Attributes) ? Attributes : makeStructure();
}

function readRedrive(attributes: Structure): Redrive | undefined {
  const text = readText(attributes, "RedrivePolicy");
  const { deadLetterTargetArn: target, maxReceiveCount } =
    (text === "" ? undefined : parseObject(text)) ?? {};
  const most = Number(maxReceiveCount);
  return typeof target === "string" && most >= 1 ? { target, most } : undefined;
}

/** The attributes that a queue was made with: what it deduplicates by never changes after that. */
function readFirst({ call }: Thing): Structure {
  const { Attributes } = call.input;
  return isStructure(Attributes) ? Attributes : makeStructure();
}

const queues = new WeakMap<Thing, Queue>();

/** How a thing that is a queue is set; the same thing is always set the same. */
export function readQueue(thing: Thing): Queue {
  return queues.getOrInsertComputed(thing, () => {
    const attributes = readAttributes(thing);
    const name = thing.chain.at(-1) ?? "";
    const readNumber = (attribute: string, preset: number) => {
      const text = readText(attributes, attribute);
      return text === "" || !Number.isFinite(Number(text)) ? preset : Number(text);
    };
    return {
      thing,
      name,
      arn: thing.names.arn ?? "",
      isFifo: name.endsWith(".fifo"),
      visibility: readNumber("VisibilityTimeout", 30) * 1000,
      delay: readNumber("DelaySeconds", 0) * 1000,
      wait: readNumber("ReceiveMessageWaitTimeSeconds", 0) * 1000,
      retention: readNumber("MessageRetentionPeriod", 345_600) * 1000,
      largest: readNumber("MaximumMessageSize", 1_048_576),
      redrive: readRedrive(attributes),
      deduplicates:
        readText(attributes, "ContentBasedDeduplication").toLowerCase() === "true" ? "by content" : "by id",
      isApart: readText(readFirst(thing), "DeduplicationScope") === "messageGroup",
    };
  });
}

const ADDRESS = /\/(\d{12})\/([^/]+)$/;

/** The queue of a URL or a name; undefined where none stands. */
export function findQueueAt(context: Context, address: string): Thing | undefined {
  const { store, caller } = context;
  const [, account = caller.account, name = address] = ADDRESS.exec(address) ?? [];
  const { region } = caller;
  return (
    store.find({ account, region }, QUEUE, [name]) ??
    store.find({ account: caller.account, region }, QUEUE, [address])
  );
}

/** The queue that a call names by its URL. Throws a Refusal where it does not stand. */
export function findQueue(context: Context): Queue {
  const thing = findQueueAt(context, readText(context.input, "QueueUrl"));
  if (!thing) throw refuseNoQueue(context);
  return readQueue(thing);
}

const ARN = /^arn:[\w-]+:sqs:([\w-]*):(\d*):([\w.-]+)$/;

/** Where the queue of an ARN stands, and its name. */
export function splitQueueArn(
  arn: string,
): { readonly place: ThingPlace; readonly name: string } | undefined {
  const [, region, account, name] = ARN.exec(arn) ?? [];
  if (region === undefined || account === undefined || name === undefined) return undefined;
  return { place: { account, region }, name };
}

/** The queue of an ARN; undefined where none stands. */
export function findByArn(store: Store, arn: string): Thing | undefined {
  const at = splitQueueArn(arn);
  return at && store.find(at.place, QUEUE, [at.name]);
}
