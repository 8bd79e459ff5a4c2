/** What uses an instance while it is killed: actors that know what must stand after each of their calls. */
import type { StartedInstance } from "./instance.ts";

/** What a thing holds, by the actor's own names in their order; undefined where the thing does not stand. */
export type Holding = readonly string[] | undefined;

/** A call, and what its actor's thing holds afterwards. */
export interface Deed {
  readonly name: string;
  readonly ask: () => Promise<unknown>;
  readonly after: Holding;
}

/** Does one thing after the other to a thing of its own. */
export interface Actor {
  readonly name: string;
  next(instance: StartedInstance, held: Holding): Deed;
  read(instance: StartedInstance): Promise<Holding>;
}

/** Whole numbers below a bound, the same for the same seed. */
export type Draw = (bound: number) => number;

/** mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function makeDraw(seed: number): Draw {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

const ACCOUNT = "000000000000";
const REGION = "eu-west-1";
const signed = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260401/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

async function send(url: string, init: RequestInit): Promise<string> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Refused(`${url}: ${response.status} ${text}`);
  return text;
}

/** An answer that is no success. */
export class Refused extends Error {}

async function ask(
  url: string,
  service: string,
  target: string,
  input: object,
): Promise<Record<string, unknown>> {
  const headers = {
    ...signed(service),
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": target,
  };
  return JSON.parse((await send(url, { method: "POST", headers, body: JSON.stringify(input) })) || "{}");
}

