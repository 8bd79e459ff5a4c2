/** Runs `cloudmock cloudtrail replay` and reads what it prints. */
import { runHere } from "../../support/run-argv.ts";
import { type Ended, type RunSettings, runBinary } from "./binary.ts";

/** One line of a dry run. */
export interface DryRunLine {
  readonly event_id: string;
  readonly event_time: string;
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly body_base64: boolean;
}

export interface DryRun extends Ended {
  readonly lines: readonly DryRunLine[];
}

/** Runs a replay with these flags to its end; of the log's own calls only, where they do not ask for more. */
export function runReplay(args: readonly string[], settings: RunSettings = {}): Promise<Ended> {
  const creates = args.includes("--create-missing") ? [] : ["--no-create-missing"];
  return runBinary(["cloudtrail", "replay", ...args, ...creates], settings);
}

function readLines(ended: Ended): DryRun {
  const lines = ended.stdout.split("\n").filter((line) => line !== "");
  return { ...ended, lines: lines.map((line) => JSON.parse(line)) };
}

/** Runs a dry run with these flags, and parses its lines. */
export async function runDry(args: readonly string[], settings: RunSettings = {}): Promise<DryRun> {
  return readLines(await runReplay([...args, "--dry-run"], settings));
}

/** Runs a command line in this process, for a test of many where the start of each would take longest; another binary as it is. */
export function runQuick(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return process.env["CLOUDMOCK_BINARY"] === undefined ? runHere(args, env) : runBinary(args, { env });
}

/** A dry run of the log's own calls by `runQuick`. */
export async function runQuickDry(args: readonly string[]): Promise<DryRun> {
  return readLines(await runQuick(["cloudtrail", "replay", ...args, "--no-create-missing", "--dry-run"]));
}
