// What the services that are drawn make (all in a long run): made with random valid input, read back, listed, changed, tagged, ended, and gone.
import { expect, test } from "bun:test";
import { drawServices } from "../support/draw-services.ts";
import { drawSeed } from "../support/seed.ts";
import { STEPS, type StepName, tryService } from "./support/measure.ts";

const LIMIT_MS = 240_000;
/** The part of the services that is tried, but for a long run. */
const SHARE = 0.4;

/**
 * The shares of things with which a step must do what it should, of those with which it can be tried: just below what
 * docs/instance-coverage.md has of all services. Engines refuse more of what is drawn by the models alone than the tables do.
 */
const LEAST: Readonly<Record<StepName, number>> = {
  made: 0.93,
  read: 0.98,
  listed: 0.96,
  changed: 0.94,
  tagged: 0.98,
  ended: 0.97,
  gone: 0.98,
};

const LEAST_CREATIONS = 2_500;

/** How far off a part of the services may be: what is weak is weak in all of a service. */
const SPREAD = 0.06;

test(
  "what operations make is read back, listed, changed, tagged, ended, and gone",
  async () => {
    const seed = drawSeed();
    const counts = new Map(STEPS.map((step) => [step, { tried: 0, done: 0 }]));
    const { services, part } = await drawServices(SHARE);
    for (const service of services)
      for (const trial of (await tryService(service, seed)).values())
        for (const [step, count] of counts)
          if (trial[step] !== undefined) {
            count.tried++;
            if (trial[step]) count.done++;
          }
    expect(counts.get("made")?.done, `seed ${seed}`).toBeGreaterThan(
      LEAST_CREATIONS * part * (1 - 2 * SPREAD),
    );
    for (const [step, { tried, done }] of counts)
      expect(done / tried, `${step}: ${done} of ${tried}, seed ${seed}`).toBeGreaterThan(
        LEAST[step] - (part < 1 ? SPREAD : 0),
      );
  },
  LIMIT_MS,
);
