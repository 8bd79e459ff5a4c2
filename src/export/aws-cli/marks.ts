/**
 * Marks: texts that stand in the calls' inputs for what the script knows only when it runs. A mark is of letters and digits, so
 * that whatever reads identifiers takes it for one; one that stands for a number is a number of nine digits.
 */
import { Digits, isStructure, type Structure, type Value } from "../../aws/values.ts";

/** What is at `path`, a JMESPath, in the answer to a call; of that the part with this number, as `:` and `/` part it. */
export interface AnswerMeaning {
  readonly kind: "answer";
  readonly step: number;
  readonly path: string;
  /** What production had there, whole. */
  readonly recorded: string;
  readonly part?: MarkedPart;
}

/** What a mark stands for. */
export type Meaning =
  | AnswerMeaning
  /** The account whose number production's was. */
  | { readonly kind: "account"; readonly account: string }
  /** What whoever runs the script fills in. */
  | { readonly kind: "blank"; readonly blank: Blank };

/** A part of an ARN or a path. */
export interface MarkedPart {
  /** Counted from 0. */
  readonly place: number;
  readonly isLast: boolean;
  /** Whether a letter `v` stands before the number that is meant. */
  readonly isNumber?: true;
}

/** A variable at the top of the script. */
export interface Blank {
  /** What it is called, without the number behind it: `SECRET_STRING`. */
  readonly name: string;
  /** For people, in one line. */
  readonly about: string;
  /** What it is where nobody says otherwise; undefined where the script does not run without. */
  readonly preset: string | undefined;
}

/** A stretch of a text: as it is, or what stands for a mark. */
export type MarkedPiece = string | Meaning;

const BEGIN = "cmark";
const FIRST_NUMBER = 900_000_000;

function* listTexts(value: Value | undefined): Generator<string> {
  if (typeof value === "string") yield value;
  else if (value instanceof Digits) yield value.text;
  else if (typeof value === "number") yield String(value);
  else if (Array.isArray(value)) for (const item of value as readonly Value[]) yield* listTexts(item);
  else if (isStructure(value))
    for (const [key, inner] of Object.entries(value)) {
      yield key;
      yield* listTexts(inner);
    }
}

/** The marks of one script. */
export class Marks {
  readonly #begin: string;
  readonly #pattern: RegExp;
  readonly #meanings: Meaning[] = [];
  readonly #numbers = new Map<string, Meaning>();
  readonly #taken = new Set<string>();
  #next = FIRST_NUMBER;

  /** `values` are all that the log has: no mark is like anything in them. */
  constructor(values: readonly Structure[]) {
    let most = 0;
    for (const value of values)
      for (const text of listTexts(value)) {
        for (const [, letters = ""] of text.matchAll(/cmark(x*)/gi))
          most = Math.max(most, letters.length + 1);
        for (const [number] of text.matchAll(/(?<!\d)9\d{8}(?!\d)/g)) this.#taken.add(number);
      }
    this.#begin = BEGIN + "x".repeat(most);
    this.#pattern = new RegExp(`${this.#begin}(\\d+)z|(?<!\\d)(9\\d{8})(?!\\d)`, "g");
  }

  /** A mark for something. */
  make(meaning: Meaning): string {
    return `${this.#begin}${this.#meanings.push(meaning) - 1}z`;
  }

  /** A mark of digits alone, for what is a number. */
  makeNumber(meaning: Meaning): string {
    while (this.#taken.has(String(this.#next))) this.#next++;
    const mark = String(this.#next++);
    this.#numbers.set(mark, meaning);
    return mark;
  }

  /** What a text is made of. */
  split(text: string): readonly MarkedPiece[] {
    const pieces: MarkedPiece[] = [];
    let done = 0;
    for (const { 0: mark, 1: index, 2: number, index: start } of text.matchAll(this.#pattern)) {
      const meaning = number === undefined ? this.#meanings[Number(index)] : this.#numbers.get(number);
      if (meaning === undefined) continue;
      if (start > done) pieces.push(text.slice(done, start));
      pieces.push(meaning);
      done = start + mark.length;
    }
    if (done < text.length || pieces.length === 0) pieces.push(text.slice(done));
    return pieces;
  }

  /** What the texts of a value stand for. */
  *listMeanings(value: Value | undefined): Generator<Meaning> {
    for (const text of listTexts(value))
      for (const piece of this.split(text)) if (typeof piece !== "string") yield piece;
  }
}
