// kill -9 of replays that keep a journal: what they make, and tell, is what an undisturbed run makes and tells.
import { expect, test } from "bun:test";
import { killIntoInstance, killIntoMoto } from "./support/journal-kill-targets.ts";
import { useMoto } from "./support/moto.ts";

/** Of one seed each, a handful of kills; journal-kills.long.ts has a thousand. */
const LIMIT_MS = 120_000;
const moto = useMoto();

test(
  "into an instance",
  async () => {
    expect(await killIntoInstance(1, 1)).toBeGreaterThan(0);
  },
  LIMIT_MS,
);

test(
  "into moto",
  async () => {
    const { kills, unknown } = await killIntoMoto(2, 1, moto);
    expect(kills).toBeGreaterThan(0);
    expect(unknown).toBe(0);
  },
  LIMIT_MS,
);
