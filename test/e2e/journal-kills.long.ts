// A thousand kills -9 of replays that keep a journal, half of them into moto, half into an instance; the seeds are kept.
import { expect, test } from "bun:test";
import { killIntoInstance, killIntoMoto } from "./support/journal-kill-targets.ts";
import { useMoto } from "./support/moto.ts";

const KILLS = Number(process.env["JOURNAL_KILLS"] ?? 1_000) / 2;
const ROUNDS = 3;
const LIMIT_MS = 7_200_000;
const moto = useMoto();

test(
  "into an instance",
  async () => {
    let kills = 0;
    for (let seed = 0; kills < KILLS; seed++) {
      kills += await killIntoInstance(seed, ROUNDS);
      process.stderr.write(`seed ${seed}: ${kills} kills\n`);
    }
    expect(kills).toBeGreaterThanOrEqual(KILLS);
  },
  LIMIT_MS,
);

test(
  "into moto, where what is not known is told to be so",
  async () => {
    let kills = 0;
    let unknown = 0;
    for (let seed = 0; kills < KILLS; seed++) {
      const ended = await killIntoMoto(seed, ROUNDS, moto);
      kills += ended.kills;
      unknown += ended.unknown;
      process.stderr.write(`seed ${seed}: ${kills} kills, ${unknown} calls of which nothing is known\n`);
    }
    // Of what has neither a name nor a tag, nothing tells.
    expect(unknown / kills).toBeLessThan(0.05);
  },
  LIMIT_MS,
);
