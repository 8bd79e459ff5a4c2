/** Whether a text is what a shape takes, by its length and pattern, and the least text that is. */
import type { Shape } from "../../aws/model/types.ts";
import { type MatchPart, readPattern } from "./pattern-nodes.ts";

/** What texts are made of where there is a choice, in this order: a letter reads best, and 0 alone is often refused. */
const PREFERRED = "placeholdr1234567890PLACEHOLDRABFabcf-_/.+= ";
/** How much longer than the least the repeated parts are made, until a text is long enough. */
const EXTRA = [0, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 128];

/** The longest text that is held against a pattern of nested repetitions. */
const LONGEST_RISKY = 24;

const risky = new Map<string, boolean>();
const expressions = new Map<string, RegExp | undefined>();
const made = new WeakMap<Shape, string | undefined>();

function compileAs(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

/**
 * A pattern of a model over the whole text; undefined where it is of a dialect that is not read here. Models escape more
 * than JavaScript takes beside classes such as `\p{L}`.
 */
function compileWhole(pattern: string): RegExp | undefined {
  const [, flags = "", rest = ""] = /^(?:\(\?([ims]+)\))?([\s\S]*)$/.exec(pattern) ?? [];
  const source = `^(?:${rest})$`;
  if (!/\\[pPzZA]/.test(rest)) return compileAs(source, flags);
  return compileAs(source.replace(/\\([^\w\s^$\\.*+?()[\]{}|/-])/g, "$1"), `u${flags}`);
}

/** Whether something that may be repeated without end holds such a thing: a match can then take exponential time. */
function nestsRepetition(node: MatchPart, isRepeated: boolean): boolean {
  switch (node.kind) {
    case "characters":
      return false;
    case "sequence":
      return node.parts.some((part) => nestsRepetition(part, isRepeated));
    case "choice":
      return node.options.some((option) => nestsRepetition(option, isRepeated));
    case "repeat": {
      const isEndless = node.most > LONGEST_RISKY;
      return (isEndless && isRepeated) || nestsRepetition(node.part, isRepeated || isEndless);
    }
  }
}

function isRisky(pattern: string): boolean {
  const node = readPattern(pattern);
  return node === undefined || nestsRepetition(node, false);
}

function matches({ pattern, min = 0, max = Number.POSITIVE_INFINITY }: Shape, text: string): boolean {
  if (text.length < min || text.length > max) return false;
  if (pattern === undefined) return true;
  const expression = expressions.getOrInsertComputed(pattern, compileWhole);
  return expression === undefined || expression.test(text);
}

/**
 * Whether `text` is what the shape takes. A pattern that cannot be read refuses nothing, and one over which a long text could
 * take too long refuses it.
 */
export function fitsText(shape: Shape, text: string): boolean {
  const { pattern } = shape;
  const isLong = pattern !== undefined && text.length > LONGEST_RISKY;
  return !(isLong && risky.getOrInsertComputed(pattern, isRisky)) && matches(shape, text);
}

function writeCharacter(has: (character: string) => boolean, first: string, at: number): string {
  const wished = "placeholder"[at % "placeholder".length];
  if (wished !== undefined && has(wished)) return wished;
  return [...PREFERRED, first].find((character) => character !== "" && has(character)) ?? first;
}

/** A text for a node, after `before`; each repeated part as often as it must be, and `extra` times more where it may. */
function write(node: MatchPart, before: string, extra: number): string {
  switch (node.kind) {
    case "characters":
      return before + writeCharacter(node.has, node.first, before.length);
    case "sequence":
      return node.parts.reduce((text, part) => write(part, text, extra), before);
    case "choice": {
      const texts = node.options.map((option) => write(option, before, extra));
      const filled = texts.filter((text) => text !== before);
      return filled.reduce((best, text) => (text.length < best.length ? text : best), filled[0] ?? before);
    }
    case "repeat": {
      let text = before;
      const count = Math.min(node.most, node.least + extra);
      for (let times = 0; times < count; times++) text = write(node.part, text, times === 0 ? extra : 0);
      return text;
    }
  }
}

function makeByPattern(shape: Shape): string | undefined {
  const node = shape.pattern === undefined ? undefined : readPattern(shape.pattern);
  if (!node || (shape.min ?? 0) > 1024) return undefined;
  const lacking = (shape.min ?? 0) - write(node, "", 0).length;
  for (const extra of lacking > 0 ? [...EXTRA, lacking] : EXTRA) {
    const text = write(node, "", extra);
    // Made to match, it is not what takes long.
    if (text !== "" && matches(shape, text)) return text;
  }
  return undefined;
}

/** A text that the shape's pattern and lengths allow; undefined where none is found. Made once for each shape. */
export function makeMatch(shape: Shape): string | undefined {
  return made.getOrInsertComputed(shape, makeByPattern);
}
