/** Tells whether a text is what a shape of the models takes, and writes one that is: by length, choice and pattern. */
import { compileLightly } from "../../base/compiling.ts";
import { matchesWhole } from "./match-pattern.ts";
import { readPattern } from "./text-pattern.ts";
import type { Shape } from "./types.ts";
import { drawMatch, LONGEST_WRITTEN, writeMatch } from "./write-pattern.ts";

/** A character that takes two of a text's places. */
const PAIR = /[\ud800-\udbff][\udc00-\udfff]/;

/** Whether a shape takes a text; undefined where its pattern is not understood. */
function judgeText(shape: Shape, text: string): boolean | undefined {
  const { min = 0, max = Number.POSITIVE_INFINITY, pattern, enum: values } = shape;
  if (values) return values.includes(text);
  // As the models count: a character is one unit of a text, or two.
  const { length } = text.length > 2 * max || !PAIR.test(text) ? text : [...text];
  if (length < min || length > max) return false;
  if (pattern === undefined) return true;
  const node = readPattern(pattern);
  return node && matchesWhole(node, text);
}

/** Whether it is known that a shape takes a text: none where its pattern is not understood. */
export function fitsText(shape: Shape, text: string): boolean {
  return judgeText(shape, text) === true;
}

/** Whether nothing that is known of a shape refuses a text: a pattern that is not understood refuses none. */
export function mayFitText(shape: Shape, text: string): boolean {
  return judgeText(shape, text) !== false;
}

/** Whether a shape takes a text, a number or a boolean. */
export function fitsScalar(shape: Shape, value: unknown): boolean {
  if (shape.type === "string") return typeof value === "string" && fitsText(shape, value);
  if (shape.type === "boolean") return typeof value === "boolean";
  if (typeof value !== "number") return false;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = shape;
  return min <= value && value <= max;
}

const written = new WeakMap<Shape, string | undefined>();

function writeShortest({ min = 0, max = Number.POSITIVE_INFINITY, pattern }: Shape): string | undefined {
  if (pattern === undefined)
    return min <= LONGEST_WRITTEN && min <= max ? "a".repeat(Math.max(1, min)) : undefined;
  const node = readPattern(pattern);
  return node && writeMatch(node, [min, max]);
}

/** A text that a shape takes: the first of `wishes` that it does, else the shortest that is found; undefined for none. */
export function writeText(shape: Shape, wishes: readonly string[]): string | undefined {
  const wished = [...wishes, ...(shape.enum ?? [])].find((text) => fitsText(shape, text));
  return wished ?? (shape.enum ? undefined : written.getOrInsertComputed(shape, writeShortest));
}

/**
 * A text that a shape takes, by hexadecimal digits: another one for other digits, as far as the shape leaves room. undefined
 * where none is found.
 */
export function drawText(shape: Shape, digits: string): string | undefined {
  const { min = 0, max = Number.POSITIVE_INFINITY, pattern } = shape;
  if (shape.enum) return undefined;
  if (pattern === undefined)
    return min > LONGEST_WRITTEN ? undefined : digits.padEnd(min, digits).slice(0, max);
  const node = readPattern(pattern);
  return node && drawMatch(node, [min, max], digits);
}

compileLightly(judgeText);
