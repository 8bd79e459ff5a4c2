// YAML as templates have it: short forms become long ones, and no number loses its digits.
import { expect, test } from "bun:test";
import { Intrinsic, type TemplateValue } from "../../../../src/export/cloudformation/values.ts";
import { writeJson, writeYaml } from "../../../../src/export/cloudformation/write-yaml.ts";
import { readYaml } from "../../../../src/instance/engines/cloudformation/template/read-yaml.ts";

const CASES: readonly (readonly [text: string, value: unknown])[] = [
  ["a: !Ref b", { a: { Ref: "b" } }],
  ["a: !GetAtt B.Outputs.C", { a: { "Fn::GetAtt": ["B", "Outputs.C"] } }],
  ["a: !Join ['', [x, !Ref b]]", { a: { "Fn::Join": ["", ["x", { Ref: "b" }]] } }],
  [`a: !Sub\n  - x\${y}\n  - y: !Ref z`, { a: { "Fn::Sub": [`x\${y}`, { y: { Ref: "z" } }] } }],
  [
    "a: !If\n- c\n- !Ref b\n- !Ref AWS::NoValue\nd: 1",
    { a: { "Fn::If": ["c", { Ref: "b" }, { Ref: "AWS::NoValue" }] }, d: 1 },
  ],
  [
    "a: 012345678901\nb: 1.10\nc: 2012-10-17\nd: -1\ne: 0x1f\nf: 1.5",
    { a: "012345678901", b: "1.10", c: "2012-10-17", d: -1, e: "0x1f", f: 1.5 },
  ],
  ["a: yes\nb: off\nc: ~\nd:\ne: 'yes'", { a: true, b: false, c: null, d: null, e: "yes" }],
  [
    "a: |\n  x\n   y\n\n  z\nb: >-\n  x\n  y\n\n  z\nc: |+\n  x\n\n",
    { a: "x\n y\n\nz\n", b: "x y\nz", c: "x\n\n\n" },
  ],
  [
    "- a: 1\n  b: 2\n- - x\n  - y\n- !Sub |\n  foo\n-\n  c: d",
    [{ a: 1, b: 2 }, ["x", "y"], { "Fn::Sub": "foo\n" }, { c: "d" }],
  ],
  ["a: [1,\n  2, # two\n  {b: c, 'd': \"e\\n\"}]", { a: [1, 2, { b: "c", d: "e\n" }] }],
  [
    "'a b': \"x # y\" # z\nb: 'it''s'\nc: one\n  two # three\nd: http://x:80/#y",
    { "a b": "x # y", b: "it's", c: "one two", d: "http://x:80/#y" },
  ],
  ["---\n# said\na:\n- b\n", { a: ["b"] }],
  ['{"a": {"Ref": "b"}}', { a: { Ref: "b" } }],
];

for (const [text, value] of CASES)
  test(JSON.stringify(text), () => expect(readYaml(text)).toEqual(value as never));

const BAD = [
  "a: &x 1",
  "a: *x",
  "a: 1\n b: 2",
  "a: [1",
  "a: 'x",
  "a: !Nonsense x",
  "\ta: 1",
  `${"[".repeat(500)}`,
  'a: "\\q"',
  "a: b: c\n  d",
];

for (const text of BAD)
  test(`refuses ${JSON.stringify(text.slice(0, 20))}`, () =>
    expect(() => readYaml(text)).toThrow("Template format error"));

test("reads what an export writes", () => {
  const texts = [
    "",
    " ",
    "a: b",
    "- a",
    "yes",
    "1",
    "é\u2028",
    "{x}",
    "# y",
    "'",
    '"',
    "a\nb",
    "!Ref x",
    "0x1",
    "...",
  ];
  const value: TemplateValue = {
    all: texts,
    named: Object.fromEntries(texts.map((text, at) => [`${text}${at}`, text])),
    deep: [[[{ a: [] }]], {}, [[]], new Intrinsic("Fn::GetAtt", "A.B"), new Intrinsic("Fn::Sub", `x: \${y}`)],
    others: [true, false, null, 1, -2.5],
  };
  expect(readYaml(writeYaml(value))).toEqual(JSON.parse(writeJson(value)));
});
