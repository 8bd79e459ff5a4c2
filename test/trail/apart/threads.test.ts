// The threads that read: what they read, and what becomes of one that dies.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hire } from "../../../src/trail/apart/hire.ts";
import { findSources } from "../../../src/trail/find-sources.ts";
import { makeGzip, makeRecord, rejectionOf, selectFrom } from "../records.ts";
import { hireHere, tellReading } from "./compare.ts";

const folder = mkdtempSync(join(tmpdir(), "threads-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A log of so many records, and its path. */
function writeLog(name: string, count: number, end = "]}"): string {
  const path = join(folder, name);
  const records = Array.from({ length: count }, (_, n) => JSON.stringify(makeRecord(n)));
  const text = `{"Records":[${records.join(",")}${end}`;
  writeFileSync(path, name.endsWith(".gz") ? makeGzip(text) : text);
  return path;
}

const ALONE = { count: 1 };
const SMALL = { count: 8, workers: 2, partBytes: 20_000, leastBytes: 1 };
const whole = writeLog("whole.json", 500);
const paths = [whole, writeLog("packed.json.gz", 300), writeLog("cut.json", 400, ",{")];

test("threads read what the program reads itself, up to the same error", async () => {
  expect(await tellReading(paths.slice(0, 2), SMALL)).toBe(await tellReading(paths.slice(0, 2), ALONE));
  expect(await tellReading(paths, SMALL)).toBe(await tellReading(paths, ALONE));
});

test("one that dies ends the reading with an error", async () => {
  const hireMortal: Hire = (listener) => {
    const hired = hireHere(listener);
    setTimeout(() => listener.onDeath("died: of old age"), 1);
    return { ...hired, tell: () => {} };
  };
  const sources = await findSources(paths);
  expect(await rejectionOf(selectFrom(sources, { cores: { ...SMALL, hire: hireMortal } }))).toBe(
    "Error: a thread that reads the input died: of old age",
  );
});

test("an interruption ends the reading at once, and nothing is said to be wrong", async () => {
  const interruption = new AbortController();
  const hireIdle: Hire = () => ({ tell: () => {}, end: () => {} });
  setTimeout(() => interruption.abort(), 5);
  const { total } = await selectFrom(await findSources(paths), {
    cores: { ...SMALL, hire: hireIdle },
    signal: interruption.signal,
  });
  expect(total).toBe(0);
});

test("what is short, a machine of few cores and what is no file are read without threads", async () => {
  const hireNobody: Hire = () => {
    throw new Error("nobody is to be hired");
  };
  const sources = await findSources([whole]);
  for (const cores of [
    { ...SMALL, leastBytes: 1e9 },
    { ...SMALL, count: 3 },
  ])
    expect((await selectFrom(sources, { cores: { ...cores, hire: hireNobody } })).total).toBe(500);
  const piped = sources.map(({ name, direct, open }) => ({ name, direct, open }));
  expect((await selectFrom(piped, { cores: { ...SMALL, hire: hireNobody } })).total).toBe(500);
});
