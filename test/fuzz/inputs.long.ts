// Logs, states and other files, changed by chance, through the command line: 100,000 of them, in processes of their own.
import { expect, test } from "bun:test";
import { drawSeed } from "../support/seed.ts";
import { watchCases } from "./support/watch-cases.ts";

const LIMIT_MS = 3_600_000;
const CASES = Number(process.env["FUZZ_CASES"] ?? 100_000);
/** bun test/fuzz/run-cases.ts inputs SEED NUMBER keep writes the files of a case. */
const seed = Number(process.env["FUZZ_SEED"] ?? drawSeed());
/** More cases in one process would leave behind in it what no use of the program does. */
const BLOCK = 150;

test.skipIf(process.platform !== "linux")(
  `inputs of seed ${seed} (skipped but on Linux, which tells what a process takes)`,
  async () => {
    const { failed, peakMb } = await watchCases(
      { kind: "inputs", seed, from: 0, to: CASES, mostMb: 300 },
      BLOCK,
    );
    expect(failed, `seed ${seed}, peak ${peakMb} MB`).toEqual([]);
  },
  LIMIT_MS,
);
