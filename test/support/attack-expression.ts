/**
 * Looks for texts on which a regular expression takes more than linear time: texts that repeat what one of its parts
 * repeats, or its beginning, and then do not go on as it asks.
 */
import { type Part, readExpression } from "./read-expression.ts";

/** Signs that stand for many: each class of an expression has some of them. */
const SIGNS = [..."aZf09_-. /:<>{}[]()\"'@=\\,;*#%&?+|~$!", "\t", "\n", "\r", "\u0085", "\u2028", "é", "𝒂"];
/** What may end a text so that it does not match after all. */
const ENDS = ["", "\u0000", "!", "\n", "a", "0", " ", "/a", "\u0000a"];
const SHORT = [24, 120, 600, 4_000, 16_000];

interface Attack {
  readonly before: string;
  readonly repeated: string;
  readonly end: string;
}

export interface Finding extends Attack {
  /** Milliseconds by length in characters. */
  readonly times: Readonly<Record<number, number>>;
}

class Samples {
  readonly #flags: string;
  readonly #known = new Map<string, readonly string[]>();

  constructor(flags: string) {
    this.#flags = flags.replace(/[gy]/g, "");
  }

  /** The signs that an atom takes. */
  ofAtom(source: string): readonly string[] {
    const known = this.#known.get(source);
    if (known) return known;
    let found: readonly string[] = [source.replace(/^\\(?=[^\w])/, "")];
    const isLiteral = source.length === 1 && source !== ".";
    if (!isLiteral) {
      const atom = new RegExp(`^(?:${source})$`, this.#flags);
      const fitting = SIGNS.filter((sign) => atom.test(sign));
      if (fitting.length > 0) found = fitting;
    }
    this.#known.set(source, found);
    return found;
  }

  /** A short text that a part takes. */
  of(part: Part): string {
    if (part.kind === "atom") return this.ofAtom(part.source)[0] ?? "";
    if (part.kind === "choice") return part.look ? "" : this.ofAll(part.options[0] ?? []);
    if (part.kind === "border") return "";
    return this.of(part.part).repeat(Math.min(Math.max(part.min, 1), 40));
  }

  ofAll(parts: readonly Part[]): string {
    return parts.map((part) => this.of(part)).join("");
  }
}

interface Found {
  readonly befores: Set<string>;
  readonly repeated: Set<string>;
  readonly ends: Set<string>;
}

/** Collects what comes before each repetition, and what is repeated. */
function collect(samples: Samples, parts: readonly Part[], before: string, found: Found): void {
  let text = before;
  for (const [place, part] of parts.entries()) {
    const inner = part.kind === "repeat" ? part.part : part;
    if (part.kind === "repeat" && part.max > 1) {
      found.befores.add(text);
      found.repeated.add(samples.of(inner));
      found.repeated.add(samples.of(inner) + samples.ofAll(parts.slice(place + 1)));
      found.repeated.add(samples.ofAll(parts.slice(0, place)) + samples.of(inner));
    }
    if (inner.kind === "atom") {
      for (const sign of samples.ofAtom(inner.source).slice(0, 12)) found.repeated.add(sign);
      found.ends.add(samples.of(inner));
    }
    if (inner.kind === "choice") {
      for (const option of inner.options) {
        found.repeated.add(samples.ofAll(option));
        collect(samples, option, text, found);
      }
    }
    text += samples.of(part);
    found.repeated.add(text);
  }
}

function listAtoms(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => {
    if (part.kind === "atom") return [part.source];
    if (part.kind === "repeat") return listAtoms([part.part]);
    return part.kind === "choice" ? part.options.flatMap(listAtoms) : [];
  });
}

/** Whether any part is repeated: what is not takes the same time at each place of a text. */
function hasRepetition(parts: readonly Part[]): boolean {
  return parts.some((part) => {
    if (part.kind === "repeat") return part.max > 1 || hasRepetition([part.part]);
    return part.kind === "choice" && part.options.some(hasRepetition);
  });
}

/** The shortest text that the same repetition is made of: `aa` repeated is `a` repeated. */
function findPeriod(signs: readonly string[]): readonly string[] {
  const length = signs.findIndex(
    (_, place) =>
      place > 0 && signs.length % place === 0 && signs.every((sign, at) => sign === signs[at % place]),
  );
  return length < 0 ? signs : signs.slice(0, length);
}

/**
 * Tells texts apart as an expression does: two signs that each of its atoms and borders takes alike are one to it. Where it
 * looks back at what it found, all signs differ.
 */
function makeReader(options: readonly (readonly Part[])[], flags: string): (text: string) => string[] {
  const atoms = [...new Set(options.flatMap(listAtoms))];
  if (atoms.some((atom) => /^\\[1-9k]/.test(atom))) return (text) => [...text];
  const tests = [...atoms, "\\w", "[\\n\\r\\u2028\\u2029]", "[^]"].map(
    (atom) => new RegExp(`^(?:${atom})$`, flags.replace(/[gmy]/g, "")),
  );
  const known = new Map<string, string>();
  const read = (sign: string) => {
    const seen = known.get(sign) ?? tests.map((test) => (test.test(sign) ? "1" : "0")).join("");
    known.set(sign, seen);
    return seen;
  };
  return (text) => Array.from(text, read);
}

