/** Writes a text that a pattern takes: by its parts, then held against the whole, for what assertions ask is not written. */
import { matchesWhole } from "./match-pattern.ts";
import { type Lengths, measurePattern } from "./measure-pattern.ts";
import type { PatternNode } from "./text-pattern.ts";

type Characters = Extract<PatternNode, { kind: "character" }>;
type Repeat = Extract<PatternNode, { kind: "repeat" }>;

/** Longer texts are not written. */
export const LONGEST_WRITTEN = 4096;

/** What texts are spelt with, over and over, where their sets allow: the first reads best, the others have what some ask for. */
const WORDS = ["placeholder", "Placeholder-1", "1a"];

/** Written where the word's turn is refused, the first that is not. 1 comes before 0, which alone is often refused. */
const CHARACTERS = [
  ..."aA1-_./:@ bcdefghijklmnopqrstuvwxyz",
  ...Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)),
  ..."\n\r\té中",
];

/** How much longer than the least a text is made, until the whole takes it. */
const MORE = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128];

/** Which of the alternatives that can be as long is written, and which part is the first that is made longer. */
const TURNS = [0, 1, 2];

/** Shares a length among parts: each gets its least, and the first after `turn` others that can take more gets it. */
function shareLength(lengths: readonly Lengths[], length: number, turn: number): number[] {
  const shares = lengths.map(([least]) => least);
  let rest = length - shares.reduce((sum, least) => sum + least, 0);
  for (let offset = 0; offset < lengths.length && rest > 0; offset++) {
    const at = (offset + turn) % lengths.length;
    const [least, most] = lengths[at] ?? [0, 0];
    const more = Math.min(rest, most - least);
    shares[at] = least + more;
    rest -= more;
  }
  return shares;
}

type Has = Characters["has"];

/** Chooses the character at a place of the text, of a set; undefined where it knows none of the set. */
type Spell = (place: number, has: Has) => string | undefined;

class Writer {
  readonly #spell: Spell;
  readonly #turn: number;
  #text: string[] = [];

  constructor(spell: Spell, turn: number) {
    this.#spell = spell;
    this.#turn = turn;
  }

  /** A text of about this length; undefined where a set has none of the usual characters. */
  writeAll(node: PatternNode, length: number): string | undefined {
    this.#text = [];
    return this.#write(node, length) ? this.#text.join("") : undefined;
  }

  #write(node: PatternNode, length: number): boolean {
    switch (node.kind) {
      case "character":
        return this.#writeCharacter(node);
      case "sequence":
        return this.#writeParts(node.nodes, length);
      case "choice":
        return this.#writeOption(node.nodes, length);
      case "repeat":
        return this.#writeRepeat(node, length);
      default:
        return true;
    }
  }

  #writeCharacter({ has, sample }: Characters): boolean {
    const usual = this.#spell(this.#text.length, has);
    const character = usual ?? (sample !== undefined && has(sample) ? sample : undefined);
    if (character !== undefined) this.#text.push(character);
    return character !== undefined;
  }

  #writeParts(nodes: readonly PatternNode[], length: number): boolean {
    const shares = shareLength(nodes.map(measurePattern), length, this.#turn);
    return nodes.every((inner, at) => this.#write(inner, shares[at] ?? 0));
  }

  /** One of those that can be as long; else the one that is nearest, and rather longer. */
  #writeOption(nodes: readonly PatternNode[], length: number): boolean {
    const fitting = nodes.filter((node) => {
      const [least, most] = measurePattern(node);
      return least <= length && length <= most;
    });
    const longer = nodes
      .filter((node) => measurePattern(node)[0] > length)
      .toSorted((one, other) => measurePattern(one)[0] - measurePattern(other)[0]);
    const longest = nodes.toSorted((one, other) => measurePattern(other)[1] - measurePattern(one)[1]);
    const chosen = fitting[this.#turn % fitting.length] ?? longer[0] ?? longest[0];
    return chosen !== undefined && this.#write(chosen, length);
  }

  /** Rather more of the least than fewer of what is longer. */
  #writeRepeat({ node, least, most }: Repeat, length: number): boolean {
    const inner = measurePattern(node);
    const [shortest, longest] = inner;
    const wanted = longest === 0 ? 0 : Math.floor(length / Math.max(1, Math.min(shortest, length)));
    const count = Math.max(least, Math.min(most, wanted));
    const shares = shareLength(
      Array.from({ length: count }, () => inner),
      length,
      0,
    );
    return shares.every((share) => this.#write(node, share));
  }
}

function spellWord(word: string): Spell {
  return (place, has) => {
    const wished = word[place % word.length];
    return wished !== undefined && has(wished) ? wished : CHARACTERS.find(has);
  };
}

/** The texts of some lengths, from the shortest on, that a pattern takes as they are written with some spellings. */
function* writeMatches(
  node: PatternNode,
  [min, max]: Lengths,
  spellings: readonly Spell[],
): Generator<string, undefined> {
  const [least, most] = measurePattern(node);
  const shortest = Math.max(least, min, 1);
  const longest = Math.min(most, max, LONGEST_WRITTEN);
  for (const spell of spellings)
    for (const more of MORE)
      for (const turn of TURNS) {
        if (shortest + more > longest) continue;
        const text = new Writer(spell, turn).writeAll(node, shortest + more);
        if (text === undefined) return undefined;
        const length = [...text].length;
        if (text !== "" && min <= length && length <= max && matchesWhole(node, text)) yield text;
      }
  return undefined;
}

const SPELLINGS = WORDS.map(spellWord);

/** A text that a pattern takes and that has a length of these: the shortest of those that are tried; undefined for none. */
export function writeMatch(node: PatternNode, lengths: Lengths): string | undefined {
  return writeMatches(node, lengths, SPELLINGS).next().value;
}

/** Of what texts are drawn: the first that a set has most of. */
const ALPHABETS = ["0123456789abcdefghijklmnopqrstuvwxyz", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"].map(
  (letters) => [...letters],
);
/** A set that has fewer of them says what stands there, rather than leaving it open. */
const FEWEST = 8;
/** So many places that are left open tell one text from any other that is drawn. */
const ENOUGH = 7;
const DIGITS_EACH = 2;

const drawn = new WeakMap<Has, readonly string[]>();

function listDrawn(has: Has): readonly string[] {
  const [first = [], ...others] = ALPHABETS.map((letters) => letters.filter(has));
  return others.reduce((most, letters) => (letters.length > most.length ? letters : most), first);
}

/**
 * A text that a pattern takes and that has a length of these, by hexadecimal digits: another one for other digits, as short as
 * that leaves room for. undefined where none is found.
 */
export function drawMatch(node: PatternNode, lengths: Lengths, digits: string): string | undefined {
  let open = 0;
  const spell: Spell = (place, has) => {
    // What was written before and refused left nothing open here.
    if (place === 0) open = 0;
    const letters = drawn.getOrInsertComputed(has, listDrawn);
    if (letters.length < FEWEST) return CHARACTERS.find(has);
    const at = (open++ * DIGITS_EACH) % (digits.length - 1);
    return letters[Number.parseInt(digits.slice(at, at + DIGITS_EACH), 16) % letters.length];
  };
  let [most, best]: [number, string | undefined] = [-1, undefined];
  for (const text of writeMatches(node, lengths, [spell])) {
    if (open > most) [most, best] = [open, text];
    if (most >= ENOUGH) break;
  }
  return best;
}
