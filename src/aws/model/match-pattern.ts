/** Holds a text against a pattern, in time that grows with the text's length and not with the ways to match it. */
import { compileLightly } from "../../base/compiling.ts";
import { measurePattern } from "./measure-pattern.ts";
import type { PatternNode } from "./text-pattern.ts";

/**
 * How often the places of a text may be looked at. What the models' patterns take is told by at most 51 looks for each character;
 * what needs more grows faster than the text.
 */
const LOOKS = { each: 64, least: 20_000 };

type Repeat = Extract<PatternNode, { kind: "repeat" }>;
type Look = Extract<PatternNode, { kind: "look" }>;

class Matching {
  readonly #characters: readonly string[];
  #left: number;

  constructor(text: string) {
    this.#characters = [...text];
    this.#left = LOOKS.least + LOOKS.each * this.#characters.length;
  }

  isWhole(node: PatternNode): boolean {
    return this.#findEnds(node, new Set([0])).has(this.#characters.length) && this.#left >= 0;
  }

  #isWord(at: number): boolean {
    return /\w/.test(this.#characters[at] ?? "");
  }

  #isLineEnd(at: number): boolean {
    return /[\n\r]/.test(this.#characters[at] ?? "");
  }

  /** Where a match that begins at one of `from` can end; nowhere, once too much was looked at. */
  #findEnds(node: PatternNode, from: ReadonlySet<number>): Set<number> {
    this.#left -= from.size + 1;
    if (this.#left < 0) return new Set();
    switch (node.kind) {
      case "character":
        return this.#passCharacter(node.has, from);
      case "sequence":
        return this.#passAll(node.nodes, from);
      case "choice":
        return new Set(node.nodes.flatMap((inner) => [...this.#findEnds(inner, from)]));
      case "repeat":
        return this.#repeat(node, from);
      case "look":
        return new Set([...from].filter((at) => this.#sees(node, at) !== node.isNegative));
      default:
        return new Set([...from].filter((at) => this.#holds(node, at)));
    }
  }

  #passAll(nodes: readonly PatternNode[], from: ReadonlySet<number>): Set<number> {
    let ends = new Set(from);
    for (const node of nodes) {
      if (ends.size === 0) break;
      ends = this.#findEnds(node, ends);
    }
    return ends;
  }

  /** As many of a set's characters as follow one place: what most patterns are made of, without a set for each round. */
  #passRun(has: (character: string) => boolean, least: number, most: number, start: number): Set<number> {
    let end = start;
    const last = Math.min(this.#characters.length, start + most);
    while (end < last && has(this.#characters[end] ?? "")) end++;
    this.#left -= end - start;
    const ends = new Set<number>();
    for (let at = start + least; at <= end; at++) ends.add(at);
    return ends;
  }

  #passCharacter(has: (character: string) => boolean, from: ReadonlySet<number>): Set<number> {
    const ends = new Set<number>();
    for (const at of from) {
      const character = this.#characters[at];
      if (character !== undefined && has(character)) ends.add(at + 1);
    }
    return ends;
  }

  #holds(node: Extract<PatternNode, { kind: "boundary" | "start" | "end" }>, at: number): boolean {
    switch (node.kind) {
      case "boundary":
        return (this.#isWord(at - 1) !== this.#isWord(at)) !== node.isNegative;
      case "start":
        return at === 0 || (node.isLine && this.#isLineEnd(at - 1));
      case "end":
        return at === this.#characters.length || (node.isLine && this.#isLineEnd(at));
    }
  }

  #sees({ node, isBehind }: Look, at: number): boolean {
    if (!isBehind) return this.#findEnds(node, new Set([at])).size > 0;
    const [least, most] = measurePattern(node);
    const starts = new Set<number>();
    for (let start = Math.max(0, at - most); start <= at - least; start++) starts.add(start);
    return this.#findEnds(node, starts).has(at);
  }

  #repeat({ node, least, most }: Repeat, from: ReadonlySet<number>): Set<number> {
    const [only = 0] = from;
    if (node.kind === "character" && from.size === 1) return this.#passRun(node.has, least, most, only);
    const ends = new Set(least === 0 ? from : []);
    let front = new Set(from);
    // Beyond the text's length, another round can only be empty.
    const rounds = Math.min(most, Math.max(least, this.#characters.length));
    for (let round = 1; round <= rounds && front.size > 0; round++) {
      front = this.#findEnds(node, front);
      if (round < least) continue;
      front = front.difference(ends);
      for (const end of front) ends.add(end);
    }
    return ends;
  }
}

/** Characters of one set. */
interface RunOf {
  readonly has: (character: string) => boolean;
  /** Whether those of ASCII are of it, which nearly all names are made of. */
  readonly ascii: readonly boolean[];
  readonly least: number;
  readonly most: number;
}

const runs = new WeakMap<PatternNode, RunOf | "none">();

/** The one set whose characters a pattern takes, whatever says that it is for the whole text: what most names are held against. */
function findRun(pattern: PatternNode): RunOf | "none" {
  const all = pattern.kind === "sequence" ? pattern.nodes : [pattern];
  // What only switches something, as `(?s)` does, takes nothing.
  const nodes = all.filter((node) => node.kind !== "sequence" || node.nodes.length > 0);
  const inner = nodes.slice(
    nodes[0]?.kind === "start" ? 1 : 0,
    nodes.at(-1)?.kind === "end" ? -1 : undefined,
  );
  const [only, ...others] = inner;
  if (only?.kind !== "repeat" || only.node.kind !== "character" || others.length > 0) return "none";
  const { has } = only.node;
  const ascii = Array.from({ length: ASCII }, (_, code) => has(String.fromCharCode(code)));
  return { has, ascii, least: only.least, most: only.most };
}

const ASCII = 128;

function isRun({ has, ascii, least, most }: RunOf, text: string): boolean {
  let count = 0;
  for (; count < text.length; count++) {
    const code = text.charCodeAt(count);
    if (code >= ASCII) break;
    if (ascii[code] !== true) return false;
  }
  // From there on a character may be two places long.
  for (const character of count === text.length ? "" : text.slice(count)) {
    if (!has(character)) return false;
    count++;
  }
  return least <= count && count <= most;
}

/** Whether a pattern takes the whole of a text; not where telling it takes too long. */
export function matchesWhole(node: PatternNode, text: string): boolean {
  const run = runs.getOrInsertComputed(node, findRun);
  return run === "none" ? new Matching(text).isWhole(node) : isRun(run, text);
}

compileLightly(isRun, matchesWhole);
