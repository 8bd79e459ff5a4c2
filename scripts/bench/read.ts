/**
 * What reading a log takes of the processor, as a ratio to one JSON.parse of the whole in the same run: of records as AWS writes
 * them, in different mixtures and forms. `node_modules/.bin/bun scripts/bench/read.ts` prints it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { makeFinder } from "../../src/dialect/lookup.ts";
import { ReadThings } from "../../src/plan/seen/read-things.ts";
import { NO_FILTERS } from "../../src/trail/filters.ts";
import { findRecords } from "../../src/trail/find-records.ts";
import { findSources } from "../../src/trail/find-sources.ts";
import { parseJson } from "../../src/trail/parse-json.ts";
import { selectEvents } from "../../src/trail/select.ts";
import { root } from "../lib/python.ts";

type Fields = Record<string, unknown>;

/** What a reading took. */
export interface ReadingCost {
  readonly what: string;
  readonly megabytes: number;
  readonly events: number;
  /** Of processor time, the median. */
  readonly seconds: number;
  /** How many times that of one JSON.parse of the same text. */
  readonly ratio: number;
}

const LINES = "as lines";
const RUNS = 3;
const BYTES = 100_000_000;

/** The records of the project's own fixtures, which stand in different containers. */
function listRecords(): readonly Fields[] {
  const paths = [...new Bun.Glob("fixtures/**/*.json").scanSync(root)].sort();
  const found = paths.flatMap((path) => {
    const document: unknown = JSON.parse(readFileSync(join(root, path), "utf8"));
    return findRecords(document, parseJson).map(({ value }) => value as Fields);
  });
  return found.filter(({ eventName, requestParameters }) => eventName && requestParameters !== undefined);
}

/** So many records, each under an eventID of its own, until they have BYTES. */
function repeat(records: readonly Fields[]): readonly Fields[] {
  const all: Fields[] = [];
  for (let size = 0; size < BYTES; ) {
    for (const record of records) {
      const one = { ...record, eventID: crypto.randomUUID() };
      size += JSON.stringify(one).length;
      all.push(one);
    }
  }
  return all;
}

function wrapLookup(record: Fields): Fields {
  const { eventID, eventName, eventSource, readOnly } = record;
  return {
    EventId: eventID,
    EventName: eventName,
    ReadOnly: String(readOnly),
    EventSource: eventSource,
    CloudTrailEvent: JSON.stringify(record),
  };
}

/** Each as the texts of a log. */
function makeLogs(): Readonly<Record<string, string>> {
  const records = listRecords();
  const reads = records.filter(({ readOnly }) => readOnly === true);
  const writes = records.filter(({ readOnly }) => readOnly === false);
  const mostlyReads = [
    ...Array.from({ length: 99 }, (_, n) => reads[n % reads.length] ?? {}),
    ...writes.slice(0, 1),
  ];
  const usual = repeat([...reads, ...reads, ...reads, ...writes]);
  return {
    "as a trail delivers it": JSON.stringify({ Records: usual }),
    "with indentation": JSON.stringify({ Records: usual }, undefined, 4),
    [LINES]: usual.map((record) => `${JSON.stringify(record)}\n`).join(""),
    "of lookup-events": JSON.stringify({ Events: usual.map(wrapLookup) }),
    "of reads, 99 %": JSON.stringify({ Records: repeat(mostlyReads) }),
    "of writes": JSON.stringify({ Records: repeat(writes) }),
  };
}

async function takeTime(work: () => unknown): Promise<number> {
  Bun.gc(true);
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function findMedian(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** Reads the log at a path as a replay does whose filter keeps nothing, and gives how many events it has. */
async function read(path: string): Promise<number> {
  const { total } = await selectEvents(await findSources([path]), {
    findOperation: makeFinder(),
    filters: { ...NO_FILTERS, regions: ["nowhere"] },
    includeReads: false,
    strict: true,
    witness: new ReadThings(),
    onMalformed: () => {},
  });
  return total;
}

/** Reads and parses by turns, so that both have the same machine. */
async function compare(what: string, path: string, text: string): Promise<ReadingCost> {
  const [reading, parsing]: [number[], number[]] = [[], []];
  let events = await read(path);
  const isLines = what === LINES;
  const parse = () => (isLines ? text.trimEnd().split("\n") : [text]).map((document) => JSON.parse(document));
  for (let run = 0; run < RUNS; run++) {
    reading.push(
      await takeTime(async () => {
        events = await read(path);
      }),
    );
    parsing.push(await takeTime(parse));
  }
  const seconds = findMedian(reading);
  return { what, megabytes: text.length / 1e6, events, seconds, ratio: seconds / findMedian(parsing) };
}

/** Measures reading in all mixtures and forms, the usual one also compressed. */
export async function measureReadingCosts(): Promise<readonly ReadingCost[]> {
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-read-"));
  const path = join(folder, "log");
  try {
    const costs: ReadingCost[] = [];
    for (const [what, text] of Object.entries(makeLogs())) {
      writeFileSync(path, text);
      costs.push(await compare(what, path, text));
      if (costs.length > 1) continue;
      writeFileSync(path, gzipSync(text));
      costs.push(await compare(`${what}, with gzip`, path, text));
    }
    return costs;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main)
  for (const { what, megabytes, events, seconds, ratio } of await measureReadingCosts())
    console.log(
      `a log ${what}: ${Math.round(megabytes)} MB, ${events} events, ${seconds.toFixed(2)} s, ${ratio.toFixed(2)} × JSON.parse`,
    );
