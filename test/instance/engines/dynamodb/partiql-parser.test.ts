// PartiQL's parser on what nobody writes.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { parseStatement } from "../../../../src/instance/engines/dynamodb/partiql/parse-statement.ts";
import { RefusedRequest } from "../../../../src/instance/engines/dynamodb/refusal.ts";

test("whatever is written, it is read or refused", () => {
  const word = fc.constantFrom(
    ...[
      "SELECT",
      "*",
      "FROM",
      "Music",
      "WHERE",
      "pk",
      "=",
      "'a'",
      "1",
      "?",
      "(",
      ")",
      "[",
      "]",
      "<<",
      ">>",
      "{",
      "}",
    ],
    ...[
      ",",
      ".",
      ":",
      "AND",
      "NOT",
      "IN",
      "BETWEEN",
      "IS",
      "MISSING",
      "UPDATE",
      "SET",
      "REMOVE",
      "INSERT",
      "INTO",
      "VALUE",
    ],
    ...[
      "DELETE",
      "RETURNING",
      "ALL",
      "OLD",
      '"',
      "'",
      "`",
      "/*",
      "*/",
      "--",
      "\n",
      "-",
      "+",
      "size",
      "é",
      "\u0000",
    ],
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      try {
        parseStatement(words.join(" "));
      } catch (problem) {
        expect(problem).toBeInstanceOf(RefusedRequest);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("a long statement takes no longer than its length", () => {
  for (const text of ["(", "NOT ", "- ", "/* ", "''", "1+", "[[", "a.", "--", '"', "`"]) {
    const statement = `SELECT * FROM Music WHERE ${text.repeat(8000 / text.length)}`;
    const before = performance.now();
    const result = (() => {
      try {
        return parseStatement(statement) && "read";
      } catch (problem) {
        return problem instanceof RefusedRequest ? "refused" : String(problem).slice(0, 100);
      }
    })();
    expect(result).toMatch(/^(?:read|refused)$/);
    expect(performance.now() - before).toBeLessThan(500);
  }
});
