/**
 * Notifications of buckets: to queues, topics and EventBridge, whoever a bucket says it tells of its objects. Functions get nothing,
 * as none run. https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
 */
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { readText } from "../engine.ts";
import { type DeliveryWorld, deliver } from "./deliver.ts";
import { sendToBus } from "./s3-bus-events.ts";
import {
  type EventBucket,
  nextSequencer,
  type ObjectHappening,
  writeRecord,
  writeTest,
} from "./s3-records.ts";

/** The subject of what topics get. */
const SUBJECT = "Amazon S3 Notification";
const ALL = "*";

/** By the members that list them, the members with the ARNs of whom they tell. */
const LISTS = [
  ["QueueConfigurations", "QueueArn"],
  ["TopicConfigurations", "TopicArn"],
  ["LambdaFunctionConfigurations", "LambdaFunctionArn"],
] as const;

/** Whom a bucket tells of what. */
interface Listener {
  readonly arn: string;
  readonly id: string;
  readonly events: readonly string[];
  readonly rules: readonly Structure[];
}

function listItems(value: Value | undefined): readonly Structure[] {
  return Array.isArray(value) ? (value as readonly Value[]).filter((item) => isStructure(item)) : [];
}

/** The configuration, which may be told with what sets it. */
function unwrap(configuration: Structure): Structure {
  const { NotificationConfiguration: inner } = configuration;
  return isStructure(inner) ? inner : configuration;
}

function listListeners(configuration: Structure): Listener[] {
  return LISTS.flatMap(([list, member]) =>
    listItems(configuration[list]).map((item) => {
      const { Events, Filter } = item;
      const key = isStructure(Filter) ? Filter["Key"] : undefined;
      return {
        arn: readText(item, member),
        id: readText(item, "Id"),
        events: Array.isArray(Events) ? Events.filter((event) => typeof event === "string") : [],
        rules: listItems((isStructure(key) ? key : makeStructure())["FilterRules"]),
      };
    }),
  );
}

/** Whether a listener asks for a happening: `s3:ObjectCreated:*` is all that begins so. */
function asksFor({ events, rules }: Listener, { name, key }: ObjectHappening): boolean {
  const whole = `s3:${name}`;
  const isAsked = events.some((event) =>
    event.endsWith(ALL) ? whole.startsWith(event.slice(0, -ALL.length)) : whole === event,
  );
  return (
    isAsked &&
    rules.every((rule) => {
      const value = readText(rule, "Value");
      return readText(rule, "Name").toLowerCase() === "prefix" ? key.startsWith(value) : key.endsWith(value);
    })
  );
}

/** Tells whom a bucket tells of a happening. What cannot be delivered is lost, as on AWS, and no failure of the call. */
export async function deliverObjectEvent(
  world: DeliveryWorld,
  bucket: EventBucket,
  event: ObjectHappening,
  configuration: Structure,
): Promise<void> {
  const said = unwrap(configuration);
  const sequencer = nextSequencer(world);
  for (const listener of listListeners(said)) {
    if (!asksFor(listener, event)) continue;
    const text = writeRecord(world, bucket, event, listener.id, sequencer);
    await deliver(world, { arn: listener.arn, text, subject: SUBJECT });
  }
  if (said["EventBridgeConfiguration"] !== undefined) await sendToBus(world, bucket, event, sequencer);
}

/** Tells queues and topics that a bucket begins to tell them: what S3 sends when the configuration is put. */
export async function deliverTestEvents(
  world: DeliveryWorld,
  bucket: EventBucket,
  configuration: Structure,
): Promise<void> {
  // Who listens for several things is told once.
  for (const arn of new Set(listListeners(unwrap(configuration)).map((listener) => listener.arn)))
    await deliver(world, { arn, text: writeTest(world, bucket), subject: SUBJECT });
}
