/** Companies whose logs are written as templates of CloudFormation: deployed into an instance, these make what the logs' replay makes. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { type EmulatorServer, startQuickMoto } from "../../scripts/lib/servers.ts";
import { compareLog, tellComparison } from "../export/cloudformation/compare-deployed.ts";
import { COMPANIES, provisionWorld } from "./support/world.ts";

const LIMIT_MS = 600_000;
const SEED = 1;
/** Of what templates can express, and services did not choose by themselves. Each was measured, less two points for what is drawn. */
const LEAST: Readonly<Record<(typeof COMPANIES)[number], number>> = {
  office: 0,
  "data-platform": 0,
  enterprise: 0,
  "web-shop": 0,
  press: 0,
  studio: 0,
  bank: 0,
  lab: 0,
  hoster: 0,
};

let moto: EmulatorServer;
beforeAll(async () => {
  moto = await startQuickMoto();
}, LIMIT_MS);
afterAll(() => moto?.stop());

test.each(COMPANIES)(
  "%s's templates make what its log made",
  async (company) => {
    using world = await provisionWorld(moto.endpoint, company, SEED);
    const compared = await compareLog(world.trail);
    const { same, different, missing } = compared;
    const share = (100 * same) / (same + different.length + missing.length);
    expect(share, tellComparison(compared)).toBeGreaterThanOrEqual(LEAST[company]);
  },
  LIMIT_MS,
);
