/** Values are cut out of JSON as they stand there, and blanks between values go, whatever is inside of texts. */
import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { closeUp, sliceJson } from "../../src/trail/slice-json.ts";

test("a value by its path, with its members in their order and its numbers as they are written", () => {
  const text = ' {"a": {"10": 1.0, "2": 12345678901234567890}, "b.c": [[], {"d": "x\\"}]"}]} ';
  expect(sliceJson(text, "a")).toBe('{"10": 1.0, "2": 12345678901234567890}');
  expect(sliceJson(text, "a.2")).toBe("12345678901234567890");
  expect(sliceJson(text, "b.c[1]")).toBe('{"d": "x\\"}]"}');
  expect(sliceJson(text, "b.c[0]")).toBe("[]");
  expect(sliceJson(text, "")).toBe(text.trim());
  for (const path of ["c", "a.10.x", "b.c[2]", "b.c[1].e", "b"])
    expect(sliceJson(text, path)).toBeUndefined();
});

test("JSON that is a text itself is looked into", () => {
  const inner = '{"10":1,"2":{"x":[1]}}';
  expect(sliceJson(JSON.stringify({ message: inner }), "message")).toBe(inner);
  expect(sliceJson(JSON.stringify([JSON.stringify({ message: inner })]), "[0].message.2")).toBe('{"x":[1]}');
});

/** The path to each value inside of one, as it is told of records. */
function* listPaths(value: unknown, path = ""): Generator<readonly [string, unknown]> {
  yield [path, value];
  if (Array.isArray(value)) {
    for (const [at, one] of value.entries()) yield* listPaths(one, `${path}[${at}]`);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, one] of Object.entries(value))
      yield* listPaths(one, path === "" ? name : `${path}.${name}`);
  }
}

/** No text that is JSON itself, and names that no path is ambiguous with. */
const values = fc.letrec((tie) => ({
  value: fc.oneof(fc.integer(), fc.constant('q"\\ \n,]}'), fc.boolean(), tie("list"), tie("object")),
  list: fc.array(tie("value"), { maxLength: 3 }),
  object: fc.dictionary(fc.stringMatching(/^[a-z"\\]{1,4}$/), tie("value"), { maxKeys: 3 }),
})).object;

test("whatever JSON holds is found, however it is laid out, and reads the same without blanks", () => {
  fc.assert(
    fc.property(values, fc.constantFrom(undefined, 1, "\t"), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(closeUp(text)).toBe(JSON.stringify(value));
      for (const [path, inner] of listPaths(value)) {
        if (typeof inner === "string" || path === "") continue;
        expect(JSON.parse(sliceJson(text, path) ?? "null")).toEqual(inner);
      }
    }),
  );
});
