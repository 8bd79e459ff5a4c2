// What a key draws: the same for the same, and never one text for two.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { Keyed } from "../../src/anonymize/keyed.ts";
import { RenewedWords } from "../../src/anonymize/words.ts";

const KEY = new TextEncoder().encode("a key for tests, long enough to be one");
const keyed = new Keyed(KEY);
const NAMES = { withNumbers: false };

test.each([[[26]], [[26, 26]], [[9, 10, 10]], [[1, 26, 1]], [[2, 2, 2, 2]], [[64, 3]]])(
  "no two of a small domain come out alike: %p",
  (bounds) => {
    let all: number[][] = [[]];
    for (const bound of bounds)
      all = all.flatMap((digits) => Array.from({ length: bound }, (_, digit) => [...digits, digit]));
    const made = all.map((digits) => keyed.replace("test", digits, bounds));
    expect(new Set(made.map(String)).size).toBe(all.length);
    for (const digits of made)
      expect(digits.every((digit, place) => digit >= 0 && digit < (bounds[place] ?? 0))).toBe(true);
  },
);

test("another key gives another text, and the same key the same", () => {
  const other = new Keyed(new TextEncoder().encode("another key for tests, as long as that"));
  const renew = (by: Keyed) => new RenewedWords(by).renew("payroll", NAMES);
  expect(renew(keyed)).toBe(renew(new Keyed(KEY)));
  expect(renew(keyed)).not.toBe(renew(other));
});

const word = fc.stringMatching(/^[A-Za-z0-9]{1,24}$/);

test("a word stays as long as it is, of the same letters and digits, and no two words become one", () => {
  const words = new RenewedWords(keyed);
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 2, maxLength: 40, selector: (one) => one.toLowerCase() }),
      (all) => {
        const made = all.map((one) => words.renew(one, NAMES));
        expect(new Set(made.map((one) => one.toLowerCase())).size).toBe(all.length);
        for (const [place, one] of all.entries()) {
          const other = made[place] ?? "";
          expect(other.length).toBe(one.length);
          // An id in hexadecimal digits may begin with any of them.
          if (!/^[0-9a-f]{8,}$/i.test(one)) expect(/^[a-z]/i.test(other)).toBe(/^[a-z]/i.test(one));
          expect(other.toLowerCase()).toBe(words.renew(one.toLowerCase(), NAMES).toLowerCase());
        }
      },
    ),
  );
});

test.each([
  ["2023", "a year"],
  ["7", "a revision"],
  ["000000000000", "no account"],
])("%s stays: %s", (text) => {
  expect(new RenewedWords(keyed).renew(text, NAMES)).toBe(text);
});

test("an account is none that AWS's documentation writes", () => {
  const words = new RenewedWords(keyed);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), (number) => {
      const account = String(number).padStart(12, "0");
      const made = words.renewAccount(account);
      expect(made).toMatch(/^\d{12}$/);
      expect(made).not.toMatch(/^(\d)\1{11}$|^0?123456789/);
    }),
  );
});

test.each([
  ["AKIAIOSFODNN7EXAMPLE", /^AKIA[A-Z2-7]{16}$/],
  ["AROA1234567890ABCDEFG", /^AROA[A-Z0-9]{17}$/],
  ["0a1b2c3d4e5f60718", /^(?=.*[a-f])(?=.*\d)[0-9a-f]{17}$/],
  ["Z0123456789ABCDEFGHIJ", /^[A-Z][A-Z0-9]{20}$/],
])("an id keeps its form: %s", (id, form) => {
  const made = new RenewedWords(keyed).renew(id, NAMES);
  expect(made).toMatch(form);
  expect(made).not.toBe(id);
});
