/** Companies that stand in the instance by their trails alone: what boto3 reads there is what stood in production. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { type EmulatorServer, startQuickMoto } from "../../scripts/lib/servers.ts";
import least from "./least-alike.json" with { type: "json" };
import { standInInstance } from "./support/stand-in-instance.ts";
import { COMPANIES, provisionWorld } from "./support/world.ts";

const LIMIT_MS = 600_000;
const SEED = 1;

let moto: EmulatorServer;
beforeAll(async () => {
  moto = await startQuickMoto();
}, LIMIT_MS);
afterAll(() => moto?.stop());

test.each(COMPANIES)(
  "%s stands in the instance as it stood in production",
  async (company) => {
    using world = await provisionWorld(moto.endpoint, company, SEED);
    const { facts, equal, different } = await standInInstance(company, world.trail, world.facts);
    expect(100 * (equal / facts), different.join("\n")).toBeGreaterThanOrEqual(least[company]);
  },
  LIMIT_MS,
);
