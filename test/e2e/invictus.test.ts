/** A real trail into a real server: ../shared/trails/invictus into moto. */
import { beforeEach, expect, test } from "bun:test";
import { copyFileSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import * as v from "valibot";
import { formatDuration } from "../../src/report/duration.ts";
import { RESULT_SCHEMA, type ReplayResult } from "../../src/report/result-schema.ts";
import { root, runBinary } from "./support/binary.ts";
import { useMoto } from "./support/moto.ts";
import { runDry, runReplay } from "./support/replay.ts";
import { makeFolder } from "./support/trails.ts";

const trails = join(root, "..", "shared", "trails");
const invictus = join(trails, "invictus");
const LIMIT_MS = 300_000;

if (existsSync(invictus)) {
  const moto = useMoto();
  beforeEach(() => moto.reset());
  replayInto(moto);
} else {
  test.skip("moto accepts the real trail (../shared/trails/invictus is absent)", () => {});
}

function renderBlock(result: ReplayResult): string {
  const failures = result.errors.map(
    ({ service, event_name, error, status }) =>
      `  [FAIL] ${service}.${event_name}: ${error} (status ${status})`,
  );
  return [
    `Replaying ${result.total_events} CloudTrail events against ${result.endpoint}`,
    "",
    "CloudTrail Replay Results",
    `  Total events:  ${result.total_events}`,
    `  Replayed:      ${result.replayed}`,
    `  Skipped:       ${result.skipped}`,
    `  Succeeded:     ${result.succeeded}`,
    `  Failed:        ${result.failed}`,
    `  Duration:      ${formatDuration(result.duration)}`,
    ...failures,
    "",
  ].join("\n");
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function replayInto(moto: { readonly endpoint: string }): void {
  test(
    "moto accepts the real trail",
    async () => {
      using folder = makeFolder();
      const output = join(folder.path, "result.json");
      const args = ["--input", invictus, "--endpoint", moto.endpoint, "--output", output, "--create-missing"];
      const { exitCode, stdout, stderr } = await runReplay(args);
      expect(exitCode).toBe(0);
      expect(stderr).toStartWith("17 things are only read in this log (8 S3 buckets, ");
      expect(stderr).toContain("\ntarget_failed: the emulator failed, or does not have this operation");

      const result = v.parse(RESULT_SCHEMA, await Bun.file(output).json());
      expect(result).toMatchObject({ total_events: 2900, replayed: 421, skipped: 2479, interrupted: false });
      expect(result.skipped_by_reason).toEqual({
        not_an_api_call: 45,
        read_only: 2326,
        failed_in_production: 94,
        unknown_operation: 14,
      });
      // Of the 435 successful write calls, 14 are no public operation and 8 are none of moto's.
      expect(result.errors.filter(({ category }) => category !== "target_failed")).toEqual([]);
      expect(result.errors.map((error) => `${error.event_name}: ${error.message}`)).toHaveLength(8);
      expect(result.succeeded).toBe(413);
      expect(result.succeeded + result.failed).toBe(result.replayed);
      expect(result.errors).toHaveLength(result.failed);
      expect(sum(Object.values(result.skipped_by_reason))).toBe(result.skipped);
      for (const count of ["replayed", "succeeded", "failed"] as const) {
        expect(sum(Object.values(result.services).map((service) => service[count]))).toBe(result[count]);
      }
      expect(result.endpoint).toBe(moto.endpoint);
      expect(result.errors.filter(({ status }) => status < 300)).toEqual([]);
      expect(stdout).toBe(renderBlock(result));
      expect(stdout.split("\n")).toHaveLength(10 + result.failed);
    },
    LIMIT_MS,
  );

  test(
    "shuffled files and 16 lanes give the same, and all that survives is verified",
    async () => {
      using folder = makeFolder();
      const files = [...new Bun.Glob("**/*.json.gz").scanSync(invictus)].sort();
      const anyOrder = fc.shuffledSubarray(files, { minLength: files.length });
      const [shuffled = []] = fc.sample(anyOrder, { numRuns: 1, seed: 16 });
      for (const [place, file] of shuffled.entries()) {
        const name = `${place}-${file.split("/").at(-1)}`;
        copyFileSync(join(invictus, file), join(folder.path, name));
      }
      const ids = `${folder.path}.ids.json`;
      const args = ["--input", folder.path, "--endpoint", moto.endpoint, "--create-missing"];
      const { stdout } = await runReplay([
        ...args,
        "--concurrency",
        "16",
        "--id-map",
        ids,
        "--format",
        "json",
      ]);
      expect(JSON.parse(stdout)).toMatchObject({ replayed: 421, succeeded: 413, failed: 8 });
      const verified = await runBinary([
        "cloudtrail",
        "verify",
        ...args.slice(0, 4),
        "--ids",
        ids,
        "--format",
        "json",
      ]);
      rmSync(ids);
      expect(verified.exitCode).toBe(0);
      expect(JSON.parse(verified.stdout)).toMatchObject({
        verified: 13,
        different: 0,
        missing: 0,
        // SSM's inventory and compliance, which moto does not read.
        unreadable: 4,
      });
    },
    LIMIT_MS,
  );

  test(
    "a filter leaves the total as it is, and counts what it left out",
    async () => {
      const args = ["--input", invictus, "--services", "iam,sqs", "--endpoint", moto.endpoint];
      const { exitCode, stdout } = await runReplay([...args, "--format", "json"]);
      expect(exitCode).toBe(0);
      const result = v.parse(RESULT_SCHEMA, JSON.parse(stdout));
      expect(Object.keys(result.services)).toEqual(["iam"]);
      expect(result.total_events).toBe(2900);
      expect(result.skipped_by_reason.filtered).toBe(421 - result.replayed);
      expect(result.replayed + sum(Object.values(result.skipped_by_reason))).toBe(2900);
    },
    LIMIT_MS,
  );
}

test.skipIf(!existsSync(trails))(
  "every real trail at hand is read in one run, with what lies beside them",
  async () => {
    const { exitCode, stderr, lines } = await runDry(["--input", trails]);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^dry run: \d+ of \d+ events would be sent; skipped: [a-z_ ,\d]+\n$/);
    const [, sent, total, skips = ""] = /run: (\d+) of (\d+) .* skipped: (.*)\n/.exec(stderr) ?? [];
    expect(lines).toHaveLength(Number(sent));
    const skipped = sum([...skips.matchAll(/\d+/g)].map(Number));
    expect(Number(sent) + skipped).toBe(Number(total));
  },
);
