import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { parseDuration, parseSpeed, planDueTimes } from "../../src/replay/pace.ts";
import { expectAlways } from "../support/expect-always.ts";

const NO_CAP = Number.POSITIVE_INFINITY;
const START = Date.UTC(2024, 0, 1);

describe("planDueTimes", () => {
  test("is undefined at speed 0: nothing is due at a time", () => {
    expect(planDueTimes([START, START + 1000], { speed: 0, maxGapMs: NO_CAP })).toBeUndefined();
  });

  test("divides the time since the first event by the speed", () => {
    const times = [START, START + 1000, START + 1000, START + 4000];
    expect(planDueTimes(times, { speed: 1, maxGapMs: NO_CAP })).toEqual([0, 1000, 1000, 4000]);
    expect(planDueTimes(times, { speed: 2, maxGapMs: NO_CAP })).toEqual([0, 500, 500, 2000]);
    expect(planDueTimes(times, { speed: 0.5, maxGapMs: NO_CAP })).toEqual([0, 2000, 2000, 8000]);
  });

  test("caps what is waited, after the division", () => {
    const times = [START, START + 60_000, START + 61_000, START + 3_661_000];
    expect(planDueTimes(times, { speed: 1, maxGapMs: 5000 })).toEqual([0, 5000, 6000, 11_000]);
    expect(planDueTimes(times, { speed: 10, maxGapMs: 5000 })).toEqual([0, 5000, 5100, 10_100]);
    expect(planDueTimes(times, { speed: 1, maxGapMs: 0 })).toEqual([0, 0, 0, 0]);
  });

  test("takes gaps beyond the limit of a timer", () => {
    const year = 365 * 24 * 3_600_000;
    expect(planDueTimes([START, START + year], { speed: 1, maxGapMs: NO_CAP })).toEqual([0, year]);
  });

  test("counts a time that goes back as no time passed", () => {
    const times = [START, START + 3000, START + 1000, START + 4000];
    expect(planDueTimes(times, { speed: 1, maxGapMs: NO_CAP })).toEqual([0, 3000, 3000, 4000]);
  });

  test("is empty for no events, and finite at the slowest speeds with a cap", () => {
    expect(planDueTimes([], { speed: 1, maxGapMs: NO_CAP })).toEqual([]);
    const slow = { speed: Number.MIN_VALUE, maxGapMs: 100 };
    expect(planDueTimes([START, START, START + 1, START + 2], slow)).toEqual([0, 0, 100, 200]);
  });

  const gap = fc.oneof(fc.constant(0), fc.nat({ max: 300_000 }));
  const drawnTimes = fc.array(gap, { minLength: 1, maxLength: 50 }).map((gaps) => {
    let at = START;
    return gaps.map((one) => {
      at += one;
      return at;
    });
  });
  const drawnSpeed = fc.integer({ min: 1, max: 1000 }).map((hundredths) => hundredths / 100);
  const drawnCap = fc.oneof(fc.constant(NO_CAP), fc.nat({ max: 20_000 }));

  test("never goes back, never waits more than the cap, and is exact without one", () =>
    expectAlways(
      fc.property(drawnTimes, drawnSpeed, drawnCap, (times, speed, maxGapMs) => {
        const due = planDueTimes(times, { speed, maxGapMs }) ?? [];
        expect(due).toHaveLength(times.length);
        for (const [index, time] of times.entries()) {
          const here = due[index] ?? Number.NaN;
          const before = due[index - 1] ?? 0;
          expect(here).toBeGreaterThanOrEqual(before);
          expect(here - before).toBeLessThanOrEqual(maxGapMs + 1e-6);
          if (maxGapMs === NO_CAP) expect(here).toBe((time - (times[0] ?? 0)) / speed);
        }
      }),
      { share: 2 },
    ));
});

describe("parseSpeed", () => {
  test.each([
    ["0", 0],
    ["1.0", 1],
    ["2", 2],
    ["0.5", 0.5],
    [".5", 0.5],
    ["1e3", 1000],
  ])("%p is %p", (text, value) => {
    expect(parseSpeed(text)).toEqual({ value });
  });

  test.each(["", " ", "fast", "-1", "-0", "NaN", "Infinity", "0x10", "1,5", "1e999", " 1", "1 ", "true"])(
    "%p is an error that says what to give",
    (text) => {
      const parsed = parseSpeed(text);
      expect(parsed).toEqual({
        error: expect.stringContaining("is not a speed; give a number of 0 or more"),
      });
    },
  );
});

describe("parseDuration", () => {
  test.each([
    ["500ms", 500],
    ["30s", 30_000],
    ["5m", 300_000],
    ["1h", 3_600_000],
    ["1.5s", 1500],
    [".5h", 1_800_000],
    ["0s", 0],
  ])("%p is %p ms", (text, value) => {
    expect(parseDuration(text)).toEqual({ value });
  });

  test.each(["", "5", "s", "5 s", "-5s", "5d", "5S", "1m30s", "Infinitys", `${"9".repeat(400)}s`])(
    "%p is an error that says what to give",
    (text) => {
      expect(parseDuration(text)).toEqual({
        error: expect.stringContaining(
          "is not a duration; give a number with its unit: 500ms, 30s, 5m or 1h",
        ),
      });
    },
  );
});
