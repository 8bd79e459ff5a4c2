import { expect, test } from "bun:test";
import { watchTurns } from "../../src/base/turn.ts";

test("who asks in one turn of the event loop waits for its end together", async () => {
  const endTurn = watchTurns();
  const done: string[] = [];
  const add = async (name: string) => {
    await endTurn();
    done.push(name);
  };
  const both = [add("first"), add("second")];
  expect(endTurn()).toBe(endTurn());
  await Promise.resolve();
  expect(done).toEqual([]);
  await Promise.all(both);
  expect(done).toEqual(["first", "second"]);
});

test("a later turn has an end of its own", async () => {
  const endTurn = watchTurns();
  const first = endTurn();
  await first;
  expect(endTurn()).not.toBe(first);
});
