/** What an instance knows of the records that made and changed its things. */
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import { makeStructure } from "../../src/aws/values.ts";
import { noteHistory } from "../../src/instance/behaviour/makes/history.ts";
import { readThing, writeThing } from "../../src/instance/state/thing-text.ts";
import { Store } from "../../src/instance/store.ts";
import type { Thing } from "../../src/instance/thing.ts";

const store = new Store();
const operation = await loadOperation("ec2", "CreateTags");
const THING: Thing = {
  service: "ec2",
  type: "vpc",
  place: { account: "111122223333", region: "eu-west-1" },
  chain: ["vpc-1"],
  within: undefined,
  names: { id: "vpc-1" },
  members: makeStructure(),
  tags: new Map(),
  createdAt: 0,
  call: { operation: "CreateVpc", input: makeStructure(), output: makeStructure() },
};

function note(thing: Thing, event: string | undefined, at = 0): Thing {
  return noteHistory(
    { operation, store, told: { output: makeStructure(), at, event, by: "arn:aws:iam::1:user/u" } },
    thing,
  );
}

test("each record is noted once, with who called, and survives being saved", () => {
  const twice = note(note(note(THING, "e-1", 5), "e-1", 5), "e-2", 6);
  expect(twice.history?.map(({ event, at }) => [event, at])).toEqual([
    ["e-1", 5],
    ["e-2", 6],
  ]);
  expect(readThing(writeThing(twice)).history).toEqual(twice.history ?? []);
  expect(writeThing(readThing(writeThing(twice)))).toBe(writeThing(twice));
  expect(readThing(writeThing(THING)).history).toBeUndefined();
});

test("a call that no record told of is not noted", () => {
  expect(noteHistory({ operation, store, told: undefined }, THING)).toBe(THING);
  expect(note(THING, undefined)).toBe(THING);
});

test("of very many the first and the last stay", () => {
  let thing = THING;
  for (let count = 0; count < 1000; count++) thing = note(thing, `e-${count}`);
  const events = thing.history?.map(({ event }) => event) ?? [];
  expect([events.length, events[0], events[1], events.at(-1)]).toEqual([100, "e-0", "e-901", "e-999"]);
});

test("what comes up by itself has no history until a record changes it", () => {
  const brought: Thing = { ...THING, brought: "invented" };
  expect(note(brought, "e-1").history).toBeUndefined();
  store.put(brought);
  expect(note(brought, "e-2").history).toHaveLength(1);
});
