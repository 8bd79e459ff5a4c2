/**
 * Things that are older than the log, used through boto3 as applications use theirs and logged as CloudTrail logs, come up
 * in an emptied moto by that log alone. The companies' things are in seen.long.ts.
 */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { type EmulatorServer, startQuickMoto } from "../../scripts/lib/servers.ts";
import { bringUp, useThings } from "./support/seen.ts";

const LIMIT_MS = 300_000;
const LEAST_THINGS = 40;
const LEAST_SHARE = 0.95;

let moto: EmulatorServer;
beforeAll(async () => {
  moto = await startQuickMoto();
}, LIMIT_MS);
afterAll(() => moto?.stop());

test(
  "what a log of reads names stands afterwards, as it was, and the result tells why",
  async () => {
    using usage = await useThings(moto.endpoint, 1);
    expect(usage.things.length).toBeGreaterThanOrEqual(LEAST_THINGS);
    const { exitCode, result, standing, alike, different } = await bringUp(moto.endpoint, usage);
    const told = different.join("\n");
    expect(exitCode, told).toBe(0);
    expect(standing / usage.things.length, told).toBeGreaterThanOrEqual(LEAST_SHARE);
    expect(alike / usage.things.length, told).toBeGreaterThanOrEqual(LEAST_SHARE);
    for (const { kind, type, ok, evidence } of result.created) {
      // The calls that write data need theirs in any case.
      expect(["seen", "prerequisite"]).toContain(kind);
      expect({ type, ok }).toEqual({ type, ok: true });
      expect(evidence).toMatch(/ (?:names|uses) it; ./);
    }
    expect(JSON.stringify(result.created)).not.toContain("never-was");
  },
  LIMIT_MS,
);
