// What Python prints in the place of JSON: pandas writes it into tables.
import { expect, test } from "bun:test";
import { parseExactly, parseJson } from "../../src/trail/parse-json.ts";
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
  ["{'a': datetime.datetime(2025, 7, 2, 8, 0, tzinfo=tzlocal()), 'b': 1}", { a: null, b: 1 }],
  ["{'a': 'one '\n  \"two's\"\n 'three', 'b': ['x', 'y' 'z']}", { a: "one two'sthree", b: ["x", "yz"] }],
])("%s", (text, value) => {
  expect(parsePythonText(text, parseExactly)).toEqual(value);
});

test.each(["{a=b}", "'a'", "", "{'a': <Item>}", "{'a': datetime.datetime(2025}", "{'a'", "it's"])(
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

test.each([
  ["f", false],
  ["t", true],
  [0.0, false],
  ["1.0", true],
  ["no", false],
  ["yes", true],
])("a choice as databases and pandas write it: %p", (readOnly, read) => {
  expect(restoreRecord({ readOnly }, parseExactly)).toEqual({ readOnly: read });
});

test.each(["<null>", "(null)", "<nil>", "\\N", "#N/A", "nan"])("nothing is written %s", (errorCode) => {
  expect(restoreRecord({ errorCode }, parseExactly)).toEqual({});
});

test.each([
  [111122223333.0, "111122223333"],
  ["11122223333.0", "011122223333"],
  ["111122223333", "111122223333"],
])("an account that pandas wrote as %p", (recipientAccountId, account) => {
  expect(restoreRecord({ recipientAccountId }, parseExactly)).toEqual({ recipientAccountId: account });
});

test("what is no number in Python is nothing", () => {
  const text = '{"a": NaN, "b": [-Infinity, Infinity], "c": "NaN, \\"-Infinity", "d": -1}';
  const value = { a: null, b: [null, null], c: 'NaN, "-Infinity', d: -1 };
  expect(parseJson(text)).toEqual(value);
  expect(parseExactly(text)).toEqual(value);
  expect(parseJson('{"a": NaNa}')).toBeUndefined();
});

test.each([
  ["Jul 2, 2025 8:00:01 AM", "2025-07-02T08:00:01.000Z"],
  ["Aug 10, 2022, 10:38:27 PM", "2022-08-10T22:38:27.000Z"],
  ["Wed, 02 Jul 2025 08:00:02 GMT", "2025-07-02T08:00:02.000Z"],
  ["2 Jul 2025 08:00:02 +0200", "2025-07-02T06:00:02.000Z"],
  ["1751443201", "2025-07-02T08:00:01.000Z"],
  ["1751443201500", "2025-07-02T08:00:01.500Z"],
  [1751443201500000, "2025-07-02T08:00:01.500Z"],
  ["1751443201500000000", "2025-07-02T08:00:01.500Z"],
  ["1.7514432015E9", "2025-07-02T08:00:01.500Z"],
  ["1.7514432015e+12", "2025-07-02T08:00:01.500Z"],
  ["2025/07/02 08:00:01", "2025-07-02 08:00:01"],
  ["17514432", "17514432"],
  ["Foo 2, 2025 8:00:01 AM", "Foo 2, 2025 8:00:01 AM"],
])("a moment that was written %s", (eventTime, moment) => {
  expect(restoreRecord({ eventTime }, parseExactly)).toEqual({ eventTime: moment });
});

test("a member that was printed twice", () => {
  const requestParameters = JSON.stringify(JSON.stringify({ queueName: "a" }));
  expect(restoreRecord({ requestParameters }, parseExactly)).toEqual({
    requestParameters: { queueName: "a" },
  });
});
