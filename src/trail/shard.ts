/** Divides a log among several processes: the calls of one account and region belong to one of them. */

import type { Parsed } from "../base/parsed.ts";

/** One of `count` parts of a log; `index` counts from 0. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** As many as an array job of AWS Batch can have. */
const MOST_SHARDS = 10_000;

/** Variables that tell a process of a job which one it is, from 0: of a Kubernetes Indexed Job, of an AWS Batch array job. */
const INDEX_VARIABLES = ["JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX"] as const;

function readIndex(text: string, count: number, source: string): Parsed<Shard> {
  const index = Number(text);
  if (/^\d+$/.test(text) && index < count) return { value: { index, count } };
  return { error: `${source} is not one of 0 to ${count - 1}, the indexes of ${count} shards` };
}

/**
 * `--shard`: `I/N`, with I from 0 to N-1, or `N` alone where a variable of `env` tells I. `env` is undefined where no
 * variable can tell it.
 */
export function parseShard(
  text: string,
  env: Readonly<Record<string, string | undefined>> | undefined,
): Parsed<Shard> {
  const [, index, given = ""] = /^(?:(\d+)\/)?(\d+)$/.exec(text) ?? [];
  const count = Number(given);
  if (given === "" || count < 1 || count > MOST_SHARDS) {
    return {
      error: `${JSON.stringify(text)} is not a shard. Write I/N, as in 0/4 to 3/4, with N from 1 to ${MOST_SHARDS}.`,
    };
  }
  if (index !== undefined) return readIndex(index, count, `the index ${index}`);
  const variable = INDEX_VARIABLES.find((name) => env?.[name]);
  if (env === undefined || variable === undefined) {
    const advice = env && `, or set ${INDEX_VARIABLES.join(" or ")}`;
    return {
      error: `${text} is a number of shards without an index. Write I/${text}${advice ?? ""}.`,
    };
  }
  const told = env[variable] ?? "";
  return readIndex(told, count, `${variable}=${JSON.stringify(told)}`);
}

/** Makes the function that tells the index of the shard that an account and region belong to: in every process the same. */
export function makeSharder(count: number): (place: { account: string; region: string }) => number {
  const known = new Map<string, number>();
  const hash = (key: string) => new Bun.CryptoHasher("sha256").update(key).digest().readUInt32BE(0) % count;
  return ({ account, region }) => known.getOrInsertComputed(`${account} ${region}`, hash);
}
