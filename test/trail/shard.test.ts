/** A log is divided among shards: all of it, nothing twice, and one account and region never apart. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { TrailEvent } from "../../src/trail/record.ts";
import { makeSharder, parseShard } from "../../src/trail/shard.ts";
import { expectAlways, makeDraw } from "../support/expect-always.ts";
import { makeId, makeRecord, selectFrom, type TestRecord } from "./records.ts";

describe("--shard", () => {
  const JOB = { JOB_COMPLETION_INDEX: "2", AWS_BATCH_JOB_ARRAY_INDEX: "3" };

  test.each([
    ["0/4", {}, { index: 0, count: 4 }],
    ["3/4", JOB, { index: 3, count: 4 }],
    ["0/1", {}, { index: 0, count: 1 }],
    ["4", JOB, { index: 2, count: 4 }],
    ["4", { AWS_BATCH_JOB_ARRAY_INDEX: "3" }, { index: 3, count: 4 }],
    ["4", { JOB_COMPLETION_INDEX: "", AWS_BATCH_JOB_ARRAY_INDEX: "0" }, { index: 0, count: 4 }],
    ["10000", { JOB_COMPLETION_INDEX: "9999" }, { index: 9999, count: 10_000 }],
  ])("%s with %j", (text, env, value) => {
    expect(parseShard(text, env)).toEqual({ value });
  });

  test.each([
    ["4/4", {}, "the index 4 is not one of 0 to 3"],
    ["", {}, "Write I/N"],
    ["x/4", {}, "Write I/N"],
    ["-1/4", {}, "Write I/N"],
    ["1/4/2", {}, "Write I/N"],
    ["1.5/4", {}, "Write I/N"],
    ["0/0", {}, "with N from 1 to 10000"],
    ["0/10001", {}, "with N from 1 to 10000"],
    ["4", {}, "Write I/4, or set JOB_COMPLETION_INDEX or AWS_BATCH_JOB_ARRAY_INDEX"],
    ["4", { JOB_COMPLETION_INDEX: "4" }, 'JOB_COMPLETION_INDEX="4" is not one of 0 to 3'],
    ["4", { AWS_BATCH_JOB_ARRAY_INDEX: "one" }, 'AWS_BATCH_JOB_ARRAY_INDEX="one" is not one of 0 to 3'],
  ])("%s with %j is refused", (text, env, problem) => {
    expect(parseShard(text, env)).toEqual({ error: expect.stringContaining(problem) });
  });
});

test("without an environment no variable is advised", () => {
  expect(parseShard("4", undefined)).toEqual({
    error: "4 is a number of shards without an index. Write I/4.",
  });
});

test("an account and region has the same shard in every process and release", () => {
  const places = ["us-east-1", "eu-west-1", "ap-southeast-2"].map((region) => ({
    account: "111122223333",
    region,
  }));
  expect(places.map(makeSharder(4))).toEqual([1, 0, 1]);
});

test("shards are of about one size where there are many accounts and regions", () => {
  const find = makeSharder(8);
  const sizes = new Array<number>(8).fill(0);
  for (let account = 0; account < 100; account++)
    for (let region = 0; region < 17; region++) {
      const shard = find({ account: String(111122220000 + account), region: `eu-west-${region}` });
      sizes[shard] = (sizes[shard] ?? 0) + 1;
    }
  const fair = 1700 / 8;
  expect(Math.min(...sizes)).toBeGreaterThan(fair * 0.8);
  expect(Math.max(...sizes)).toBeLessThan(fair * 1.2);
});

function byTime(one: TrailEvent, other: TrailEvent): number {
  return one.at - other.at || one.ordinal - other.ordinal;
}

test("the union of all shards is the whole selection, with nothing twice", () =>
  expectAlways(
    fc.asyncProperty(fc.gen(), async (gen) => {
      const random = makeDraw(gen);
      const pick = <T>(...options: readonly T[]) => options[random(options.length)] as T;
      const records = Array.from({ length: 60 }, (): TestRecord => {
        const account = pick("111122223333", "444455556666", "777788889999");
        const isShared = random(4) === 0;
        return makeRecord(random(50), {
          awsRegion: pick("us-east-1", "eu-west-1", "eu-central-1", "ap-south-1"),
          recipientAccountId: pick(account, account, undefined),
          readOnly: pick(false, false, true),
          errorCode: pick(undefined, undefined, "Denied"),
          ...(isShared && {
            eventID: makeId(1000 + random(40)),
            sharedEventID: `shared-${random(8)}`,
            resources: [{ accountId: pick(account, "111122223333"), ARN: "arn:aws:s3:::b" }],
          }),
        });
      });
      const log = JSON.stringify({ Records: records });
      const whole = await selectFrom([log]);
      const count = 1 + random(6);
      const home = new Map<string, number>();
      const union: TrailEvent[] = [];
      for (let index = 0; index < count; index++) {
        const others: TrailEvent[] = [];
        const shard = await selectFrom([log], {
          shard: { index, count },
          onOtherShard: (event, other) => {
            expect(other).not.toBe(index);
            others.push(event);
            return undefined;
          },
        });
        const skipped = Object.values(shard.skipped).reduce((sum, n) => sum + n, 0);
        expect(shard.total).toBe(whole.total);
        expect(shard.events.length + skipped).toBe(shard.total);
        // A copy whose place the owner's took is not among them, whichever came first.
        expect([...shard.events, ...others].sort(byTime)).toEqual([...whole.events]);
        for (const event of shard.events) {
          const place = `${event.account} ${event.region}`;
          expect(home.get(place) ?? index).toBe(index);
          home.set(place, index);
        }
        union.push(...shard.events);
      }
      union.sort(byTime);
      expect(union).toEqual([...whole.events]);
    }),
    { share: 0.4 },
  ));
