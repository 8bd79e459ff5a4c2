/** What programs stumble over, as values and as texts. */
import type { Draw } from "../../support/make-value.ts";
import { happens, pick } from "./draw-case.ts";

/** Names that every object of JavaScript has, and what is no name at all. */
export const NAMES = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "toJSON",
  "then",
  "length",
  "",
  " ",
  "0",
  "-1",
  "a.b",
  "a[0]",
  "$ref",
  "a\u0000b",
  "\ud800",
  "é",
  "💥",
  "x".repeat(300),
] as const;

export const TEXTS = [
  ...NAMES,
  "null",
  "undefined",
  "true",
  "NaN",
  "Infinity",
  "1e999",
  "-0",
  "9007199254740993",
  "170141183460469231731687303715884105728",
  "0x10",
  "***",
  "*",
  "${a}",
  "{{a}}",
  "%s%n",
  "%00",
  "%zz",
  "../../../etc/passwd",
  "arn:aws:iam::123456789012:role/x",
  "arn::::::",
  "arn:aws:s3:::",
  "arn:",
  "http://169.254.169.254/latest",
  "2026-02-30T00:00:00Z",
  "275760-09-13T00:00:00.001Z",
  "0000-00-00",
  "1969-12-31T23:59:59Z",
  "{",
  "[",
  '"',
  "{}",
  "[]",
  "{'a': 'b'}",
  '{"a":{"b":[]}}',
  "H4sIAAAAAAAA",
  "eyJh",
  "<a>",
  "<![CDATA[",
  "&#x0;",
  "&amp;&lt;",
  "a\r\nb",
  "\u2028\u202e\u001b[31m",
  "\ufeff",
] as const;

export const NUMBERS = [
  0,
  -0,
  -1,
  1,
  0.1,
  255,
  256,
  65_536,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  -(2 ** 53),
  1e21,
  1e300,
  5e-324,
] as const;

function nest(draw: Draw, value: unknown): unknown {
  let nested = value;
  for (let left = pick(draw, [1, 5, 50, 500]); left > 0; left--)
    nested = draw(1) === 0 ? [nested] : { [pick(draw, ["a", "Records", "items", "__proto__x"])]: nested };
  return nested;
}

/** A value of JSON that stands where another one is waited for. */
export function drawHostile(draw: Draw): unknown {
  switch (draw(9)) {
    case 0:
      return null;
    case 1:
      return draw(1) === 0;
    case 2:
    case 3:
      return pick(draw, NUMBERS);
    case 4:
      return pick(draw, [[], {}, [null], [[]], [{}], { items: [] }, { items: null }, [[], []]]);
    case 5:
      return pick(draw, TEXTS).repeat(pick(draw, [2, 40, 400]));
    case 6:
      return nest(draw, pick(draw, TEXTS));
    case 7:
      // JSON.parse makes of it a member of its own, which a literal does not.
      return JSON.parse(`{"${pick(draw, ["__proto__", "constructor", "toString"])}":{"a":1}}`);
    default:
      return pick(draw, TEXTS);
  }
}

/** A text that stands where another one is waited for. */
export function drawText(draw: Draw): string {
  return happens(draw, 8) ? pick(draw, TEXTS).repeat(pick(draw, [2, 100, 3_000])) : pick(draw, TEXTS);
}
