/** Things that applications use, a replay of the log of that alone, and what stands of the things afterwards. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReplayResult } from "../../../src/report/result-schema.ts";
import { runBinary } from "../../e2e/support/binary.ts";
import { type Company, reset, runProgram } from "./world.ts";

/** A thing that the log names, and what reads tell of it; `facts` is null for what is not there. */
interface Thing {
  readonly kind: string;
  readonly region: string;
  readonly name: string;
  readonly facts: unknown;
}

/** A log of reads, and of calls that write nothing but data. */
export interface Usage extends Disposable {
  readonly folder: string;
  readonly trail: string;
  readonly things: readonly Thing[];
}

/** What a replay of a usage left. */
export interface Brought {
  readonly exitCode: number;
  readonly result: ReplayResult;
  /** How many of the things stand, and how many are as they were. */
  readonly standing: number;
  readonly alike: number;
  /** A line for each that is not: what it was, and what it is. */
  readonly different: readonly string[];
}

/** The account of move_to_production, and the emulator's own. */
const PRODUCTION = "418273659027";
const LOCAL = "123456789012";

/**
 * Uses what a company has, or without one only what use.py puts there itself, and keeps the log until it is disposed of.
 */
export async function useThings(endpoint: string, seed: number, company?: Company): Promise<Usage> {
  await reset(endpoint);
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-usage-"));
  const trail = join(folder, "trail");
  const common = ["--endpoint", endpoint, "--seed", String(seed)];
  if (company)
    await runProgram("provision.py", [...common, "--company", company, "--output", join(folder, "writes")]);
  const { things } = (await runProgram("use.py", [...common, "--output", trail])) as {
    readonly things: readonly Thing[];
  };
  return { folder, trail, things, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

/** Puts the live identifiers in the place of the recorded ones. */
function makeTranslator(file: string): (text: string) => string {
  const { pairs } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly pairs: readonly { readonly recorded: string; readonly live: string }[];
  };
  const live = new Map(pairs.map((pair) => [pair.recorded.replaceAll(PRODUCTION, LOCAL), pair.live]));
  const longestFirst = [...live.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(RegExp.escape).join("|") || "(?!)", "g");
  return (text) => text.replace(pattern, (recorded) => live.get(recorded) ?? recorded);
}

/** Replays the log of a usage with its reads as evidence into an emptied moto, and reads the things there. */
export async function bringUp(endpoint: string, { folder, trail, things }: Usage): Promise<Brought> {
  await reset(endpoint);
  const output = join(folder, "result.json");
  const ids = join(folder, "ids.json");
  const target = ["--endpoint", endpoint, "--output", output, "--id-map", ids];
  const args = ["cloudtrail", "replay", "--input", trail, "--from-reads", ...target];
  const { exitCode } = await runBinary(args, { env: { NO_PROXY: "*" } });
  const translate = makeTranslator(ids);
  const expected = JSON.parse(translate(JSON.stringify(things))) as readonly Thing[];
  const asked = join(folder, "things.json");
  writeFileSync(asked, JSON.stringify(expected));
  const found = (await runProgram("stand.py", ["--endpoint", endpoint, "--things", asked])) as unknown[];
  const different = expected.flatMap(({ kind, region, name, facts }, nth) =>
    Bun.deepEquals(found[nth], facts)
      ? []
      : [`${kind} ${region} ${name}: ${JSON.stringify(facts)} -> ${JSON.stringify(found[nth])}`],
  );
  return {
    exitCode,
    result: JSON.parse(readFileSync(output, "utf8")) as ReplayResult,
    standing: found.filter((facts) => facts !== null).length,
    alike: expected.length - different.length,
    different,
  };
}
