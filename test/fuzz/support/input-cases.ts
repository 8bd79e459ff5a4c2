/** A command line and the files that it names, all drawn: what the reader, the planner and their neighbours are given. */
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Draw } from "../../support/make-value.ts";
import { makeRecord } from "../../trail/records.ts";
import { drawLog } from "./boxes.ts";
import { drawCount, happens, pick } from "./draw-case.ts";
import { drawText } from "./hostile.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateValue } from "./mutate-value.ts";

/** What one case is: in the arguments, the name of a file of it stands for where it is. */
export interface InputCase {
  readonly argv: readonly string[];
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** The first word of a case that is no command. */
export const READING = "read";

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

/** No command: the reader alone, with the file in pieces of some size. */
async function drawReading(draw: Draw): Promise<InputCase> {
  const log = await drawLog(draw);
  // A large file has no more pieces than this: each costs more than its bytes do.
  const size = Math.max(pick(draw, [1, 2, 3, 7, 64, 1_000, 65_536]), Math.ceil(log.length / 500));
  return { argv: [READING, String(size), ...(happens(draw, 2) ? ["direct"] : [])], files: { log } };
}

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

let states: readonly Uint8Array[] | undefined;

/** States of instances into which logs were replayed. They are made apart: what that takes of memory is nothing of the cases'. */
function makeStates(): readonly Uint8Array[] {
  const { stdout, exitCode } = Bun.spawnSync([process.execPath, join(import.meta.dir, "make-states.ts")]);
  if (exitCode !== 0) throw new Error("the states could not be made");
  return JSON.parse(stdout.toString()).map((text: string) => Buffer.from(text, "base64"));
}

/** A state whose database, or what packs it, is damaged. */
export function drawState(draw: Draw): Uint8Array {
  states ??= makeStates();
  const state = pick(draw, states);
  if (happens(draw, 4)) return mutateBytes(draw, state, drawCount(draw), states);
  return gzipSync(mutateBytes(draw, gunzipSync(state), drawCount(draw)));
}

const DIFF_FLAGS = [
  ["--account-map", "111122223333=123456789012"],
  ["--format", "json"],
] as const;

async function drawComparison(draw: Draw): Promise<InputCase> {
  const argv = ["cloudtrail", "diff", "a", "b", ...drawFlags(draw, DIFF_FLAGS)];
  const b = happens(draw, 2) ? drawState(draw) : await drawLog(draw);
  return { argv, files: { a: drawState(draw), b } };
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
  ...Array.from({ length: 24 }, () => drawReading),
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
