/** Tells whether a text is what a shape of the models takes, and writes one that is: by length, choice and pattern. */
import { type PatternNode, readPattern } from "./text-pattern.ts";
import type { Shape } from "./types.ts";

/** Longer texts are held against no pattern. */
const LONGEST = 512;

/** Written from, the first that a set has: letters first, then what stands between them. */
const CHARACTERS = [..."aA0-_./:@ ", ...Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at))];

/** The lengths that a part can have. */
type Lengths = readonly [least: number, most: number];

function isWord(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at));
}

/** Where a match that begins at one of `from` can end; takes time that grows with the text's length, not with the ways to match. */
function findEnds(node: PatternNode, text: string, from: ReadonlySet<number>): Set<number> {
  switch (node.kind) {
    case "character":
      return new Set(
        [...from].filter((at) => at < text.length && node.accepts(text.charAt(at))).map((at) => at + 1),
      );
    case "sequence":
      return node.nodes.reduce((ends, inner) => findEnds(inner, text, ends), new Set(from));
    case "choice":
      return new Set(node.nodes.flatMap((inner) => [...findEnds(inner, text, from)]));
    case "boundary":
      return new Set([...from].filter((at) => isWord(text, at - 1) !== isWord(text, at)));
    case "start":
      return new Set(from.has(0) ? [0] : []);
    case "end":
      return new Set(from.has(text.length) ? [text.length] : []);
    case "look":
      return new Set(
        [...from].filter((at) => findEnds(node.node, text, new Set([at])).size > 0 !== node.isNegative),
      );
    case "repeat":
      return repeatEnds(node, text, from);
  }
}

function repeatEnds(
  { node, least, most }: Extract<PatternNode, { kind: "repeat" }>,
  text: string,
  from: ReadonlySet<number>,
): Set<number> {
  const ends = new Set(least === 0 ? from : []);
  let front = new Set(from);
  // Beyond the text's length, another round can only be empty.
  for (let round = 1; round <= Math.min(most, Math.max(least, text.length)) && front.size > 0; round++) {
    front = findEnds(node, text, front);
    if (round >= least) {
      front = front.difference(ends);
      for (const end of front) ends.add(end);
    }
  }
  return ends;
}

function measure(node: PatternNode): Lengths {
  switch (node.kind) {
    case "character":
      return [1, 1];
    case "sequence":
      return node.nodes
        .map(measure)
        .reduce<Lengths>((sum, one) => [sum[0] + one[0], sum[1] + one[1]], [0, 0]);
    case "choice": {
      const all = node.nodes.map(measure);
      return [Math.min(...all.map(([least]) => least)), Math.max(...all.map(([, most]) => most))];
    }
    case "repeat": {
      const [least, most] = measure(node.node);
      return [least * node.least, most === 0 || node.most === 0 ? 0 : most * node.most];
    }
    default:
      return [0, 0];
  }
}

/** Shares a length among parts: each gets its least, and the first that can take more gets it. */
function shareLength(lengths: readonly Lengths[], length: number): number[] {
  let rest = length - lengths.reduce((sum, [least]) => sum + least, 0);
  return lengths.map(([least, most]) => {
    const more = Math.max(0, Math.min(rest, most - least));
    rest -= more;
    return least + more;
  });
}

/** A text of a part, of this length if it can be; undefined where a set has none of the usual characters. */
function write(node: PatternNode, length: number): string | undefined {
  switch (node.kind) {
    case "character":
      return CHARACTERS.find(node.accepts);
    case "sequence": {
      const shares = shareLength(node.nodes.map(measure), length);
      return join(node.nodes.map((inner, at) => write(inner, shares[at] ?? 0)));
    }
    case "choice": {
      const fitting = node.nodes.find((inner) => {
        const [least, most] = measure(inner);
        return least <= length && length <= most;
      });
      const chosen = fitting ?? node.nodes[0];
      return chosen && write(chosen, length);
    }
    case "repeat": {
      const [least, most] = measure(node.node);
      let count = node.least;
      while (count < node.most && count * most < length && most > 0) count++;
      const each = Array.from({ length: count }, (): Lengths => [least, most]);
      return join(shareLength(each, length).map((share) => write(node.node, share)));
    }
    default:
      return "";
  }
}

function join(texts: readonly (string | undefined)[]): string | undefined {
  return texts.includes(undefined) ? undefined : texts.join("");
}

/** Whether a shape takes a text; not for one whose pattern is not understood, nor for a text too long to be held against it. */
export function fitsText(shape: Shape, text: string): boolean {
  const { min = 0, max = Number.POSITIVE_INFINITY, pattern, enum: values } = shape;
  if (values) return values.includes(text);
  if (text.length < min || text.length > max) return false;
  if (pattern === undefined) return true;
  const node = text.length > LONGEST ? undefined : readPattern(pattern);
  return node !== undefined && findEnds(node, text, new Set([0])).has(text.length);
}

/** Whether a shape takes a text, a number or a boolean. */
export function fitsScalar(shape: Shape, value: unknown): boolean {
  if (shape.type === "string") return typeof value === "string" && fitsText(shape, value);
  if (shape.type === "boolean") return typeof value === "boolean";
  if (typeof value !== "number") return false;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = shape;
  return min <= value && value <= max;
}

/** A text that a shape takes: the first of `wishes` that it does, else the shortest; undefined where none can be told. */
export function writeText(shape: Shape, wishes: readonly string[]): string | undefined {
  const { min = 0, max = Number.POSITIVE_INFINITY, pattern, enum: values } = shape;
  const wished = [...wishes, ...(values ?? [])].find((text) => fitsText(shape, text));
  if (wished !== undefined) return wished;
  if (pattern === undefined) return min <= LONGEST && min <= max ? "a".repeat(Math.max(1, min)) : undefined;
  const node = readPattern(pattern);
  if (!node) return undefined;
  const [least, most] = measure(node);
  const length = Math.min(Math.max(least, min, 1), most, max, LONGEST);
  const text = write(node, length);
  return text !== undefined && text !== "" && fitsText(shape, text) ? text : undefined;
}
