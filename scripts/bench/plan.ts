/**
 * Measures planning on real records: the calls of given logs, again and again under new names. `bun scripts/bench/plan.ts
 * --sizes 1000,10000 LOG...` prints the figures; without logs it takes those of fixtures.
 */
import { heapStats } from "bun:jsc";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeAnonymizer } from "../../src/anonymize/anonymize.ts";
import { makeFinder } from "../../src/dialect/lookup.ts";
import { planReplay } from "../../src/plan/plan-replay.ts";
import { NO_FILTERS } from "../../src/trail/filters.ts";
import { findSources } from "../../src/trail/find-sources.ts";
import type { CloudTrailRecord } from "../../src/trail/schema.ts";
import { type Selection, selectEvents } from "../../src/trail/select.ts";
import { root } from "../lib/python.ts";

const FIXTURES = ["demo", "forms", "guide", "verify"].map((name) => join(root, "fixtures", name));
const SIZES = [1_000, 10_000, 100_000];
const OPTIONS = { stacks: "children", bodyDir: undefined, createMissing: true, finalState: false } as const;
const SECOND_MS = 1000;
const KEY_BYTES = 32;

/** What planning so many calls takes, in a process of its own that has planned nothing before. */
export interface PlanFigures {
  readonly calls: number;
  /** Of processor time a call, of all threads: from events to steps. */
  readonly microseconds: number;
  /** What one JSON.parse of the same records takes in the same process, the better of two. */
  readonly parseMicroseconds: number;
  readonly ratio: number;
  /** What the steps of the plan hold on to, a call. */
  readonly bytes: number;
  /** The most that was resident, in MB of 10^6 bytes. */
  readonly peakMb: number;
}

function select(path: string, onKept?: (ordinal: number, record: CloudTrailRecord) => void) {
  return findSources([path]).then((sources) =>
    selectEvents(sources, {
      findOperation: makeFinder(),
      filters: NO_FILTERS,
      includeReads: false,
      strict: false,
      onMalformed: () => {},
      onKept: (ordinal, kept) => {
        if ("record" in kept) onKept?.(ordinal, kept.record as CloudTrailRecord);
      },
    }),
  );
}

interface Sample {
  readonly record: CloudTrailRecord;
  readonly at: number;
  /** Which log it is of: logs may share identifiers. */
  readonly log: number;
}

/** The records of the logs that a replay keeps, all logs as if they began together. */
async function readSamples(logs: readonly string[]): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const [log, path] of logs.entries()) {
    const records = new Map<number, CloudTrailRecord>();
    const { events } = await select(path, (ordinal, record) => records.set(ordinal, record));
    const start = events[0]?.at ?? 0;
    for (const { at, ordinal } of events) {
      const record = records.get(ordinal);
      if (record) samples.push({ record, at: at - start, log });
    }
  }
  return samples.sort((a, b) => a.at - b.at);
}

function makeKey(copy: number, log: number): Uint8Array {
  const key = new Uint8Array(KEY_BYTES);
  new DataView(key.buffer).setUint32(0, copy + 1);
  key[KEY_BYTES - 1] = log;
  return key;
}

/** One copy of the samples under other names, in the accounts of their logs, which begins at `start`. */
async function renew(samples: readonly Sample[], copy: number, start: number): Promise<string[]> {
  const keep = new Set(["regions", "services"] as const);
  const changes = new Map<number, ReturnType<typeof makeAnonymizer>>();
  const accounts = new Map<string, string>();
  const texts: string[] = [];
  for (const { record, at, log } of samples) {
    const change = changes.getOrInsertComputed(log, () => makeAnonymizer({ key: makeKey(copy, log), keep }));
    const eventTime = new Date(start + at).toISOString().replace(/\.\d+Z$/, "Z");
    const made = { ...(await change(structuredClone(record))), eventTime };
    if (made.recipientAccountId && record.recipientAccountId)
      accounts.set(made.recipientAccountId, record.recipientAccountId);
    texts.push(JSON.stringify(made));
  }
  return texts.map((text) => text.replaceAll(/\d{12}/g, (digits) => accounts.get(digits) ?? digits));
}

