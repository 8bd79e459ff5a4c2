// What the instance takes of the processor with ten thousand resources of one type.
import { expect, test } from "bun:test";
import { drawDigits, Instance } from "../../src/instance/instance.ts";

const LIMIT_MS = 300_000;
/** Asked are 10, and it takes some 5 on a machine with nothing else to do; other tests run beside this one. */
const PAGE_MS = 20;
const RESET_MS = 20;
const PAGE = "Action=DescribeVpcs&MaxResults=100";

function makeInstance(): Instance {
  const home = { account: "123456789012", region: "eu-west-1" };
  return new Instance({ home, now: Date.now, random: drawDigits });
}

let instance = makeInstance();

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

function beginAnew(): void {
  [instance, made] = [makeInstance(), 0];
}

/** The least milliseconds of the processor that one of `turns` creations takes, of some at a time. */
async function measureCreations(turns: number): Promise<number> {
  const AT_A_TIME = 20;
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turns; turn += AT_A_TIME) {
    const start = process.cpuUsage();
    await makeVpcs(made + AT_A_TIME);
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1_000 / AT_A_TIME);
  }
  return least;
}

test(
  "making one costs the same among many",
  async () => {
    await makeVpcs(10_000);
    const many = await measureCreations(400);
    beginAnew();
    expect(many).toBeLessThan((await measureCreations(400)) * 3);
  },
  LIMIT_MS,
);

/** The least milliseconds of the processor that a page takes after changes. */
async function measureAfter(makeChange: (turn: number) => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 30; turn++) {
    await makeChange(turn);
    least = Math.min(least, await measure(() => PAGE, 1));
  }
  return least;
}

test(
  "a page is not told anew because one of its things was changed, or something else was made",
  async () => {
    beginAnew();
    await makeVpcs(200);
    const ids = [...(await ask(PAGE)).matchAll(/<vpcId>([^<]*)/g)].map(([, id]) => id);
    // Nothing is known yet of how to show what was only now put there.
    const anew = await measureAfter(() => instance.load({ ...instance.state, things: copyThings() }));
    const tag = (turn: number) =>
      ask(`Action=CreateTags&ResourceId.1=${ids[turn % 100]}&Tag.1.Key=turn&Tag.1.Value=${turn}`);
    expect(await measureAfter(tag)).toBeLessThan(anew * 0.8);
    expect(await measureAfter(() => makeVpcs(made + 1))).toBeLessThan(anew * 0.8);
  },
  LIMIT_MS,
);

function copyThings() {
  return instance.state.things.map((thing) => ({ ...thing }));
}

test(
  "going back to a thousand resources takes a moment",
  async () => {
    await makeVpcs(250);
    // Four other things come with each.
    instance.load({ ...instance.state, things: instance.state.things.slice(0, 1_000) });
    let least = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < 10; turn++) {
      await makeVpcs(made + 1);
      const start = process.cpuUsage();
      instance.reset();
      const { user, system } = process.cpuUsage(start);
      least = Math.min(least, (user + system) / 1_000);
    }
    expect(instance.state.things).toHaveLength(1_000);
    expect(least).toBeLessThan(RESET_MS);
  },
  LIMIT_MS,
);

test("what is asked again is not found again", async () => {
  beginAnew();
  await makeVpcs(100);
  const first = await measure((turn) => `Action=DescribeVpcs&MaxResults=100&Again=${turn}`, 30);
  const again = await measure(() => "Action=DescribeVpcs&MaxResults=100", 30);
  expect(again).toBeLessThan(first / 2);
});
