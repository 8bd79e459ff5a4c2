import { describe, expect, test } from "bun:test";
import { LENIENT } from "../../../src/aws/formats/reading.ts";
import { readBoolean, readNumber, readScalar, readTimestamp } from "../../../src/aws/formats/scalars.ts";
import { Digits } from "../../../src/aws/values.ts";

describe("readNumber", () => {
  test.each([
    ["0", 0],
    [" 12\n", 12],
    ["-5", -5],
    ["9007199254740991", 9007199254740991],
    ["1.5", 1.5],
    ["1e3", 1000],
    ["1.0", 1],
    ["-Infinity", -Infinity],
    ["NaN", NaN],
    ["", undefined],
    ["None", undefined],
    ["0x10", undefined],
    ["1 2", undefined],
  ])("%p", (text, number) => {
    expect(readNumber(text)).toEqual(number);
  });

  test("keeps the digits of large integers", () => {
    expect(readNumber("9007199254740993")).toEqual(new Digits("9007199254740993"));
    expect(readNumber("-9223372036854775808")).toEqual(new Digits("-9223372036854775808"));
  });
});

describe("readTimestamp", () => {
  const noon = Date.UTC(2023, 6, 10, 12, 0, 0);
  test.each([
    [1688990400, noon],
    ["1688990400", noon],
    [1688990400.1239, noon + 124],
    ["2023-07-10T12:00:00Z", noon],
    ["2023-07-10T12:00:00.123456Z", noon + 123],
    ["2023-07-10T12:00:00", noon],
    ["2023-07-10 12:00:00.5", noon + 500],
    ["2023-07-10T14:00:00+02:00", noon],
    ["2023-07-10T07:00:00-0500", noon],
    ["2023-07-10 12:00:00 UTC", noon],
    ["2023-07-10", Date.UTC(2023, 6, 10)],
    ["Mon, 10 Jul 2023 12:00:00 GMT", noon],
    ["Mon, 10 Jul 2023 14:00:00 +0200", noon],
    ["10 Jul 2023 12:00:00", noon],
    ["Mon, 3 Jul 2023 12:00:00 GMT", Date.UTC(2023, 6, 3, 12)],
    ["-86400", -86400000],
  ])("%p", (text, time) => {
    expect(readTimestamp(text)?.getTime()).toBe(time);
  });

  test.each(["", "soon", "2023-13-40T00:00:00Z", "Mon, 10 Foo 2023 12:00:00 GMT", 1e300, NaN, "1e400"])(
    "%p is no time",
    (text) => {
      expect(readTimestamp(text)).toBeUndefined();
    },
  );
});

test("readBoolean", () => {
  expect(["true", "True", " TRUE "].map(readBoolean)).toEqual([true, true, true]);
  expect(["false", "", "1", "None"].map(readBoolean)).toEqual([false, false, false, false]);
});

test("readScalar keeps what does not fit its type", () => {
  expect(readScalar({ name: "Any", type: "integer" }, "None", LENIENT)).toBe("None");
  expect(readScalar({ name: "Any", type: "timestamp" }, "soon", LENIENT)).toBe("soon");
  expect(readScalar({ name: "Any", type: "blob" }, "%", LENIENT)).toBe("%");
  expect(readScalar({ name: "Any", type: "blob" }, "aGk=", LENIENT)).toEqual(Uint8Array.from([104, 105]));
  expect(readScalar({ name: "Any", type: "string" }, " 1 ", LENIENT)).toBe(" 1 ");
});
