/** Makes JSON of any shape out of a seed, for tests that say «whatever the record holds». */

export type Random = () => number;

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function makeRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(random: Random, from: readonly [T, ...T[]]): T {
  return from[Math.floor(random() * from.length)] ?? from[0];
}

const SCALARS = [
  null,
  "",
  "text",
  "true",
  "10",
  "AQID",
  "***",
  "2026-04-01T00:00:00Z",
  true,
  0,
  -1,
  1.5,
  1e300,
] as const;

/** A JSON value at most `depth` levels deep whose keys are among `keys`. */
export function makeJson(random: Random, keys: readonly [string, ...string[]], depth: number): unknown {
  const kind = random();
  if (depth === 0 || kind < 0.35) return pick<unknown>(random, SCALARS);
  const size = Math.floor(random() * 4);
  const inner = () => makeJson(random, keys, depth - 1);
  if (kind < 0.55) return Array.from({ length: size }, inner);
  const entries = Array.from({ length: size }, () => [pick(random, keys), inner()]);
  return Object.fromEntries(entries);
}
