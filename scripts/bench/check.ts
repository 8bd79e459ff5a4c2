/** Holds the ratios of this machine against those that are kept: `npm run bench -- check`, and a part of `npm test`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/python.ts";
import { makeRatios, measureRatio, type Ratio } from "./ratios.ts";

const KEPT = join(root, "scripts", "bench", "ratios.json");
const RUNS = 3;
/** So much worse than what is kept is too much. */
const WORSE = 1.25;

type Kept = Readonly<Record<string, number>>;

/** Keeps ratios for later checks. */
export function keepRatios(ratios: Kept): void {
  writeFileSync(KEPT, `${JSON.stringify(ratios, null, 2)}\n`);
}

/** What is too slow, as lines for people; what seems so is measured once more, as another program may have been in the way. */
export async function findWorse(ratios: readonly Ratio[], kept: Kept): Promise<string[]> {
  const worse: string[] = [];
  for (const ratio of ratios) {
    const before = kept[ratio.name];
    if (before === undefined) {
      worse.push(`${ratio.name}: nothing is kept to hold it against; npm run bench keeps it`);
      continue;
    }
    const most = before * WORSE;
    let now = await measureRatio(ratio, RUNS);
    if (now > most) now = Math.min(now, await measureRatio(ratio, 2 * RUNS - 1));
    console.log(`${ratio.name}: ${now.toFixed(2)} times its baseline, ${before.toFixed(2)} kept`);
    if (now > most)
      worse.push(`${ratio.name} is ${(now / before).toFixed(2)} times what it was: ${ratio.title}`);
  }
  return worse;
}

/** Measures all ratios. Gives whether none is worse by a quarter than what is kept. */
export async function checkRatios(binary: string, folder: string): Promise<boolean> {
  using made = makeRatios({ binary, folder });
  const worse = await findWorse(made.ratios, JSON.parse(readFileSync(KEPT, "utf8")) as Kept);
  for (const line of worse) console.error(line);
  return worse.length === 0;
}
