// What AWS says of expressions that are none, and which of several faults it tells.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { readCondition } from "../../../../src/instance/engines/dynamodb/expressions/condition.ts";
import { readProjection } from "../../../../src/instance/engines/dynamodb/expressions/projection.ts";
import { ExpressionScope } from "../../../../src/instance/engines/dynamodb/expressions/scope.ts";
import { readUpdate } from "../../../../src/instance/engines/dynamodb/expressions/update.ts";
import { RefusedRequest } from "../../../../src/instance/engines/dynamodb/refusal.ts";

const VALUES = {
  ":s": { S: "x" },
  ":n": { N: "1" },
  ":b": { BOOL: true },
  ":l": { L: [] },
  ":t": { SS: ["x"] },
};

function scope() {
  return new ExpressionScope({
    ExpressionAttributeNames: { "#n": "name" },
    ExpressionAttributeValues: VALUES,
  });
}

/** What is said of an expression, without its beginning; undefined where it is one. */
function refusalOf(read: () => unknown): string | undefined {
  try {
    read();
  } catch (problem) {
    if (problem instanceof RefusedRequest) return problem.error.message.replace(/^Invalid \w+: /, "");
    throw problem;
  }
  return undefined;
}

const ofCondition = (text: string) => refusalOf(() => readCondition(text, "ConditionExpression", scope()));
const ofUpdate = (text: string) => refusalOf(() => readUpdate(text, scope()));
const ofProjection = (text: string) => refusalOf(() => readProjection(text, scope()));

const WRONG_TYPE = "Incorrect operand type for operator or function; operator or function:";
const DISTINCT =
  "The first operand must be distinct from the remaining operands for this operator or function; operator:";
const MISUSED = "The function is not allowed to be used this way in an expression; function:";
const REDUNDANT = "The expression has redundant parentheses;";

describe("a condition", () => {
  test.each([
    "a = :s",
    "(a) = (:s)",
    "a.b[0].#n <> size(c)",
    "NOT a = :s and not (b < :n or c >= :n)",
    "((a = :s) AND (b = :s)) or contains(a, :s)",
    "a between :n and :n AND b IN (:s, :n)",
    "(size(a)) > :n",
    "attribute_type(a, :s) or :s = a",
  ])("%s", (text) => {
    const refused = ofCondition(text.replace("attribute_type(a, :s)", "attribute_exists(a)"));
    expect(refused).toBeUndefined();
  });

  test.each([
    ["", "The expression can not be empty;"],
    ["  ", 'Syntax error; token: "<EOF>", near: "  "'],
    ["a", 'Syntax error; token: "<EOF>", near: "a"'],
    ["a = = :s", 'Syntax error; token: "=", near: "= = :s"'],
    ["a ! :s", 'Syntax error; token: "!", near: "a ! :s"'],
    ["a = :s and", 'Syntax error; token: "<EOF>", near: "and"'],
    ["a in :s", 'Syntax error; token: ":s", near: "in :s"'],
    ["a[01] = :s", 'Syntax error; token: "1", near: "01]"'],
    ["_a = :s", 'Syntax error; token: "_", near: "_a"'],
    ["é = :s", 'Syntax error; token: "é", near: "é ="'],
    ["((a = :s))", REDUNDANT],
    ["((a)) = :s", REDUNDANT],
    ["(((size(a))))", REDUNDANT],
    ["select = :s", "Attribute name is a reserved keyword; reserved keyword: select"],
    ["foo(select)", "Invalid function name; function: foo"],
    ["select = :s and foo(a)", "Attribute name is a reserved keyword; reserved keyword: select"],
    ["size(a)", `${MISUSED} size`],
    [
      "if_not_exists(a, b) = :s",
      "The function is not allowed in a condition expression; function: if_not_exists",
    ],
    ["list_append(a, b)", "The function is not allowed in a condition expression; function: list_append"],
    ["attribute_exists(a) = :s", `${MISUSED} attribute_exists`],
    ["a = :x", "An expression attribute value used in expression is not defined; attribute value: :x"],
    ["#x = :x", "An expression attribute name used in the document path is not defined; attribute name: #x"],
    ["a = a", `${DISTINCT} =, first operand: [a]`],
    ["a[0].#n = a[0].name", "Attribute name is a reserved keyword; reserved keyword: name"],
    ["a[0].#n = a[0].#n", `${DISTINCT} =, first operand: [a, [0], name]`],
    ["a IN (a, :s)", `${DISTINCT} IN, first operand: [a]`],
    ["a < :b", `${WRONG_TYPE} <, operand type: BOOL`],
    ["a BETWEEN :l AND :l", `${WRONG_TYPE} BETWEEN, operand type: L`],
    ["begins_with(a, :n)", `${WRONG_TYPE} begins_with, operand type: N`],
    ["begins_with(size(a), :s)", `${WRONG_TYPE} begins_with, operand type: N`],
    ["size(:n) = :n", `${WRONG_TYPE} size, operand type: N`],
    [
      "begins_with(a)",
      "Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1",
    ],
    [
      "attribute_exists(:s)",
      "Operator or function requires a document path; operator or function: attribute_exists",
    ],
    [
      "attribute_type(a, :s)",
      "Invalid attribute type name found; type: x, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
    ],
    [
      "a BETWEEN :s AND :n",
      "The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {S:x}, upper bound operand: AttributeValue: {N:1}",
    ],
    ["a[99999999999] = :s", "List index is not within the allowable range; index: [99999999999]"],
    [`${"a.".repeat(32)}a = :s`, "The document path has too many nesting levels; nesting levels: 33"],
    [
      Array(151).fill("a = :s").join(" or "),
      "The expression contains too many operators; operator count: 301",
    ],
    [
      `a IN (${Array(101).fill(":s").join(",")})`,
      "The IN operator is provided with too many operands; number of operands: 101",
    ],
    ["x".repeat(4097), "Expression size has exceeded the maximum allowed size; expression size: 4097"],
  ])("%s is refused", (text, message) => expect(ofCondition(text)).toBe(message));
});

