// What the instance takes of the processor with ten thousand resources of one type.
import { expect, test } from "bun:test";
import { drawDigits, Instance } from "../../src/instance/instance.ts";

const LIMIT_MS = 300_000;
const PAGE_MS = 10;

const instance = new Instance({
  home: { account: "123456789012", region: "eu-west-1" },
  now: Date.now,
  random: drawDigits,
});

async function ask(body: string): Promise<string> {
  const authorization =
    "AWS4-HMAC-SHA256 Credential=test/20260401/eu-west-1/ec2/aws4_request, SignedHeaders=host, Signature=0";
  const answer = await instance.answer({
    method: "POST",
    path: "/",
    query: [],
    headers: { host: "localhost", "content-type": "application/x-www-form-urlencoded", authorization },
    body: Buffer.from(`Version=2016-11-15&${body}`),
  });
  return Buffer.from(answer.body).toString();
}

let made = 0;

async function makeVpcs(upTo: number): Promise<string> {
  let last = "";
  for (; made < upTo; made++)
    last = await ask(`Action=CreateVpc&CidrBlock=10.${made >> 8}.${made & 255}.0/24`);
  return /<vpcId>([^<]*)/.exec(last)?.[1] ?? "";
}

/** The least milliseconds of the processor that asking takes; each time it is asked otherwise, so that no answer is kept. */
async function measure(makeBody: (turn: number) => string, turns: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turns; turn++) {
    const start = process.cpuUsage();
    await ask(makeBody(turn));
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

test(
  "reading one costs the same among ten times as many, and a page of a list is told in a moment",
  async () => {
    const read = (id: string) => (turn: number) => `Action=DescribeVpcs&VpcId.1=${id}&Turn=${turn}`;
    const few = await measure(read(await makeVpcs(1_000)), 200);
    const many = await measure(read(await makeVpcs(10_000)), 200);
    expect(many).toBeLessThan(few * 3);
    const page = (turn: number) => `Action=DescribeVpcs&MaxResults=100&Turn=${turn}`;
    expect(await measure(page, 30)).toBeLessThan(PAGE_MS);
  },
  LIMIT_MS,
);

test("what is asked again is not found again", async () => {
  await makeVpcs(100);
  const first = await measure((turn) => `Action=DescribeVpcs&MaxResults=100&Again=${turn}`, 30);
  const again = await measure(() => "Action=DescribeVpcs&MaxResults=100", 30);
  expect(again).toBeLessThan(first / 3);
});
