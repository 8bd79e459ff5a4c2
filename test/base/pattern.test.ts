// Patterns for names: the language, and its cost.
import { expect, test } from "bun:test";
import { compilePattern, matchesPattern, printPattern } from "../../src/base/pattern.ts";

/** Every text of at most `longest` of these signs. */
function* listTexts(signs: string, longest: number): Generator<string> {
  yield "";
  if (longest === 0) return;
  for (const rest of listTexts(signs, longest - 1)) for (const sign of signs) yield sign + rest;
}

test("a pattern matches what its regular expression does: every short pattern, every short name", () => {
  const names = [...new Set(listTexts("ab*", 4))];
  for (const pattern of new Set(listTexts("ab*?|", 4))) {
    const expression = new RegExp(`^(?:${printPattern(pattern)})$`);
    const isMeant = compilePattern(pattern);
    const differing = names.filter((name) => isMeant(name) !== expression.test(name));
    expect({ pattern, differing }).toEqual({ pattern, differing: [] });
  }
});

test.each([
  ["Create*", "CreateQueue", true],
  ["Create*", "create", false],
  ["*", "", true],
  ["Get|List*", "ListTags", true],
  ["Get|List*", "GetTags", false],
  ["a.c", "abc", false],
  ["*:table/?", "dynamodb:table/x", true],
  ["", "", true],
])("%j and %j: %p", (pattern, name, expected) => {
  expect(matchesPattern(pattern, name)).toBe(expected);
});

test("a name of a megabyte takes no time, whatever the pattern", () => {
  const name = "a".repeat(1_000_000);
  // Tried as an expression, each star takes the square of what the one before it did.
  expect(compilePattern("*a*a*a*a*a*a*b")(name)).toBe(false);
  expect(compilePattern("*aaaaaaaaaaaaaaaaaaaaaaaaaaab")(name)).toBe(false);
}, 5_000);
