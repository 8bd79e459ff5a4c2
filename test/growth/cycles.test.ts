// What is made and deleted again leaves nothing behind: no things, no records and no rows of tables of the instance's own.
import { expect, test } from "bun:test";
import { cycles, makeDated, tally } from "./cycling.ts";

const LIMIT_MS = 120_000;

test(
  "ten times as many cycles leave the same things and records",
  async () => {
    for (const isMarked of [false, true]) {
      const instance = await makeDated();
      if (isMarked) {
        // As where a state is loaded that holds records.
        instance.store.records.space("o", "p").put("k", "v");
        instance.mark();
      }
      await cycles(instance, 0, 3);
      const [before, tablesBefore] = [tally(instance), instance.store.records.countRows()];
      await cycles(instance, 3, 27);
      expect(tally(instance)).toEqual(before);
      expect(instance.store.records.countRows()).toEqual(tablesBefore);
    }
  },
  LIMIT_MS,
);
