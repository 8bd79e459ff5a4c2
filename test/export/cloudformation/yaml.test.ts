// Texts in YAML: read back, each is what it was, and a text.
import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { quoteYaml, writeJson } from "../../../src/export/cloudformation/write-yaml.ts";

test("every text is read back as it was", () => {
  const read = (text: string) => (Bun.YAML.parse(`a: ${quoteYaml(text)}\n`) as { a: unknown }).a;
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(read(text)).toBe(text.replace(/\p{Cs}/gu, "\ufffd"));
    }),
  );
  for (const text of [
    "yes",
    "No",
    "on",
    "null",
    "~",
    "1e3",
    "0o7",
    "12:30:00",
    "2026-01-01",
    ".inf",
    "<<",
    "=",
    "!Ref a",
    "&a",
    "*a",
    "a: b",
    "a #b",
    "- a",
    "? a",
    "[a",
    "{a",
    "|",
    ">",
    "@a",
    "`a",
    "'",
    '"',
    " a",
    "a ",
  ])
    expect(read(text)).toBe(text);
});

test("what controls a terminal or reorders a line is escaped, in YAML and in JSON", () => {
  const text = "a\u202eb\u009b31m\u2028c";
  for (const written of [quoteYaml(text), writeJson(text)])
    expect(written.trimEnd()).toBe('"a\\u202eb\\u009b31m\\u2028c"');
});
