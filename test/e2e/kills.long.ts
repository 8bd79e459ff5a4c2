// kill -9 under load: what was answered is there after the next start, a hundred times over.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startInstance } from "./support/instance.ts";

const KILLS = 100;
const WORKERS = 8;
/** In milliseconds after the load began; never the same twice, and the same in every run. */
const killTime = (round: number) => 20 + ((round * 37) % 100) * 3;
const LIMIT_MS = 900_000;

const folder = mkdtempSync(join(tmpdir(), "cloudmock-kills-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sign = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260401/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

/** Throws where there is no answer, and where it is no success. */
async function ask(url: string, target: string, service: string, input: object): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { ...sign(service), "content-type": "application/x-amz-json-1.1", "x-amz-target": target },
    body: JSON.stringify(input),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${target}: ${JSON.stringify(body)}`);
  return body;
}

const dynamodb = (url: string, operation: string, input: object) =>
  ask(url, `DynamoDB_20120810.${operation}`, "dynamodb", { TableName: "tab", ...input });
const kinesis = (url: string, operation: string, input: object) =>
  ask(url, `Kinesis_20131202.${operation}`, "kinesis", input);
const sqs = (url: string, operation: string, input: object) =>
  ask(url, `AmazonSQS.${operation}`, "sqs", input);

async function useObject(url: string, key: string, body?: string): Promise<string> {
  const response = await fetch(`${url}/kills/${key}`, {
    headers: sign("s3"),
    ...(body === undefined ? {} : { method: "PUT", body }),
  });
  if (!response.ok) throw new Error(`${key}: ${response.status} ${await response.text()}`);
  return response.text();
}

function readMember(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  );
}

interface Kind {
  make(url: string): Promise<unknown>;
  write(url: string, name: string): Promise<unknown>;
  /** The names that are there. */
  read(url: string, names: readonly string[]): Promise<ReadonlySet<string>>;
}

async function readEach(names: readonly string[], has: (name: string) => Promise<boolean>) {
  const found = new Set<string>();
  for (const name of names) if (await has(name)) found.add(name);
  return found;
}

const QUEUE = "http://sqs.eu-west-1.localhost/000000000000/q";

const KINDS: Readonly<Record<string, Kind>> = {
  items: {
    make: (url) =>
      dynamodb(url, "CreateTable", {
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        BillingMode: "PAY_PER_REQUEST",
      }),
    write: (url, name) => dynamodb(url, "PutItem", { Item: { id: { S: name } } }),
    read: (url, names) =>
      readEach(names, async (name) => {
        const got = await dynamodb(url, "GetItem", { Key: { id: { S: name } } });
        return readMember(got, "Item", "id", "S") === name;
      }),
  },
  objects: {
    make: (url) =>
      fetch(`${url}/kills`, {
        method: "PUT",
        headers: sign("s3"),
        body: "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>",
      }),
    write: (url, name) => useObject(url, name, name),
    read: (url, names) =>
      readEach(names, async (name) => (await useObject(url, name).catch(() => "")) === name),
  },
  messages: {
    make: (url) => sqs(url, "CreateQueue", { QueueName: "q" }),
    write: (url, name) => sqs(url, "SendMessage", { QueueUrl: QUEUE, MessageBody: name }),
    async read(url) {
      const found = new Set<string>();
      for (;;) {
        const got = await sqs(url, "ReceiveMessage", { QueueUrl: QUEUE, MaxNumberOfMessages: 10 });
        const messages = readMember(got, "Messages");
        if (!Array.isArray(messages) || messages.length === 0) return found;
        for (const message of messages) {
          found.add(String(readMember(message, "Body")));
          const ReceiptHandle = readMember(message, "ReceiptHandle");
          await sqs(url, "DeleteMessage", { QueueUrl: QUEUE, ReceiptHandle });
        }
      }
    },
  },
  records: {
    make: (url) => kinesis(url, "CreateStream", { StreamName: "s", ShardCount: 1 }),
    write: (url, name) =>
      kinesis(url, "PutRecord", {
        StreamName: "s",
        PartitionKey: "p",
        Data: Buffer.from(name).toString("base64"),
      }),
    async read(url) {
      const found = new Set<string>();
      const begun = await kinesis(url, "GetShardIterator", {
        ...{ StreamName: "s", ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" },
      });
      let iterator = readMember(begun, "ShardIterator");
      for (;;) {
        const got = await kinesis(url, "GetRecords", { ShardIterator: iterator });
        const records = readMember(got, "Records");
        if (!Array.isArray(records) || records.length === 0) return found;
        for (const record of records)
          found.add(Buffer.from(String(readMember(record, "Data")), "base64").toString());
        iterator = readMember(got, "NextShardIterator");
      }
    },
  },
};

test(
  "nothing that was answered is lost",
  async () => {
    const data = join(folder, "data");
    const kinds = Object.entries(KINDS);
    let written = new Map<string, string[]>();
    let answered = 0;
    for (let round = 0; round <= KILLS; round++) {
      await using instance = await startInstance(["--data", data, "--region", "eu-west-1"]);
      const { url } = instance;
      if (round === 0) for (const [, kind] of kinds) await kind.make(url);
      for (const [name, kind] of kinds) {
        const names = written.get(name) ?? [];
        const found = await kind.read(url, names);
        expect({ round, name, lost: names.filter((one) => !found.has(one)) }).toEqual({
          round,
          name,
          lost: [],
        });
      }
      if (round === KILLS) break;
      written = new Map(kinds.map(([name]) => [name, []]));
      let isOver = false;
      const work = async (worker: number) => {
        for (let count = 0; !isOver; count++) {
          const [name, kind] = kinds[(worker + count) % kinds.length] ?? [];
          if (name === undefined || kind === undefined) return;
          const one = `r${round}-w${worker}-${count}`;
          try {
            await kind.write(url, one);
          } catch (error) {
            if (isOver) return;
            throw new Error(`${name} ${one} was refused`, { cause: error });
          }
          written.get(name)?.push(one);
          answered++;
        }
      };
      const load = Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)));
      await Bun.sleep(killTime(round));
      isOver = true;
      await instance.kill();
      await load;
    }
    expect(answered).toBeGreaterThan(KILLS * WORKERS);
  },
  LIMIT_MS,
);
