/** What uses an instance while it is killed: actors that know what must stand after each of their calls. */
import {
  ACCOUNT,
  type Actor,
  ask,
  type Deed,
  type Draw,
  type Holding,
  REGION,
  Refused,
  readItems,
  send,
  signed,
  withMore,
  without,
} from "./ask-instance.ts";

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
