/**
 * Replaces single words: runs of letters and digits, which names, ids and sentences are made of. A word becomes the same word
 * wherever it stands, so that `orders` is still a part of `orders-queue` and of its ARN. Letters stay letters in the same
 * case, so that names that differ in case alone still do no more than that.
 */
import { Known } from "../base/known.ts";
import {
  ALPHANUMERIC,
  type Alphabet,
  BASE32,
  DIGITS,
  findAlphabet,
  HEX,
  LETTERS,
  NONZERO,
} from "./alphabets.ts";
import type { Keyed } from "./keyed.ts";

const MOST_KNOWN = 50_000;
/** Shorter numbers count or measure: revisions, sizes, years, ports. */
const SHORTEST_NUMBER = 6;
const ACCOUNT_LENGTH = 12;
const NUMBER = /^\d+$/;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const UNIQUE_ID =
  /^(?:A3T[A-Z0-9]|ABIA|ACCA|AGPA|AIDA|AIPA|AKIA|ANPA|ANVA|APKA|AROA|ASCA|ASIA)(?=[A-Z0-9]{12,}$)/;
const BASE32_TEXT = /^[A-Z2-7]+$/;
const HEX_TEXT = /^(?=.*[a-f])(?=.*[0-9])[0-9a-f]{8,}$/;
/** An id that was drawn at random, where letters and digits have no place of their own. */
const DRAWN_TEXT = /^(?=(?:[a-z]*\d){3})(?=.*[g-z])[a-z0-9]{10,}$/;

/** The log's own "no account", and the numbers that AWS's documentation writes: none of them is anybody's. */
const NO_ACCOUNT = "000000000000";
const RESERVED_ACCOUNT = /^(\d)\1*$|^(\d{4})\2\2$|^0?123456789\d*$|^(\d)\3{3}(\d)\4{3}(\d)\5{3}$/;

/** How words are replaced beyond the usual. */
export interface WordRules {
  /** Of texts that people write to each other: short numbers are replaced, too. */
  readonly withNumbers: boolean;
}

/** Replaces words under a key, and remembers what it replaced lately. */
export class RenewedWords {
  readonly #keyed: Keyed;
  readonly #known = new Known<string>(MOST_KNOWN);

  constructor(keyed: Keyed) {
    this.#keyed = keyed;
  }

  /** What stands for a word, which has letters, digits and characters beyond ASCII. */
  renew(word: string, { withNumbers }: WordRules): string {
    if (word.length < SHORTEST_NUMBER && NUMBER.test(word))
      return withNumbers ? this.#permute("number", word, this.#listDigits(word)) : word;
    if (word.length > 64) return this.#replace(word);
    return this.#known.take(word, (one) => this.#replace(one));
  }

  /** What stands for the digits of an account. */
  renewAccount(account: string): string {
    if (account === NO_ACCOUNT) return account;
    const alphabets = Array.from(account, () => DIGITS);
    let made = this.#permute("account", account, alphabets);
    while (RESERVED_ACCOUNT.test(made)) made = this.#permute("account", made, alphabets);
    return made;
  }

  /** What stands for a UUID, whose version and variant stay. */
  renewUuid(uuid: string): string {
    const alphabets = Array.from(uuid, (one, place) =>
      one === "-" || place === 14 || place === 19 ? undefined : HEX,
    );
    return this.#permute("uuid", uuid, alphabets);
  }

  /** What stands for the address of a card: its first byte says of which kind it is. */
  renewMac(mac: string): string {
    const alphabets = Array.from(mac, (one, place) =>
      one === ":" || one === "-" || place < 2 ? undefined : HEX,
    );
    return this.#permute("mac", mac, alphabets);
  }

  #replace(word: string): string {
    if (NUMBER.test(word))
      return word.length === ACCOUNT_LENGTH
        ? this.renewAccount(word)
        : this.#permute("number", word, this.#listDigits(word));
    const [prefix = ""] = UNIQUE_ID.exec(word) ?? [];
    if (prefix !== "") return prefix + this.#replaceUniqueId(word.slice(prefix.length));
    const folded = word.toLowerCase();
    if (folded.length !== word.length) return this.#replaceByCharacter(word);
    const [first = "", ...rest] = folded;
    if (HEX_TEXT.test(folded)) return this.#walk("hex", word, [HEX, ...rest.map(() => HEX)], HEX_TEXT);
    if (DRAWN_TEXT.test(folded)) {
      const start = findAlphabet(first) ?? LETTERS;
      return this.#walk("drawn", word, [start, ...rest.map(() => ALPHANUMERIC)], DRAWN_TEXT);
    }
    return this.#replaceByCharacter(word);
  }

  #replaceUniqueId(rest: string): string {
    if (!BASE32_TEXT.test(rest)) return this.#replaceByCharacter(rest);
    return this.#permute(
      "unique id",
      rest,
      Array.from(rest, () => BASE32),
    );
  }

  #replaceByCharacter(word: string): string {
    const characters = [...word];
    const alphabets = characters.map((one) => findAlphabet(one));
    return this.#permute("word", characters, alphabets);
  }

  /** A number stays as long as it is, and begins with as many zeros. */
  #listDigits(word: string): (Alphabet | undefined)[] {
    const first = word.search(/[1-9]/);
    return Array.from(word, (_, place) => {
      if (place > first) return DIGITS;
      return place === first ? NONZERO : undefined;
    });
  }

  /** Replaces until what comes out is of the same form, which is a permutation of the texts of that form. */
  #walk(purpose: string, word: string, alphabets: readonly Alphabet[], form: RegExp): string {
    let made = this.#permute(purpose, word, alphabets);
    while (!form.test(made.toLowerCase())) made = this.#permute(purpose, made, alphabets);
    return made;
  }

  #permute(purpose: string, text: Iterable<string>, alphabets: readonly (Alphabet | undefined)[]): string {
    const characters = [...text];
    // Letters of ASCII are told apart by their case alone, which stays as it is.
    const folded = characters.map((one) => (one < "\u0080" ? one.toLowerCase() : one));
    const digits = folded.map((one, place) => alphabets[place]?.places.get(one) ?? 0);
    const bounds = alphabets.map((alphabet) => alphabet?.characters.length ?? 1);
    const isUpper = isAllUpper(characters);
    return this.#keyed
      .replace(purpose, digits, bounds)
      .map((digit, place) => {
        const [old = "", made] = [characters[place], alphabets[place]?.characters[digit]];
        if (made === undefined) return old;
        const takesUpper = old >= "A" && old <= "Z" ? true : isUpper && old <= "9";
        return takesUpper && made < "\u0080" ? made.toUpperCase() : made;
      })
      .join("");
  }
}

/** Whether a text has capital letters and no small ones, as ids have where digits and letters change places. */
function isAllUpper(characters: readonly string[]): boolean {
  let hasUpper = false;
  for (const one of characters) {
    if (one >= "a" && one <= "z") return false;
    hasUpper ||= one >= "A" && one <= "Z";
  }
  return hasUpper;
}