/** Writes a log of so many calls to `path`, a record a line. */
async function writeLog(samples: readonly Sample[], calls: number, path: string): Promise<void> {
  const file = openSync(path, "w");
  const length = Math.ceil(((samples.at(-1)?.at ?? 0) + 1) / SECOND_MS) * SECOND_MS;
  for (let copy = 0, left = calls; left > 0; copy++) {
    const lines = (await renew(samples, copy, Date.UTC(2020, 0, 1) + copy * length)).slice(0, left);
    writeSync(file, `${lines.join("\n")}\n`);
    left -= lines.length;
  }
  closeSync(file);
}

/** Processor time of this process so far, in microseconds. */
function readClock(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function parseAll(path: string): number {
  const text = readFileSync(path, "utf8").trimEnd();
  const whole = `[${text.replaceAll("\n", ",")}]`;
  const start = readClock();
  JSON.parse(whole);
  return readClock() - start;
}

/** The size of the heap, in bytes, after all that nothing holds is gone. */
async function weigh(): Promise<number> {
  // What the stack held a moment ago is gone with it.
  await Bun.sleep(1);
  Bun.gc(true);
  await Bun.sleep(1);
  Bun.gc(true);
  return heapStats().heapSize;
}

async function plan({ events }: Pick<Selection, "events">) {
  const start = readClock();
  const { steps } = await planReplay(events, OPTIONS);
  return { steps, microseconds: readClock() - start };
}

/** The weight of what planning leaves; what `planned` holds is given up for that. */
async function weighSteps(planned: { steps: readonly unknown[] }): Promise<number> {
  const held = await weigh();
  planned.steps = [];
  return held - (await weigh());
}

async function measureHere(path: string, calls: number): Promise<PlanFigures> {
  // As openSession does: nothing but the plan holds the events.
  const planned = await plan(await select(path));
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  const bytes = (await weighSteps(planned)) / calls;
  const parsed = Math.min(parseAll(path), parseAll(path));
  return {
    calls,
    microseconds: planned.microseconds / calls,
    parseMicroseconds: parsed / calls,
    ratio: planned.microseconds / parsed,
    bytes,
    peakMb: (Number(peak ?? 0) * 1024) / 1e6,
  };
}

/** Measures planning `sizes` calls of these logs' kinds, each in a process of its own. Linux only, for the peak. */
export async function measurePlan(
  sizes: readonly number[] = SIZES,
  logs: readonly string[] = FIXTURES,
): Promise<PlanFigures[]> {
  const folder = join(root, ".cache", "bench");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `plan-${process.pid}.jsonl`);
  const samples = await readSamples(logs);
  const figures: PlanFigures[] = [];
  try {
    for (const calls of sizes) {
      await writeLog(samples, calls, path);
      const child = Bun.spawn([process.execPath, import.meta.path, "--measure", `${calls}`, path]);
      figures.push(JSON.parse(await new Response(child.stdout).text()) as PlanFigures);
    }
  } finally {
    rmSync(path, { force: true });
  }
  return figures;
}

/** The figures as rows of a table of Markdown. */
export function printPlanFigures(figures: readonly PlanFigures[]): string[] {
  return figures.map(({ calls, microseconds, ratio, bytes, peakMb }) => {
    const cost = `${microseconds.toFixed(0)} µs of processor time a call, ${ratio.toFixed(1)} times JSON.parse of the records`;
    return `| plan ${calls} calls | ${cost}; ${bytes.toFixed(0)} bytes a call, peak ${peakMb.toFixed(0)} MB |`;
  });
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: { sizes: { type: "string" }, measure: { type: "string" } },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (values.measure !== undefined && path !== undefined) {
    console.log(JSON.stringify(await measureHere(path, Number(values.measure))));
  } else {
    const sizes = values.sizes?.split(",").map(Number) ?? SIZES;
    const logs = positionals.length > 0 ? positionals : FIXTURES;
    console.log(printPlanFigures(await measurePlan(sizes, logs)).join("\n"));
  }
}
