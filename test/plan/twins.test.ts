// One call that wrote a record in each of two regions is made once.
import { expect, test } from "bun:test";
import { leaveOutTwins } from "../../src/plan/twins.ts";
import { type Call, planCalls } from "./missing/plan-calls.ts";

const KEY = "mrk-1234abcd12ab34cd56ef1234567890ab";
const OTHER = "mrk-00000000000000000000000000000000";
const HOME = "eu-west-1";
const AWAY = "us-west-2";

function kms(operation: string, region: string, parameters: object, answer: object = {}): Call {
  return { service: "kms", operation, region, parameters, answer };
}

const replicate = kms("ReplicateKey", HOME, { keyId: KEY, replicaRegion: AWAY });

function create(keyId: string, region: string): Call {
  return kms("CreateKey", region, { multiRegion: true }, { keyMetadata: { keyId } });
}

async function show(calls: readonly Call[]): Promise<string[]> {
  const { kept, twins } = leaveOutTwins(await planCalls(calls));
  expect(kept.length + twins).toBe(calls.length);
  return kept.map(({ operation, region }) => `${operation.name} ${region}`);
}

test("the key that a replication made elsewhere is not made once more", async () => {
  expect(await show([create(KEY, HOME), replicate, create(KEY, AWAY)])).toEqual([
    `CreateKey ${HOME}`,
    `ReplicateKey ${HOME}`,
  ]);
});

test("a key of another name or place, and one whose replication is not in the log, is made", async () => {
  const others = [
    create(OTHER, AWAY),
    create(KEY, "ap-south-1"),
    { ...create(KEY, AWAY), account: "444455556666" },
  ];
  expect(await show([replicate, ...others])).toHaveLength(4);
  expect(await show([create(KEY, AWAY)])).toEqual([`CreateKey ${AWAY}`]);
});

test("a primary key goes to another region by one call, and back by another", async () => {
  const arn = `arn:aws:kms:${HOME}:111122223333:key/${KEY}`;
  const calls = [
    kms("UpdatePrimaryRegion", HOME, { keyId: KEY, primaryRegion: AWAY }),
    kms("UpdatePrimaryRegion", AWAY, { keyId: arn, primaryRegion: AWAY }),
    kms("UpdatePrimaryRegion", AWAY, { keyId: KEY, primaryRegion: HOME }),
    kms("UpdatePrimaryRegion", HOME, { keyId: KEY, primaryRegion: HOME }),
  ];
  expect(await show(calls)).toEqual([`UpdatePrimaryRegion ${HOME}`, `UpdatePrimaryRegion ${AWAY}`]);
});