describe("an update", () => {
  test.each([
    "SET a = :s",
    "set a = b + :n, #n = if_not_exists(a, :s) remove c, d[1] add e :n delete f :t",
    "SET a = (b - :n), c = list_append(if_not_exists(c, :l), :l)",
    "REMOVE a.b, a.c",
  ])("%s", (text) => expect(ofUpdate(text)).toBeUndefined());

  test.each([
    ["", "The expression can not be empty;"],
    ["a = :s", 'Syntax error; token: "a", near: "a ="'],
    ["SET a = :s,", 'Syntax error; token: "<EOF>", near: ","'],
    ["SET a = ", 'Syntax error; token: "<EOF>", near: "= "'],
    ["SET a = :n + :n + :n", 'Syntax error; token: "+", near: ":n + :n"'],
    ["SET a = ((:s))", REDUNDANT],
    ["SET a = :s SET b = :s", 'The "SET" section can only be used once in an update expression;'],
    ["SET select = foo(a)", "Attribute name is a reserved keyword; reserved keyword: select"],
    ["SET a = foo(select)", "Invalid function name; function: foo"],
    ["SET a = size(b)", "The function is not allowed in an update expression; function: size"],
    [
      "SET a = :x, b = #x",
      "An expression attribute name used in the document path is not defined; attribute name: #x",
    ],
    ["SET a = :x", "An expression attribute value used in expression is not defined; attribute value: :x"],
    [
      "SET a = :s, a = #x",
      "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]",
    ],
    [
      "REMOVE a.b, a[0], c.d, c",
      "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [c, d], path two: [c]",
    ],
    [
      "REMOVE a.b, a[0]",
      "Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]",
    ],
    [
      "SET a.b = :s REMOVE a",
      "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]",
    ],
    ["SET a = b + :s", `${WRONG_TYPE} +, operand type: S`],
    ["SET a = list_append(b, :s)", `${WRONG_TYPE} list_append, operand type: S`],
    [
      "SET a = if_not_exists(:s, :s)",
      "Operator or function requires a document path; operator or function: if_not_exists",
    ],
    [
      "SET a = list_append(list_append(:l, :l), :l)",
      "The function is not allowed to be used this way in an expression; function: list_append",
    ],
    [
      "ADD a :s",
      "Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND",
    ],
    [
      "SET a = list_append(b) DELETE c :n",
      "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND",
    ],
  ])("%s is refused", (text, message) => expect(ofUpdate(text)).toBe(message));
});

test.each([
  ["a,,b", 'Syntax error; token: ",", near: ",,b"'],
  ["a b", 'Syntax error; token: "b", near: "a b"'],
  [":s", 'Syntax error; token: ":s", near: ":s"'],
  ["#x, select", "Attribute name is a reserved keyword; reserved keyword: select"],
  [
    "a.b, a",
    "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]",
  ],
])("the projection %s is refused", (text, message) => expect(ofProjection(text)).toBe(message));

describe("placeholders", () => {
  const refuse = (names: Record<string, string>, values: Record<string, never>) =>
    refusalOf(() =>
      new ExpressionScope({ ExpressionAttributeNames: names, ExpressionAttributeValues: values }).checkUsed(),
    );

  test.each([
    [{}, { ":a": { S: "" } }, "ExpressionAttributeNames must not be empty"],
    [{ "#a": "a" }, {}, "ExpressionAttributeValues must not be empty"],
    [{ a: "a" }, {}, 'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"'],
    [{ "#a": "" }, {}, "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a"],
    [
      { "#a": "a" },
      { ":a": { N: "x" } },
      "ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :a",
    ],
    [
      { "#a": "a", "#b": "b" },
      { ":a": { S: "" } },
      "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}",
    ],
  ])("%#", (names, values, message) => expect(refuse(names as never, values as never)).toBe(message));
});

test("no text makes the parsers fail otherwise, or take long", () => {
  const words = [
    "(",
    ")",
    "NOT ",
    "a",
    "#n",
    ":s",
    ".",
    "[0]",
    "=",
    " AND ",
    " OR ",
    "size(",
    ",",
    " BETWEEN ",
    " IN ",
  ];
  const start = performance.now();
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (parts) => {
      const text = parts.join("");
      for (const refused of [ofCondition(text), ofUpdate(text), ofProjection(text), ofUpdate(`SET ${text}`)])
        expect(typeof refused === "string" || refused === undefined).toBeTrue();
    }),
  );
  for (const text of ["(".repeat(4000), "NOT ".repeat(1000), `${"(".repeat(1300)}a = :s${")".repeat(1300)}`])
    expect(ofCondition(text)).toBeString();
  expect(performance.now() - start).toBeLessThan(5000);
});
