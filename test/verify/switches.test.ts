// Calls whose name alone says what they set: each of the table is compared with the read that tells of it.
import { expect, test } from "bun:test";
import readerRows from "../../src/verify/readers.json" with { type: "json" };
import { judgeCalls } from "./support.ts";
import { SWITCHES } from "./switch-rows.ts";

test.each(SWITCHES)(
  "of %s, %p are compared with what is read",
  async (service, [on, off], input, read, tell) => {
    for (const [name, value] of [
      [on, true],
      [off, false],
    ] as const) {
      if (name === undefined) continue;
      const judge = (is: boolean) => judgeCalls(service, [[name, input]], { [read]: tell(is) });
      expect((await judge(value))[0]).toBe(`${name} verified`);
      expect((await judge(!value))[0]).toStartWith(`${name} different: `);
    }
  },
);

test("every row of what a call's name sets is tested here", () => {
  const tested = new Set(SWITCHES.flatMap(([service, names]) => names.map((name) => `${service}.${name}`)));
  const rows = readerRows.filter((row) => row.kind === "sets" && row.when === undefined);
  const open = rows.flatMap(({ service, operations }) => operations.map((name) => `${service}.${name}`));
  expect(open.filter((name) => !tested.has(name))).toEqual([]);
});
