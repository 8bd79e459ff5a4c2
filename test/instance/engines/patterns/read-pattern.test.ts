// What is wrong with a pattern is said in AWS's words, with the place where its reader stands.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { readPattern } from "../../../../src/instance/engines/patterns/read-pattern.ts";

function faultOf(text: string): string {
  const read = readPattern(text);
  return "fault" in read ? read.fault : "none";
}

const placed = (text: string, words: string, column: number, line = 1) => {
  const place = `\n at [Source: (String)"${text}"; line: ${line}, column: ${column}]`;
  expect(faultOf(text)).toBe(`${words}${place}`);
};

test("a value is a list of what is asked, or an object", () => {
  placed('{"int": 42}', '"int" must be an object or an array', 11);
  placed('{"source": "a"}', '"source" must be an object or an array', 13);
  placed('{"a": []}', "Empty arrays are not allowed", 9);
  placed('{"a": {}}', "Empty objects are not allowed", 9);
  placed('{"a": [[1]]}', "Match value must be String, number, true, false, or null", 9);
  placed("[]", "Filter is not an object", 2);
  placed("", "Filter is not an object", 1);
});

test("operators say what they take", () => {
  placed('{"a": [{"equals-ignore-case": ["b"]}]}', "equals-ignore-case match pattern must be a string", 32);
  placed('{"time": [{"prefix": ["2022-07-13"]}]}', "prefix match pattern must be a string", 23);
  placed('{"a": [{"numeric": 10}]}', "Value of numeric must be an array.", 22);
  placed(
    '{"detail": {"state": [{"anything-but": null}]}}',
    "Value of anything-but must be an array or single string/number value.",
    44,
  );
  placed('{"a": [{"anything-but": {"prefix": ""}}]}', "Null prefix/suffix not allowed", 38);
  placed('{"a": [{"b": 1}]}', "Unrecognized match type b", 15);
  placed('{"a": [{"exists": "x"}]}', "exists match pattern must be either true or false.", 20);
  placed('{"a": [{"prefix": "x", "suffix": "y"}]}', "Only one key allowed in match expression", 35);
  expect(faultOf('{"a": [{"cidr": "10.0.0.0"}]}')).toBe("Malformed CIDR, one '/' required");
  expect(faultOf('{"a": [{"cidr": "10.0.0.0/40"}]}')).toBe("IPv4 mask bits must be < 32");
});

test("a fault within a list of what anything may be but is told with its place twice", () => {
  const text = '{"a": [{"anything-but": {"prefix": [123, "test"]}}]}';
  const place = `\n at [Source: (String)"${text}"; line: 1, column: 40]`;
  expect(faultOf(text)).toBe(`prefix/suffix match pattern must be a string${place}${place}`);
});

test("what is no JSON is told as Jackson tells it", () => {
  placed(
    "{'bad': 'quotation'}",
    "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
    2,
  );
  placed(
    '{"a" [1]}',
    "Unexpected character ('[' (code 91)): was expecting a colon to separate field name and value",
    6,
  );
  placed(
    '{"a": [1] "b": [1]}',
    `Unexpected character ('"' (code 34)): was expecting comma to separate Object entries`,
    11,
  );
  placed(
    '{"a": [tru]}',
    "Unrecognized token 'tru': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    11,
  );
  const open = '{"a": [1';
  expect(faultOf(open)).toBe(
    `Unexpected end-of-input: expected close marker for Array (start marker at [Source: (String)"${open}"; line: 1, column: 7])\n at [Source: (String)"${open}"; line: 1, column: 9]`,
  );
});

test("wildcards that fit too much at a time are refused", () => {
  const complex =
    "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character";
  const of = (...texts: string[]) => faultOf(JSON.stringify({ a: texts.map((wildcard) => ({ wildcard })) }));
  expect(of("*a*a*a*a*a*a")).toBe(complex);
  expect(of("*:stack/one/*", "*:stack/two/*", "*:stack/three/*")).toBe("none");
  expect(of("*:stack/one/*", "*:stack/two/*", "*:stack/three/*", "*:stack/four/*")).toBe(complex);
  expect(of("a**b")).toContain("Consecutive wildcard characters at pos 2");
  expect(of("a\\b")).toContain("Invalid escape character at pos 2");
});

test("whatever a text is, it is read or a fault is told, in a time that grows with it", () => {
  fc.assert(fc.property(fc.string(), (text) => typeof readPattern(text) === "object"));
  const pieces = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    '"a"',
    '"',
    "1",
    "-",
    "tru",
    "null",
    " ",
    "\\",
    '"$or"',
    '"prefix"',
    '"anything-but"',
  );
  fc.assert(fc.property(fc.array(pieces), (all) => typeof readPattern(all.join("")) === "object"));
  expect(faultOf(`${'{"a":'.repeat(5000)}`)).toContain("Document nesting depth (1001) exceeds");
});