/** The texts without those that are to the expression what an earlier one is. */
function dropAlike(texts: Iterable<string>, read: (text: string) => readonly string[]): string[] {
  const seen = new Set<string>();
  return [...texts].filter((text) => seen.size < seen.add(read(text).join()).size);
}

function listAttacks(source: string, flags: string): Attack[] {
  const samples = new Samples(flags);
  const found: Found = { befores: new Set([""]), repeated: new Set(), ends: new Set(ENDS) };
  const options = readExpression(source);
  if (!options.some(hasRepetition)) return [];
  for (const option of options) collect(samples, option, "", found);
  const read = makeReader(options, flags);
  const befores = dropAlike(found.befores, read).slice(0, 4);
  const texts = [...found.repeated].filter((text) => text !== "");
  const repeated = dropAlike(texts, (text) => findPeriod(read(text))).slice(0, 40);
  const ends = dropAlike(found.ends, read).slice(0, 12);
  return befores.flatMap((before) =>
    repeated.flatMap((one) => ends.map((end) => ({ before, repeated: one, end }))),
  );
}

function makeText({ before, repeated, end }: Attack, length: number): string {
  return before + repeated.repeat(Math.ceil(length / repeated.length)) + end;
}

/**
 * Milliseconds that the expression takes on a text, the least of some tries: what else the machine does only adds. It is not
 * tried again once it takes less than `little` or more than `much`.
 */
function measure(expression: RegExp, text: string, tries: number, little = 2, much = 500): number {
  let least = Number.POSITIVE_INFINITY;
  for (let count = 0; count < tries; count++) {
    const start = performance.now();
    expression.lastIndex = 0;
    if (expression.sticky) expression.test(text);
    else text.replace(expression, "");
    least = Math.min(least, performance.now() - start);
    if (least < little || least > much) return least;
  }
  return least;
}

/** Four times the length may take so many times as long: linear is 4, quadratic 16. */
const MOST_GROWTH = 9;
/** Less than so many milliseconds cannot be told from the machine's other work. */
const NOTICEABLE = 4;

/** Work that is not linear takes longer than this for 4,000 characters. */
const QUICK = 0.1;

/** Work that is linear takes far less than this for 16,000 characters, whatever else the machine does. */
const CERTAIN = 100;

/** A megabyte takes longer than this by an expression that is not linear. */
const SLOW = 500;

/** Whether four times the length takes far more than four times as long, also where the machine does other work. */
function confirm(expression: RegExp, attack: Attack, length: number): Finding | undefined {
  const times: Record<number, number> = {};
  let before = measure(expression, makeText(attack, length / 4), 3);
  for (const longer of [length, length * 4]) {
    const time = measure(expression, makeText(attack, longer), 3);
    times[longer] = time;
    if (time < before * MOST_GROWTH && time < 2_000) return undefined;
    if (time > CERTAIN) break;
    before = time;
  }
  return { ...attack, times };
}

/** How long the longest short text takes; or what was found before, since linear work on short texts takes no time at all. */
function screen(expression: RegExp, attack: Attack): Finding | number {
  let time = 0;
  for (const length of SHORT) {
    time = measure(expression, makeText(attack, length), 5, undefined, CERTAIN);
    if (length >= 4_000 && time < QUICK) return time;
    if (time < NOTICEABLE) continue;
    const finding =
      length < 4_000 ? { ...attack, times: { [length]: time } } : confirm(expression, attack, length);
    if (finding) return finding;
  }
  return time;
}

/** An attack that takes more than linear time, where one is found; `long` is the length of the longest texts tried. */
export function attackExpression({ source, flags }: RegExp, long = 1_000_000): Finding | undefined {
  // Whoever splits by it, or replaces all of it, looks for every place.
  const expression = new RegExp(source, flags.replace("g", "").replace(/^(?!.*y)/, "g"));
  const attacks = listAttacks(source, flags);
  let worst: { attack: Attack; time: number } | undefined;
  for (const attack of attacks) {
    const time = screen(expression, attack);
    if (typeof time !== "number") return time;
    if (time > (worst?.time ?? 0)) worst = { attack, time };
  }
  if (!worst) return undefined;
  const { attack } = worst;
  const whole = measure(expression, makeText(attack, long), 3, SLOW, 4 * SLOW);
  if (whole < SLOW) return undefined;
  const quarter = measure(expression, makeText(attack, long / 4), 3);
  if (whole < quarter * MOST_GROWTH) return undefined;
  // Past some length the engine has no room for what it compiled, and reads the expression step by step: once, and not more
  // slowly with each sign.
  const more = measure(expression, makeText(attack, 4 * long), 1);
  return more < whole * MOST_GROWTH
    ? undefined
    : { ...attack, times: { [long / 4]: quarter, [long]: whole, [4 * long]: more } };
}
