/**
 * What a call takes to be sent, beside fetch alone: in processor time of the client's process, in one run, one after the other. The
 * server is a process of its own. `bun scripts/bench/send.ts` prints the rows.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawDigits, Instance } from "../../src/instance/instance.ts";
import { parseReplayOptions, type ReplayOptions } from "../../src/options/options.ts";
import type { Surroundings } from "../../src/options/surroundings.ts";
import { openSession } from "../../src/run/open-session.ts";
import { replaySession } from "../../src/run/replay-session.ts";
import { makeTrail } from "../lib/make-trail.ts";
import { root } from "../lib/python.ts";

const CALLS = 20_000;
/** Another one before them is for the engine to compile what it runs. */
const ROUNDS = 5;
const AT_A_TIME = 32;

/** What the calls of one round took. */
interface Round {
  /** Processor time of the process a call, in microseconds. */
  readonly cpuUs: number;
  readonly callsASecond: number;
}

/** What was measured in one run. */
export interface SendFigures {
  /** A call's sending to an empty server, beside fetch alone of the same bytes: 1 is as fast, 0.5 takes twice as long. */
  readonly ofFetch: number;
  readonly sent: Round;
  readonly fetched: Round;
  /** A call into the instance of the same process. */
  readonly embedded: Round;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function measure(run: () => Promise<unknown>): Promise<Round> {
  Bun.gc(true);
  const [start, before] = [performance.now(), process.cpuUsage()];
  await run();
  const { user, system } = process.cpuUsage(before);
  return { cpuUs: (user + system) / CALLS, callsASecond: CALLS / ((performance.now() - start) / 1000) };
}

function summarise(rounds: readonly Round[]): Round {
  return {
    cpuUs: middle(rounds.map(({ cpuUs }) => cpuUs)),
    callsASecond: middle(rounds.map(({ callsASecond }) => callsASecond)),
  };
}

async function fetchAlone(url: string): Promise<void> {
  const headers = {
    "x-amz-target": "AmazonSQS.CreateQueue",
    "content-type": "application/x-amz-json-1.0",
    authorization: `AWS4-HMAC-SHA256 Credential=111122223333/20260401/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
    "user-agent": "cloudmock/0.1.0",
    "x-cloudmock-service": "sqs",
  };
  const body = JSON.stringify({ QueueName: "orders-12345", Attributes: { VisibilityTimeout: "45" } });
  let left = CALLS;
  const runLane = async () => {
    while (left-- > 0) await (await fetch(url, { method: "POST", headers, body })).bytes();
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, runLane));
}

async function replayOnce(options: ReplayOptions, instance?: Instance): Promise<Round> {
  const quiet = { warn: () => {}, info: () => {} };
  const around: Surroundings = {
    remarks: quiet,
    signal: new AbortController().signal,
    ...(instance && { instance }),
  };
  const session = await openSession(options, around);
  await session.settle?.();
  return measure(async () => {
    const { result } = await replaySession(session, options, around);
    if (result.succeeded !== CALLS) throw new Error(`only ${result.succeeded} of ${CALLS} calls succeeded`);
  });
}

/** Measures in this process: one that has done nothing else. */
async function measureHere(url: string, trail: string): Promise<SendFigures> {
  const flags = { input: [trail], endpoint: [url], speed: ["0"], concurrency: [String(AT_A_TIME)] };
  const options = parseReplayOptions({ ...flags, target: ["generic"] }, {}, 0);
  const into = parseReplayOptions(flags, {}, 0);
  const all = { sent: [] as Round[], fetched: [] as Round[], embedded: [] as Round[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const instance = new Instance({ home: {}, now: Date.now, random: drawDigits });
    const [sent, fetched] = [await replayOnce(options), await measure(() => fetchAlone(`${url}/`))];
    const embedded = await replayOnce(into, instance);
    if (round === 0) continue;
    all.sent.push(sent);
    all.fetched.push(fetched);
    all.embedded.push(embedded);
  }
  const [sent, fetched, embedded] = [all.sent, all.fetched, all.embedded].map(summarise);
  if (!sent || !fetched || !embedded) throw new Error("nothing was measured");
  return { ofFetch: fetched.cpuUs / sent.cpuUs, sent, fetched, embedded };
}

/** Measures in a process of its own, against a server in another one. */
export async function measureSends(): Promise<SendFigures> {
  const folder = mkdtempSync(join(tmpdir(), "bench-send-"));
  const trail = join(folder, "writes.json");
  makeTrail(trail, { records: CALLS }, true);
  const server = Bun.spawn([process.execPath, join(root, "scripts", "lib", "empty-server.ts")], {
    stdout: "pipe",
  });
  try {
    const { value } = await server.stdout.getReader().read();
    const url = `http://127.0.0.1:${new TextDecoder().decode(value).trim()}`;
    const child = Bun.spawn([process.execPath, import.meta.path, url, trail], { stdout: "pipe" });
    const text = await new Response(child.stdout).text();
    if ((await child.exited) !== 0) throw new Error("the sends were not measured");
    return JSON.parse(text) as SendFigures;
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
}

/** The figures as rows of docs/benchmarks.md. */
export function showSends({ ofFetch, sent, fetched, embedded }: SendFigures): string[] {
  const show = ({ cpuUs, callsASecond }: Round) =>
    `${Math.round(cpuUs)} µs of processor time a call, ${Math.round(callsASecond)} calls/s`;
  return [
    `| send ${CALLS} calls to an empty server, ${AT_A_TIME} at a time | ${show(sent)}, ${ofFetch.toFixed(2)} of fetch alone |`,
    `| fetch alone of the same | ${show(fetched)} |`,
    `| send ${CALLS} calls into the instance of the same process | ${show(embedded)}, ${(fetched.cpuUs / embedded.cpuUs).toFixed(2)} of fetch alone |`,
  ];
}

if (import.meta.main) {
  const [, , url, trail] = process.argv;
  if (url !== undefined && trail !== undefined) {
    process.stdout.write(JSON.stringify(await measureHere(url, trail)));
    process.exit(0);
  }
  console.log(showSends(await measureSends()).join("\n"));
}
