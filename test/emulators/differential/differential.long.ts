// The same random calls to the instance and to moto: each difference is known, with who is right and why (differences.json).
import { afterAll, beforeAll, expect, test } from "bun:test";
import { type EmulatorServer, startMoto } from "../../../scripts/lib/servers.ts";
import { type Shown, TestClient, WireClient } from "../../instance/engines/support/client.ts";
import { compareAnswers } from "./compare-answers.ts";
import known from "./differences.json";
import { dynamodb } from "./moves/dynamodb.ts";
import { events } from "./moves/events.ts";
import { kinesis } from "./moves/kinesis.ts";
import { kms } from "./moves/kms.ts";
import { logs } from "./moves/logs.ts";
import { s3 } from "./moves/s3.ts";
import { secretsmanager } from "./moves/secretsmanager.ts";
import { sns } from "./moves/sns.ts";
import { sqs } from "./moves/sqs.ts";
import { ssm } from "./moves/ssm.ts";
import { drawMoves, type Learnt, type Move, NOW } from "./scenarios.ts";

const SEEDS = 12;
const CALLS = 40;
const START_LIMIT_MS = 300_000;
const LIMIT_MS = 120_000;

const SERVICES: Readonly<Record<string, readonly Move[]>> = {
  dynamodb,
  events,
  kinesis,
  kms,
  logs,
  s3,
  secretsmanager,
  sns,
  sqs,
  ssm,
};

/** A difference that is known. */
interface Known {
  readonly service: string;
  readonly operation: string;
  /** As compare-answers.ts writes it. */
  readonly difference: string;
  readonly right: "cloudmock" | "moto" | "both" | "neither";
  /** Why, by AWS's documentation or its recorded answers. */
  readonly reason: string;
}
const KNOWN: readonly Known[] = known as readonly Known[];

let server: EmulatorServer | undefined;
beforeAll(async () => {
  server = await startMoto();
}, START_LIMIT_MS);
afterAll(() => server?.stop());

async function send(endpoint: string, request: Parameters<ConstructorParameters<typeof WireClient>[0]>[0]) {
  const { method, path, query, headers, body } = request;
  const search = query
    .map(([name, value]) => (value === undefined ? name : `${name}=${encodeURIComponent(value)}`))
    .join("&");
  const response = await fetch(`${endpoint}${path}${search === "" ? "" : `?${search}`}`, {
    method,
    headers,
    ...(body !== undefined && body.length > 0 && { body: body as string | Uint8Array<ArrayBuffer> }),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.bytes(),
  };
}

function readPath(value: unknown, path: string): string | undefined {
  const found = path
    .split(".")
    .reduce<unknown>(
      (inner, name) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, name) : undefined),
      value,
    );
  return typeof found === "string" ? found : undefined;
}

function learn({ learns = {} }: Move, shown: Shown, learnt: Map<string, string>): void {
  for (const [name, path] of Object.entries(learns)) {
    const text = readPath(shown, path);
    if (text !== undefined) learnt.set(name, text);
  }
}

/** The differences of the calls of one seed; what comes after one in which only one of both succeeded is another story. */
async function runSeed(service: string, moves: readonly Move[], seed: number): Promise<Set<string>> {
  const endpoint = server?.endpoint ?? "";
  await (await fetch(`${endpoint}/moto-api/reset`, { method: "POST" })).bytes();
  const client = new TestClient();
  client.now = NOW;
  const moto = new WireClient(
    (request) => send(endpoint, request),
    () => NOW,
  );
  const learnt: [Map<string, string>, Map<string, string>] = [new Map(), new Map()];
  const found = new Set<string>();
  for (const [move, draw] of drawMoves(moves, seed, CALLS)) {
    // Both draw the same, whatever they have learnt.
    const drawn: number[] = [];
    const input = move.input((max) => {
      const number = draw(max);
      drawn.push(number);
      return number;
    }, learnt[0]);
    const again = (of: Learnt) => {
      const left = [...drawn];
      return move.input(() => left.shift() ?? 0, of);
    };
    const own = await client.call(service, move.operation, input);
    const other = await moto.call(service, move.operation, again(learnt[1]));
    for (const difference of compareAnswers(own, other)) found.add(`${move.operation}: ${difference}`);
    if (!own.Error !== !other.Error) break;
    learn(move, own, learnt[0]);
    learn(move, other, learnt[1]);
  }
  return found;
}

for (const [service, moves] of Object.entries(SERVICES))
  test(
    `${service}: each difference to moto is known`,
    async () => {
      const listed = new Set(
        KNOWN.flatMap((row) => (row.service === service ? [`${row.operation}: ${row.difference}`] : [])),
      );
      const unknown = new Set<string>();
      for (let seed = 1; seed <= SEEDS; seed++)
        for (const difference of await runSeed(service, moves, seed))
          if (!listed.has(difference)) unknown.add(difference);
      expect([...unknown].toSorted()).toEqual([]);
    },
    LIMIT_MS,
  );
