// A data folder that is not whole, or not ours, is refused with what is wrong: never taken for another one, or for an empty one.
import { Database } from "bun:sqlite";
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { makeStructure } from "../../src/aws/values.ts";
import { Fault, InputError } from "../../src/base/errors.ts";
import { Instance } from "../../src/instance/instance.ts";
import { explainReading } from "../../src/instance/open-records.ts";
import { DataFolder } from "../../src/instance/state/data-folder.ts";
import { readState, writeState } from "../../src/instance/state/state-file.ts";
import { UnreadableState } from "../../src/instance/state/tables.ts";
import type { Thing } from "../../src/instance/thing.ts";

const place = mkdtempSync(join(tmpdir(), "cloudmock-damaged-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const nothing = makeStructure();
const makeThing = (name: string): Thing => ({
  ...{ place: { account: "111122223333", region: "eu-west-1" }, service: "ec2", type: "vpc" },
  ...{ chain: [name], within: undefined, names: { id: name }, members: nothing, tags: new Map() },
  ...{ createdAt: 0, call: { operation: "CreateVpc", event: undefined, input: nothing, output: nothing } },
});

const ABOUT = { account: "111122223333", region: "eu-west-1", trail: "abc" };
const things = Array.from({ length: 40 }, (_, at) => makeThing(`vpc-${at}`));
const records = Array.from({ length: 40 }, (_, at) => ({
  owner: "o",
  part: "p",
  key: `k${at}`,
  value: "v".repeat(500),
}));

let folders = 0;
function makePath(): string {
  const path = join(place, String(folders++));
  mkdirSync(path);
  return path;
}

/** The bytes of a folder's file in which something stands. */
const whole = await (async () => {
  const path = makePath();
  const folder = new DataFolder(path);
  folder.replaceAll({ about: ABOUT, things });
  folder.records.replaceAll(records);
  folder.close();
  return new Uint8Array(await Bun.file(join(path, "cloudmock.sqlite")).arrayBuffer());
})();

/** Opens it and reads all of it; throws what the program would. */
function readAll(path: string): number {
  const folder = new DataFolder(path);
  try {
    const instance = new Instance({ home: {}, now: () => 0, random: () => "a", records: folder.records });
    if (folder.found) instance.load(folder.found);
    return instance.countMade() + [...folder.records.listAll()].length;
  } finally {
    folder.close();
  }
}

test("what is whole is read", () => {
  const path = makePath();
  writeFileSync(join(path, "cloudmock.sqlite"), whole);
  expect(readAll(path)).toBe(80);
});

const edit = (sql: string) => (file: string) => {
  const db = new Database(file);
  db.run(sql);
  db.close();
};

test.each<[string, (file: string) => void, string]>([
  ["empty", (file) => truncateSync(file, 0), "is empty"],
  ["cut in the header", (file) => truncateSync(file, 50), "is damaged ("],
  ["cut in the first page", (file) => truncateSync(file, 3_000), "is damaged ("],
  ["cut by a page", (file) => truncateSync(file, whole.length - 4_096), "is damaged ("],
  ["zeroed", (file) => writeFileSync(file, new Uint8Array(whole.length)), "is damaged ("],
  ["a text", (file) => writeFileSync(file, '{"Records": []}'.repeat(1_000)), "is damaged ("],
  ["a state file", (file) => writeFileSync(file, writeState({ about: ABOUT, things })), "is damaged ("],
  ["another program's", edit("PRAGMA application_id = 7"), "is no state of cloudmock"],
  [
    "older",
    edit("PRAGMA user_version = 3"),
    "has version 3 of the format of states, and this cloudmock reads",
  ],
  ["newer", edit("PRAGMA user_version = 99"), "has version 99 of the format of states"],
  ["without a table", edit("DROP TABLE things"), "is damaged ("],
  ["with other columns", edit("ALTER TABLE records RENAME COLUMN value TO other"), "is damaged ("],
  ["with a thing that is none", edit("UPDATE things SET thing = '{}'"), "is damaged ("],
  ["with nothing said of it", edit("UPDATE about SET about = '{}'"), "is damaged ("],
])("a file that is %s", (_, damage, why) => {
  const path = makePath();
  const file = join(path, "cloudmock.sqlite");
  writeFileSync(file, whole);
  damage(file);
  expect(() => new DataFolder(path)).toThrow(InputError);
  expect(() => new DataFolder(path)).toThrow(`--data: ${JSON.stringify(path)}: cloudmock.sqlite ${why}`);
});

test("wherever a file is cut, it is told", () => {
  const path = makePath();
  const file = join(path, "cloudmock.sqlite");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
      writeFileSync(file, whole.subarray(0, length));
      expect(() => new DataFolder(path)).toThrow(InputError);
    }),
    { numRuns: 40 },
  );
});

test("whatever is changed in a file, what is read is as it was or an error is named", () => {
  const path = makePath();
  const file = join(path, "cloudmock.sqlite");
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      (changes) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        writeFileSync(file, bytes);
        try {
          readAll(path);
        } catch (error) {
          // As an instance tells it.
          if (!explainReading(error)) throw error;
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("whatever is changed inside a state file, it is read or an error is named", () => {
  const bytes = Bun.gunzipSync(writeState({ about: ABOUT, things, records }));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      (changes) => {
        const changed = Uint8Array.from(bytes);
        for (const [at, byte] of changes) changed[at] = byte;
        try {
          const instance = new Instance({ home: {}, now: () => 0, random: () => "a" });
          instance.load(readState(Bun.gzipSync(changed)));
          for (const { members, call } of instance.state.things) void [members, call];
        } catch (error) {
          if (!(error instanceof Fault)) expect(error).toBeInstanceOf(UnreadableState);
        }
      },
    ),
    { numRuns: 60 },
  );
});
