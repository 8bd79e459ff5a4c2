/** A command line and the files that it names, all drawn: what the reader, the planner and their neighbours are given. */
import { gunzipSync, gzipSync } from "node:zlib";
import { drawDigits, Instance } from "../../../src/instance/instance.ts";
import { writeState } from "../../../src/instance/state/state-file.ts";
import { parseReplayOptions } from "../../../src/options/options.ts";
import { performReplay } from "../../../src/run/perform-replay.ts";
import type { Draw } from "../../support/make-value.ts";
import { makeRecord, makeSource } from "../../trail/records.ts";
import { drawLog } from "./boxes.ts";
import { drawCase, drawCount, happens, pick } from "./draw-case.ts";
import { drawText } from "./hostile.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateValue } from "./mutate-value.ts";
import { drawRecords } from "./records.ts";

/** What one case is: in the arguments, the name of a file of it stands for where it is. */
export interface InputCase {
  readonly argv: readonly string[];
  readonly files: Readonly<Record<string, Uint8Array>>;
}

function drawFlags(draw: Draw, flags: readonly (readonly string[])[]): string[] {
  return flags.filter(() => happens(draw, 4)).flat();
}

const REPLAY_FLAGS = [
  ["--create-missing"],
  ["--create-missing"],
  ["--from-reads"],
  ["--final-state"],
  ["--include-reads"],
  ["--strict"],
  ["--shard", "1/2"],
  ["--services", "ec2,s3,dynamodb"],
  ["--from", "2026-01-01"],
] as const;

async function drawReplay(draw: Draw): Promise<InputCase> {
  const argv = ["cloudtrail", "replay", "--input", "log", "--dry-run", ...drawFlags(draw, REPLAY_FLAGS)];
  return { argv, files: { log: await drawLog(draw) } };
}

async function drawEmbedded(draw: Draw): Promise<InputCase> {
  const argv = ["cloudtrail", "replay", "--input", "log", "--embedded", ...drawFlags(draw, [["--verify"]])];
  return { argv, files: { log: await drawLog(draw) } };
}

async function drawInspection(draw: Draw): Promise<InputCase> {
  const argv = ["cloudtrail", "inspect", "--input", "log", "--format", pick(draw, ["text", "json"])];
  return { argv, files: { log: await drawLog(draw) } };
}

const SELECT_FLAGS = [
  ["--anonymize"],
  ["--anonymize", "--keep", "regions"],
  ["--final-state"],
  ["--include-reads"],
  ["--format", "jsonl"],
  ["--resource", "orchard-orders"],
] as const;

async function drawSelection(draw: Draw): Promise<InputCase> {
  const argv = ["cloudtrail", "select", "--input", "log", ...drawFlags(draw, SELECT_FLAGS)];
  return { argv, files: { log: await drawLog(draw) } };
}

const EXPORTS = ["aws-cli", "cloudformation", "terraform", "mermaid", "dot", "json"] as const;

async function drawExport(draw: Draw): Promise<InputCase> {
  const argv = ["cloudtrail", "export", "--input", "log", "--as", pick(draw, EXPORTS), "--output", "out/"];
  return { argv, files: { log: await drawLog(draw) } };
}

let states: Promise<readonly Uint8Array[]> | undefined;

/** States of instances into which logs were replayed, as --save writes them. */
async function makeStates(): Promise<readonly Uint8Array[]> {
  const around = { remarks: { warn: () => {}, info: () => {} }, signal: new AbortController().signal };
  const options = parseReplayOptions({ input: ["x"], endpoint: ["http://127.0.0.1:1"] }, {}, 0);
  const made: Uint8Array[] = [];
  for (let number = 0; number < 6; number++) {
    const records = [makeRecord(999), ...(await drawRecords(drawCase(0, number)))];
    const sources = [makeSource(JSON.stringify({ Records: records }))];
    const instance = new Instance({ home: {}, now: () => 0, random: drawDigits });
    await performReplay(options, { ...around, instance }, { onLines: async () => true }, sources);
    made.push(writeState(instance.state));
  }
  return made;
}

