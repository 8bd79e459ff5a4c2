// What the instance takes: until it answers, while nobody asks, and for an answer beside an empty server's.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "./support/binary.ts";
import { startInstance } from "./support/instance.ts";
import { readCpuMs, readResidentMb } from "./support/processor.ts";

const LIMIT_MS = 120_000;
const ROUNDS = 3;
const REQUESTS = 2_000;

async function send(url: string, body: string, count: number): Promise<number> {
  const authorization =
    "AWS4-HMAC-SHA256 Credential=test/20260401/eu-west-1/ec2/aws4_request, SignedHeaders=host, Signature=0";
  const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
  let length = 0;
  for (let sent = 0; sent < count; sent++) {
    const response = await fetch(url, { method: "POST", headers, body: `Version=2016-11-15&${body}` });
    expect(response.status).toBe(200);
    length = (await response.bytes()).length;
  }
  return length;
}

/** The least that a round of requests takes of the server's processor, in milliseconds. */
async function measure(pid: number, url: string, body: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const before = readCpuMs(pid);
    await send(url, body, REQUESTS);
    least = Math.min(least, readCpuMs(pid) - before);
  }
  return least;
}

test.skipIf(process.platform !== "linux")(
  "a start without state, and idling (needs /proc)",
  async () => {
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      await using instance = await startInstance([]);
      expect((await fetch(`${instance.url}/_cloudmock/health`)).status).toBe(200);
      least = Math.min(least, readCpuMs(instance.pid));
      expect(readResidentMb(instance.pid)).toBeLessThan(120);
    }
    expect(least).toBeLessThan(150);
  },
  LIMIT_MS,
);

test.skipIf(process.platform !== "linux")(
  "a list that is asked again takes little more than an empty server with as many bytes of JSON (needs /proc)",
  async () => {
    await using instance = await startInstance([]);
    for (let made = 0; made < 100; made++)
      await send(instance.url, `Action=CreateVpc&CidrBlock=10.${made}.0.0/16`, 1);
    const list = "Action=DescribeVpcs";
    const bytes = await send(instance.url, list, 1);
    const script = join(root, "scripts", "lib", "empty-server.ts");
    const empty = Bun.spawn([process.execPath, script, String(bytes)], { stdout: "pipe" });
    try {
      const { value } = await empty.stdout.getReader().read();
      const url = `http://127.0.0.1:${new TextDecoder().decode(value).trim()}`;
      const least = await measure(empty.pid, url, list);
      expect(await measure(instance.pid, instance.url, list)).toBeLessThan(least * 2.5);
    } finally {
      empty.kill();
    }
  },
  LIMIT_MS,
);
