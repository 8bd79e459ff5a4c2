// Planning fifty thousand calls costs a hundred times what five hundred cost, in steps.
import { expect, test } from "bun:test";
import { countOf, LOGS, makeEvents } from "./planning.ts";

const SIZE = 500;
const MOST = 50_000;
/** A log of this size has as many calls a second as a busy account. */
const A_SECOND = 50;

test.each(LOGS)(
  "fifty thousand: %s",
  async (_, service, ask) => {
    const count = (size: number) => countOf(makeEvents(service, ask, size, A_SECOND));
    await count(1); // tables and plans of operations are made once
    const [few, many] = [await count(SIZE), await count(MOST)];
    expect(many / few).toBeLessThan((MOST / SIZE) * 1.2);
  },
  600_000,
);
