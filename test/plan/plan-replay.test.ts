import { expect, test } from "bun:test";
import { planReplay } from "../../src/plan/plan-replay.ts";

test("planning lets others have their turn between its stages", async () => {
  let turns = 0;
  let next: NodeJS.Immediate | undefined;
  const take = () => {
    turns++;
    next = setImmediate(take);
  };
  next = setImmediate(take);
  await planReplay([], { stacks: "children", bodyDir: undefined, createMissing: true, finalState: false });
  clearImmediate(next);
  expect(turns).toBeGreaterThanOrEqual(5);
});
