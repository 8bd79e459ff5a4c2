import { expect, test } from "bun:test";
import { planReplay } from "../../src/plan/plan-replay.ts";
import type { TrailEvent } from "../../src/trail/record.ts";
import { makeEvent } from "../replay/sample-event.ts";

const OPTIONS = {
  stacks: "children",
  bodyDir: undefined,
  createMissing: true,
  finalState: false,
} as const;

test("planning lets others have their turn between its stages", async () => {
  let turns = 0;
  let next: NodeJS.Immediate | undefined;
  const take = () => {
    turns++;
    next = setImmediate(take);
  };
  next = setImmediate(take);
  await planReplay([], OPTIONS);
  clearImmediate(next);
  expect(turns).toBeGreaterThanOrEqual(5);
});

test("once events are decoded, nothing refers to them", async () => {
  const held: WeakRef<TrailEvent>[] = [];
  const makeEvents = () =>
    Array.from({ length: 2_000 }, (_, at) => {
      const event = makeEvent({ eventId: `e${at}`, requestParameters: { queueName: `orders-${at}` } });
      held.push(new WeakRef(event));
      return event;
    });
  const planned = planReplay(makeEvents(), OPTIONS);
  // Planning collects nothing of so few calls by itself; each of its stages ends with a turn for others.
  let left = held.length;
  let next: NodeJS.Immediate | undefined;
  const look = () => {
    Bun.gc(true);
    left = held.filter((event) => event.deref()).length;
    next = setImmediate(look);
  };
  next = setImmediate(look);
  const { steps } = await planned;
  clearImmediate(next);
  // The last one may still stand somewhere on the stack.
  expect(left).toBeLessThan(10);
  expect(steps).toHaveLength(2_000);
});
