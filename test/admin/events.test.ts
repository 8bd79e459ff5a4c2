import { expect, test } from "bun:test";
import { EventLog } from "../../src/admin/event-log.ts";
import { streamEvents } from "../../src/admin/event-stream.ts";
import { ManualClock, settle } from "./manual-clock.ts";

const END = '{"state":"succeeded"}';

function open(log: EventLog, after = 0) {
  const clock = new ManualClock();
  const stream = streamEvents({ log, after, renderEnd: async () => END, clock });
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  return {
    clock,
    /** The next text of the stream; undefined at its end. */
    next: async () => {
      const { value } = await reader.read();
      return value && decoder.decode(value);
    },
    leave: () => reader.cancel(),
  };
}

async function readAll(log: EventLog, after = 0): Promise<string> {
  const stream = streamEvents({ log, after, renderEnd: async () => END, clock: new ManualClock() });
  return new Response(stream).text();
}

/** The numbers of the events in a text. */
function listIds(text: string): number[] {
  return [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
}

test("events are streamed as they come, then the result, then the end", async () => {
  const log = new EventLog();
  const stream = open(log);
  expect(await stream.next()).toBe("retry: 2000\n\n");
  log.add("progress", { read: 1 });
  expect(await stream.next()).toBe('id: 1\nevent: progress\ndata: {"read":1}\n\n');
  const later = stream.next();
  await settle();
  log.add("failure", { message: "two\nlines" });
  expect(await later).toBe('id: 2\nevent: failure\ndata: {"message":"two\\nlines"}\n\n');
  log.end();
  expect(await stream.next()).toBe(`id: 3\nevent: result\ndata: ${END}\n\n`);
  expect(await stream.next()).toBeUndefined();
});

test("a client that comes back gets what it has not had", async () => {
  const log = new EventLog();
  for (let n = 1; n <= 5; n++) log.add("progress", n);
  log.end();
  expect(listIds(await readAll(log, 3))).toEqual([4, 5, 6]);
  expect(listIds(await readAll(log, 5))).toEqual([6]);
  expect(listIds(await readAll(log))).toEqual([1, 2, 3, 4, 5, 6]);
});

test("the oldest events are dropped, and the stream says how many", async () => {
  const log = new EventLog();
  for (let n = 1; n <= 10_500; n++) log.add("failure", n);
  log.end();
  const { events, dropped } = log.readAfter(0);
  expect(events.length).toBeWithin(1_000, 2_000);
  expect(events.length + dropped).toBe(10_500);
  const text = await readAll(log);
  expect(text).toContain(`event: dropped\ndata: {"events":${dropped}}\n\nid: ${dropped + 1}\n`);
  expect(listIds(text).at(-1)).toBe(10_501);
  expect(await readAll(log, 10_000)).not.toContain("dropped");
});

test("a silent replay has a heartbeat", async () => {
  const log = new EventLog();
  const stream = open(log);
  await stream.next();
  const next = stream.next();
  await settle();
  await stream.clock.advance(14_999);
  expect(await Promise.race([next, "silent"])).toBe("silent");
  await stream.clock.advance(1);
  expect(await next).toBe(": nothing new\n\n");
});

test("a client that leaves is not waited for", async () => {
  const log = new EventLog();
  const stream = open(log);
  await stream.next();
  const next = stream.next();
  await settle();
  await stream.leave();
  expect(await next).toBeUndefined();
  log.add("progress", 1);
  log.end();
});
