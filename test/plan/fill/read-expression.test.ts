// Expressions come from logs: whatever they hold, reading one ends, and soon.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { learnAttributeTypes } from "../../../src/plan/fill/attribute-types.ts";
import { findLanguage, type Language } from "../../../src/plan/fill/expression-rows.ts";
import { readExpression } from "../../../src/plan/fill/read-expression.ts";
import { makeNode, readType } from "../../../src/plan/fill/type-nodes.ts";
import { makeStep } from "../make-step.ts";

function findDynamo(): Language {
  const language = findLanguage("dynamodb");
  if (!language) throw new Error("no language");
  return language;
}

/** The marks that an expression refers to, and how often something was asked of the referents. */
function read(text: string): { marks: Set<string>; asked: number } {
  const marks = new Set<string>();
  let asked = 0;
  const node = makeNode();
  readExpression(findDynamo(), text, {
    valueOf: (mark) => {
      asked++;
      marks.add(mark);
      return node;
    },
    attributeAt: () => {
      asked++;
      return node;
    },
  });
  return { marks, asked };
}

test("every mark of any text is found, and nothing throws", () => {
  const piece = fc.constantFrom(
    "SET",
    "ADD",
    "a",
    "#b",
    ":c",
    ":d",
    "(",
    ")",
    ",",
    "=",
    "+",
    "<",
    ".",
    "[",
    "0",
    "]",
  );
  const other = fc.constantFrom("BETWEEN", "AND", "IN", "size", "list_append", "NOT", " ", "\0", "ü");
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, other), { maxLength: 40 }), (pieces) => {
      const text = pieces.join(" ");
      const marks = text.match(/:\w+/g) ?? [];
      expect([...read(text).marks].sort()).toEqual([...new Set(marks)].sort());
    }),
  );
});

test("only a number is an index: a mark in its place is one all the same", () => {
  expect([...read("#b[:c]").marks]).toEqual([":c"]);
  expect(read("#b[0]").asked).toBe(1);
});

test.each(["(", "a.", "a[0]", "size(", "NOT ", ":a+", "a BETWEEN ", "a IN (", "#"])("1 MB of %j", (piece) => {
  const count = Math.ceil(1_000_000 / piece.length);
  expect(read(piece.repeat(count)).asked).toBeLessThanOrEqual(count + 1);
});

test.each([1, 32, 33, 100_000])(
  "a path of %i names takes no more memory than one that DynamoDB can have",
  async (count) => {
    const updateExpression = `SET ${Array(count).fill("a").join(".")} = :v`;
    const step = await makeStep("dynamodb", "UpdateItem", { tableName: "t", key: {}, updateExpression });
    expect(learnAttributeTypes([step]).size).toBe(count <= 32 ? count : 0);
  },
);

test("a mark is of the type that all its uses tell", () => {
  const nodes = new Map<string, ReturnType<typeof makeNode>>();
  readExpression(findDynamo(), "SET a = :v, b = b + :v", {
    valueOf: (mark) => nodes.getOrInsertComputed(mark, makeNode),
    attributeAt: (path) => nodes.getOrInsertComputed(path.join("."), makeNode),
  });
  expect(["a", "b", ":v"].map((name) => readType(nodes.get(name) ?? makeNode()))).toEqual(["N", "N", "N"]);
});
