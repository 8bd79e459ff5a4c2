// What the instance takes: until it answers, while nobody asks, and for an answer beside an empty server's.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { makeTrail } from "../../scripts/lib/make-trail.ts";
import { binary, root, runBinary } from "./support/binary.ts";
import { startInstance } from "./support/instance.ts";
import { readCpuMs, readResidentMb } from "./support/processor.ts";
import { makeFolder } from "./support/trails.ts";

const LIMIT_MS = 120_000;
const ROUNDS = 4;
const REQUESTS = 2_000;

/** A request's headers, and its body by the number of the request. */
interface Question {
  readonly headers: Readonly<Record<string, string>>;
  body(number: number): string;
}

function sign(service: string): Readonly<Record<string, string>> {
  const credential = `test/20260401/eu-west-1/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0` };
}

function askEc2(body: (number: number) => string): Question {
  const headers = { ...sign("ec2"), "content-type": "application/x-www-form-urlencoded" };
  return { headers, body: (number) => `Version=2016-11-15&${body(number)}` };
}

const MAKE_NETWORK = askEc2((number) => `Action=CreateVpc&CidrBlock=10.${number % 256}.0.0/16`);
const LIST_NETWORKS = askEc2(() => "Action=DescribeVpcs");
const MAKE_GROUP: Question = {
  headers: {
    ...sign("logs"),
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "Logs_20140328.CreateLogGroup",
  },
  body: (number) => JSON.stringify({ logGroupName: `/group/${number}` }),
};

let asked = 0;

/** So many at the same time: a server that waits for each is measured by what others do on the machine meanwhile. */
const AT_A_TIME = 16;

async function send(url: string, { headers, body }: Question, count: number): Promise<number> {
  let length = 0;
  const sendOne = async () => {
    const response = await fetch(url, { method: "POST", headers, body: body(asked++) });
    expect(response.status).toBe(200);
    length = (await response.bytes()).length;
  };
  for (let sent = 0; sent < count; sent += AT_A_TIME)
    await Promise.all(Array.from({ length: Math.min(AT_A_TIME, count - sent) }, sendOne));
  return length;
}

/** The least that a round of requests takes of the server's processor, in milliseconds. */
async function measure(pid: number, url: string, question: Question): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const before = readCpuMs(pid);
    await send(url, question, REQUESTS);
    least = Math.min(least, readCpuMs(pid) - before);
  }
  return least;
}

interface Server {
  readonly pid: number;
  readonly url: string;
}

/** Starts a server that answers everything with so many bytes of JSON. */
async function startEmpty(bytes: number): Promise<Server & Disposable> {
  const script = join(root, "scripts", "lib", "empty-server.ts");
  const empty = Bun.spawn([process.execPath, script, String(bytes)], { stdout: "pipe" });
  const { value } = await empty.stdout.getReader().read();
  const url = `http://127.0.0.1:${new TextDecoder().decode(value).trim()}`;
  return { pid: empty.pid, url, [Symbol.dispose]: () => empty.kill() };
}

/** How many times an empty server's processor time the instance takes, for answers of as many bytes. */
async function compare({ pid, url }: Server, question: Question): Promise<number> {
  using empty = await startEmpty(await send(url, question, 1));
  const least = await measure(empty.pid, empty.url, question);
  return (await measure(pid, url, question)) / least;
}

/** What the program takes of the processor to tell its version, in milliseconds: the start of every command. */
function measureVersion(): number {
  const { exitCode, resourceUsage } = Bun.spawnSync([binary, "--version"]);
  expect(exitCode).toBe(0);
  return Number(resourceUsage.cpuTime.total) / 1_000;
}

test.skipIf(process.platform !== "linux")(
  "a start without state, and idling (needs /proc)",
  async () => {
    let [least, leastVersion] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < ROUNDS; round++) {
      leastVersion = Math.min(leastVersion, measureVersion());
      await using instance = await startInstance([]);
      expect((await fetch(`${instance.url}/_cloudmock/health`)).status).toBe(200);
      least = Math.min(least, readCpuMs(instance.pid));
      expect(readResidentMb(instance.pid)).toBeLessThan(120);
    }
    expect(least).toBeLessThan(5 * leastVersion);
  },
  LIMIT_MS,
);

test.skipIf(process.platform !== "linux")(
  "a list that is asked again takes little more than an empty server with as many bytes of JSON (needs /proc)",
  async () => {
    await using instance = await startInstance([]);
    await send(instance.url, MAKE_NETWORK, 100);
    expect(await compare(instance, LIST_NETWORKS)).toBeLessThan(2);
  },
  LIMIT_MS,
);

test.skipIf(process.platform !== "linux")(
  "making something takes a few times what an empty server takes for the same bytes (needs /proc)",
  async () => {
    await using instance = await startInstance([]);
    // Four to six times on a machine with nothing else to do; other tests run beside this one.
    expect(await compare(instance, MAKE_GROUP)).toBeLessThan(20);
  },
  LIMIT_MS,
);

test.skipIf(process.platform !== "linux")(
  "ten thousand resources of a state take less than starting three times (needs /proc)",
  async () => {
    using folder = makeFolder();
    const [trail, state] = [join(folder.path, "trail.json"), join(folder.path, "all.cloudmock")];
    makeTrail(trail, { records: 10_000 }, true);
    const replay = ["cloudtrail", "replay", "--input", trail, "--embedded", "--save", state, "--quiet"];
    expect(await runBinary(replay)).toMatchObject({ exitCode: 0 });
    let [none, all] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < ROUNDS; round++) {
      await using empty = await startInstance([]);
      none = Math.min(none, readCpuMs(empty.pid));
      await using full = await startInstance(["--state", state]);
      expect(full.line).toContain("10000 resources");
      all = Math.min(all, readCpuMs(full.pid));
    }
    expect(all).toBeLessThan(none * 4);
  },
  LIMIT_MS,
);
