// What stands as a file and in a folder: nothing is lost or changed on the way, and what is damaged is told.
import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { Digits, makeStructure, type Structure, type Value } from "../../src/aws/values.ts";
import { drawDigits, Instance } from "../../src/instance/instance.ts";
import { checkServices } from "../../src/instance/state/check-services.ts";
import { DataFolder } from "../../src/instance/state/data-folder.ts";
import { readNote, writeNote } from "../../src/instance/state/gzip-note.ts";
import { readState, writeState } from "../../src/instance/state/state-file.ts";
import { readThing, writeThing } from "../../src/instance/state/thing-text.ts";
import { type InstanceState, Store } from "../../src/instance/store.ts";
import type { Thing } from "../../src/instance/thing.ts";

const ABOUT = { account: "111122223333", region: "eu-west-1", trail: "abc" };

const name = fc.oneof(fc.constantFrom("a", "b", "c/d", "__proto__"), fc.string({ unit: "binary" }));
const { value } = fc.letrec<{ value: Value; structure: Structure }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: "binary" }),
    fc.constantFrom("\u0001", "\u0001sa", "\u0001t5"),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array(),
    fc.constantFrom("9007199254740993", "1.0").map((text) => new Digits(text)),
    fc.array(tie("value")),
    tie("structure"),
  ),
  structure: fc.array(fc.tuple(name, tie("value"))).map(makeMembers),
}));

function makeMembers(pairs: readonly (readonly [string, Value])[]): Structure {
  const members = makeStructure();
  for (const [key, item] of pairs) members[key] = item;
  return members;
}

const members = fc.array(fc.tuple(name, value), { maxLength: 3 }).map(makeMembers);

const thing: fc.Arbitrary<Thing> = fc.record({
  place: fc.record({
    account: fc.constantFrom("111122223333", "444455556666"),
    region: fc.constantFrom("", "eu-west-1", "us-east-1"),
  }),
  service: fc.constantFrom("ec2", "s3"),
  type: fc.constantFrom("vpc", "subnet"),
  chain: fc.array(name, { minLength: 1, maxLength: 2 }),
  within: fc.constantFrom(undefined, "vpc"),
  names: fc.record({ id: name, arn: name }, { requiredKeys: [] }),
  members,
  tags: fc.array(fc.tuple(name, name), { maxLength: 2 }).map((pairs) => new Map(pairs)),
  createdAt: fc.constantFrom(1, 2, 1_775_000_000_000),
  call: fc.record({
    operation: name,
    event: fc.constantFrom(undefined, "e-1"),
    input: members,
    output: members,
  }),
  brought: fc.constantFrom(undefined, "told" as const, "invented" as const),
  toldLater: fc.option(fc.array(name, { minLength: 1, maxLength: 2 }), { nil: undefined }),
});

/** What two runs of the same changes must have in common. */
function tell(things: Iterable<Thing>): string[] {
  return [...things].map(writeThing);
}

/** What lists tell, in their order. */
function tellLists(store: Store): string[][] {
  return ["111122223333", "444455556666"].flatMap((account) =>
    ["", "eu-west-1", "us-east-1"].flatMap((region) =>
      ["ec2", "s3"].flatMap((service) =>
        ["vpc", "subnet"].map((type) => tell(store.list({ account, region }, { service, type }))),
      ),
    ),
  );
}

