/**
 * A company of its own, provisioned through boto3 into one moto, logged as CloudTrail logs, replayed into a fresh
 * moto by the binary, and both read back through boto3: what stands afterwards must be what stood in production.
 */
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeServerEnvironment } from "../../scripts/lib/python.ts";
import { startMoto } from "../../scripts/lib/servers.ts";
import { runBinary } from "../e2e/support/binary.ts";

const LIMIT_MS = 600_000;
const LEAST_SERVICES = 20;
const LEAST_FACTS = 400;
const LEAST_SHARE = 0.99;

interface Comparison {
  readonly facts: number;
  readonly equal: number;
  readonly unread: readonly string[];
  readonly different: readonly { fact: string; original: string | null; replayed: string | null }[];
}

/** Runs a program of this folder to its end and gives what it printed, read as JSON. */
async function runProgram(name: string, args: readonly string[]): Promise<unknown> {
  const python = join(makeServerEnvironment(), "bin", "python");
  const child = Bun.spawn([python, join(import.meta.dir, name), ...args], {
    env: { PYTHONDONTWRITEBYTECODE: "1", AWS_EC2_METADATA_DISABLED: "true", NO_PROXY: "*" },
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (exitCode !== 0) throw new Error(`${name} ended with ${exitCode}\n${stderr}`);
  return JSON.parse(stdout);
}

test.each([1, 2, 3])(
  "the company of seed %i stands in a fresh moto after a replay of its trail",
  async (seed) => {
    const folder = mkdtempSync(join(tmpdir(), "cloudmock-world-"));
    const [original, fresh] = await Promise.all([startMoto(), startMoto()]);
    try {
      const provision = ["--endpoint", original.endpoint, "--seed", String(seed), "--output", folder];
      const { services } = (await runProgram("provision.py", provision)) as { services: number };
      expect(services).toBeGreaterThanOrEqual(LEAST_SERVICES);
      await runBinary(["cloudtrail", "replay", "--input", folder, "--endpoint", fresh.endpoint], {
        env: { NO_PROXY: "*" },
      });
      const endpoints = ["--original", original.endpoint, "--replayed", fresh.endpoint];
      const { facts, equal, unread, different } = (await runProgram("compare.py", endpoints)) as Comparison;
      expect(unread).toEqual([]);
      expect(facts).toBeGreaterThanOrEqual(LEAST_FACTS);
      const told = different.map((it) => `${it.fact}: ${it.original} -> ${it.replayed}`).join("\n");
      expect(equal / facts, told).toBeGreaterThanOrEqual(LEAST_SHARE);
    } finally {
      await Promise.all([original.stop(), fresh.stop()]);
      rmSync(folder, { recursive: true, force: true });
    }
  },
  LIMIT_MS,
);

/** Replays the trails of `folder` into a moto that holds nothing, and leaves it as the replay did. */
async function replayAnew(endpoint: string, folder: string, flags: readonly string[]): Promise<void> {
  await fetch(`${endpoint}/moto-api/reset`, { method: "POST" });
  await runBinary(["cloudtrail", "replay", "--input", folder, "--endpoint", endpoint, ...flags], {
    env: { NO_PROXY: "*" },
  });
}

test(
  "what stands afterwards depends neither on the concurrency nor on what did not survive",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "cloudmock-world-"));
    const [one, other] = await Promise.all([startMoto(), startMoto()]);
    try {
      await runProgram("provision.py", ["--endpoint", one.endpoint, "--seed", "4", "--output", folder]);
      await replayAnew(one.endpoint, folder, ["--concurrency", "1"]);
      for (const flags of [["--concurrency", "4"], ["--concurrency", "64"], ["--final-state"]]) {
        await replayAnew(other.endpoint, folder, flags);
        const endpoints = ["--original", one.endpoint, "--replayed", other.endpoint];
        const { facts, different } = (await runProgram("compare.py", endpoints)) as Comparison;
        expect(facts).toBeGreaterThanOrEqual(LEAST_FACTS);
        expect(different, flags.join(" ")).toEqual([]);
      }
    } finally {
      await Promise.all([one.stop(), other.stop()]);
      rmSync(folder, { recursive: true, force: true });
    }
  },
  LIMIT_MS,
);
