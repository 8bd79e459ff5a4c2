/** Companies whose logs are written as templates of CloudFormation: deployed into an instance, these make what the logs' replay makes. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { type EmulatorServer, startQuickMoto } from "../../scripts/lib/servers.ts";
import { compareLog, tellComparison } from "../export/cloudformation/compare-deployed.ts";
import { COMPANIES, provisionWorld } from "./support/world.ts";

const LIMIT_MS = 600_000;
const SEED = 1;
/** Of what templates can express, and services did not choose by themselves. Each was measured, less three points for what is drawn. */
const LEAST: Readonly<Record<(typeof COMPANIES)[number], number>> = {
  office: 78,
  "data-platform": 87,
  enterprise: 79,
  "web-shop": 88,
  press: 82,
  studio: 69,
  bank: 66,
  lab: 62,
  hoster: 70,
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