/** A state whose database, or what packs it, is damaged. */
export async function drawState(draw: Draw): Promise<Uint8Array> {
  states ??= makeStates();
  const others = await states;
  const state = pick(draw, others);
  if (happens(draw, 4)) return mutateBytes(draw, state, drawCount(draw), others);
  return gzipSync(mutateBytes(draw, gunzipSync(state), drawCount(draw)));
}

const DIFF_FLAGS = [
  ["--account-map", "111122223333=123456789012"],
  ["--format", "json"],
] as const;

async function drawComparison(draw: Draw): Promise<InputCase> {
  const argv = ["cloudtrail", "diff", "a", "b", ...drawFlags(draw, DIFF_FLAGS)];
  const b = happens(draw, 2) ? await drawState(draw) : await drawLog(draw);
  return { argv, files: { a: await drawState(draw), b } };
}

/** What replays write and read, as somebody else's program may have left it. */
const OWN_FILES = {
  ids: {
    format: "cloudmock id map",
    version: 1,
    endpoint: "http://127.0.0.1:4566",
    target: "moto",
    pairs: [
      { recorded: "vpc-0a1", live: "vpc-1b2", type: "vpc", account: "111122223333", region: "eu-west-1" },
    ],
    versions: [],
  },
  config: { replay: { services: ["s3"], speed: 1, "final-state": true }, start: { port: 1 } },
  result: {
    total_events: 1,
    replayed: 1,
    verification: { resources: [{ status: "verified", service: "s3", type: "bucket", identifier: "b" }] },
  },
} as const;

function drawOwnFile(draw: Draw, name: keyof typeof OWN_FILES): Uint8Array {
  const text = JSON.stringify(mutateValue(draw, OWN_FILES[name], drawCount(draw))) ?? "null";
  return happens(draw, 2) ? Buffer.from(text) : mutateBytes(draw, Buffer.from(text), drawCount(draw));
}

async function drawOwnFiles(draw: Draw): Promise<InputCase> {
  const log = Buffer.from(JSON.stringify({ Records: [makeRecord(1)] }));
  const name = pick(draw, ["ids", "config", "result"] as const);
  const files = { log, own: drawOwnFile(draw, name) };
  const replay = ["cloudtrail", "replay", "--input", "log", "--dry-run"];
  if (name === "result") return { argv: ["cloudtrail", "diff", "own", "log"], files };
  return { argv: [...replay, name === "ids" ? "--ids" : "--config", "own"], files };
}

const QUERY_FLAGS = [
  "--services",
  "--events",
  "--regions",
  "--accounts",
  "--exclude-services",
  "--from",
  "--to",
  "--table",
  "--date-partition",
  "--event-data-store",
  "--engine",
  "--caller",
] as const;

/** No file at all: names of patterns, tables and times, all of them the user's. */
async function drawQuery(draw: Draw): Promise<InputCase> {
  const flags = Array.from({ length: 1 + draw(4) }, () => [pick(draw, QUERY_FLAGS), drawText(draw)]).flat();
  return { argv: ["cloudtrail", "query", ...flags], files: {} };
}

/** How often each is drawn. */
const WAYS = [
  ...Array.from({ length: 9 }, () => drawReplay),
  ...Array.from({ length: 3 }, () => drawSelection),
  ...Array.from({ length: 2 }, () => drawInspection),
  ...Array.from({ length: 2 }, () => drawEmbedded),
  ...Array.from({ length: 2 }, () => drawComparison),
  drawExport,
  drawOwnFiles,
  drawQuery,
] as const;

/** A case. */
export function drawInputCase(draw: Draw): Promise<InputCase> {
  return pick(draw, WAYS)(draw);
}
