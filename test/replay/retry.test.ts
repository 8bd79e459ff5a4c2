// What is sent again, how long is waited, and what ends the waiting.
import { describe, expect, test } from "bun:test";
import type { Sent } from "../../src/aws/wire.ts";
import { sendPatiently } from "../../src/replay/retry.ts";
import { FakeClock } from "./fake-clock.ts";

function answer(status: number, body = "", headers: Record<string, string> = {}): Sent {
  return { response: { status, headers, body: Buffer.from(body) } };
}

const OK = answer(200, "{}");
const throttled = (code: string) => answer(400, JSON.stringify({ __type: code, message: "slow down" }));

async function run(answers: readonly Sent[], random = () => 0.5) {
  const clock = new FakeClock();
  const waiting = new AbortController();
  let count = 0;
  const send = async () => answers[Math.min(count++, answers.length - 1)] ?? OK;
  const sent = await sendPatiently(send, { clock, random, signal: waiting.signal });
  return { sent, count, sleeps: clock.sleeps };
}

describe("is sent again", () => {
  test.each([
    ["429", answer(429)],
    ["JSON", throttled("ThrottlingException")],
    ["JSON with a namespace", throttled("com.amazonaws.dynamodb#ProvisionedThroughputExceededException")],
    ["a header", answer(400, "{}", { "x-amzn-errortype": "TooManyRequestsException:http://x" })],
    ["S3", answer(503, "<Error><Code>SlowDown</Code><Message>Reduce your rate</Message></Error>")],
    [
      "EC2",
      answer(503, "<Response><Errors><Error><Code>RequestLimitExceeded</Code></Error></Errors></Response>"),
    ],
    ["query", answer(400, "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>")],
  ])("%s", async (_, first) => {
    const { sent, count } = await run([first, OK]);
    expect(sent).toEqual({ ...OK, note: "the target limited its rate: sent 2 times" });
    expect(count).toBe(2);
  });
});

describe("is not sent again", () => {
  test.each([
    ["a success", OK],
    ["another failure", throttled("ResourceNotFoundException")],
    ["a fault inside", answer(500, "")],
    ["what is busy for other reasons", answer(503, "")],
    ["a success with a code in its body", answer(200, '{"__type":"Throttling"}')],
    ["what got no answer", { failure: { code: "Timeout", message: "no whole answer came in time" } } as Sent],
  ])("%s", async (_, first) => {
    expect(await run([first, OK])).toEqual({ sent: first, count: 1, sleeps: [] });
  });
});

test("three times at most, and the last answer counts; waits are random parts of 1, 2 and 4 seconds", async () => {
  const last = throttled("Throttling");
  const { sent, count, sleeps } = await run([last]);
  expect(sent).toEqual({ ...last, note: "the target limited its rate: sent 4 times" });
  expect(count).toBe(4);
  expect(sleeps).toEqual([500, 1_000, 2_000]);
  expect((await run([last], () => 0)).sleeps).toEqual([]);
  const parts = [0.1, 0.9, 0.25];
  expect((await run([last], () => parts.shift() ?? 0)).sleeps).toEqual([100, 1_800, 1_000]);
});

test("a note of the sender stays", async () => {
  const { sent } = await run([answer(429), { ...OK, note: "the answer was cut off" }]);
  expect(sent).toMatchObject({ note: "the answer was cut off; the target limited its rate: sent 2 times" });
});

test("an interrupt ends the wait, and nothing is sent after it", async () => {
  const waiting = new AbortController();
  const clock = { now: () => 0, sleep: async () => waiting.abort() };
  let count = 0;
  const send = async () => {
    count++;
    return answer(429);
  };
  const sent = await sendPatiently(send, { clock, random: () => 0.5, signal: waiting.signal });
  expect(count).toBe(1);
  expect(sent).toEqual(answer(429));
  await sendPatiently(send, { clock, random: () => 0.5, signal: waiting.signal });
  expect(count).toBe(2);
});
