// kill -9 of replays that keep a journal: what they make, and tell, is what an undisturbed run makes and tells.
import { expect, test } from "bun:test";
import { killIntoInstance } from "./support/journal-kill-targets.ts";

/** Of one seed, a handful of kills; journal-kills.long.ts has a thousand, and moto as well. */
const LIMIT_MS = 120_000;

test(
  "into an instance",
  async () => {
    expect(await killIntoInstance(1, 1)).toBeGreaterThan(0);
  },
  LIMIT_MS,
);
