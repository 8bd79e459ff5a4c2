import { expect, test } from "bun:test";
import { parseAccount, parseAccountMap, parseRegionMap, parseTarget } from "../../src/emulator/options.ts";

test("maps are repeated, comma-separated, or both", () => {
  expect(
    parseAccountMap(["111122223333=000000000000, 444455556666=000000000000", "777788889999=123456789012"]),
  ).toEqual({
    value: new Map([
      ["111122223333", "000000000000"],
      ["444455556666", "000000000000"],
      ["777788889999", "123456789012"],
    ]),
  });
  expect(parseRegionMap(["eu-west-1=us-east-1", "eu-west-1=us-east-1", "ap-isob-east-1r=us-west-2"])).toEqual(
    {
      value: new Map([
        ["eu-west-1", "us-east-1"],
        ["ap-isob-east-1r", "us-west-2"],
      ]),
    },
  );
});

test.each([
  "",
  ",",
  "111122223333",
  "111122223333=",
  "=111122223333",
  "1=2",
  "111122223333=000000000000=123456789012",
  "111122223333=000000000000,111122223333=123456789012",
])("%p is no account map", (text) => {
  expect(parseAccountMap([text])).toEqual({ error: expect.any(String) });
});

test.each(["eu-west-1=Ireland", "eu-west-1:us-east-1", "EU=US", "eu-west-1=us-east-1,eu-west-1=us-west-2"])(
  "%p is no region map",
  (text) => {
    expect(parseRegionMap([text])).toEqual({ error: expect.any(String) });
  },
);

test("accounts have 12 digits, targets are known", () => {
  expect(parseAccount("012345678901")).toEqual({ value: "012345678901" });
  expect(parseAccount("12345678901")).toEqual({ error: expect.stringContaining("12 digits") });
  expect(parseTarget("moto")).toEqual({ value: "moto" });
  expect(parseTarget("Moto")).toEqual({ error: expect.stringContaining("moto, localstack") });
});
