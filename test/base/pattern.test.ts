// Patterns for names: the language, its cost, and that the rows of the tables mean what they meant as expressions.
import { expect, test } from "bun:test";
import { DATA_TABLES, readTable } from "../../scripts/lib/data-tables.ts";
import { loadIndex, loadModel } from "../../src/aws/model/table.ts";
import { compilePattern, matchesPattern, printPattern } from "../../src/base/pattern.ts";
import { listShapes } from "../support/list-shapes.ts";

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
    for (const name of names)
      expect({ pattern, name, isMeant: isMeant(name) }).toEqual({
        pattern,
        name,
        isMeant: expression.test(name),
      });
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

/** The texts of a row that may be patterns, and of `service:operations:members` its parts. */
function* listPatterns(value: unknown): Generator<string> {
  if (typeof value === "string") {
    if (/^[\w*|:-]+$/.test(value)) for (const part of value.split(":")) if (/[*|]/.test(part)) yield part;
  } else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) if (key !== "reason") yield* listPatterns(inner);
}

/** Names in which `*` stood for letters and digits only; these have others, and are meant by it as well. */
const isWord = (name: string) => /^\w*$/.test(name);

test("every pattern of the tables means the services, operations and members that it means as an expression", async () => {
  const patterns = new Set<string>();
  for (const table of DATA_TABLES)
    for (const row of await readTable(table)) for (const pattern of listPatterns(row)) patterns.add(pattern);
  const names = new Set<string>();
  for (const { service } of (await loadIndex()).services) {
    names.add(service);
    const model = await loadModel(service);
    for (const name of Object.keys(model.operations)) names.add(name);
    for (const shape of listShapes(model))
      for (const name of Object.keys(shape.members ?? {})) names.add(name);
  }
  expect(patterns.size).toBeGreaterThan(20);
  for (const pattern of patterns) {
    const words = pattern.split("|").map((part) => part.split("*").map(RegExp.escape).join("\\w*"));
    const expression = new RegExp(`^(?:${words.join("|")})$`);
    const differing = [...names].filter(
      (name) => isWord(name) && matchesPattern(pattern, name) !== expression.test(name),
    );
    expect({ pattern, differing }).toEqual({ pattern, differing: [] });
  }
}, 60_000);
