/**
 * What depends on the key: bytes that nobody can foretell without it, and permutations drawn from them.
 *
 * A permutation never gives one text for two, so that no relation of a log is lost or made, however short its names are; and
 * nothing has to be remembered, so that a log of any length is anonymized in one pass.
 */

/** Up to here a domain is permuted. Above it, two of a log's texts come out alike once in billions of logs: a hash will do. */
const LARGEST_DOMAIN = 2 ** 64;
/** Of a Feistel network with unequal halves; FF1 has ten, too: https://doi.org/10.6028/NIST.SP.800-38G */
const ROUNDS = 10;
const LONGEST_SEED = 200;
const LONGEST_FORM = 64;
const NONE = new Uint8Array(0);

/** A key, which replaces texts by texts of the same form. */
export class Keyed {
  readonly #key: Uint8Array;
  /** Of single characters, of which there are few kinds. */
  readonly #orders = new Map<string, readonly number[]>();

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** 32 bytes that are the same for the same texts: HMAC-SHA-256. */
  draw(purpose: string, text: string): Uint8Array {
    return new Bun.CryptoHasher("sha256", this.#key).update(`${purpose}\0${text}`).digest();
  }

  #digest(text: string): string {
    return Buffer.from(this.draw("digest", text)).toString("hex");
  }

  /** A number below `bound` (at most 2^32), for the same texts the same. */
  #drawBelow(purpose: string, text: string, bound: number): number {
    const bytes = this.draw(purpose, text);
    let number = 0;
    // Sixteen bits more than the bound has, so that no number is noticeably likelier than another.
    for (let at = 0; at < 6; at++) number = number * 256 + (bytes[at] ?? 0);
    return number % bound;
  }

  /** Numbers, each below the bound at its place: of a large domain by hashing, of a small one by a permutation. */
  replace(purpose: string, digits: readonly number[], bounds: readonly number[]): number[] {
    // A long text's bounds are too long to be read again for each of its pieces.
    const form = bounds.length > LONGEST_FORM ? this.#digest(bounds.join()) : bounds.join();
    const label = `${purpose} ${form}`;
    const size = bounds.reduce((product, bound) => product * bound, 1);
    if (size > LARGEST_DOMAIN) return this.#hash(label, digits, bounds);
    const middle = findMiddle(bounds, size);
    if (middle === 0) return this.#permuteOne(label, digits, bounds);
    const [leftBounds, rightBounds] = [bounds.slice(0, middle), bounds.slice(middle)];
    const [most, other] = [sizeOf(leftBounds), sizeOf(rightBounds)];
    let [left, right] = [join(digits.slice(0, middle), leftBounds), join(digits.slice(middle), rightBounds)];
    for (let round = 0; round < ROUNDS; round += 2) {
      left = (left + this.#drawBelow(label, `${round} ${right}`, most)) % most;
      right = (right + this.#drawBelow(label, `${round + 1} ${left}`, other)) % other;
    }
    return [...split(left, leftBounds), ...split(right, rightBounds)];
  }

  /** Where all but one place are settled, or the domain cannot be halved. */
  #permuteOne(label: string, digits: readonly number[], bounds: readonly number[]): number[] {
    return digits.map((digit, place) => {
      const bound = bounds[place] ?? 1;
      if (bound < 2) return digit;
      const order = this.#orders.getOrInsertComputed(`${label} ${place}`, (all) => this.#mix(all, bound));
      return order[digit] ?? digit;
    });
  }

  /** All numbers below a bound, in an order that the key draws. */
  #mix(label: string, bound: number): readonly number[] {
    const order = Array.from({ length: bound }, (_, number) => number);
    for (let last = bound - 1; last > 0; last--) {
      const drawn = this.#drawBelow(label, String(last), last + 1);
      [order[last], order[drawn]] = [order[drawn] ?? 0, order[last] ?? 0];
    }
    return order;
  }

  #hash(label: string, digits: readonly number[], bounds: readonly number[]): number[] {
    const text = digits.join();
    // A long text is read once, and not for each of its pieces.
    const seed = text.length > LONGEST_SEED ? this.#digest(text) : text;
    let bytes: Uint8Array = NONE;
    let used = 0;
    return bounds.map((bound, place) => {
      if (bound < 2) return digits[place] ?? 0;
      if (used === bytes.length) [bytes, used] = [this.draw(`${label} ${place}`, seed), 0];
      used += 2;
      return (((bytes[used - 2] ?? 0) << 8) | (bytes[used - 1] ?? 0)) % bound;
    });
  }
}

function sizeOf(bounds: readonly number[]): number {
  return bounds.reduce((product, bound) => product * bound, 1);
}

/** Where to part the places so that neither side has one value alone, as evenly as can be; 0 where there is no such place. */
function findMiddle(bounds: readonly number[], size: number): number {
  let [middle, closest, left] = [0, Number.POSITIVE_INFINITY, 1];
  for (const [place, bound] of bounds.entries()) {
    const right = size / left;
    const larger = Math.max(left, right);
    if (left > 1 && right > 1 && larger < closest) [middle, closest] = [place, larger];
    left *= bound;
  }
  return closest <= 2 ** 48 ? middle : 0;
}

function join(digits: readonly number[], bounds: readonly number[]): number {
  return digits.reduce((number, digit, place) => number * (bounds[place] ?? 1) + digit, 0);
}

function split(number: number, bounds: readonly number[]): number[] {
  const digits: number[] = [];
  let rest = number;
  for (let place = bounds.length - 1; place >= 0; place--) {
    const bound = bounds[place] ?? 1;
    digits[place] = rest % bound;
    rest = Math.floor(rest / bound);
  }
  return digits;
}
