// Whom a bucket tells of its objects, and what.
import { expect, test } from "bun:test";
import { makeStructure, type Structure } from "../../../../src/aws/values.ts";
import type { AskedDeed } from "../../../../src/instance/behaviour/context.ts";
import type { DeliveryWorld } from "../../../../src/instance/engines/deliveries/deliver.ts";
import {
  deliverObjectEvent,
  deliverTestEvents,
} from "../../../../src/instance/engines/deliveries/s3-notifications.ts";
import { Store } from "../../../../src/instance/store.ts";

const BUCKET = { name: "photos", account: "111111111111", region: "eu-west-1" };
const QUEUE = "arn:aws:sqs:eu-west-1:111111111111:queue";
const TOPIC = "arn:aws:sns:eu-west-1:111111111111:topic";
const NOW = Date.UTC(2026, 3, 1);

/** A world that writes down what is asked in it. */
function makeWorld(): { readonly world: DeliveryWorld; readonly asked: AskedDeed[] } {
  const asked: AskedDeed[] = [];
  const world: DeliveryWorld = {
    store: new Store(),
    now: NOW,
    mint: (length) => "0123456789abcdef".repeat(8).slice(0, length),
    ask: async (deed) => {
      asked.push(deed);
      return { output: makeStructure() };
    },
  };
  return { world, asked };
}

const put = {
  name: "ObjectCreated:Put",
  key: "in box/a@b.txt",
  stored: { tag: "e1", size: 5, version: "v1" },
};

function configure(Events: readonly string[], FilterRules: readonly Structure[] = []): Structure {
  const Filter = { Key: { FilterRules } };
  return { QueueConfigurations: [{ Id: "config", QueueArn: QUEUE, Events, Filter }] };
}

async function isTold(configuration: Structure, event = put): Promise<boolean> {
  const { world, asked } = makeWorld();
  await deliverObjectEvent(world, BUCKET, event, configuration);
  return asked.length > 0;
}

test("a queue gets a record of the object, whose key is as forms have it", async () => {
  const { world, asked } = makeWorld();
  await deliverObjectEvent(world, BUCKET, put, configure(["s3:ObjectCreated:*"]));
  const [deed] = asked;
  expect(deed).toMatchObject({ service: "sqs", operation: "SendMessage", caller: { region: "eu-west-1" } });
  expect(deed?.input["QueueUrl"]).toBe("https://sqs.eu-west-1.amazonaws.com/111111111111/queue");
  const [record] = JSON.parse(String(deed?.input["MessageBody"])).Records;
  expect(record).toMatchObject({
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: "eu-west-1",
    eventTime: "2026-04-01T00:00:00.000Z",
    eventName: "ObjectCreated:Put",
    s3: {
      s3SchemaVersion: "1.0",
      configurationId: "config",
      bucket: { name: "photos", arn: "arn:aws:s3:::photos" },
      object: { key: "in+box/a%40b.txt", size: 5, eTag: "e1", versionId: "v1" },
    },
  });
  expect(record.s3.object.sequencer).toMatch(/^[0-9A-F]{18}$/);
});

test("types of events and the ends of keys choose who is told", async () => {
  expect(await isTold(configure(["s3:ObjectCreated:Put"]))).toBe(true);
  expect(await isTold(configure(["s3:ObjectCreated:Copy", "s3:ObjectRemoved:*"]))).toBe(false);
  const rule = (Name: string, Value: string): Structure => ({ Name, Value });
  const all = ["s3:ObjectCreated:*"];
  expect(await isTold(configure(all, [rule("Prefix", "in box/"), rule("suffix", ".txt")]))).toBe(true);
  expect(await isTold(configure(all, [rule("prefix", "in box/"), rule("Suffix", ".jpg")]))).toBe(false);
  expect(await isTold(configure(all, [rule("prefix", "out")]))).toBe(false);
});

test("what is gone has no size and no tag, and what is said of an object no place in the order of events", async () => {
  const tell = async (name: string) => {
    const { world, asked } = makeWorld();
    await deliverObjectEvent(world, BUCKET, { ...put, name }, configure(["s3:*"]));
    const [record] = JSON.parse(String(asked[0]?.input["MessageBody"])).Records;
    return [record.eventVersion, Object.keys(record.s3.object)];
  };
  expect(await tell("ObjectRemoved:Delete")).toEqual(["2.1", ["key", "versionId", "sequencer"]]);
  expect(await tell("ObjectTagging:Put")).toEqual(["2.3", ["key", "eTag", "versionId"]]);
});

test("topics get a subject, and functions nothing", async () => {
  const { world, asked } = makeWorld();
  const Events = ["s3:ObjectCreated:*"];
  await deliverObjectEvent(world, BUCKET, put, {
    NotificationConfiguration: {
      TopicConfigurations: [{ TopicArn: TOPIC, Events }],
      LambdaFunctionConfigurations: [
        { LambdaFunctionArn: "arn:aws:lambda:eu-west-1:111111111111:function:f", Events },
      ],
    },
  });
  expect(asked.map(({ service, operation }) => `${service}.${operation}`)).toEqual(["sns.Publish"]);
  expect(asked[0]?.input["Subject"]).toBe("Amazon S3 Notification");
});

test("whoever is to be told is told so when it is configured", async () => {
  const { world, asked } = makeWorld();
  await deliverTestEvents(world, BUCKET, configure(["s3:ObjectCreated:*"]));
  expect(JSON.parse(String(asked[0]?.input["MessageBody"]))).toMatchObject({
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: "2026-04-01T00:00:00.000Z",
    Bucket: "photos",
  });
});

test("each event of a bucket is behind the one before it", async () => {
  const { world, asked } = makeWorld();
  for (let at = 0; at < 3; at++) await deliverObjectEvent(world, BUCKET, put, configure(["s3:*"]));
  const order = asked.map(
    ({ input }) => JSON.parse(String(input["MessageBody"])).Records[0].s3.object.sequencer,
  );
  expect(order).toEqual(order.toSorted());
  expect(new Set(order).size).toBe(3);
});
