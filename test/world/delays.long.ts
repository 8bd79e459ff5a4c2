/** Companies behind a proxy whose answers come late by a random time: no order of arrival changes what stands. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type EmulatorServer, startQuickMoto } from "../../scripts/lib/servers.ts";
import {
  COMPANIES,
  compareFacts,
  compareFinal,
  expectAlike,
  provisionWorld,
  replayWorld,
  type World,
} from "./support/world.ts";

const LIMIT_MS = 600_000;
const LONGEST_DELAY_MS = 60;
const SEEDS = [1, 2, 3, 4, 5];
/** The others differ from seed to seed only in the order of their parts and in some counts. */
const SEEDS_OF_OTHERS = [1, 2];

let moto: EmulatorServer;
beforeAll(async () => {
  moto = await startQuickMoto();
}, LIMIT_MS);
afterAll(() => moto?.stop());

const worlds = COMPANIES.flatMap((company) =>
  (company === "office" ? SEEDS : SEEDS_OF_OTHERS).map((seed) => [company, seed] as const),
);

describe.each(worlds)("%s of seed %i", (company, seed) => {
  let world: World;
  beforeAll(async () => {
    world = await provisionWorld(moto.endpoint, company, seed);
  }, LIMIT_MS);
  afterAll(() => world?.[Symbol.dispose]());

  test.each([1, 16, 64])(
    "stands after a replay in %i lanes behind delays",
    async (lanes) => {
      const delays = { seed: seed * 100 + lanes, longestMs: LONGEST_DELAY_MS };
      const replayed = await replayWorld(moto.endpoint, world, ["--concurrency", String(lanes)], delays);
      expectAlike(world, replayed);
    },
    LIMIT_MS,
  );

  test(
    "is left the same by any number of lanes, and by the calls that make up its end",
    async () => {
      const one = await replayWorld(moto.endpoint, world, ["--concurrency", "1"]);
      for (const flags of [
        ["--concurrency", "4"],
        ["--concurrency", "64"],
      ]) {
        const other = await replayWorld(moto.endpoint, world, flags);
        expect(compareFacts(one.facts, other.facts).different, flags.join(" ")).toEqual([]);
      }
      const final = await replayWorld(moto.endpoint, world, ["--final-state"]);
      expect(final.failures).toEqual(one.failures);
      expect(compareFinal(one.facts, final.facts).different, "--final-state").toEqual([]);
    },
    LIMIT_MS,
  );
});

test.each(COMPANIES)(
  "%s stands the same each time it is provisioned, so that no fact depends on chance",
  async (company) => {
    using one = await provisionWorld(moto.endpoint, company, 1);
    using other = await provisionWorld(moto.endpoint, company, 1);
    expect(compareFacts(one.facts, other.facts).different).toEqual([]);
  },
  LIMIT_MS,
);
