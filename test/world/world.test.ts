/**
 * A company of its own, provisioned through boto3 into a moto, logged as CloudTrail logs, replayed into the emptied
 * moto by the binary, and read back through boto3: what stands afterwards must be what stood in production. More seeds
 * and lanes are in delays.long.ts.
 */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { type EmulatorServer, startQuickMoto } from "../../scripts/lib/servers.ts";
import least from "./least-alike.json" with { type: "json" };
import { standInInstance } from "./support/stand-in-instance.ts";
import { compareFacts, expectAlike, provisionWorld, replayWorld, type World } from "./support/world.ts";

const LIMIT_MS = 600_000;
const SEED = 1;
const LEAST_SERVICES = 20;
const LEAST_FACTS = 400;

let moto: EmulatorServer;
let world: World;
beforeAll(async () => {
  moto = await startQuickMoto();
  world = await provisionWorld(moto.endpoint, "office", SEED);
}, LIMIT_MS);
afterAll(async () => {
  world?.[Symbol.dispose]();
  await moto?.stop();
});

test("the company uses many services and leaves much behind", () => {
  expect(world.services).toBeGreaterThanOrEqual(LEAST_SERVICES);
  expect(Object.keys(world.facts).length).toBeGreaterThanOrEqual(LEAST_FACTS);
});

test(
  "what stands behind delays is what stood, and does not depend on what did not survive",
  async () => {
    const delays = { seed: SEED, longestMs: 60 };
    const whole = await replayWorld(moto.endpoint, world, ["--concurrency", "16"], delays);
    expectAlike(world, whole);
    const final = await replayWorld(moto.endpoint, world, ["--concurrency", "4", "--final-state"]);
    expect(final.exitCode).toBe(0);
    expect(compareFacts(whole.facts, final.facts).different).toEqual([]);
  },
  LIMIT_MS,
);

/** Of what is read there, the default network and its like are of no call, and have made-up identifiers. */
const LEAST_KNOWN = 0.8;

test(
  "it stands in the instance under production's identifiers, as it stood",
  async () => {
    const standing = await standInInstance("office", world.trail, world.facts);
    const { facts, equal, different, unread, identifiers, invented } = standing;
    expect(unread).toEqual([]);
    // A share that may only rise.
    expect(100 * (equal / facts), different.join("\n")).toBeGreaterThanOrEqual(least.office);
    expect(1 - invented.length / identifiers, invented.join("\n")).toBeGreaterThanOrEqual(LEAST_KNOWN);
  },
  LIMIT_MS,
);
