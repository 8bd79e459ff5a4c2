/** What the instance of the compiled binary takes: rows of docs/benchmarks.md. Linux only, which tells what a process takes. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { drawDigits, Instance } from "../../src/instance/instance.ts";
import { readCpuMs, readResidentMb, type Server, startEmpty, startInstance } from "./bench-servers.ts";
import { makeTrail } from "./make-trail.ts";

const START_RUNS = 10;
const REQUESTS = 3_000;
const ROUNDS = 3;
/** Requests that are sent at the same time. */
const AT_A_TIME = 16;
const LISTED = 100;
const STATE = 10_000;
const RESET = 1_000;
const PAGE = 100;
const CREATES = 20_000;

/** What is asked: headers, and the body of the request of a number. */
interface Question {
  readonly headers: Readonly<Record<string, string>>;
  body(number: number): string;
}

function sign(service: string): Readonly<Record<string, string>> {
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260401/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  };
}

function makeForm(body: (number: number) => string): Question {
  const headers = { ...sign("ec2"), "content-type": "application/x-www-form-urlencoded" };
  return { headers, body: (number) => `Version=2016-11-15&${body(number)}` };
}

const CREATE_VPC = makeForm((n) => `Action=CreateVpc&CidrBlock=10.${(n >> 8) & 255}.${n & 255}.0%2F24`);
const DESCRIBE_VPCS = makeForm(() => "Action=DescribeVpcs");
const CREATE_GROUP: Question = {
  headers: {
    ...sign("logs"),
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "Logs_20140328.CreateLogGroup",
  },
  body: (number) => JSON.stringify({ logGroupName: `/bench/${number}` }),
};

let asked = 0;

/** Sends so many requests; gives the bytes of the last answer. */
async function send({ url }: Server, question: Question, count: number): Promise<number> {
  let bytes = 0;
  const sendOne = async () => {
    const body = question.body(asked++);
    const response = await fetch(url, { method: "POST", headers: question.headers, body });
    bytes = (await response.bytes()).length;
    if (response.status !== 200) throw new Error(`${body} was answered with ${response.status}`);
  };
  for (let sent = 0; sent < count; sent += AT_A_TIME)
    await Promise.all(Array.from({ length: Math.min(AT_A_TIME, count - sent) }, sendOne));
  return bytes;
}

/** Microseconds of the server's processor for a request: the least of some rounds. */
async function measureAnswers(server: Server, question: Question): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const before = readCpuMs(server.pid);
    await send(server, question, REQUESTS);
    least = Math.min(least, readCpuMs(server.pid) - before);
  }
  return (least * 1000) / REQUESTS;
}

