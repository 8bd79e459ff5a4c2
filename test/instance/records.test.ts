// What things hold: values by keys in their order, which go back to a mark, into a state file and through a restart.
import { Database } from "bun:sqlite";
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { Book } from "../../src/instance/book.ts";
import { Instance } from "../../src/instance/instance.ts";
import { makeRecordTables } from "../../src/instance/open-records.ts";
import { Records, type SavedRecord } from "../../src/instance/records.ts";
import { DataFolder } from "../../src/instance/state/data-folder.ts";
import { readState, writeState } from "../../src/instance/state/state-file.ts";

const folder = mkdtempSync(join(tmpdir(), "cloudmock-records-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Records that are kept in a file. */
function openKept(file: string): { readonly records: Records; readonly book: Book; close(): void } {
  const db = new Database(file);
  makeRecordTables(db);
  const book = new Book(db, file);
  const records = new Records(book);
  const close = () => {
    book.finish();
    records.close();
    db.close();
  };
  return { records, book, close };
}

const all = (records: Records): SavedRecord[] => [...records.listAll()].map((record) => ({ ...record }));

test("a space tells its records in the order of the keys' bytes, and none of another's", () => {
  const records = new Records();
  const space = records.space("table a", "items");
  for (const key of ["b", "a", "ä", "z", "aa"]) space.put(key, `value of ${key}`);
  records.space("table b", "items").put("a", "another's");
  records.space("table a", "index").put("a", "another purpose's");
  const keys = (...given: Parameters<typeof space.list>) => space.list(...given).map(({ key }) => key);
  expect(keys()).toEqual(["a", "aa", "b", "z", "ä"]);
  expect(keys({ from: "aa", to: "z" })).toEqual(["aa", "b"]);
  expect(keys({ after: "b" })).toEqual(["z", "ä"]);
  expect(keys({ after: "b", isBackward: true, limit: 1 })).toEqual(["aa"]);
  expect(space.listValues({ after: "b", isBackward: true })).toEqual(["value of aa", "value of a"]);
  expect(records.space("table a", "nothing").listValues()).toEqual([]);
  expect(space.count()).toBe(5);
  expect(space.get("ä")).toBe("value of ä");
  expect(space.get("missing")).toBeUndefined();
  records.drop("table a");
  expect(all(records)).toEqual([{ owner: "table b", part: "items", key: "a", value: "another's" }]);
  records.close();
});

test("more spaces than statements are kept of, each with its own records, in a file that is let go of", () => {
  const file = join(folder, "many");
  const { records, close } = openKept(file);
  const spaces = Array.from({ length: 1_200 }, (_, at) => records.space("t", `part ${at}`));
  for (const [at, space] of spaces.entries()) space.put("key", `value ${at}`);
  for (const _ of [1, 2])
    for (const [at, space] of spaces.entries()) {
      expect(space.listValues({ from: "a" })).toEqual([`value ${at}`]);
      expect(space.get("key")).toBe(`value ${at}`);
    }
  close();
  const again = openKept(file);
  expect(again.records.space("t", "part 1199").listValues({ limit: 1 })).toEqual(["value 1199"]);
  again.close();
});

test("a range that begins behind a key tells what is in both, either way", () => {
  const records = new Records();
  const space = records.space("t", "i");
  const letters = ["a", "b", "c", "d", "e", "ä"];
  for (const key of letters) space.put(key, "");
  const letter = fc.option(fc.constantFrom(...letters, "bb", ""), { nil: undefined });
  fc.assert(
    fc.property(letter, letter, letter, fc.boolean(), (from, to, after, isBackward) => {
      const wanted = letters.filter(
        (key) =>
          (from === undefined || key >= from) &&
          (to === undefined || key < to) &&
          (after === undefined || (isBackward ? key < after : key > after)),
      );
      if (isBackward) wanted.reverse();
      expect(space.list({ from, to, after, isBackward }).map(({ key }) => String(key))).toEqual(wanted);
    }),
  );
  records.close();
});

test("keys of bytes stand in their order, too", () => {
  const records = new Records();
  const space = records.space("t", "i");
  for (const bytes of [[255], [0], [1, 0], [1]]) space.put(new Uint8Array(bytes), new Uint8Array([7]));
  expect(space.list().map(({ key }) => [...(key as Uint8Array)])).toEqual([[0], [1], [1, 0], [255]]);
  expect(space.get(new Uint8Array([1, 0]))).toEqual(new Uint8Array([7]));
  records.close();
});

type Deed = readonly ["put" | "remove" | "drop", owner: string, key: string, value: string];
const names = fc.constantFrom("a", "b", "c");
const deeds = fc.array(fc.tuple(fc.constantFrom("put", "remove", "drop"), names, names, fc.string()));

function doDeed(records: Records, [kind, owner, key, value]: Deed): void {
  if (kind === "drop") records.drop(owner);
  else if (kind === "put") records.space(owner, "p").put(key, value);
  else records.space(owner, "p").remove(key);
}

test("reset goes back to the mark, whatever was done since and however often", () => {
  fc.assert(
    fc.property(deeds, fc.array(deeds, { maxLength: 3 }), (before, rounds) => {
      const records = new Records();
      for (const deed of before) doDeed(records, deed as Deed);
      records.mark();
      const marked = all(records);
      for (const round of rounds) {
        for (const deed of round) doDeed(records, deed as Deed);
        records.reset();
        expect(all(records)).toEqual(marked);
      }
      records.close();
    }),
    { numRuns: 60 },
  );
});

test("what was flushed is there after the process has ended without a word", async () => {
  const file = join(folder, "cut");
  const program = `
    import { DataFolder } from ${JSON.stringify(join(import.meta.dir, "../../src/instance/state/data-folder.ts"))};
    const folder = new DataFolder(${JSON.stringify(file)});
    folder.replaceAll({ about: { account: "111122223333", region: "eu-west-1", trail: undefined }, things: [] });
    const space = folder.records.space("q", "messages");
    space.put("1", "kept");
    await folder.flush();
    space.put("2", "never answered");
    process.kill(process.pid, "SIGKILL");
  `;
  const run = Bun.spawn([process.execPath, "-e", program], { stdout: "ignore", stderr: "inherit" });
  await run.exited;
  const again = new DataFolder(file);
  expect(all(again.records)).toEqual([{ owner: "q", part: "messages", key: "1", value: "kept" }]);
  again.close();
});

test("a state file has what the things hold, and loading one puts it in the place of all that is held", () => {
  const settings = { home: {}, now: () => 0, random: (length: number) => "a".repeat(length) };
  const from = new Instance(settings);
  from.store.records.space("t", "items").put("k", new Uint8Array([1, 2]));
  const bytes = writeState(from.state);
  expect(writeState(from.state)).toEqual(bytes);
  const to = new Instance(settings);
  to.store.records.space("u", "items").put("gone", "x");
  to.load(readState(bytes));
  expect(all(to.store.records)).toEqual([
    { owner: "t", part: "items", key: "k", value: new Uint8Array([1, 2]) },
  ]);
  to.store.records.space("t", "items").put("k", "changed");
  to.reset();
  expect(all(to.store.records)).toEqual([
    { owner: "t", part: "items", key: "k", value: new Uint8Array([1, 2]) },
  ]);
});

test("a data folder keeps them, and forgets those of a start that was cut off before anything stood", () => {
  const path = join(folder, "data");
  const first = new DataFolder(path);
  first.records.space("t", "items").put("k", "v");
  first.close();
  const second = new DataFolder(path);
  expect(all(second.records)).toEqual([]);
  second.close();
});

test("where no file can be written, memory holds them", async () => {
  const program = `
    import { Records } from ${JSON.stringify(join(import.meta.dir, "../../src/instance/records.ts"))};
    const records = new Records();
    records.space("q", "messages").put("1", "kept");
    process.stdout.write(String(records.space("q", "messages").get("1")));
  `;
  const run = Bun.spawn([process.execPath, "-e", program], {
    env: { ...process.env, TMPDIR: join(folder, "none") },
    stdout: "pipe",
    stderr: "inherit",
  });
  expect(await run.stdout.text()).toBe("kept");
});
