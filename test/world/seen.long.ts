// What the companies have comes up by a log of its use alone; of their own logs' reads, what these name.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type EmulatorServer, startQuickMoto } from "../../scripts/lib/servers.ts";
import type { ReplayResult } from "../../src/report/result-schema.ts";
import { runBinary } from "../e2e/support/binary.ts";
import { bringUp, useThings } from "./support/seen.ts";
import { COMPANIES, provisionWorld, reset } from "./support/world.ts";

const LIMIT_MS = 900_000;
const LEAST_SHARE = 0.95;
const SEEDS = [1, 2];

let moto: EmulatorServer;
beforeAll(async () => {
  moto = await startQuickMoto();
}, LIMIT_MS);
afterAll(() => moto?.stop());

/** Of what the bank has, moto does not decrypt what it has encrypted itself with a key of several regions. */
const USABLE = COMPANIES.filter((company) => company !== "bank");

test.each(USABLE.flatMap((company) => SEEDS.map((seed) => [company, seed] as const)))(
  "the use of %s, seed %i",
  async (company, seed) => {
    using usage = await useThings(moto.endpoint, seed, company);
    const { exitCode, standing, alike, different } = await bringUp(moto.endpoint, usage);
    const told = different.join("\n");
    expect(exitCode, told).toBe(0);
    expect(standing / usage.things.length, told).toBeGreaterThanOrEqual(LEAST_SHARE);
    expect(alike / usage.things.length, told).toBeGreaterThanOrEqual(LEAST_SHARE);
  },
  LIMIT_MS,
);

/** The records of a trail's log files that only read. */
async function listReads(trail: string): Promise<unknown[]> {
  const files = await Array.fromAsync(new Bun.Glob("**/CloudTrail/**/*.json.gz").scan(trail));
  const records = files.flatMap((file) => {
    const text = gunzipSync(readFileSync(join(trail, file))).toString();
    return (JSON.parse(text) as { Records: { readOnly: boolean }[] }).Records;
  });
  return records.filter(({ readOnly }) => readOnly);
}

// The data platform's log has none.
test.each(COMPANIES.filter((company) => company !== "data-platform"))(
  "the reads in the log of %s",
  async (company) => {
    using world = await provisionWorld(moto.endpoint, company, 1);
    const input = join(world.folder, "reads.json");
    const output = join(world.folder, "result.json");
    writeFileSync(input, JSON.stringify({ Records: await listReads(world.trail) }));
    await reset(moto.endpoint);
    const args = ["--input", input, "--endpoint", moto.endpoint, "--from-reads", "--output", output];
    const { exitCode } = await runBinary(["cloudtrail", "replay", ...args], { env: { NO_PROXY: "*" } });
    const { created } = JSON.parse(readFileSync(output, "utf8")) as ReplayResult;
    expect(exitCode).toBe(0);
    expect(created.length).toBeGreaterThan(0);
    expect(created.filter(({ ok }) => !ok)).toEqual([]);
    expect(created.every(({ kind }) => kind === "seen")).toBe(true);
  },
  LIMIT_MS,
);