/** A row with what a request takes, and beside it what an empty server does that answers it with as many bytes. */
async function compare(title: string, server: Server, question: Question): Promise<string> {
  const bytes = await send(server, question, 1);
  const own = await measureAnswers(server, question);
  const empty = await startEmpty(bytes);
  try {
    const other = await measureAnswers(empty, question);
    const times = (own / other).toFixed(1);
    return `| ${title}, ${bytes} bytes | ${Math.round(own)} µs of processor time, ${times} times an empty Bun server's |`;
  } finally {
    await empty.stop();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function repeat(runs: number, measure: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let run = 0; run < runs; run++) all.push(await measure());
  return median(all);
}

async function measureStart(binary: string, args: readonly string[]): Promise<string> {
  const cpu: number[] = [];
  const wall = await repeat(START_RUNS, async () => {
    const server = await startInstance(binary, args);
    cpu.push(readCpuMs(server.pid));
    await server.stop();
    return server.startMs;
  });
  return `${Math.round(wall)} ms, ${Math.round(median(cpu))} ms of processor time`;
}

async function measureAnswering(binary: string): Promise<string[]> {
  const server = await startInstance(binary, []);
  try {
    const memory = readResidentMb(server.pid);
    await send(server, CREATE_VPC, LISTED);
    const rows = [
      `| memory of the instance while nothing is asked | ${Math.round(memory)} MB |`,
      await compare(`a list of ${LISTED} networks that is asked again`, server, DESCRIBE_VPCS),
      await compare("a log group is made", server, CREATE_GROUP),
    ];
    return rows;
  } finally {
    await server.stop();
  }
}

/** A state file of queues that a replay has made. */
async function saveState(binary: string, folder: string, records: number): Promise<string> {
  const [trail, state] = [join(folder, "state.json"), join(folder, `${records}.cloudmock`)];
  makeTrail(trail, { records }, true);
  const replay = ["cloudtrail", "replay", "--input", trail, "--embedded", "--save", state, "--quiet"];
  const child = Bun.spawn([binary, ...replay], { env: {}, stdout: "ignore", stderr: "inherit" });
  if ((await child.exited) !== 0) throw new Error("the state was not saved");
  rmSync(trail);
  return state;
}

async function measureReset(binary: string, state: string): Promise<string> {
  const server = await startInstance(binary, ["--state", state]);
  try {
    const wall = await repeat(START_RUNS, async () => {
      await send(server, CREATE_GROUP, 10);
      const start = performance.now();
      await (await fetch(`${server.adminUrl}/api/reset`, { method: "POST" })).bytes();
      return performance.now() - start;
    });
    return `| reset to ${RESET} resources | ${wall.toFixed(1)} ms |`;
  } finally {
    await server.stop();
  }
}

function makeInstance(): Instance {
  return new Instance({ home: { region: "eu-west-1" }, now: Date.now, random: drawDigits });
}

async function ask(instance: Instance, { headers }: Question, body: string): Promise<string> {
  const request = {
    ...{ method: "POST", path: "/", query: [] },
    ...{ headers: { host: "localhost", ...headers }, body: Buffer.from(body) },
  };
  return Buffer.from((await instance.answer(request)).body).toString();
}

/** The least milliseconds of the processor that asking takes; each time it is asked otherwise, so that no answer is kept. */
async function leastOf(instance: Instance, question: Question, body: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 100; turn++) {
    const start = process.cpuUsage();
    await ask(instance, question, `${body}&Turn=${turn}`);
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

async function measureMany(): Promise<string[]> {
  const instance = makeInstance();
  let made = 0;
  const fill = async (upTo: number) => {
    let last = "";
    for (; made < upTo; made++) last = await ask(instance, CREATE_VPC, CREATE_VPC.body(made));
    return `Version=2016-11-15&Action=DescribeVpcs&VpcId.1=${/<vpcId>([^<]*)/.exec(last)?.[1]}`;
  };
  const few = await leastOf(instance, DESCRIBE_VPCS, await fill(LISTED));
  const many = await leastOf(instance, DESCRIBE_VPCS, await fill(STATE));
  const page = `Version=2016-11-15&Action=DescribeVpcs&MaxResults=${PAGE}`;
  const first = await leastOf(instance, DESCRIBE_VPCS, page);
  // Each change is of a network that the page tells.
  let changed = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 30; turn++) {
    const told = await ask(instance, DESCRIBE_VPCS, page);
    const [, id] = /<vpcId>([^<]*)/.exec(told) ?? [];
    await ask(
      instance,
      DESCRIBE_VPCS,
      `Version=2016-11-15&Action=CreateTags&ResourceId.1=${id}&Tag.1.Key=turn&Tag.1.Value=${turn}`,
    );
    const start = process.cpuUsage();
    await ask(instance, DESCRIBE_VPCS, page);
    const { user, system } = process.cpuUsage(start);
    changed = Math.min(changed, (user + system) / 1000);
  }
  const us = (ms: number) => `${Math.round(ms * 1000)} µs`;
  return [
    `| one of ${STATE} networks is read by its id, in process | ${us(many)}; of ${LISTED}, ${us(few)} |`,
    `| a page of ${PAGE} of ${STATE} networks, in process | ${first.toFixed(1)} ms; after one was changed, ${changed.toFixed(1)} ms |`,
  ];
}

/** Creations a second in this process, without a replay around them. */
async function measureCreates(): Promise<string> {
  const instance = makeInstance();
  const requests = Array.from({ length: CREATES }, (_, number) => ({
    ...{ method: "POST", url: "http://localhost/", headers: CREATE_GROUP.headers },
    body: CREATE_GROUP.body(number),
  }));
  const start = performance.now();
  for (const request of requests) await instance.answerReady(request);
  const perSecond = CREATES / ((performance.now() - start) / 1000);
  return `| ${CREATES} log groups are made in process, without a log | ${Math.round(perSecond)} calls/s |`;
}

/** All rows. `folder` is for what is measured with. */
export async function measureInstance(binary: string, folder: string): Promise<string[]> {
  const [large, small] = [
    await saveState(binary, folder, STATE),
    await saveState(binary, folder, RESET),
  ] as const;
  const rows = [
    `| start of the instance, to its first answer (median of ${START_RUNS}) | ${await measureStart(binary, [])} |`,
    `| the same with a state of ${STATE} resources | ${await measureStart(binary, ["--state", large])} |`,
    await measureReset(binary, small),
    ...(await measureAnswering(binary)),
    ...(await measureMany()),
    await measureCreates(),
  ];
  rmSync(large);
  rmSync(small);
  return rows;
}
