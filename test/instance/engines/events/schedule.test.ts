// When rules with a schedule fire, by expressions and by a clock that goes only when it is told to.
import { expect, test } from "bun:test";
import { findNextFiring, readSchedule } from "../../../../src/instance/engines/events/schedule.ts";
import { TestAlarms } from "./alarms.ts";

/** The next moments after one, as ISO 8601 has them. */
function next(expression: string, after: string, count = 1, began = after): string[] {
  const schedule = readSchedule(expression);
  if (!schedule) throw new Error(`${expression} is none`);
  const moments: string[] = [];
  for (let at: number | undefined = Date.parse(after); moments.length < count; ) {
    at = findNextFiring(schedule, Date.parse(began), at);
    if (at === undefined) break;
    moments.push(new Date(at).toISOString().slice(0, 16));
  }
  return moments;
}

test("rates count from when the rule was made", () => {
  expect(next("rate(5 minutes)", "2026-01-01T00:03:00Z", 2, "2026-01-01T00:01:00Z")).toEqual([
    "2026-01-01T00:06",
    "2026-01-01T00:11",
  ]);
  expect(next("rate(1 day)", "2026-01-01T00:00:00Z")).toEqual(["2026-01-02T00:00"]);
});

test("rates are of one unit, or of several", () => {
  for (const wrong of [
    "rate(1 minutes)",
    "rate(5 minute)",
    "rate(0 minutes)",
    "rate(-1 minutes)",
    "rate(1.5 hours)",
    "rate(5  minutes)",
    "rate( 5 minutes)",
    "rate(10 seconds)",
    "rate(5minutes)",
    "rate()",
    "RATE(5 minutes)",
    "5 minutes",
  ])
    expect(readSchedule(wrong)).toBeUndefined();
});

test("cron has minutes, hours, days, months, weekdays and years", () => {
  const from = "2026-04-01T00:00:00Z"; // A Wednesday.
  expect(next("cron(0 12 * * ? *)", from, 2)).toEqual(["2026-04-01T12:00", "2026-04-02T12:00"]);
  expect(next("cron(0/30 20-21 ? * MON-FRI *)", from, 5)).toEqual([
    "2026-04-01T20:00",
    "2026-04-01T20:30",
    "2026-04-01T21:00",
    "2026-04-01T21:30",
    "2026-04-02T20:00",
  ]);
  expect(next("cron(0 2 ? * SAT#3 *)", from)).toEqual(["2026-04-18T02:00"]);
  expect(next("cron(0 2 ? * 6L *)", from)).toEqual(["2026-04-24T02:00"]);
  expect(next("cron(15 10 L * ? *)", from)).toEqual(["2026-04-30T10:15"]);
  expect(next("cron(15 10 LW 5 ? *)", from)).toEqual(["2026-05-29T10:15"]);
  expect(next("cron(0 9 15W 8 ? *)", from)).toEqual(["2026-08-14T09:00"]);
  expect(next("cron(0 0 29 2 ? *)", from)).toEqual(["2028-02-29T00:00"]);
  expect(next("cron(0 8 ? 1,7 FRI-MON 2027)", from, 2)).toEqual(["2027-01-01T08:00", "2027-01-02T08:00"]);
  expect(next("cron(0/5 5 ? JAN 1-5 2022)", from)).toEqual([]);
});

test("what cron does not have is refused", () => {
  for (const wrong of [
    "cron(INVALID)",
    "cron(7 20 * * NOT *)",
    "cron(* * * * * *)",
    "cron(* * ? * ? *)",
    "cron(60 * * * ? *)",
    "cron(0 24 * * ? *)",
    "cron(0 0 32 * ? *)",
    "cron(0 0 ? * 8 *)",
    "cron(0 0 * * ?)",
    "cron(0 0 * * ? * *)",
    "cron(0 0 1#2 * ? *)",
    "cron(0/0 0 * * ? *)",
    "cron(0 0 * * ? *) ",
  ])
    expect(readSchedule(wrong)).toBeUndefined();
});

test("rules fire when they are due, and no timer runs where nothing is scheduled", async () => {
  const alarms = await TestAlarms.begin();
  const { client } = alarms;
  expect(alarms.waiting).toBe(0);
  await alarms.schedule("often", "rate(1 minute)");
  await alarms.schedule("off", "rate(1 minute)", "DISABLED");
  expect(alarms.waiting).toBe(1);
  await alarms.pass(59_000);
  expect(alarms.fired).toEqual([]);
  await alarms.pass(1_000);
  await alarms.pass(60_000);
  expect(alarms.fired).toEqual(["often", "often"]);
  await client.call("events", "DisableRule", { Name: "often" });
  expect(alarms.waiting).toBe(0);
  await alarms.pass(120_000);
  await client.call("events", "EnableRule", { Name: "often" });
  await alarms.pass(60_000);
  expect(alarms.fired).toHaveLength(3);
  await client.call("events", "RemoveTargets", { Rule: "often", Ids: ["1"] });
  await client.call("events", "DeleteRule", { Name: "often" });
  expect(alarms.waiting).toBe(0);
});

test("rules of a state that was loaded fire, too, and none after a reset that took them away", async () => {
  const first = await TestAlarms.begin();
  await first.schedule("noon", "cron(0 12 * * ? *)");
  const second = await TestAlarms.begin();
  second.client.instance.load({ ...first.client.instance.state });
  // What fires them is loaded when there is something for it to do.
  await Bun.sleep(10);
  expect(second.waiting).toBe(1);
  await second.pass(12 * 3_600_000);
  expect(second.fired).toEqual(["noon"]);
  const empty = await TestAlarms.begin();
  await empty.schedule("noon", "cron(0 12 * * ? *)");
  empty.client.instance.reset();
  expect(empty.waiting).toBe(0);
});

test("rules that are put at once fire once each, and nothing fires that was ended", async () => {
  const alarms = await TestAlarms.begin();
  await Promise.all(["a", "b", "c"].map((name) => alarms.schedule(name, "rate(1 minute)")));
  expect(alarms.waiting).toBe(1);
  await alarms.pass(60_000);
  expect(alarms.fired.toSorted()).toEqual(["a", "b", "c"]);
  alarms.end();
  expect(alarms.waiting).toBe(0);
});

test("a rule that never fires again sets no timer", async () => {
  const alarms = await TestAlarms.begin();
  await alarms.schedule("over", "cron(0 12 1 1 ? 2020)");
  expect(alarms.waiting).toBe(0);
});
