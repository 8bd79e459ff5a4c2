/** A company that is provisioned, replayed and read back in one moto, and what differs between two readings. */
import { expect } from "bun:test";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cache } from "../../../scripts/lib/make-once.ts";
import { makeServerEnvironment } from "../../../scripts/lib/python.ts";
import { matchesPattern } from "../../../src/base/pattern.ts";
import { runBinary } from "../../e2e/support/binary.ts";
import { type Delays, startDelayingProxy } from "./delaying-proxy.ts";

/** What stands in an emulator: the name of each fact and its value as JSON text. */
export type Facts = Readonly<Record<string, string>>;

export interface Comparison {
  readonly facts: number;
  readonly equal: number;
  /** A line for each fact that differs: its name, what stood in production, what the replay left. */
  readonly different: readonly string[];
}

/** The companies of companies.py. */
export const COMPANIES = [
  "office",
  "data-platform",
  "enterprise",
  "web-shop",
  "press",
  "studio",
  "bank",
  "lab",
  "hoster",
] as const;
export type Company = (typeof COMPANIES)[number];

/** A provisioned company. */
export interface World extends Disposable {
  readonly company: Company;
  /** A folder for files about it; its trail is in a folder of its own. */
  readonly folder: string;
  readonly trail: string;
  /** How many services its calls went to. */
  readonly services: number;
  /** What stood at the end. */
  readonly facts: Facts;
}

/** What a replay left: how it ended, which of its calls failed, and what stands. */
export interface ReplayedWorld {
  readonly exitCode: number;
  /** A line for each call that the target refused, in the order of the log. */
  readonly failures: readonly string[];
  readonly facts: Facts;
}

/** The share of facts that a replay must leave as they stood. */
const LEAST_SHARE = 0.995;
const FOLDER = join(import.meta.dir, "..");

/** Runs a program of test/world to its end and gives what it printed, read as JSON. */
export async function runProgram(name: string, args: readonly string[]): Promise<unknown> {
  const python = join(makeServerEnvironment(), "bin", "python");
  const child = Bun.spawn([python, join(FOLDER, name), ...args], {
    // Compiled once, and not into the checkout.
    env: { PYTHONPYCACHEPREFIX: join(cache, "pycache"), AWS_EC2_METADATA_DISABLED: "true", NO_PROXY: "*" },
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

/** Empties a moto. */
export async function reset(endpoint: string): Promise<void> {
  const answer = await fetch(`${endpoint}/moto-api/reset`, { method: "POST" });
  if (!answer.ok) throw new Error(`moto refused to be reset: ${answer.status}`);
}

/** What was read back of a company. */
export interface Reading {
  readonly facts: Facts;
  /** A line for each part that could not be read. */
  readonly unread: readonly string[];
  /** How what was read calls its things. */
  readonly identifiers: readonly string[];
}

/** Reads back what stands of a company. */
export async function readBack(endpoint: string, company: Company): Promise<Reading> {
  return (await runProgram("read.py", ["--endpoint", endpoint, "--company", company])) as Reading;
}

async function readFacts(endpoint: string, company: Company): Promise<Facts> {
  const read = await readBack(endpoint, company);
  if (read.unread.length > 0) throw new Error(`could not be read back:\n${read.unread.join("\n")}`);
  return read.facts;
}

/** Provisions a company in an emptied moto, and keeps its trail until the world is disposed of. */
export async function provisionWorld(endpoint: string, company: Company, seed: number): Promise<World> {
  await reset(endpoint);
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-world-"));
  const trail = join(folder, "trail");
  mkdirSync(trail);
  const args = ["--endpoint", endpoint, "--company", company, "--seed", String(seed), "--output", trail];
  const { services } = (await runProgram("provision.py", args)) as { services: number };
  const facts = await readFacts(endpoint, company);
  return {
    company,
    folder,
    trail,
    services,
    facts,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

function listFailures(file: string): string[] {
  const { errors } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly errors: readonly Readonly<Record<string, unknown>>[];
  };
  return errors.map((it) => `${it["event_time"]} ${it["service"]} ${it["event_name"]}: ${it["error"]}`);
}

/** Replays the trail of a world into an emptied moto, through a delaying proxy if there are delays. */
export async function replayWorld(
  endpoint: string,
  world: World,
  flags: readonly string[],
  delays?: Delays,
): Promise<ReplayedWorld> {
  await reset(endpoint);
  const proxy = delays && (await startDelayingProxy(endpoint, delays));
  const file = join(world.folder, "result.json");
  try {
    const target = ["--endpoint", proxy?.endpoint ?? endpoint, "--output", file];
    const args = ["cloudtrail", "replay", "--input", world.trail, ...target, ...flags];
    const { exitCode } = await runBinary(args, { env: { NO_PROXY: "*" } });
    return { exitCode, failures: listFailures(file), facts: await readFacts(endpoint, world.company) };
  } finally {
    await proxy?.stop();
  }
}

/** Compares what a replay left with what stood. */
export function compareFacts(original: Facts, replayed: Facts): Comparison {
  const names = [...new Set([...Object.keys(original), ...Object.keys(replayed)])].sort();
  const different = names.filter((name) => original[name] !== replayed[name]);
  return {
    facts: names.length,
    equal: names.length - different.length,
    different: different.map((name) => `${name}: ${original[name]} -> ${replayed[name]}`),
  };
}

/** Facts of which moto leaves something else than AWS where a thing is made and removed again, by their names. */
const SPOILT = [
  {
    facts: "consumer ci *|consumer eu-west-1 ci *",
    reason: "DeregisterStreamConsumer by a name leaves only the consumer of that name in its stream.",
  },
];

/** Compares what a replay of all calls left with what one left of those that make up the log's end. */
export function compareFinal(whole: Facts, final: Facts): Comparison {
  const pick = (facts: Facts): Facts =>
    Object.fromEntries(
      Object.entries(facts).filter(([name]) => !SPOILT.some((row) => matchesPattern(row.facts, name))),
    );
  return compareFacts(pick(whole), pick(final));
}

/** Expects a replay to have ended well and to have left what stood, but for a few facts. */
export function expectAlike(world: World, replayed: ReplayedWorld): void {
  const { facts, equal, different } = compareFacts(world.facts, replayed.facts);
  const told = [...replayed.failures, ...different].join("\n");
  expect(replayed.exitCode, told).toBe(0);
  expect(equal / facts, told).toBeGreaterThanOrEqual(LEAST_SHARE);
}
