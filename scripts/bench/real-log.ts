/** What a real log takes, a hundred times as long, each time with new event ids: rows of docs/benchmarks.md. */
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { root } from "../lib/python.ts";
import { timeOthers } from "./others.ts";
import { MB, type Measured, measure, median } from "./process.ts";
import { runBaseline } from "./ratios.ts";

const LOG = join(root, "..", "shared", "trails", "invictus");
const TIMES = 100;
const RUNS = 5;

interface Recorded {
  readonly Records: readonly { readonly eventID: string }[];
}

/** Whether the log is there: it is no part of the project. */
export const hasRealLog = existsSync(LOG);

/** Writes the log so many times into one document; gives how many records that is. */
export function writeRealLog(path: string, times = TIMES): number {
  const files = readdirSync(LOG, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".gz"),
  );
  const records = files.flatMap(
    (name) => (JSON.parse(gunzipSync(readFileSync(join(LOG, name))).toString()) as Recorded).Records,
  );
  const file = openSync(path, "w");
  writeSync(file, '{"Records":[');
  for (let time = 0; time < times; time++) {
    const renamed = records.map((record) => {
      const eventID = `${time.toString(16).padStart(8, "0")}${record.eventID.slice(8)}`;
      return JSON.stringify({ ...record, eventID });
    });
    writeSync(file, `${time === 0 ? "" : ","}${renamed.join(",")}`);
  }
  writeSync(file, "]}");
  closeSync(file);
  return records.length * times;
}

async function repeat(
  run: () => Promise<Measured>,
): Promise<readonly [cpu: number, wall: number, peakMb: number]> {
  const all: Measured[] = [];
  for (let turn = 0; turn < RUNS; turn++) all.push(await run());
  return [
    median(all.map(({ cpuSeconds }) => cpuSeconds)),
    median(all.map(({ seconds }) => seconds)),
    median(all.map(({ peakMb }) => peakMb)),
  ];
}

/** The rows of the real log, beside JSON.parse of the whole of it, DuckDB and jq. */
export async function measureRealLog(binary: string, folder: string): Promise<string[]> {
  const path = join(folder, "real.json");
  const zipped = `${path}.gz`;
  const count = writeRealLog(path);
  writeSync(openSync(zipped, "w"), gzipSync(readFileSync(path)));
  const parses: number[] = [];
  for (let turn = 0; turn < RUNS; turn++) parses.push(await runBaseline("parse-json", path));
  const parse = median(parses);
  const row = (what: string, [cpu, wall, peak]: readonly [number, number, number]) =>
    `| ${what} | ${wall.toFixed(2)} s | ${cpu.toFixed(2)} s | ${(wall / parse).toFixed(2)} | ${Math.round(peak)} MB |`;
  const read = (...more: readonly string[]) => repeat(() => measure(binary, ["cloudtrail", ...more]));
  const size = Math.round(statSync(path).size / MB);
  const rows = [
    `A real log, ${TIMES} times with new event ids: ${size} MB, ${count} events, medians of ${RUNS}.`,
    "",
    "| what | time | of the processor | time, beside JSON.parse of the whole | peak |",
    "| --- | --- | --- | --- | --- |",
    `| JSON.parse of the whole | ${parse.toFixed(2)} s | ${parse.toFixed(2)} s | 1 | |`,
    row("read, keeping none", await read("replay", "--dry-run", "--input", path, "--regions", "nowhere")),
    row(
      "read with gzip, keeping none",
      await read("replay", "--dry-run", "--input", zipped, "--regions", "nowhere"),
    ),
    row("inspect", await read("inspect", "--input", path, "--format", "json")),
  ];
  for (const [name, cpu] of await timeOthers(path))
    rows.push(
      `| ${name} finds the write calls | | ${cpu.toFixed(2)} s | ${(cpu / parse).toFixed(2)} (processor) | |`,
    );
  for (const one of [path, zipped]) rmSync(one);
  return rows;
}
