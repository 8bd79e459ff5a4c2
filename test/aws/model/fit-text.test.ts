import { expect, test } from "bun:test";
import { fitsScalar, fitsText, writeText } from "../../../src/aws/model/fit-text.ts";
import { loadIndex, loadModel } from "../../../src/aws/model/table.ts";
import { readPattern } from "../../../src/aws/model/text-pattern.ts";
import type { Shape } from "../../../src/aws/model/types.ts";

const text = (facts: Partial<Shape> = {}): Shape => ({ name: "Text", type: "string", ...facts });

test.each([
  ["^[a-z]+$", "orders", true],
  ["^[a-z]+$", "Orders", false],
  ["[a-z]+", "orders-1", false],
  ["arn:aws[a-z-]*:iam::\\d{12}:role/.+", "arn:aws:iam::111122223333:role/web", true],
  ["(?!aws)[a-z]+", "awsome", false],
  ["(?=.*\\d)[a-z0-9]{4,8}", "abc1", true],
  ["(?=.*\\d)[a-z0-9]{4,8}", "abcd", false],
  ["a|b{2}|", "bb", true],
  ["a|b{2}|", "", true],
  ["[\\w.-]{1,64}", "a.b-c_d", true],
  ["[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*", "Größe 1", true],
  ["(a+)+$", `${"a".repeat(500)}!`, false],
  ["(x?){900}y", "xxy", true],
])("%s and %s", (pattern, value, fits) => {
  expect(fitsText(text({ pattern }), value)).toBe(fits);
});

test("a text has the length and the choice that its shape asks for", () => {
  expect(fitsText(text({ min: 3 }), "ab")).toBe(false);
  expect(fitsText(text({ max: 3 }), "abcd")).toBe(false);
  expect(fitsText(text({ enum: ["ON", "OFF"] }), "ON")).toBe(true);
  expect(fitsText(text({ enum: ["ON", "OFF"] }), "on")).toBe(false);
});

test("what is not understood fits nothing, and nothing is written for it", () => {
  for (const pattern of ["(a)\\1", "(?i)on", "[a-z&&[^m]]+", "a++"]) {
    expect(readPattern(pattern)).toBeUndefined();
    expect(fitsText(text({ pattern }), "a")).toBe(false);
    expect(writeText(text({ pattern }), [])).toBeUndefined();
  }
});

test("the first wish that fits is written, else the shortest text", () => {
  expect(writeText(text({ pattern: "[a-z]+" }), ["Placeholder", "placeholder"])).toBe("placeholder");
  expect(writeText(text({ pattern: "[A-Z]{2}\\d{3}" }), ["placeholder"])).toBe("AA000");
  expect(writeText(text({ pattern: "[a-z]+", min: 5 }), [])).toBe("aaaaa");
  expect(writeText(text({ min: 3 }), ["a"])).toBe("aaa");
  expect(writeText(text({ max: 4 }), ["placeholder"])).toBe("a");
  expect(writeText(text({ enum: ["ON", "OFF"] }), ["placeholder"])).toBe("ON");
  expect(writeText(text({ pattern: "^$" }), [])).toBeUndefined();
});

test("numbers and booleans fit by their type and bounds", () => {
  expect(fitsScalar({ name: "N", type: "integer", min: 1, max: 9 }, 9)).toBe(true);
  expect(fitsScalar({ name: "N", type: "integer", min: 1, max: 9 }, 10)).toBe(false);
  expect(fitsScalar({ name: "B", type: "boolean" }, "true")).toBe(false);
  expect(fitsScalar(text(), 1)).toBe(false);
});

function* listPatterns(shape: Shape | undefined, seen: Set<Shape>): Generator<Shape> {
  if (!shape || seen.has(shape)) return;
  seen.add(shape);
  if (shape.type === "string" && shape.pattern !== undefined) yield shape;
  for (const inner of [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value])
    yield* listPatterns(inner, seen);
}

/** As JavaScript reads it; it does not take all that Java does. */
function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, /\\[pP]\{/.test(pattern) ? "u" : "");
  } catch {
    return undefined;
  }
}

test("what is written for the patterns of the models fits them as JavaScript reads them, and nearly all are understood", async () => {
  const shapes = new Map<string, Shape>();
  for (const { service } of (await loadIndex()).services) {
    const seen = new Set<Shape>();
    for (const { input } of Object.values((await loadModel(service)).operations))
      for (const shape of listPatterns(input, seen))
        shapes.set(`${shape.pattern} ${shape.min} ${shape.max}`, shape);
  }
  const wrong: string[] = [];
  const refused: string[] = [];
  let written = 0;
  for (const shape of shapes.values()) {
    const { pattern = "", min = 0, max = Number.POSITIVE_INFINITY } = shape;
    const made = writeText(shape, []);
    if (made === undefined) continue;
    written++;
    const expression = compile(pattern);
    if (!expression) refused.push(pattern);
    else if (!expression.test(made) || made.length < min || made.length > max)
      wrong.push(`${pattern}: ${made}`);
  }
  expect(wrong).toEqual([]);
  expect(refused.length / shapes.size).toBeLessThan(0.01);
  expect(written / shapes.size).toBeGreaterThan(0.95);
}, 60_000);