function makeFolder() {
  const path = mkdtempSync(join(tmpdir(), "cloudmock-state-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

function openStore(path: string): { readonly store: Store; readonly folder: DataFolder } {
  const folder = new DataFolder(path);
  const store = new Store();
  if (folder.found) store.replaceAll(folder.found);
  store.journal = folder;
  return { store, folder };
}

test("a thing is read back as it was written", () => {
  fc.assert(
    fc.property(thing, (given) => {
      const read = readThing(writeThing(given));
      expect(read).toEqual(given);
      expect(Object.getPrototypeOf(read.members)).toBeNull();
    }),
  );
});

test("saved, loaded, reset and saved again gives the same bytes, whatever the order", () => {
  fc.assert(
    fc.property(fc.array(thing), fc.infiniteStream(fc.nat()), (things, order) => {
      const make = (all: readonly Thing[]) => {
        const instance = new Instance({ home: ABOUT, now: Date.now, random: drawDigits });
        instance.load({ about: ABOUT, things: all });
        return instance;
      };
      // Of two of the same name the last one stands, as it was put; a state that is loaded has none such.
      const { store } = make([]);
      for (const one of things) store.put(one);
      const standing = [...store.listAll()];
      const first = writeState({ about: ABOUT, things: standing });
      const loaded = make(readState(first).things);
      for (const one of loaded.state.things) loaded.store.remove(one);
      loaded.reset();
      expect(writeState(loaded.state)).toEqual(first);
      const shuffled = standing.toSorted(() => (order.next().value ?? 0) % 3) as Thing[];
      expect(writeState({ about: ABOUT, things: shuffled })).toEqual(first);
    }),
    { numRuns: 30 },
  );
});

const BODY = '{"members":{},"call":{"operation":"CreateVpc","input":{},"output":{}}}';

/** The SQL that puts a thing into a state. */
function makeThing(changes: object, body = BODY): string {
  const place = { account: "111122223333", region: "eu-west-1" };
  const head = { place, service: "ec2", type: "vpc", chain: ["a"], names: {}, tags: [], createdAt: 0 };
  return `INSERT INTO things VALUES ('a', '${JSON.stringify({ ...head, ...changes })}' || char(10) || '${body}')`;
}

describe("what is no state, or not whole", () => {
  const state: InstanceState = { about: ABOUT, things: [] };
  const bytes = writeState(state);
  const edit = (sql: string) => {
    using db = Database.deserialize(Bun.gunzipSync(new Uint8Array(bytes)));
    db.run(sql);
    return Bun.gzipSync(new Uint8Array(db.serialize()));
  };
  test.each<[string, Uint8Array, string]>([
    ["a text", Buffer.from('{"Records": []}'), "is no state of cloudmock"],
    ["an empty file", new Uint8Array(), "is no state of cloudmock"],
    ["a compressed log", Bun.gzipSync(Buffer.from('{"Records": []}')), "is damaged"],
    ["a cut file", bytes.subarray(0, bytes.length - 20), "is damaged"],
    ["a changed file", bytes.map((byte, at) => (at === 100 ? byte ^ 4 : byte)), "is damaged"],
    ["another program's database", edit("PRAGMA application_id = 1"), "is no state of cloudmock"],
    ["another version", edit("PRAGMA user_version = 99"), "has version 99 of the format of states"],
    ["a thing that is none", edit("INSERT INTO things VALUES ('a', '{}')"), "is damaged"],
    ["a thing with a head alone", edit(makeThing({}, "{")), "is damaged"],
    ["a thing without its call", edit(makeThing({}, '{"members":{}}')), "is damaged"],
    ["a thing whose call is a text", edit(makeThing({}, '{"members":{},"call":"x"}')), "is damaged"],
    ["a thing whose name is a list", edit(makeThing({ names: { arn: [] } })), "is damaged"],
    ["a thing whose tags are none", edit(makeThing({ tags: [["a"]] })), "is damaged"],
    ["a thing of no time", edit(makeThing({ createdAt: 1e300 })), "is damaged"],
    ["a thing in a chain of numbers", edit(makeThing({ chain: [1] })), "is damaged"],
  ])("%s", (_, given, message) => {
    expect(() => readState(given)).toThrow(message);
  });

  test("a thing without its call, in a file with the note of another state", () => {
    const note = readNote(bytes) ?? "";
    expect(note).toStartWith("cloudmock ");
    const damaged = edit(makeThing({}, '{"members":{}}'));
    expect(readNote(damaged)).toBeUndefined();
    expect(() => readState(writeNote(damaged, note))).toThrow("lacks parts");
  });

  test("a state that somebody packed anew, which is read as it is", () => {
    const packed = Bun.gzipSync(Bun.gunzipSync(new Uint8Array(bytes)));
    expect(readState(packed)).toEqual(readState(bytes));
    expect(Buffer.from(gunzipSync(bytes))).toEqual(Buffer.from(gunzipSync(packed)));
  });

  test("a thing of a service that this version does not know", async () => {
    const of = (service: string) => checkServices(readState(edit(makeThing({ service }))));
    expect((await of("ec2")).things).toHaveLength(1);
    expect(of("ec9")).rejects.toThrow('holds things of the service "ec9", which this version does not know');
  });

  test("a value that is marked as none there is", () => {
    const { things } = readState(edit(makeThing({}, BODY.replace("{}", '{"a":"\\u0001?"}'))));
    expect(() => things[0]?.members).toThrow("what stands was read from a damaged state: a vpc of it");
  });
});

describe("a data folder", () => {
  test("holds after each flush what the store holds, in the order of its lists", async () => {
    const change = fc.record({ isEnd: fc.boolean(), one: thing });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 6 }), async (turns) => {
        using place = makeFolder();
        let { store, folder } = openStore(place.path);
        store.replaceAll({ about: ABOUT, things: [] });
        for (const turn of turns) {
          for (const { isEnd, one } of turn) isEnd ? store.remove(one) : store.put(one);
          await folder.flush();
          folder.close();
          const before = tellLists(store);
          ({ store, folder } = openStore(place.path));
          expect(tellLists(store)).toEqual(before);
        }
        folder.close();
      }),
      { numRuns: 20 },
    );
  });

  test("is used by one process at a time, and says what is wrong with it", () => {
    using place = makeFolder();
    const { folder } = openStore(place.path);
    expect(() => new DataFolder(place.path)).toThrow("is in use by another cloudmock");
    folder.close();
    writeFileSync(
      join(place.path, "cloudmock.sqlite"),
      "no database of SQLite, but a text that is long enough",
    );
    expect(() => new DataFolder(place.path)).toThrow("is damaged");
    expect(() => new DataFolder(join(place.path, "cloudmock.sqlite"))).toThrow("cannot be used");
  });
});
