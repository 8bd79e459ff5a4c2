import { expect, test } from "bun:test";
import { printJson } from "../../src/report/unprintable.ts";

const HOSTILE = "a\u001b[31m\u007f\u009b2J\u2028\u202eb\n";

test.each([
  ["one line", 0, '{"a":["a\\u001b[31m\\u007f\\u009b2J\\u2028\\u202eb\\n"]}'],
  ["laid out", 2, '{\n  "a": [\n    "a\\u001b[31m\\u007f\\u009b2J\\u2028\\u202eb\\n"\n  ]\n}'],
])("JSON on %s is harmless to a terminal and means the same", (_, indent, text) => {
  const printed = printJson({ a: [HOSTILE] }, indent);
  expect(printed).toBe(text);
  expect(JSON.parse(printed)).toEqual({ a: [HOSTILE] });
});
