// What Python prints in the place of JSON: pandas writes it into tables.
import { expect, test } from "bun:test";
import { parseExactly } from "../../src/trail/parse-json.ts";
import { parsePythonText } from "../../src/trail/python-text.ts";
import { restoreRecord } from "../../src/trail/restore.ts";

test.each([
  ["{'a': 'b', 'c': None, 'd': [True, False], 'e': {}}", { a: "b", c: null, d: [true, false], e: {} }],
  [
    `{'it': "it's", 'quoted': 'a "b"', 'both': 'it\\'s "c"'}`,
    { it: "it's", quoted: 'a "b"', both: `it's "c"` },
  ],
  ["{'line': 'a\\nb', 'path': 'c:\\\\d', 'é': '\\xe9\\u00e9'}", { line: "a\nb", path: "c:\\d", é: "éé" }],
  ["[{'None': 'None', 'True': 1}]", [{ None: "None", True: 1 }]],
  ["['a', 'b']", ["a", "b"]],
])("%s", (text, value) => {
  expect(parsePythonText(text, parseExactly)).toEqual(value);
});

test.each(["{a=b}", "'a'", "", "{'a': datetime.datetime(2025, 1, 1)}", "{'a'", "it's"])(
  "none: %s",
  (text) => {
    expect(parsePythonText(text, parseExactly)).toEqual(text === "'a'" ? "a" : undefined);
  },
);

test("a record's members are read so", () => {
  const record = restoreRecord(
    {
      eventName: "CreateQueue",
      requestParameters: "{'queueName': 'a', 'attributes': {'DelaySeconds': '5'}}",
    },
    parseExactly,
  );
  expect(record).toMatchObject({ requestParameters: { queueName: "a", attributes: { DelaySeconds: "5" } } });
});

test.each([
  ["0", false],
  ["1", true],
  [0, false],
  [1, true],
])("a choice that was written as %p", (readOnly, read) => {
  expect(restoreRecord({ readOnly }, parseExactly)).toEqual({ readOnly: read });
});
