import { describe, expect, test } from "bun:test";
import { loadModel } from "../../src/aws/model/table.ts";
import { makeLog } from "../../src/cli/log.ts";
import { type ProgressForm, Screen } from "../../src/cli/screen.ts";
import { Watch } from "../../src/cli/watch.ts";
import type { Flags } from "../../src/options/flags.ts";
import type { Exchange } from "../../src/report/exchange.ts";
import { makeCall } from "../support/make-call.ts";

const ERASE = "\r\u001b[J";

/** A watch with a clock that the test moves; `wait` lets the timer fire as a program does that is not busy. */
function start(progress: ProgressForm, flags: Flags = {}) {
  const written: string[] = [];
  const interruption = new AbortController();
  const write = (text: string) => void written.push(text);
  const screen = new Screen({ write, progress, columns: () => 80 });
  const log = makeLog((text) => screen.write(text), false);
  let time = 5_000;
  const timers = new Set<{ readonly work: () => void; readonly ms: number }>();
  const clock = {
    now: () => time,
    every(ms: number, work: () => void) {
      const timer = { work, ms };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  const watch = new Watch({ flags, screen, log, signal: interruption.signal }, clock);
  const work = (ms: number) => {
    time += ms;
  };
  const wait = (ms: number) => {
    for (const end = time + ms; time < end; ) {
      time += 50;
      for (const timer of timers) if ((time - 5_000) % timer.ms === 0) timer.work();
    }
  };
  return { watch, written, work, wait, timers, interrupt: () => interruption.abort() };
}

const shown = (line: string) => `\r${line}\u001b[J\r`;

describe("on a terminal", () => {
  test("a run of less than 300 ms shows nothing", () => {
    const { watch, written, wait } = start("line");
    watch.onRead(5);
    wait(250);
    watch.onPlanned(5, 2);
    watch.stop();
    expect(written).toEqual([]);
  });

  test("the line comes after 300 ms, changes at most ten times a second, and goes", () => {
    const { watch, written, work, wait } = start("line");
    watch.onRead(5);
    wait(300);
    for (let read = 6; read < 26; read++) {
      work(10);
      watch.onRead(read);
    }
    watch.stop();
    expect(written).toEqual([
      shown("5 events read"),
      shown("15 events read"),
      shown("25 events read"),
      ERASE,
    ]);
  });

  test("a program too busy for its timers draws when it reads, and last before it plans", () => {
    const { watch, written, work } = start("line");
    work(400);
    watch.onRead(7);
    work(20);
    watch.onSelected(8, 3);
    expect(written).toEqual([shown("7 events read"), shown("8 events read, planning 3 calls")]);
  });

  test("what is said meanwhile stands above the line", () => {
    const { watch, written, wait } = start("line");
    watch.onRead(5);
    wait(300);
    watch.log.warn("odd");
    expect(written).toEqual([shown("5 events read"), `${ERASE}warning: odd\n5 events read\r`]);
  });

  test("nothing is left when it ends", () => {
    const { watch, wait, written, timers } = start("line");
    watch.onRead(5);
    wait(300);
    watch[Symbol.dispose]();
    wait(1_000);
    watch.onRead(6);
    expect(written).toEqual([shown("5 events read"), ERASE]);
    expect(timers.size).toBe(0);
  });
});

test("in CI a plain line comes every ten seconds, changed or not", () => {
  const { watch, written, wait } = start("lines");
  watch.onRead(5);
  wait(9_950);
  expect(written).toEqual([]);
  wait(20_050);
  watch.stop();
  expect(written).toEqual(["5 events read\n", "5 events read\n", "5 events read\n"]);
});

test("elsewhere nothing comes", () => {
  const { watch, written, wait, timers } = start("none");
  watch.onRead(5);
  wait(30_000);
  expect(written).toEqual([]);
  expect(timers.size).toBe(0);
});

test("--quiet leaves only errors", () => {
  const { watch, written, wait, interrupt } = start("line", { quiet: true });
  watch.onRead(5);
  wait(30_000);
  watch.log.warn("odd");
  watch.log.info("by the way");
  watch.log.log("report");
  watch.onSend();
  interrupt();
  watch.log.error("broken");
  expect(written).toEqual(["error: broken\n"]);
});

async function makeExchange(): Promise<Exchange> {
  const model = await loadModel("sqs");
  const operation = model.operations["CreateQueue"];
  if (!operation) throw new RangeError("sqs.CreateQueue");
  return {
    step: { ...makeCall(), operation, input: { QueueName: "orders" } },
    request: { method: "POST", url: "http://127.0.0.1:1/", headers: {}, body: "{}" },
    sent: { response: { status: 200, headers: {}, body: Buffer.from("{}") } },
    tookMs: 250,
  };
}

test("--verbose tells each exchange, with when it began", async () => {
  const { watch, written, work } = start("none", { verbose: true });
  work(1_000);
  watch.onSend();
  watch.onExchange(await makeExchange());
  expect(written.join("")).toStartWith("+0.750s sqs.CreateQueue 5d1f7a3e");
  expect(written.join("")).toContain('  > {"QueueName":"orders"}\n  < 200 after 250 ms\n');
});

describe("an interrupt", () => {
  test("tells how many calls are waited for", async () => {
    const { watch, written, interrupt } = start("none");
    for (let i = 0; i < 3; i++) watch.onSend();
    watch.onExchange(await makeExchange());
    interrupt();
    expect(written).toEqual([
      "interrupted: waiting for 2 calls in flight; interrupt again to stop at once\n",
    ]);
  });

  test("is told where nothing is waited for, too", () => {
    const { written, interrupt } = start("none");
    interrupt();
    expect(written).toEqual(["interrupted: ending with what there is; interrupt again to stop at once\n"]);
  });
});

test("a verification counts its answers", async () => {
  const { watch, written, wait, work } = start("line");
  watch.onSelected(5, 2);
  watch.onPlanned(5, 2);
  watch.onVerify();
  wait(300);
  work(100);
  watch.onSend();
  watch.onExchange(await makeExchange());
  expect(written).toEqual([
    shown("5 events read, verifying: 0 answers"),
    shown("5 events read, verifying: 1 answer"),
  ]);
});
