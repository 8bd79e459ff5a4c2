// Filter policies: what they let through, and what SNS says of those that it does not take.
import { expect, test } from "bun:test";
import fc from "fast-check";
import {
  fitsPolicy,
  listAttributeFields,
  listBodyFields,
} from "../../../../src/instance/engines/sns/filter-match.ts";
import { type FilterScope, readFilterPolicy } from "../../../../src/instance/engines/sns/filter-policy.ts";
import type { Attributes } from "../../../../src/instance/engines/sqs/digest.ts";

function fitsBody(policy: unknown, body: unknown): boolean {
  const read = readFilterPolicy(JSON.stringify(policy), "MessageBody", "");
  return read === undefined || fitsPolicy(read, listBodyFields(JSON.stringify(body)));
}

function fitsAttributes(policy: unknown, attributes: Attributes): boolean {
  const read = readFilterPolicy(JSON.stringify(policy), "MessageAttributes", "");
  return read === undefined || fitsPolicy(read, listAttributeFields(attributes));
}

function complain(policy: string, scope: FilterScope = "MessageBody"): string {
  try {
    readFilterPolicy(policy, scope, "");
    return "taken";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}

const one = (rule: unknown, value: unknown) => fitsBody({ key: [rule] }, { key: value });

test.each([
  ["a value", "a", ["a"], ["b", 1, null, true, { a: 1 }]],
  ["a number", 1, [1, 1.0], ["1", 2, true]],
  ["nothing", null, [null], ["null", 0, false]],
  ["a truth", true, [true], ["true", false]],
  ["a beginning", { prefix: "ab" }, ["ab", "abc"], ["a", "cab", 1]],
  ["a beginning, whatever its case", { prefix: { "equals-ignore-case": "aB" } }, ["ABc"], ["ba"]],
  ["an end", { suffix: "bc" }, ["bc", "abc"], ["bcd", 1]],
  ["a case", { "equals-ignore-case": "aB" }, ["ab", "AB"], ["abc"]],
  ["anything but texts", { "anything-but": ["a", "b"] }, ["c", 1], ["a", "b"]],
  ["anything but a number", { "anything-but": 1 }, [2, "1"], [1]],
  ["anything but a beginning", { "anything-but": { prefix: "a" } }, ["b"], ["ab", 1]],
  ["anything but ends", { "anything-but": { suffix: [".png", ".jpg"] } }, ["a.txt"], ["a.png", "b.jpg"]],
  ["anything but stars", { "anything-but": { wildcard: "*a*" } }, ["bbb"], ["bab"]],
  ["a range", { numeric: [">", 0, "<=", 5] }, [1, 5], [0, 6, "3"]],
  ["an equal number", { numeric: ["=", 301.8] }, [301.8, 3.018e2], [301]],
  ["a number to five digits", 100.123456789, [100.1234567, 100.12346], [100.1234, 100.12347]],
  ["a range to five digits", { numeric: ["<=", 1] }, [1.000001], [1.00001]],
  ["stars", { wildcard: "a*b*c" }, ["abc", "axxbyyc", "abbc"], ["ab", "acb", "xabc"]],
  ["a star that is none", { wildcard: "a\\*" }, ["a*"], ["ab", "a"]],
  ["addresses", { cidr: "10.0.0.0/24" }, ["10.0.0.255"], ["10.0.1.0", "10.0.0.256", "ten"]],
  ["longer addresses", { cidr: "2001:db8::/32" }, ["2001:0db8:1::1"], ["2001:db9::1", "10.0.0.1"]],
])("%s", (_, rule, fitting, others) => {
  for (const value of fitting) expect([value, one(rule, value)]).toEqual([value, true]);
  for (const value of others) expect([value, one(rule, value)]).toEqual([value, false]);
});

test("whether something is there", () => {
  expect(fitsBody({ a: [{ exists: true }] }, { a: null })).toBe(true);
  expect(fitsBody({ a: [{ exists: true }] }, { b: 1 })).toBe(false);
  expect(fitsBody({ a: [{ exists: false }] }, { b: 1 })).toBe(true);
  expect(fitsBody({ a: { b: [{ exists: false }] } }, { a: { b: 1 } })).toBe(false);
  expect(fitsBody({ a: [{ "anything-but": "x" }] }, {})).toBe(false);
});

test("all keys have to fit, any value of each, and any of what is told by $or", () => {
  const policy = { a: ["x", "y"], $or: [{ b: [1] }, { c: [2], d: ["z"] }] };
  expect(fitsBody(policy, { a: "y", b: 1 })).toBe(true);
  expect(fitsBody(policy, { a: "y", c: 2, d: "z" })).toBe(true);
  expect(fitsBody(policy, { a: "y", c: 2 })).toBe(false);
  expect(fitsBody(policy, { a: "n", b: 1 })).toBe(false);
});

test("what is asked together has to stand together in a list", () => {
  const policy = { items: { name: ["a"], size: [1] } };
  const [a1, b1, a2] = [
    { name: "a", size: 1 },
    { name: "b", size: 1 },
    { name: "a", size: 2 },
  ];
  expect(fitsBody(policy, { items: [b1, a1] })).toBe(true);
  expect(fitsBody(policy, { items: [b1, a2] })).toBe(false);
});

test("attributes are texts, numbers and lists; bytes are none", () => {
  const list = { type: "String.Array", value: '["a", 1, null]' };
  expect(fitsAttributes({ k: ["a"] }, { k: list })).toBe(true);
  expect(fitsAttributes({ k: [1] }, { k: list })).toBe(true);
  expect(fitsAttributes({ k: ["b"] }, { k: list })).toBe(false);
  expect(fitsAttributes({ k: ["a"] }, { k: { type: "String.Array", value: "a" } })).toBe(false);
  expect(fitsAttributes({ k: [{ numeric: [">=", 1] }] }, { k: { type: "Number", value: "1.5" } })).toBe(true);
  expect(fitsAttributes({ k: [{ exists: true }] }, { k: { type: "Binary", value: Uint8Array.of(1) } })).toBe(
    false,
  );
  expect(fitsBody({ a: ["x"] }, ["no object"])).toBe(false);
});

test.each([
  [
    "{",
    "FilterPolicy: failed to parse JSON. Unexpected end-of-input: expected close marker for Object (start marker at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1])",
  ],
  ["[]", "FilterPolicy: failed to parse JSON."],
  ['{"a":[]}', "FilterPolicy: Empty arrays are not allowed"],
  ['{"a":"b"}', 'FilterPolicy: "a" must be an object or an array'],
  ['{"a":[["b"]]}', "FilterPolicy: Match value must be String, number, true, false, or null"],
  ['{"a":[{"like":"b"}]}', "FilterPolicy: Unrecognized match type like"],
  ['{"a":[{"prefix":1}]}', "FilterPolicy: prefix match pattern must be a string"],
  ['{"a":[{"suffix":null}]}', "FilterPolicy: suffix match pattern must be a string"],
  ['{"a":[{"prefix":"b","suffix":"c"}]}', "FilterPolicy: Only one key allowed in match expression"],
  ['{"a":[{"anything-but":{"like":"b"}}]}', "FilterPolicy: Unsupported anything-but pattern: like"],
  ['{"a":[{"numeric":[]}]}', "FilterPolicy: Invalid member in numeric match: ]"],
  ['{"a":[{"numeric":["<<",1]}]}', "FilterPolicy: Unrecognized numeric range operator: <<"],
  ['{"a":[{"numeric":["=","1"]}]}', "FilterPolicy: Value of equals must be numeric"],
  ['{"a":[{"numeric":[">",1,"<",0]}]}', "FilterPolicy: Bottom must be less than top"],
  ['{"a":[{"numeric":[">",1,">",2]}]}', "FilterPolicy: Bad numeric range operator: >"],
  ['{"a":[{"numeric":["<",1,">",2]}]}', "FilterPolicy: Too many elements in numeric expression"],
  ['{"a":[{"cidr":"10.0.0.0"}]}', "FilterPolicy: Malformed CIDR, one '/' required"],
  ['{"a":[{"cidr":"10.0.0.0/x"}]}', "FilterPolicy: Malformed CIDR, mask bits must be an integer"],
  ['{"a":[{"wildcard":"a**"}]}', "FilterPolicy: Consecutive wildcard characters at pos 2"],
])("%s is refused", (policy, words) => {
  expect(complain(policy).split("\n at")[0]).toBe(words);
});

test("policies on attributes have no depth", () => {
  expect(complain('{"a":{"b":["c"]}}', "MessageAttributes")).toBe(
    "Filter policy scope MessageAttributes does not support nested filter policy",
  );
});

test("where a policy is wrong is told by line and column", () => {
  expect(complain('{\n  "a": [{"exists": 1}]\n}')).toEndWith("; line: 2, column: 21]");
});

test("stars stand for anything, and take no longer than the text is long", () => {
  const Part = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 3 });
  fc.assert(
    fc.property(fc.array(Part, { minLength: 1, maxLength: 4 }), Part, (parts, text) => {
      const pattern = parts.join("*").replaceAll(/\*+/g, "*");
      const expected = new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(text);
      expect(one({ wildcard: pattern }, text)).toBe(expected);
    }),
  );
});
