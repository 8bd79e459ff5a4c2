// Production's recorded answers, random ones for every creation of every service: they are adopted, and read back whole.
import { expect, test } from "bun:test";
import { loadIndex } from "../../src/aws/model/table.ts";
import { drawSeed } from "../support/seed.ts";
import { adoptService } from "./support/adopted.ts";

const LIMIT_MS = 240_000;
const LEAST_SHARE = 0.99;
const LEAST_ANSWERS = 1_500;

test(
  "what production answered to a creation is told by the read of what was made",
  async () => {
    const seed = drawSeed();
    let [adopted, whole] = [0, 0];
    for (const { service } of (await loadIndex()).services)
      for (const isWhole of (await adoptService(service, seed)).values()) {
        adopted++;
        if (isWhole) whole++;
      }
    expect(adopted, `seed ${seed}`).toBeGreaterThan(LEAST_ANSWERS);
    expect(whole / adopted, `${whole} of ${adopted}, seed ${seed}`).toBeGreaterThan(LEAST_SHARE);
  },
  LIMIT_MS,
);
