// What is counted by name and over time stays small, and loses no call.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { shortenAgent } from "../../src/inspect/agent.ts";
import { makeTally } from "../../src/inspect/bounded-tally.ts";
import { RecentNames } from "../../src/inspect/recent-names.ts";
import { TimeCounts } from "../../src/inspect/time-counts.ts";

test("of many names those that were met most are kept, and the others are summed", () => {
  const tally = makeTally(10);
  for (let round = 0; round < 50; round++)
    for (const name of ["often", "often", `seldom ${round}`]) tally.take(name).calls++;
  const list = tally.list();
  expect(list.length).toBe(10);
  expect(list[0]).toEqual(["often", { calls: 100 }]);
  expect(list.reduce((sum, [, { calls }]) => sum + calls, 0) + tally.others.calls).toBe(150);
  expect(tally.list()).toEqual(list);
});

test("every call is counted once, whatever the names are", () => {
  const names = fc.array(fc.oneof(fc.string(), fc.constantFrom("a", "b", "x".repeat(600))), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 9 }), (given, most) => {
      const tally = makeTally(most);
      for (const name of given) tally.take(name).calls++;
      const list = tally.list();
      const sum = list.reduce((total, [, { calls }]) => total + calls, 0);
      expect(sum + tally.others.calls).toBe(given.length);
      expect(list.length).toBeLessThanOrEqual(most);
      expect(new Set(list.map(([name]) => name)).size).toBe(list.length);
      for (const [name] of list) expect(name.length).toBeLessThanOrEqual(501);
    }),
  );
});

test("names that share a slot take it from each other, and are never taken for each other", () => {
  const recent = new RecentNames<number>();
  expect(recent.get("")).toBeUndefined();
  for (let n = 0; n < 5000; n++) recent.set(`name ${n}`, n);
  for (let n = 0; n < 5000; n++) expect([undefined, n]).toContain(recent.get(`name ${n}`));
  expect(recent.get("name 4999")).toBe(4999);
});

const DAY = 86_400_000;

function chart(times: readonly number[], replayed: readonly number[] = [], most = 24) {
  const counts = new TimeCounts();
  for (const at of times) counts.add(at, 1);
  return counts.chart(replayed, most);
}

test("a chart has as many steps as fit, the narrowest, and those that are replayed in theirs", () => {
  expect(chart([])).toBeUndefined();
  expect(chart([5000, 5000, 7000], [7000])).toEqual({
    first: 5000,
    last: 7000,
    width: 1000,
    steps: [
      { at: 5000, calls: 2, replayed: 0 },
      { at: 7000, calls: 1, replayed: 1 },
    ],
  });
  expect(chart([0, 23 * 3_600_000])?.width).toBe(3_600_000);
  expect(chart([0, 25 * 3_600_000])?.width).toBe(2 * 3_600_000);
});

test("no call is lost, however far apart they are, and steps are whole numbers of the finest ones", () => {
  const moments = fc.array(fc.integer({ min: -6e13, max: 2.5e14 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(
      moments,
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1, max: 9000 }),
      (apart, scale, many) => {
        const counts = new TimeCounts();
        for (const at of apart) counts.add(Math.floor(at / scale), 1);
        const start = apart[0] ?? 0;
        for (let n = 0; n < many; n++) counts.add(Math.floor(start / scale) + n * 1000, 1);
        const made = counts.chart([], 24);
        expect(made?.steps.reduce((sum, { calls }) => sum + calls, 0)).toBe(apart.length + many);
        expect(made?.steps.length).toBeLessThanOrEqual(24);
      },
    ),
    { numRuns: 30 },
  );
});

test("many moments of one year are shown by months and weeks, not by what they were counted in", () => {
  const times = Array.from({ length: 20_000 }, (_, n) => (n * (365 * DAY)) / 20_000);
  const made = chart(times, times);
  expect(made?.width).toBe(30 * DAY);
  expect(made?.steps.map(({ calls }) => calls)).toEqual(made?.steps.map(({ replayed }) => replayed));
});

test("an agent is told by its first three products", () => {
  const told: [string, string][] = [
    [
      "aws-cli/2.13.5 Python/3.11.4 Linux/5.10 exe/x86_64 prompt/off",
      "aws-cli/2.13.5 Python/3.11.4 Linux/5.10",
    ],
    [
      "APN/1.0 HashiCorp/1.0 Terraform/1.5.0 (+https://www.terraform.io) x/1",
      "APN/1.0 HashiCorp/1.0 Terraform/1.5.0",
    ],
    [
      "Mozilla/5.0 (X11; Linux) AppleWebKit/537 (KHTML, like Gecko) Chrome/1 Safari/1",
      "Mozilla/5.0 AppleWebKit/537 Chrome/1",
    ],
    [
      "[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12 x]",
      "S3Console/0.4, aws-internal/3 aws-sdk-java/1.12",
    ],
    ["[aws-cli/1]", "aws-cli/1"],
    ["AWS Internal", "AWS Internal"],
    ["(only a comment", "(only a comment"],
    ["   ", "   "],
    ["]", "]"],
    ["[]", "[]"],
  ];
  for (const [agent, short] of told) expect(shortenAgent(agent)).toBe(short);
  expect(shortenAgent("(".repeat(1_000_000)).length).toBeLessThan(300);
  fc.assert(fc.property(fc.string(), (agent) => shortenAgent(agent) !== "" || agent === ""));
});
