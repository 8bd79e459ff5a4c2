// What every service makes: made with random valid input, read back, listed, changed, tagged, ended, and gone.
import { expect, test } from "bun:test";
import { loadIndex } from "../../src/aws/model/table.ts";
import { drawSeed } from "../support/make-value.ts";
import { STEPS, type StepName, tryService } from "./support/measure.ts";

const LIMIT_MS = 240_000;

/** The shares of things with which a step must do what it should, of those with which it can be tried. */
const LEAST: Readonly<Record<StepName, number>> = {
  made: 0.96,
  read: 0.97,
  listed: 0.91,
  changed: 0.8,
  tagged: 0.98,
  ended: 0.96,
  gone: 0.92,
};

const LEAST_CREATIONS = 2_500;

test(
  "what operations make is read back, listed, changed, tagged, ended, and gone",
  async () => {
    const seed = drawSeed();
    const counts = new Map(STEPS.map((step) => [step, { tried: 0, done: 0 }]));
    for (const { service } of (await loadIndex()).services)
      for (const trial of (await tryService(service, seed)).values())
        for (const [step, count] of counts)
          if (trial[step] !== undefined) {
            count.tried++;
            if (trial[step]) count.done++;
          }
    expect(counts.get("made")?.done, `seed ${seed}`).toBeGreaterThan(LEAST_CREATIONS);
    for (const [step, { tried, done }] of counts)
      expect(done / tried, `${step}: ${done} of ${tried}, seed ${seed}`).toBeGreaterThan(LEAST[step]);
  },
  LIMIT_MS,
);
