/** Which characters may stand for one: of its kind, so that a text stays of its form and as long as it was. */

/** The characters of a kind, in order. */
export interface Alphabet {
  readonly characters: readonly string[];
  readonly places: ReadonlyMap<string, number>;
}

function makeAlphabet(characters: readonly string[]): Alphabet {
  return { characters, places: new Map(characters.map((character, place) => [character, place])) };
}

export const LETTERS = makeAlphabet([..."abcdefghijklmnopqrstuvwxyz"]);
export const DIGITS = makeAlphabet([..."0123456789"]);
export const NONZERO = makeAlphabet([..."123456789"]);
export const HEX = makeAlphabet([..."0123456789abcdef"]);
export const ALPHANUMERIC = makeAlphabet([..."0123456789abcdefghijklmnopqrstuvwxyz"]);
/** Of IAM's ids: https://www.rfc-editor.org/rfc/rfc4648#section-6, here in small letters. */
export const BASE32 = makeAlphabet([..."abcdefghijklmnopqrstuvwxyz234567"]);

/** Characters beyond ASCII are exchanged for their neighbours of the same kind: scripts stand together in Unicode. */
const BLOCK = 64;
const KINDS = [/^\p{Lu}/u, /^\p{L}/u, /^\p{N}/u, /^\p{S}/u];
const blocks = new Map<string, Alphabet>();

function listBlock(first: number, kind: RegExp): Alphabet {
  const characters = Array.from({ length: BLOCK }, (_, place) => String.fromCodePoint(first + place));
  return makeAlphabet(characters.filter((one) => KINDS.find((each) => each.test(one)) === kind));
}

/** The alphabet of a character; undefined for one that says nothing by itself: punctuation, marks, spaces. */
export function findAlphabet(character: string): Alphabet | undefined {
  if (character >= "0" && character <= "9") return DIGITS;
  if ((character >= "a" && character <= "z") || (character >= "A" && character <= "Z")) return LETTERS;
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return undefined;
  const kind = KINDS.find((each) => each.test(character));
  if (kind === undefined) return undefined;
  const first = point - (point % BLOCK);
  return blocks.getOrInsertComputed(`${first} ${kind.source}`, () => listBlock(first, kind));
}
