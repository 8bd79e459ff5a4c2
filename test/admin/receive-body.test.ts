import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { explainError } from "../../src/admin/answer.ts";
import { receiveBody } from "../../src/admin/receive-body.ts";
import { ManualClock } from "./manual-clock.ts";

let folder: string;
let made = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cloudmock-body-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A body that a test sends piece by piece, and how its receiving ended. */
function receive(maxBytes = 1_000_000) {
  made++;
  const path = join(folder, `body-${made}`);
  const clock = new ManualClock();
  const interruption = new AbortController();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (own) => {
      controller = own;
    },
    cancel: () => {
      cancelled = true;
    },
  });
  const ended = receiveBody(body, path, { maxBytes, clock, signal: interruption.signal }).then(
    (bytes) => `${bytes} bytes`,
    (error: unknown) => `${explainError(error).status} ${explainError(error).code}`,
  );
  return {
    path,
    clock,
    interruption,
    ended,
    send: (bytes: number) => controller?.enqueue(new Uint8Array(bytes).fill(65)),
    /** Sends a piece, and resolves once it is written and the next one is waited for. */
    deliver: async (bytes: number) => {
      await clock.untilBegun(1);
      const before = clock.begun;
      controller?.enqueue(new Uint8Array(bytes).fill(65));
      await clock.untilBegun(before + 1);
    },
    finish: () => controller?.close(),
    fail: (error: Error) => controller?.error(error),
    isCancelled: () => cancelled,
  };
}

test("a body is written whole to a file of this user alone", async () => {
  const body = receive();
  for (const bytes of [1, 65_536, 300_000]) body.send(bytes);
  body.finish();
  expect(await body.ended).toBe("365537 bytes");
  expect(readFileSync(body.path, "utf8")).toBe("A".repeat(365_537));
  expect(statSync(body.path).mode & 0o777).toBe(0o600);
});

test("no body is an empty one", async () => {
  const path = join(folder, "none");
  const limits = { maxBytes: 1, clock: new ManualClock(), signal: new AbortController().signal };
  expect(await receiveBody(null, path, limits)).toBe(0);
  expect(statSync(path).size).toBe(0);
});

test("a file that is there already is not written over", async () => {
  const path = join(folder, "mine");
  await Bun.write(path, "mine");
  const limits = { maxBytes: 1, clock: new ManualClock(), signal: new AbortController().signal };
  expect(receiveBody(null, path, limits)).rejects.toThrow("EEXIST");
  expect(readFileSync(path, "utf8")).toBe("mine");
});

test("a body may be as large as allowed, and not a byte larger", async () => {
  const allowed = receive(100);
  allowed.send(100);
  allowed.finish();
  expect(await allowed.ended).toBe("100 bytes");
  const larger = receive(100);
  larger.send(60);
  larger.send(41);
  expect(await larger.ended).toBe("413 body_too_large");
  expect(larger.isCancelled()).toBe(true);
});

test("a body that stops coming for half a minute is cut off", async () => {
  const body = receive();
  await body.deliver(10);
  await body.clock.advance(29_999);
  await body.deliver(10);
  await body.clock.advance(29_000);
  expect(await Promise.race([body.ended, "still waiting"])).toBe("still waiting");
  await body.clock.advance(1_000);
  expect(await body.ended).toBe("408 body_timeout");
  expect(body.isCancelled()).toBe(true);
});

test("so is one that comes drop by drop for a minute", async () => {
  const body = receive();
  for (let times = 0; times < 3; times++) {
    await body.deliver(1);
    await body.clock.advance(19_999);
  }
  await body.deliver(1);
  expect(await Promise.race([body.ended, "still waiting"])).toBe("still waiting");
  await body.clock.advance(4);
  expect(await body.ended).toBe("408 body_timeout");
});

test("one that comes slowly but steadily is not", async () => {
  const body = receive(100_000_000);
  for (let seconds = 0; seconds < 300; seconds += 10) {
    await body.deliver(150_000);
    await body.clock.advance(10_000);
  }
  body.finish();
  expect(await body.ended).toBe("4500000 bytes");
});

test("a cancelled replay ends the receiving, with the reason", async () => {
  const body = receive();
  await body.deliver(10);
  body.interruption.abort(new Error("enough"));
  expect(await body.ended).toBe("500 internal_error");
  expect(body.isCancelled()).toBe(true);
});

test("a client that goes away ends it", async () => {
  const body = receive();
  await body.deliver(10);
  body.fail(new DOMException("The connection was closed.", "AbortError"));
  expect(await body.ended).toStartWith("500");
});