/** One member of each item that stands at an ARN, as the console shows it, which changes nothing. */
async function readItems({ adminUrl }: StartedInstance, arn: string, member: string): Promise<Holding> {
  const found: string[] = [];
  for (let after = ""; ; ) {
    const response = await fetch(`${adminUrl}/api/items/${arn}?limit=100${after}`);
    if (response.status === 404) return undefined;
    const page = (await response.json()) as { items?: Record<string, unknown>[]; next?: string };
    if (!page.items) throw new Error(JSON.stringify(page));
    for (const item of page.items) {
      const value = item[member];
      found.push(
        typeof value === "object" && value !== null ? String(Object.values(value)[0]) : String(value),
      );
    }
    if (page.next === undefined) return found.sort();
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}

const without = (held: readonly string[], ...gone: readonly string[]) =>
  held.filter((one) => !gone.includes(one));
const withMore = (held: readonly string[], ...more: readonly string[]) =>
  [...without(held, ...more), ...more].sort();

function makeTable(name: string, draw: Draw): Actor {
  let count = 0;
  const item = (id: string) => ({ id: { S: id }, text: { S: "x".repeat(draw(2_000)) } });
  return {
    name,
    next({ url }, held) {
      const table = (operation: string, input: object) =>
        ask(url, "dynamodb", `DynamoDB_20120810.${operation}`, input);
      const deed = (operation: string, input: object, after: Holding): Deed => ({
        name: operation,
        ask: () => table(operation, { TableName: name, ...input }),
        after,
      });
      if (!held)
        return deed(
          "CreateTable",
          {
            AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
            KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
            BillingMode: "PAY_PER_REQUEST",
          },
          [],
        );
      const [id, other, old] = [`i${count++}`, `i${count++}`, held[draw(Math.max(held.length, 1))]];
      const choice = draw(20);
      if (choice === 0) return deed("DeleteTable", {}, undefined);
      if (choice < 5 && old !== undefined)
        return deed("DeleteItem", { Key: { id: { S: old } } }, without(held, old));
      if (choice < 9 && old !== undefined) {
        const put = (of: string) => ({ Put: { TableName: name, Item: item(of) } });
        const TransactItems = [put(id), put(other), { Delete: { TableName: name, Key: { id: { S: old } } } }];
        return {
          name: "TransactWriteItems",
          ask: () => table("TransactWriteItems", { TransactItems }),
          after: withMore(without(held, old), id, other),
        };
      }
      return deed("PutItem", { Item: item(id) }, withMore(held, id));
    },
    read: (instance) => readItems(instance, `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`, "id"),
  };
}

const LOCATION = `<CreateBucketConfiguration><LocationConstraint>${REGION}</LocationConstraint></CreateBucketConfiguration>`;

function makeBucket(name: string, draw: Draw): Actor {
  let count = 0;
  let upload: { readonly key: string; readonly id: string; readonly tag?: string } | undefined;
  return {
    name,
    next({ url }, held) {
      const object = (method: string, key: string, body?: string | Uint8Array<ArrayBuffer>) =>
        fetch(`${url}/${name}${key}`, {
          method,
          headers: signed("s3"),
          ...(body !== undefined && { body }),
        }).then(async (response) => {
          const text = await response.text();
          if (!response.ok) throw new Refused(`${method} ${key}: ${response.status} ${text}`);
          return { text, tag: response.headers.get("etag") ?? "" };
        });
      const deed = (
        method: string,
        key: string,
        after: Holding,
        body?: string | Uint8Array<ArrayBuffer>,
      ): Deed => ({
        name: `${method} object`,
        ask: () => object(method, key, body),
        after,
      });
      if (!held) return { name: "CreateBucket", ask: () => object("PUT", "", LOCATION), after: [] };
      if (held.length === 0 && !upload && draw(3) === 0)
        return { name: "DeleteBucket", ask: () => object("DELETE", ""), after: undefined };
      const [key, old] = [`k${count++}`, held[draw(Math.max(held.length, 1))]];
      const choice = draw(20);
      const begun = upload;
      if (begun?.tag !== undefined) {
        upload = undefined;
        const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${begun.tag}</ETag></Part></CompleteMultipartUpload>`;
        return deed("POST", `/${begun.key}?uploadId=${begun.id}`, withMore(held, begun.key), body);
      }
      if (begun) {
        upload = undefined;
        const at = `/${begun.key}?partNumber=1&uploadId=${begun.id}`;
        const send = async () => {
          upload = { ...begun, tag: (await object("PUT", at, "part")).tag };
        };
        return { name: "UploadPart", ask: send, after: held };
      }
      if (choice < 3) {
        const begin = async () => {
          const { text } = await object("POST", `/${key}?uploads`);
          upload = { key, id: /<UploadId>([^<]+)/.exec(text)?.[1] ?? "" };
        };
        return { name: "CreateMultipartUpload", ask: begin, after: held };
      }
      if (choice < 10 && old !== undefined) return deed("DELETE", `/${old}`, without(held, old));
      // The largest are taken as they come.
      const size = choice === 10 ? 3_000_000 : draw(5_000);
      return deed("PUT", `/${key}`, withMore(held, key), new Uint8Array(size));
    },
    read: (instance) => readItems(instance, `arn:aws:s3:::${name}`, "Key"),
  };
}

function makeQueue(name: string, draw: Draw): Actor {
  let count = 0;
  return {
    name,
    next({ url }, held) {
      const sqs = (operation: string, input: object) => ask(url, "sqs", `AmazonSQS.${operation}`, input);
      const QueueUrl = `${url}/${ACCOUNT}/${name}`;
      if (!held)
        return { name: "CreateQueue", ask: () => sqs("CreateQueue", { QueueName: name }), after: [] };
      if (held.length > 3 && draw(3) === 0) {
        let gone = "";
        const receive = async () => {
          const { Messages } = await sqs("ReceiveMessage", { QueueUrl, VisibilityTimeout: 0 });
          const [message] = Messages as { Body: string; ReceiptHandle: string }[];
          gone = message?.Body ?? "";
          await sqs("DeleteMessage", { QueueUrl, ReceiptHandle: message?.ReceiptHandle });
        };
        return {
          name: "DeleteMessage",
          ask: receive,
          get after() {
            return without(held, gone);
          },
        };
      }
      const bodies = Array.from({ length: 1 + draw(3) }, () => `m${count++}`);
      const Entries = bodies.map((MessageBody, at) => ({ Id: String(at), MessageBody }));
      return {
        name: "SendMessageBatch",
        ask: () => sqs("SendMessageBatch", { QueueUrl, Entries }),
        after: withMore(held, ...bodies),
      };
    },
    read: (instance) => readItems(instance, `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`, "Body"),
  };
}

function makeStream(name: string, draw: Draw): Actor {
  let count = 0;
  return {
    name,
    next({ url }, held) {
      const deed = (operation: string, input: object, after: Holding): Deed => ({
        name: operation,
        ask: () => ask(url, "kinesis", `Kinesis_20131202.${operation}`, { StreamName: name, ...input }),
        after,
      });
      if (!held) return deed("CreateStream", { ShardCount: 2 }, []);
      if (draw(20) === 0) return deed("DeleteStream", {}, undefined);
      const all = Array.from({ length: 1 + draw(4) }, () => `r${count++}`);
      const Records = all.map((text) => ({ PartitionKey: text, Data: btoa(text) }));
      return deed("PutRecords", { Records }, withMore(held, ...all));
    },
    read: (instance) => readItems(instance, `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${name}`, "Data"),
  };
}

function makeParameter(name: string, draw: Draw): Actor {
  let count = 0;
  return {
    name,
    next({ url }, held) {
      const ssm = (operation: string, input: object) =>
        ask(url, "ssm", `AmazonSSM.${operation}`, { Name: name, ...input });
      if (held && draw(8) === 0)
        return { name: "DeleteParameter", ask: () => ssm("DeleteParameter", {}), after: undefined };
      const Value = `v${count++}`;
      return {
        name: "PutParameter",
        ask: () => ssm("PutParameter", { Value, Type: "String", Overwrite: true }),
        after: withMore(held ?? [], Value),
      };
    },
    read: (instance) => readItems(instance, `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/${name}`, "Value"),
  };
}

/** A topic that two queues hear: what is published is in both or in none. */
function makeTopic(name: string): Actor {
  let count = 0;
  const queues = [`${name}-a`, `${name}-b`];
  const arn = (service: string, of: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${of}`;
  return {
    name,
    next({ url }, held) {
      const sns = (input: Record<string, string>) =>
        send(url, {
          method: "POST",
          headers: signed("sns"),
          body: new URLSearchParams({ Version: "2010-03-31", ...input }),
        });
      const text = `n${count++}`;
      const TopicArn = arn("sns", name);
      if (held)
        return {
          name: "Publish",
          ask: () => sns({ Action: "Publish", TopicArn, Message: text }),
          after: withMore(held, text),
        };
      const make = async () => {
        await sns({ Action: "CreateTopic", Name: name });
        for (const QueueName of queues) {
          await ask(url, "sqs", "AmazonSQS.CreateQueue", { QueueName });
          const own = {
            Protocol: "sqs",
            Endpoint: arn("sqs", QueueName),
            "Attributes.entry.1.key": "RawMessageDelivery",
          };
          await sns({ Action: "Subscribe", TopicArn, ...own, "Attributes.entry.1.value": "true" });
        }
      };
      return { name: "Subscribe", ask: make, after: [] };
    },
    async read(instance) {
      const [first, second] = await Promise.all(
        queues.map((queue) => readItems(instance, arn("sqs", queue), "Body")),
      );
      // It is made by several calls, of which the last may not have come.
      const list = new URLSearchParams({ Version: "2010-03-31", Action: "ListSubscriptions" });
      const heard = await send(instance.url, { method: "POST", headers: signed("sns"), body: list });
      if (heard.split("<SubscriptionArn>").length <= queues.length) return undefined;
      if (JSON.stringify(first) !== JSON.stringify(second))
        throw new Error(`${name}: one queue has ${first}, the other ${second}`);
      return first;
    },
  };
}

/** Actors of all kinds. */
export function makeActors(draw: Draw): readonly Actor[] {
  return [
    makeTable("table-a", draw),
    makeTable("table-b", draw),
    makeBucket("bucket-a", draw),
    makeBucket("bucket-b", draw),
    makeQueue("queue-a", draw),
    makeStream("stream-a", draw),
    makeParameter("parameter-a", draw),
    makeTopic("topic-a"),
  ];
}
