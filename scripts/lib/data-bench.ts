/** How many calls about what things hold the instance answers a second, beside moto and MiniStack: rows of docs/benchmarks.md. */
import { startInstance } from "./bench-servers.ts";
import { startMiniStack, startMoto } from "./servers.ts";

/** Connections that are kept alive, on each of which one call follows another. */
const CONNECTIONS = 8;
/** For how long each call is measured, after a tenth of that to warm up. */
const SECONDS = 3;
const OBJECT_BYTES = 1024;

interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** What a load of 8 connections gives. */
export interface Load {
  /** Answered calls a second. */
  readonly perSecond: number;
  /** Milliseconds within which 99 of 100 are answered. */
  readonly p99: number;
}

const REGION = "us-east-1";

function sign(service: string): Readonly<Record<string, string>> {
  const scope = `test/20260401/${REGION}/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` };
}

function makeJson(service: string, version: string, target: string, body: object): Call {
  const headers = {
    ...sign(service),
    "content-type": `application/x-amz-json-${version}`,
    "x-amz-target": target,
  };
  return { method: "POST", path: "/", headers, body: JSON.stringify(body) };
}

const dynamodb = (operation: string, input: object) =>
  makeJson("dynamodb", "1.0", `DynamoDB_20120810.${operation}`, input);
const sqs = (operation: string, input: object) => makeJson("sqs", "1.0", `AmazonSQS.${operation}`, input);
const s3 = (method: string, path: string, body?: Uint8Array<ArrayBuffer>): Call => ({
  ...{ method, path, headers: sign("s3") },
  ...(body && { body }),
});

const TABLE = {
  TableName: "bench",
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  BillingMode: "PAY_PER_REQUEST",
};
const KEYS = 100;
const CONTENT = new Uint8Array(OBJECT_BYTES).fill(97);

function makeItem(number: number): object {
  return {
    id: { S: `k${number % KEYS}` },
    count: { N: String(number) },
    text: { S: "some words of a small item" },
  };
}

/** Each call, made of a number and the queue's URL, in an order in which each finds what it needs. */
const CALLS: Readonly<Record<string, (number: number, queue: string) => Call>> = {
  PutItem: (number) => dynamodb("PutItem", { TableName: "bench", Item: makeItem(number) }),
  GetItem: (number) => dynamodb("GetItem", { TableName: "bench", Key: { id: { S: `k${number % KEYS}` } } }),
  SendMessage: (number, QueueUrl) => sqs("SendMessage", { QueueUrl, MessageBody: `message ${number}` }),
  ReceiveMessage: (_, QueueUrl) => sqs("ReceiveMessage", { QueueUrl, MaxNumberOfMessages: 1 }),
  "PutObject, 1 KB": (number) => s3("PUT", `/bench/k${number % KEYS}`, CONTENT),
  "GetObject, 1 KB": (number) => s3("GET", `/bench/k${number % KEYS}`),
};

async function send(url: string, { method, path, headers, body }: Call): Promise<string> {
  const answer = await fetch(`${url}${path}`, { method, headers, ...(body !== undefined && { body }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${headers["x-amz-target"] ?? path}: ${answer.status} ${text}`);
  return text;
}

async function loadFor(
  url: string,
  make: (number: number, queue: string) => Call,
  queue: string,
  seconds: number,
): Promise<Load> {
  const times: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  let number = 0;
  const work = async () => {
    for (let at = performance.now(); at < end; ) {
      await send(url, make(number++, queue));
      const now = performance.now();
      times.push(now - at);
      at = now;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  const p99 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
  return { perSecond: times.length / ((performance.now() - start) / 1000), p99 };
}

/** What each call comes to at an endpoint of AWS's APIs in which nothing stands. */
export async function measureData(url: string, seconds = SECONDS): Promise<ReadonlyMap<string, Load>> {
  await send(url, dynamodb("CreateTable", TABLE));
  await send(url, s3("PUT", "/bench"));
  const made: unknown = JSON.parse(await send(url, sqs("CreateQueue", { QueueName: "bench" })));
  const queue = typeof made === "object" && made && "QueueUrl" in made ? String(made.QueueUrl) : "";
  const loads = new Map<string, Load>();
  for (const [name, make] of Object.entries(CALLS)) {
    await loadFor(url, make, queue, seconds / 10);
    loads.set(name, await loadFor(url, make, queue, seconds));
  }
  return loads;
}

/** The rows of a table of its own: calls a second, and within how many milliseconds 99 of 100 are answered. */
export async function measureDataCalls(binary: string): Promise<string[]> {
  const servers = [
    await startInstance(binary, ["--region", REGION]).then(({ url, stop }) => ({ endpoint: url, stop })),
    await startMoto(),
    await startMiniStack(),
  ];
  try {
    const all: ReadonlyMap<string, Load>[] = [];
    for (const { endpoint } of servers) all.push(await measureData(endpoint));
    const cell = (load: Load | undefined) =>
      load ? `${Math.round(load.perSecond).toLocaleString("en")} (${load.p99.toFixed(1)} ms)` : "";
    return [
      `| calls a second on ${CONNECTIONS} connections (99 of 100 within) | cloudmock | moto | MiniStack |`,
      "| --- | --- | --- | --- |",
      ...Object.keys(CALLS).map(
        (name) => `| ${name} | ${all.map((loads) => cell(loads.get(name))).join(" | ")} |`,
      ),
    ];
  } finally {
    for (const { stop } of servers) await stop();
  }
}
