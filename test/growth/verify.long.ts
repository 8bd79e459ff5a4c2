// Verifying fifty thousand calls costs a hundred times what five hundred cost, in steps.
import { expect, test } from "bun:test";
import { countOf, LOGS } from "./verifying.ts";

const SIZE = 500;
const MOST = 50_000;

test.each(LOGS)(
  "fifty thousand: %s",
  async (_, service, ask) => {
    const [few, many] = [await countOf(service, ask, SIZE), await countOf(service, ask, MOST)];
    expect(many / few).toBeLessThan((MOST / SIZE) * 1.2);
  },
  600_000,
);
