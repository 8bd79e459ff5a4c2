/**
 * Runs the cases from one number up to another of a seed in a process of its own, so that a crash is seen:
 *
 *     bun test/fuzz/run-cases.ts inputs SEED FROM TO [PROGRESS]
 *
 * A line of JSON tells each case that fails; `keep` instead of TO writes the files of case FROM into the current folder.
 * The file PROGRESS holds the number of the case that runs.
 */
import { openSync, writeFileSync, writeSync } from "node:fs";
import { CASE_KINDS, isCaseKind } from "./support/case-kinds.ts";
import { drawCase } from "./support/draw-case.ts";

/** More of the processor than any case is to take, in milliseconds: they take 20 at most. */
const SLOW_MS = 2_000;

function tell(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const [kind = "", seed, from, to, progress] = process.argv.slice(2);
if (!isCaseKind(kind)) throw new Error(`${kind}: not one of ${Object.keys(CASE_KINDS).join(", ")}`);
const { open } = CASE_KINDS[kind];
const cases = await open();
const draw = (number: number) => drawCase(Number(seed), number);
if (to === "keep") {
  const { files, about } = await cases.show(draw(Number(from)));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(`case-${from}-${name}`, bytes);
  tell({ about });
  process.exit(0);
}
const file = progress === undefined ? undefined : openSync(progress, "w");
for (let number = Number(from); number < Number(to); number++) {
  if (file !== undefined) writeSync(file, String(number).padEnd(12), 0);
  const before = process.cpuUsage();
  const wrong = await cases
    .run(draw(number))
    .catch((error: unknown) => `threw ${error instanceof Error ? error.stack : error}`);
  const { user, system } = process.cpuUsage(before);
  const tookMs = (user + system) / 1_000;
  if (wrong !== undefined || tookMs > SLOW_MS) tell({ number, wrong: wrong ?? "slow", tookMs });
}
process.exit(0);
