// What is changed in one call is kept whole or not at all, though the call waits in the middle; and no call holds up the others.
import { Database } from "bun:sqlite";
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Book } from "../../src/instance/book.ts";
import { pausingPieces, Turnstile } from "../../src/instance/turnstile.ts";

const folder = mkdtempSync(join(tmpdir(), "cloudmock-book-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;

function makeBook(patience = 60_000) {
  const file = join(folder, `${files++}.sqlite`);
  const db = new Database(file);
  db.run("PRAGMA journal_mode = WAL");
  db.run("CREATE TABLE t (v TEXT)");
  const book = new Book(db, file, patience);
  const told: string[] = [];
  book.tell({ kept: () => told.push("kept"), lost: () => told.push("lost") });
  const add = (text: string) => book.write(() => db.run("INSERT INTO t VALUES (?)", [text]));
  // Another process sees what is committed.
  const other = new Database(file);
  const kept = () =>
    other
      .query("SELECT v FROM t")
      .values()
      .map(([text]) => text);
  return { db, book, told, add, kept };
}

test("what a call changed before and after it waited is kept at once, though another one is kept meanwhile", async () => {
  const { book, add, kept } = makeBook();
  const first = await book.enter();
  add("first, before");
  const second = await book.enter();
  add("second");
  second.leave();
  const flushed = book.flush();
  await Bun.sleep(20);
  expect(kept()).toEqual([]);
  add("first, after");
  first.leave();
  await flushed;
  expect(kept()).toEqual(["first, before", "second", "first, after"]);
});

test("who comes while a call is waited for goes into the next transaction", async () => {
  const { book, add, kept } = makeBook();
  const first = await book.enter();
  add("first");
  const flushed = book.flush();
  await Bun.sleep(10);
  const entered = book.enter();
  expect(await Promise.race([entered.then(() => "in"), Bun.sleep(10).then(() => "waits")])).toBe("waits");
  first.leave();
  await flushed;
  const second = await entered;
  add("second");
  second.leave();
  expect(kept()).toEqual(["first"]);
  await book.flush();
  expect(kept()).toEqual(["first", "second"]);
});

test("a call that waits for others, or for long, holds up none", async () => {
  const { book, add, kept } = makeBook(50);
  const poll = await book.enter();
  const { promise: message, resolve: send } = Promise.withResolvers<string>();
  const received = poll.pause(() => message);
  const long = await book.enter();
  const sender = await book.enter();
  add("message");
  sender.leave();
  const before = performance.now();
  await book.flush();
  expect(performance.now() - before).toBeLessThan(5_000);
  expect(kept()).toEqual(["message"]);
  send("message");
  expect(await received).toBe("message");
  for (const one of [poll, long]) one.leave();
  await book.flush();
});

test("a transaction that fails is undone and told, and calls know whether it was before or after them", async () => {
  const { db, book, told, add, kept } = makeBook();
  add("before");
  await book.flush();
  const first = await book.enter();
  add("first");
  db.run("PRAGMA max_page_count = 1");
  expect(() => add("x".repeat(100_000))).toThrow("make room");
  expect(() => add("more of a call that has failed already")).toThrow("make room");
  first.leave();
  await expect(book.flush()).rejects.toThrow("make room");
  expect(first.loss()?.message).toContain("nothing was changed");
  db.run("PRAGMA max_page_count = 1000000");
  const second = await book.enter();
  add("second");
  second.leave();
  await book.flush();
  expect(second.loss()).toBeUndefined();
  expect(told).toEqual(["kept", "lost", "kept"]);
  expect(kept()).toEqual(["before", "second"]);
});

test("one of two waits that comes back brings its call in, and a call that has gone is not brought in again", async () => {
  const turnstile = new Turnstile(60_000);
  const call = await turnstile.enter();
  const [a, b] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const waits = [a, b].map(({ promise }) => call.pause(() => promise));
  expect(turnstile.isEmpty).toBe(true);
  a.resolve();
  await waits[0];
  expect(turnstile.isEmpty).toBe(false);
  call.leave();
  expect(turnstile.isEmpty).toBe(true);
  b.resolve();
  await waits[1];
  expect(turnstile.isEmpty).toBe(true);
});

test("pieces are waited for outside, and their source is told where no more are wanted", async () => {
  const turnstile = new Turnstile(60_000);
  const call = await turnstile.enter();
  const seen: boolean[] = [];
  let isOver = false;
  async function* source() {
    try {
      for (const piece of [1, 2, 3]) {
        await Promise.resolve();
        seen.push(turnstile.isEmpty);
        yield piece;
      }
    } finally {
      isOver = true;
    }
  }
  for await (const piece of pausingPieces(call.pause, source())) {
    expect(turnstile.isEmpty).toBe(false);
    if (piece === 2) break;
  }
  expect({ seen, isOver }).toEqual({ seen: [true, true], isOver: true });
});
